"""A lead's audit and colleagues as plain values, to merge in any order without a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from s11desk.app.asking.asking_format import FORMAT, ReplyFile
from s11desk.app.asking.taken_before import find_before
from s11desk.domain.asking.asked_questions import (
    ActionPlace,
    AnswersTaken,
    Decided,
    DecidedItem,
    PartOfAudit,
    QuestionsAsked,
    part_of,
)
from s11desk.domain.asking.merge_answers import MergeItem, MergeOutcome, find_changes, merge
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.topics.topic import QuestionKind
from s11desk.store.rows.journal import EventKind, JournalEntry
from tests.samples import NOON, audit_with, question, small_topic

QUESTIONS = ("one", "two", "three")
TOPIC = small_topic(
    *(question(name, QuestionKind.JUDGEMENT, scale="judgement") for name in QUESTIONS),
    question("other", QuestionKind.LONG_TEXT, required=False),
)
REQUEST = "0" * 16

Choose = Callable[[MergeItem], bool]
"""Whether the colleague's version of a conflict is taken."""


@dataclass
class Lead:
    """The audit that asks, and its history."""

    audit: Audit
    history: list[JournalEntry] = field(default_factory=list)

    def ask(self) -> QuestionsAsked:
        """Ask every colleague the same questions."""
        asked = QuestionsAsked(REQUEST, self.audit.id, "0" * 64, QUESTIONS, part=part_of(self.audit, QUESTIONS))
        self.history.append(JournalEntry(NOON, "lead", EventKind.ASKED, REQUEST, "", encode(asked)))
        return asked

    def take(self, file: ReplyFile, choose: Choose) -> tuple[MergeItem, ...]:
        """Take a file in, and record it as the program does. Returns what was new in it."""
        before = find_before(self.history, file)
        if before.is_known:
            return ()
        items = find_changes(TOPIC, self.audit, file.part, before.base, before.places)
        chosen = {item.key for item in items if item.outcome is MergeOutcome.CONFLICT and choose(item)}
        merged = merge(TOPIC, self.audit, items, chosen, used_ids=set(before.places.values()))
        self.audit = merged.audit
        taken = AnswersTaken(
            REQUEST,
            file.file,
            file.sender,
            file.name,
            file.earlier,
            file.part,
            tuple(ActionPlace(*pair) for pair in {**before.places, **merged.places}.items()),
            tuple(decided(item, is_chosen=item.key in chosen) for item in items),
        )
        self.history.append(JournalEntry(NOON, "lead", EventKind.MERGED, REQUEST, "", encode(taken)))
        return items

    def records(self) -> list[AnswersTaken]:
        """What the history says about files that were taken in."""
        lines = (entry for entry in self.history if entry.what is EventKind.MERGED)
        return [msgspec.json.decode(entry.new, type=AnswersTaken) for entry in lines]


@dataclass
class Colleague:
    """Somebody who answers. ``sender``: the id of their audit."""

    sender: str
    audit: Audit
    sent: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, sender: str, asked: QuestionsAsked) -> Colleague:
        """Begin with what was asked."""
        part = asked.part
        return cls(sender, audit_with(*part.answers, evidence=part.evidence, actions=part.actions))

    def send(self) -> ReplyFile:
        """Make a file of answers."""
        name = f"{ord(self.sender[0]):08x}{len(self.sent):08x}"
        part = part_of(self.audit, QUESTIONS, all_actions=True)
        earlier, self.sent = tuple(self.sent), [*self.sent, name]
        facts = ("Riverside", REQUEST, self.audit.id, "0" * 64, name, self.sender, self.sender, earlier, part)
        return ReplyFile(FORMAT, NOON, "1", *facts)


def encode(value: msgspec.Struct) -> str:
    """As the history holds it."""
    return msgspec.json.encode(value).decode()


def decided(item: MergeItem, *, is_chosen: bool) -> DecidedItem:
    """What became of the item, and what was here before."""
    ours, outcome = item.ours, {MergeOutcome.TAKE: Decided.TAKEN, MergeOutcome.SAME: Decided.SAME}.get(item.outcome)
    return DecidedItem(
        item.key,
        outcome or (Decided.CHOSEN if is_chosen else Decided.KEPT),
        ours if isinstance(ours, Answer) else None,
        ours if isinstance(ours, Action) else None,
        ours if isinstance(ours, Evidence) else None,
    )


def content(part: PartOfAudit | Audit) -> tuple[object, ...]:
    """Everything that people entered, without the ids and the order that each computer gives."""
    answers = frozenset(answer for answer in part.answers if not answer.is_blank())
    actions = sorted(repr(msgspec.structs.replace(action, id="")) for action in part.actions if action.action)
    files = {(item.sha256, name, item.caption) for item in part.evidence for name in item.questions}
    return answers, actions, files

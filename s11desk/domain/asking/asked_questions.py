"""What is asked of a colleague, and what comes back: the values that the files and the history hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from enum import StrEnum

import msgspec

from s11desk.domain.audits.answer_rules import texts_of_content
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.text.text_limits import LimitedText


class PartOfAudit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answers, actions and files of some questions. None of the answers is blank or marked for review.

    A file is cited by these questions only, whatever else it is attached to in the audit.
    """

    answers: tuple[Answer, ...] = ()
    actions: tuple[Action, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def texts(self) -> Iterator[LimitedText]:
        """Every text in it, each with its limit."""
        return texts_of_content(self.answers, self.actions, self.evidence)


class QuestionsAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Questions of one audit that a colleague is asked.

    ``request``: the random id of this asking. ``audit``: the id of the audit. ``whole_topic``: the digest of its topic,
    of which the colleague gets a part. ``colleague``: whom the lead asks, and ``line``: what they write to them; both
    may be empty. ``part``: what was answered when the lead asked.
    """

    request: str
    audit: str
    whole_topic: str
    questions: tuple[str, ...]
    colleague: str = ""
    line: str = ""
    part: PartOfAudit = PartOfAudit()


class ItemKind(StrEnum):
    """What is merged by itself: the answer to a question, one action, or one file on one question."""

    ANSWER = "answer"
    ACTION = "action"
    FILE = "file"


class ItemKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which item. ``name``: of an action its id at the colleague, of a file its SHA-256, of an answer empty."""

    kind: ItemKind
    question: str
    name: str = ""


class Decided(StrEnum):
    """What became of an item. TAKEN: the colleague's. KEPT: the two disagreed, and a person kept what was here.

    CHOSEN: the two disagreed, and a person took the colleague's. SAME: the same was here already.
    """

    TAKEN = "taken"
    KEPT = "kept"
    CHOSEN = "chosen"
    SAME = "same"


class DecidedItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of a file of answers: what became of it, and what was here before, if anything was."""

    key: ItemKey
    decided: Decided
    answer: Answer | None = None
    action: Action | None = None
    file: Evidence | None = None


class ActionPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The id that an action has at the colleague (``there``), and the id that it has in this audit (``here``)."""

    there: str
    here: str


class AnswersTaken(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file of answers that was taken in, as the history of the audit keeps it.

    ``file``: the file's own random id, and ``earlier``: of the files that the same colleague made before it, the oldest
    first. ``sender``: the id of the audit at the colleague. ``name``: the name that the colleague gave. ``part``:
    everything that the file says. ``places``: of its actions. ``items``: what became of everything new in it.
    """

    request: str
    file: str
    sender: str
    name: str
    earlier: tuple[str, ...] = ()
    part: PartOfAudit = PartOfAudit()
    places: tuple[ActionPlace, ...] = ()
    items: tuple[DecidedItem, ...] = ()


class ColleagueReply(msgspec.Struct, frozen=True):
    """Answers of a colleague that were taken in. ``answered``: the ids of the questions that they have something on."""

    name: str
    at: dt.datetime
    answered: tuple[str, ...]


class AskRecord(msgspec.Struct, frozen=True):
    """Questions that a colleague was asked, and what came back, as the history of an audit has it.

    ``colleague``: whom the person asked, empty if they named nobody. ``questions``: ids. ``replies``: the oldest first.
    """

    request: str
    colleague: str
    questions: tuple[str, ...]
    at: dt.datetime
    replies: tuple[ColleagueReply, ...] = ()


class AnswersRemark(StrEnum):
    """What a person should know about the audit before they take answers in.

    KNOWN: these answers, or later ones of the same colleague, were taken in. NOTHING_NEW: they say nothing that is not
    here. ARCHIVED: the audit is put away. FINISHED: a return was made from it, which does not have them.
    """

    KNOWN = "known"
    NOTHING_NEW = "nothing-new"
    ARCHIVED = "archived"
    FINISHED = "finished"


def part_of(
    audit: Audit, questions: Collection[str], *, with_files: bool = True, all_actions: bool = False
) -> PartOfAudit:
    """The part of ``audit`` that belongs to ``questions``. ``all_actions``: with those that belong to no question."""
    unmarked = (msgspec.structs.replace(answer, marked_for_review=False) for answer in audit.answers)
    cited = ((item, tuple(name for name in item.questions if name in questions)) for item in audit.evidence)
    return PartOfAudit(
        tuple(answer for answer in unmarked if answer.question in questions and not answer.is_blank()),
        tuple(one for one in audit.actions if one.question in questions or (all_actions and not one.question)),
        tuple(msgspec.structs.replace(item, questions=names) for item, names in cited if names) if with_files else (),
    )

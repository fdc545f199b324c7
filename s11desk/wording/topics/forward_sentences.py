"""What an audit begins with that goes on from earlier work, in words that window and terminal share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s11desk.domain.audits.carry_over import CarriedOver, CarriedQuestion, CarryKind
from s11desk.domain.returns.return_verdict import Outcome
from s11desk.domain.text.word_changes import word_changes
from s11desk.domain.topics.question_matches import MatchKind, QuestionMatch
from s11desk.domain.topics.topic import Question, Topic, answer_codes, label_of
from s11desk.wording.amounts import counted, listed
from s11desk.wording.plain_text import one_line, short_line
from s11desk.wording.topics.question_change_sentences import question_line

_WHY_LEFT = {True: "it is not asked here", False: "the answer does not fit here"}
_OUTCOMES = {
    Outcome.UNCONFIRMED: "You have not checked who signed this return.",
    Outcome.NOT_COMPARED: "The pages of this return were not compared with its answers. The answers can still be "
    "copied.",
    Outcome.DOUBTFUL: "Something in this return does not fit. Read it before you go on from it.",
    Outcome.OTHER_KEY: "This return does not have the signature you know for this name.",
}
FOREIGN = (
    "No audit on this computer is from the agency “{}”. Go on only if these are your own answers: the new audit is in "
    "the name of that agency."
)


def forward_summary(carried: CarriedOver, finished: int) -> str:
    """How much comes over, in one or two lines."""
    answered = len(carried.answers)
    left = sum(one.kind is CarryKind.LEFT for one in carried.questions)
    text = f"{counted(answered, 'answer')} for you to look at and confirm, {left} left out."
    if carried.actions or finished:
        text += f" {counted(len(carried.actions), 'unfinished action')}"
        text += f", {finished} finished left out." if finished else "."
    return text


def forward_remarks(agency: str, outcome: Outcome, *, is_foreign: bool) -> tuple[str, ...]:
    """What a person should know about the work before they go on from it; empty if there is nothing."""
    foreign = (FOREIGN.format(short_line(agency)),) if is_foreign else ()
    return (*foreign, *((_OUTCOMES[outcome],) if outcome in _OUTCOMES else ()))


def files_line(carried: CarriedOver) -> str:
    """The files that could come over; empty if there are none."""
    names = [short_line(item.name) for item in carried.evidence]
    return f"{counted(len(names), 'attached file')}: {listed(names, 'and')}." if names else ""


def forward_lines(before: Topic, now: Topic, carried: CarriedOver) -> tuple[str, ...]:
    """A line for each question: the same, in other words, answered in another way, new, or gone."""
    outcomes = {one.match: one for one in carried.questions}
    return tuple(line for match in carried.matches for line in _lines(before, now, match, outcomes.get(match)))


def changed_words(before: str, now: str) -> str:
    """Every word that differs between two wordings, as a sentence; empty if none does."""
    parts = [_change(change.gone, change.new) for change in word_changes(before, now)]
    return f"{listed(parts, 'and')[:1].upper()}{listed(parts, 'and')[1:]}." if parts else ""


def changed_options(before: Topic, old: Question, now: Topic, new: Question) -> str:
    """The options that one of two questions has and the other has not, as sentences; empty if there are none."""
    labels, others = _labels(before, old), _labels(now, new)
    gone, added = [one for one in labels if one not in others], [one for one in others if one not in labels]
    parts = [
        f"{what}: {listed([f'“{one}”' for one in some], 'and')}."
        for what, some in (("Options that are gone", gone), ("New options", added))
        if some
    ]
    return " ".join(parts)


def difference_text(before: Topic, old: Question, now: Topic, new: Question) -> str:
    """What differs between an earlier question and the one that has its answer now; empty if nothing does."""
    parts = [changed_words(old.text, new.text), changed_options(before, old, now, new)]
    if old.kind is not new.kind:
        parts.append("It is answered in another way.")
    return " ".join(part for part in parts if part)


def _lines(before: Topic, now: Topic, match: QuestionMatch, one: CarriedQuestion | None) -> Iterator[str]:
    old, new = match.before, match.after
    if new is None:
        if old is not None:
            yield _gone(before, old, was_used=one is not None)
        return
    name = question_line(now, new)
    if old is None:
        yield f"New: {name}."
        return
    without = ", without an answer" if one is None else ""
    yield f"{_heading(match.kind)}{without}: {name}.{_difference(before, old, now, new, match.kind)}"
    if one is None:
        return
    if one.kind is CarryKind.LEFT:
        why = _WHY_LEFT[False]
        yield f"Left out: {question_line(before, old)}, because {why}. It stays in the earlier audit."
    if one.lost:
        lost = listed([f"“{one_line(what)}”" for what in one.lost], "and")
        yield f"Choose again at {name}: it has no place for {lost}."
    if one.files_left:
        yield f"Files that {name} does not take: {listed(map(short_line, one.files_left), 'and')}."


def _gone(before: Topic, old: Question, *, was_used: bool) -> str:
    if not was_used:
        return f"Gone: {question_line(before, old)}."
    return f"Left out: {question_line(before, old)}, because {_WHY_LEFT[True]}. It stays in the earlier audit."


def _heading(kind: MatchKind) -> str:
    match kind:
        case MatchKind.REWORDED:
            return "With new words"
        case MatchKind.ANSWERS:
            return "Answered in another way"
        case MatchKind.MAPPED:
            return "Put together by you"
        case _:
            return "The same question"


def _difference(before: Topic, old: Question, now: Topic, new: Question, kind: MatchKind) -> str:
    text = difference_text(before, old, now, new) if kind is not MatchKind.SAME else ""
    was = f" It was “{short_line(old.text)}”." if kind in {MatchKind.REWORDED, MatchKind.MAPPED} else ""
    return f"{was} {text}" if text else was


def _change(gone: str, new: str) -> str:
    if not gone:
        return f"“{one_line(new)}” is new"
    if not new:
        return f"“{one_line(gone)}” is gone"
    return f"“{one_line(gone)}” is now “{one_line(new)}”"


def _labels(topic: Topic, question: Question) -> Sequence[str]:
    """Everything beside the words that gives an answer its meaning: options, columns, rows, people, the unit."""
    options = [label_of(topic, question, code) for code in answer_codes(topic, question)]
    parts = [column.label for column in question.columns]
    parts += [row.label for row in question.rows] + [person.label for person in question.people]
    unit = [question.unit] if question.unit else []
    return [one_line(text) for text in (*options, *parts, *unit)]

"""What became of a file that was taken in last, as it is now: its group, and what the heading of that does not say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.receiving.desk_lines import LineState, ReturnLine
from s11desk.domain.receiving.desk_values import IntakeResult, ReviewState, TakeOutcome
from s11desk.domain.receiving.taken_now import TakenNow
from s11desk.wording.desk.desk_words import LEFT_OUT, SAME_FILE, SAME_RETURN, late_sentence, outcome_sentences
from s11desk.wording.desk.file_lines import file_alone
from s11desk.wording.one_word_states import LINES, NO_RETURN, as_cell
from s11desk.wording.plain_text import one_line, short_line
from s11desk.wording.sentences import sentences_of

_DECIDED = {LineState.ACCEPTED, LineState.TO_SEND_BACK, LineState.SENT_BACK, LineState.NOT_COUNTED}
"""There the decision says it all: why it needed a look, and what to do about it, is past."""
DELETED = "It is deleted now."
DEALT_WITH = "You have dealt with it."
MORE, LESS = "More about this file", "Less about this file"
"""On a button."""
_SHOWN = 2
"""Sentences of a file that are shown at once."""


class TakenHeading(StrEnum):
    """The heading that a file is under."""

    COUNTS = "Counted, no look needed"
    AGAIN = "Here already"
    OUT = "Not counted"
    WITHOUT = as_cell(NO_RETURN)
    DELETED = "Deleted"


@dataclass(frozen=True, slots=True)
class TakenLine:
    """``who``: whose return it is, or the file without one. ``file``: its name alone; ``path``: with its folders.

    ``said``: the first sentences, empty if the heading says it all. ``more``: those that only some people want.
    ``sha256``: of the return, if it is here.
    """

    group: TakenHeading
    who: str
    file: str
    path: str
    said: str = ""
    more: str = ""
    sha256: str = ""


def taken_line(result: IntakeResult, now: TakenNow) -> TakenLine:
    """A file with its group, whose return is in it, and what holds now."""
    file = file_alone(result.name)
    who = f"{short_line(now.line.name)}, {now.line.reference}" if now.line is not None else _who_it_was(result)
    sentences = sentences_of(one_line(" ".join(_sentences(result, now))))
    said, more = " ".join(sentences[:_SHOWN]), " ".join(sentences[_SHOWN:])
    sha256 = now.line.sha256 if now.line is not None else ""
    names = (who or file, file if who else "", one_line(result.name))
    return TakenLine(_group(result, now), *names, said, more, sha256)


def _who_it_was(result: IntakeResult) -> str:
    return f"{short_line(result.agency)}, {result.reference}" if result.reference else ""


def _group(result: IntakeResult, now: TakenNow) -> TakenHeading:
    if now.is_deleted:
        return TakenHeading.DELETED
    if now.line is None:
        return TakenHeading.WITHOUT
    if result.outcome is TakeOutcome.AGAIN:
        return TakenHeading.AGAIN
    return TakenHeading.COUNTS if now.line.counts else TakenHeading.OUT


def _sentences(result: IntakeResult, now: TakenNow) -> list[str]:
    if now.is_deleted:
        return [DELETED]
    if now.line is None:
        return [outcome_sentences(result), *([DEALT_WITH] if now.is_dealt_with else [])]
    again = [one for one in result.remarks if one in {SAME_FILE, SAME_RETURN}]
    late = late_sentence(now.days_late) if now.days_late else ""
    is_again = result.outcome is TakeOutcome.AGAIN
    is_past = now.line.state in _DECIDED or (now.line.state is LineState.EARLIER and now.counting is not None)
    why = "" if is_past else now.line.why
    parts = (*again, _state(now.line, is_again=is_again), _instead(now), late, why)
    return [one for one in parts if one]


def _state(line: ReturnLine, *, is_again: bool) -> str:
    """What was decided, and whether a file counts that is ``is_again``: another file brought it first."""
    if line.state is LineState.NOT_COUNTED:
        return LEFT_OUT[ReviewState.NOT_COUNTED]
    decision = "" if line.state in {LineState.NEW, LineState.EARLIER} else f"Now: {LINES[line.state]}."
    counts = ("It counts once." if line.counts else "It does not count.") if is_again else ""
    return f"{counts} {decision}".strip()


def _instead(now: TakenNow) -> str:
    """Which return of the audit counts, and in which file it came."""
    if now.counting is None:
        return ""
    file = f", which came in “{short_line(file_alone(now.counting_file))}”," if now.counting_file else ""
    return f"{now.counting.reference}{file} counts instead."

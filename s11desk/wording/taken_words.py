"""What became of a file that was taken in last, as it is now, in a line."""

from __future__ import annotations

from s11desk.domain.desk_lines import LineState, ReturnLine
from s11desk.domain.desk_values import IntakeResult, ReviewState, TakeOutcome
from s11desk.domain.taken_now import TakenNow
from s11desk.wording.desk_words import LEFT_OUT, SAME_FILE, SAME_RETURN, late_sentence, outcome_sentences
from s11desk.wording.one_word_states import COUNTS, DOES_NOT_COUNT, LINES
from s11desk.wording.plain_text import one_line, short_line

_DECIDED = {LineState.ACCEPTED, LineState.TO_SEND_BACK, LineState.SENT_BACK, LineState.NOT_COUNTED}
"""There the decision says it all: why it needed a look, and what to do about it, is past."""
DELETED = "It is deleted now."
DEALT_WITH = "You have dealt with it."


def taken_line(result: IntakeResult, now: TakenNow) -> str:
    """A file by its name, whose return is in it, and what holds now."""
    who = f" ({short_line(now.line.name)}, {now.line.reference})" if now.line is not None else _who_it_was(result)
    return one_line(f"{result.name}{who}: {' '.join(_sentences(result, now))}")


def _who_it_was(result: IntakeResult) -> str:
    return f" ({short_line(result.agency)}, {result.reference})" if result.reference else ""


def _sentences(result: IntakeResult, now: TakenNow) -> list[str]:
    if now.is_deleted:
        return [DELETED]
    if now.line is None:
        return [outcome_sentences(result), *([DEALT_WITH] if now.is_dealt_with else [])]
    again = [one for one in result.remarks if one in {SAME_FILE, SAME_RETURN}]
    late = late_sentence(now.days_late) if now.days_late else ""
    is_again = result.outcome is TakeOutcome.AGAIN
    why = "" if now.line.state in _DECIDED else now.line.why
    parts = (*again, _state(now.line, is_again=is_again), _instead(now), late, why)
    return [one for one in parts if one]


def _state(line: ReturnLine, *, is_again: bool) -> str:
    """Whether it counts, and what was decided. ``is_again``: another file brought it first."""
    if line.state is LineState.NOT_COUNTED:
        return LEFT_OUT[ReviewState.NOT_COUNTED]
    decision = "" if line.state in {LineState.NEW, LineState.EARLIER} else f" Now: {LINES[line.state]}."
    word = COUNTS if line.counts else DOES_NOT_COUNT
    return f"It {word}.{decision}" if is_again else f"{word.capitalize()}.{decision}"


def _instead(now: TakenNow) -> str:
    """Which return of the audit counts, and in which file it came."""
    if now.counting is None:
        return ""
    file = f", which came in “{short_line(now.counting_file)}”," if now.counting_file else ""
    return f"{now.counting.reference}{file} counts instead."

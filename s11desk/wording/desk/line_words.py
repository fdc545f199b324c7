"""Words for the returns of a desk in a list, and for the filters above it."""

from __future__ import annotations

from s11desk.domain.receiving.desk_lines import LineState, ReturnLine
from s11desk.wording.amounts import counted
from s11desk.wording.dates import local_day
from s11desk.wording.one_word_states import COUNTS, DOES_NOT_COUNT, LINES, as_cell
from s11desk.wording.plain_text import one_line
from s11desk.wording.sentences import sentences_of

_PAST = {LineState.TO_SEND_BACK, LineState.SENT_BACK, LineState.NOT_COUNTED, LineState.EARLIER}
LINE_COLUMNS = ("Agency", "State", "Made", "Reference", "Why", "Type", "Questions", "Approved by")


def state_words(line: ReturnLine) -> str:
    """For example ``Accepted, counts``. Of most that do not count the state itself says so."""
    state = as_cell(LINES[line.state])
    if line.counts:
        look = ", needs a look" if line.needs_look and line.state is not LineState.FORKED else ""
        return f"{state}, {COUNTS}{look}"
    is_to_say = line.state in {LineState.NEW, LineState.ACCEPTED}
    return f"{state}, {DOES_NOT_COUNT}" if is_to_say else state


def line_cells(line: ReturnLine) -> tuple[str, ...]:
    """The cells of a line, as :data:`LINE_COLUMNS` names them."""
    cells = (line.name, state_words(line), local_day(line.made), line.reference)
    return tuple(map(one_line, (*cells, why_words(line), line.type, line.topic_name, line.approved_by)))


def why_words(line: ReturnLine) -> str:
    """Why a return does not count or needs a look; empty for every other.

    Of one that was decided on, or that a later one replaces, the first sentence says it all.
    """
    if line.counts and not line.needs_look:
        return ""
    return sentences_of(line.why)[0] if line.why and line.state in _PAST else line.why


def spoken_line(line: ReturnLine) -> str:
    """A line for a screen reader: whose it is, where it stands, and which it is."""
    name, state, made, reference, *_ = line_cells(line)
    return f"{name}. {state}. Made {made}, {reference}"


def shown_sentence(shown: int, total: int) -> str:
    """How many returns the list shows."""
    if not total:
        return "Nothing has been taken in yet. Do that on the page “Overview”."
    if shown == total:
        return f"{counted(total, 'return')}. Choose one to read it and to decide."
    return f"{shown} of {counted(total, 'return')}"

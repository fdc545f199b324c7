"""The one word for each state, which list, page, tables, PDF and terminal share.

A state of a file, of a return, of a line of a list and of an agency can be the same thing under different names in
code; here it has the same word. No other module names a state.
"""

from __future__ import annotations

from s11desk.domain.matrix.answer_matrix import AnswerState, UncountedReturn
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_agencies import AgencyProgress
from s11desk.domain.receiving.desk_lines import LineState
from s11desk.domain.receiving.desk_values import ReviewState, TakeOutcome
from s11desk.domain.receiving.expected_agencies import AgencyState

COUNTS, DOES_NOT_COUNT = "counts", "does not count"
TO_SEND_BACK = "to be sent back"
"""For what was decided to be sent back, as long as nobody has said that the request was sent."""
_NEW, _ACCEPTED, _SENT_BACK, _NOT_COUNTED = "new", "accepted", "sent back", "not counted"
_HELD, _REFUSED = "held", "refused"
_EARLIER, _AGAIN, _ONE_OF_TWO = "earlier return", "here already", "one of two"
NO_RETURN = "no return read in it"
"""For a file in which no return was read: there may be a damaged one."""
STILL_CLOSED = "still closed"
LETTER = "e-mail without a return"
"""For a file that is locked or encrypted, and was not opened."""
_RETURNED, _LATE, _MISSING = "returned", "returned late", "not returned"

FILE_STATES: dict[FileState, str] = {
    FileState.COUNTED: COUNTS,
    FileState.REPEATED: _AGAIN,
    FileState.UNAPPROVED: "a copy without the approval",
    FileState.SIGNED_APART: "a copy that somebody else signed",
    FileState.REPLACED: _EARLIER,
    FileState.FORKED: _ONE_OF_TWO,
    FileState.HELD: _HELD,
    FileState.REFUSED: _REFUSED,
}
OUTCOMES: dict[TakeOutcome, str] = {
    TakeOutcome.COUNTED: COUNTS,
    TakeOutcome.REPLACING: f"{COUNTS}, in place of an earlier one",
    TakeOutcome.OLDER: _EARLIER,
    TakeOutcome.FORKED: _ONE_OF_TWO,
    TakeOutcome.AGAIN: _AGAIN,
    TakeOutcome.HELD: _HELD,
    TakeOutcome.REFUSED: _REFUSED,
}
REVIEWS: dict[ReviewState, str] = {
    ReviewState.RECEIVED: _NEW,
    ReviewState.ACCEPTED: _ACCEPTED,
    ReviewState.SENT_BACK: _SENT_BACK,
    ReviewState.NOT_COUNTED: _NOT_COUNTED,
}
LINES: dict[LineState, str] = {
    LineState.HELD: _HELD,
    LineState.REFUSED: _REFUSED,
    LineState.FORKED: _ONE_OF_TWO,
    LineState.NEW: _NEW,
    LineState.ACCEPTED: _ACCEPTED,
    LineState.TO_SEND_BACK: TO_SEND_BACK,
    LineState.SENT_BACK: _SENT_BACK,
    LineState.NOT_COUNTED: _NOT_COUNTED,
    LineState.EARLIER: _EARLIER,
}
PROGRESSES: dict[AgencyProgress, str] = {
    AgencyProgress.RETURNED: _RETURNED,
    AgencyProgress.LATE: _LATE,
    AgencyProgress.CORRECTING: _SENT_BACK,
    AgencyProgress.OUTSTANDING: _MISSING,
    AgencyProgress.EXTENDED: f"{_MISSING}, has more time",
    AgencyProgress.CLOSED: "not expected any more",
}
AGENCIES: dict[AgencyState, str] = {
    AgencyState.RETURNED: _RETURNED,
    AgencyState.LATE: _LATE,
    AgencyState.CORRECTING: _SENT_BACK,
    AgencyState.OUTSTANDING: _MISSING,
    AgencyState.UNEXPECTED: "not on the list",
}
CELLS: dict[AnswerState, str] = {
    AnswerState.CHOSEN: "",
    AnswerState.WRITTEN: "answered in writing",
    AnswerState.NOT_APPLICABLE: "",
    AnswerState.MISSING: "not answered",
    AnswerState.LEFT_EMPTY: "nothing written",
    AnswerState.NOT_ASKED: "not asked",
    AnswerState.NOT_COMPARABLE: "other wording",
    AnswerState.NO_RETURN: "no return",
    AnswerState.CORRECTING: _SENT_BACK,
}
"""What a cell of the table of agencies and questions says that has no option of the topic."""


def uncounted_state(one: UncountedReturn) -> str:
    """What became of a file or a return whose answers are not in the tables."""
    return REVIEWS[one.left_out] if one.left_out is not None else FILE_STATES[one.state]


def as_cell(words: str) -> str:
    """The words of a state as a whole cell, a heading or a choice."""
    return words[:1].upper() + words[1:]

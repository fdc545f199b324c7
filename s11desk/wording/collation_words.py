"""Words for the tables of many returns."""

from __future__ import annotations

from s11desk.domain.counted_returns import FileState

STATE_REASONS: dict[FileState, str] = {
    FileState.COUNTED: "",
    FileState.REPEATED: "The same return came in another file, which counts.",
    FileState.UNAPPROVED: "The approved copy of this return counts.",
    FileState.REPLACED: "A later return of the same audit counts.",
    FileState.FORKED: "Another return of the same audit has the same number and was made later. That one counts.",
    FileState.HELD: "",
    FileState.REFUSED: "",
}
"""Why a verified return does not count. For the other states the reason is a fact of the file."""

STATE_NAMES: dict[FileState, str] = {
    FileState.COUNTED: "counts",
    FileState.REPEATED: "the same return again",
    FileState.UNAPPROVED: "a copy without the approval",
    FileState.REPLACED: "replaced by a later return",
    FileState.FORKED: "one of two with the same number",
    FileState.HELD: "held",
    FileState.REFUSED: "refused",
}

FORK = "Two copies of one draft made returns. Ask the agency which one it means."
AGENCY_TWICE = "This agency has another audit of the same topic that counts. Ask the agency whether both are meant."
ENCRYPTED = "It is encrypted and was not opened. The receiving key with its passphrase opens it."
LOCKED = "It is under a passphrase. Ask the agency to send the return as s11desk makes it for you."
NO_RETURN_IN_MAIL = "This e-mail has no return in it."

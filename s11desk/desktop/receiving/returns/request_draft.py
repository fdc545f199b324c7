"""What a person has typed of a request to correct a return, before it is sent back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class TypedReason:
    """``question``: its id; empty for the return as a whole."""

    question: str = ""
    text: str = ""


@dataclass(slots=True)
class RequestDraft:
    """The form is built from it, and again when colours or sizes change. ``due``: as it was typed.

    ``is_open``: the form is shown. ``why``: the reason for not counting the return, if that form is shown instead.
    ``leaves_none``: the returns that would count in its place are not to count either.
    """

    reasons: list[TypedReason] = field(default_factory=lambda: [TypedReason()])
    due: str = ""
    is_open: bool = False
    why: str = ""
    is_leaving_out: bool = False
    leaves_none: bool = False

"""What a person has typed of a request to correct a return, before it is sent back."""

from __future__ import annotations

from dataclasses import dataclass, field

from s11desk.app.receiving.returns.typed_requests import TypedRequest
from s11desk.domain.receiving.desk_values import ReviewReason


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

    @classmethod
    def of(cls, typed: TypedRequest | None) -> RequestDraft:
        """What was typed on another day; an empty one if nothing was."""
        if typed is None:
            return cls()
        reasons = [TypedReason(one.question, one.text) for one in typed.reasons] or [TypedReason()]
        return cls(reasons, typed.due, typed.is_open, typed.why, typed.is_leaving_out, typed.leaves_none)

    def typed(self, sha256: str) -> TypedRequest:
        """The same as it is kept, about the return with this SHA-256."""
        reasons = tuple(ReviewReason(one.text, one.question) for one in self.reasons)
        return TypedRequest(sha256, reasons, self.due, self.why, self.is_open, self.is_leaving_out, self.leaves_none)

"""Words for the returns of one audit: which one is the latest, and which one replaces which."""

from __future__ import annotations

from collections.abc import Container, Sequence

from s11desk.domain.audits.audit import ReturnRecord
from s11desk.wording.dates import local_day


def is_replaced(exports: Sequence[ReturnRecord], number: int) -> bool:
    """Whether there is a later return than this one."""
    return any(one.number > number for one in exports)


def title_of_return(exports: Sequence[ReturnRecord], number: int) -> str:
    """The heading of a return."""
    return f"This is return {number}" if is_replaced(exports, number) else "Your return is signed and ready"


def replaced_line(exports: Sequence[ReturnRecord], number: int) -> str:
    """For example: Replaced by return 2. Empty if it is the latest."""
    return f"Replaced by return {exports[-1].number}. Send that one." if is_replaced(exports, number) else ""


def replaces_line(exports: Sequence[ReturnRecord], number: int, unsent: Container[str] = ()) -> str:
    """For example: It replaces return 1 of 3 June 2026. Empty for the first, and if the partnership got none before.

    ``unsent``: references of returns that the partnership never got.
    """
    before = next((one for one in reversed(exports) if one.number < number and one.reference not in unsent), None)
    return f"It replaces return {before.number} of {local_day(before.exported)}." if before is not None else ""


def changed_line(number: int) -> str:
    """Say that the audit has changed since its last return."""
    return f"Changed since return {number}."

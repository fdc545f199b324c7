"""What a person did with a return that somebody sent them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.wording.dates import local_day, when

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.home.known_returns import KnownReturn


def is_approved(file: KnownReturn) -> bool:
    """Whether the last thing that the person did with it was to approve it."""
    return file.approved is not None and (file.asked is None or file.approved > file.asked)


def done_line(file: KnownReturn, now: dt.datetime) -> str:
    """What the person did with it last, such as: You asked for changes today at 14:05. Empty if they only read it."""
    if file.approved is not None and is_approved(file):
        sent = f" You sent it back {when(file.sent, now)}." if file.sent is not None else ""
        return f"You approved it {when(file.approved, now)}.{sent}"
    asked = f"You asked for changes {when(file.asked, now)}." if file.asked is not None else ""
    unsent = "You typed what has to change. You have not said that you sent it." if file.words.strip() else ""
    return f"{asked} {unsent}".strip()


def replaced_by_line(newer: KnownReturn) -> str:
    """What the person did with the newer return, such as: You approved return 2 on 3 June 2026."""
    if newer.approved is not None:
        return f"You approved return {newer.number} on {local_day(newer.approved)}."
    return f"You opened return {newer.number} on {local_day(newer.opened)}."

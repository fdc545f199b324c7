"""What is still to set up at a desk, in words."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.app.receiving.desk.set_up_steps import SetUpStep

_NAMES = {
    SetUpStep.SIGNATURE: "the signature",
    SetUpStep.RECEIVING_KEY: "the receiving key",
    SetUpStep.SECOND_BACKUP: "a backup on another disk",
}
WHEN_NEEDED = {
    SetUpStep.SIGNATURE: "Needed for the first receipt or request that you send to an agency.",
    SetUpStep.RECEIVING_KEY: "Needed only if you want agencies to encrypt their returns, so that nobody else can read "
    "them.",
    SetUpStep.SECOND_BACKUP: "Needed soon: if this computer is lost, the desk is lost too.",
}
"""When each is needed."""


def to_set_up_line(steps: Sequence[SetUpStep]) -> str:
    """For example ``Your desk works. You can set up later: the signature and a backup on another disk.``"""
    *first, last = (_NAMES[step] for step in steps)
    return f"Your desk works. You can set up later: {' and '.join(filter(None, (', '.join(first), last)))}."

"""What is still to set up at a desk, in words."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.app.receiving.set_up_steps import SetUpStep

_NAMES = {
    SetUpStep.SIGNATURE: "the signature",
    SetUpStep.RECEIVING_KEY: "the receiving key",
    SetUpStep.SECOND_BACKUP: "a backup on another disk",
}


def to_set_up_line(steps: Sequence[SetUpStep]) -> str:
    """For example ``Still to set up: the signature and a backup on another disk.``"""
    *first, last = (_NAMES[step] for step in steps)
    return f"Still to set up: {' and '.join(filter(None, (', '.join(first), last)))}."

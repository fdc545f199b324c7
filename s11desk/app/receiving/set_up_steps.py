"""What is still to set up at a desk that works already."""

from __future__ import annotations

from enum import StrEnum

from s11desk.app.home.paths import Home
from s11desk.domain.desk_values import DeskFacts
from s11desk.durable import is_there


class SetUpStep(StrEnum):
    """Something that a desk can do without for a while, in the order in which it is offered."""

    SIGNATURE = "signature"
    RECEIVING_KEY = "receiving-key"
    SECOND_BACKUP = "second-backup"


def steps_to_set_up(home: Home, facts: DeskFacts) -> tuple[SetUpStep, ...]:
    """What is not set up yet. A key that is there and cannot be read is not among it."""
    missing = (
        (SetUpStep.SIGNATURE, not is_there(home.identity)),
        (SetUpStep.RECEIVING_KEY, not is_there(home.receiver)),
        (SetUpStep.SECOND_BACKUP, not facts.places),
    )
    return tuple(step for step, is_missing in missing if is_missing)

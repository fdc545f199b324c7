"""What is still to set up at a desk that works already."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.domain.receiving.desk_values import DeskFacts
from s11desk.files.presence import is_there
from s11desk.files.same_disk import is_same_disk


class SetUpStep(StrEnum):
    """Something that a desk can do without for a while, in the order in which it is offered."""

    SIGNATURE = "signature"
    RECEIVING_KEY = "receiving-key"
    SECOND_BACKUP = "second-backup"


def steps_to_set_up(home: Home, facts: DeskFacts, folder: Path) -> tuple[SetUpStep, ...]:
    """What is not set up yet. A key that is there and cannot be read is not among it.

    ``folder``: of the desk. A backup on its own disk is no second one; a place that is not there now is taken for one.
    """
    is_kept_elsewhere = any(
        not is_same_disk(folder, Path(place.folder)) for place in facts.own_places if not place.is_given_up
    )
    missing = (
        (SetUpStep.SIGNATURE, not is_there(home.identity)),
        (SetUpStep.RECEIVING_KEY, not is_there(home.receiver)),
        (SetUpStep.SECOND_BACKUP, not is_kept_elsewhere),
    )
    return tuple(step for step, is_missing in missing if is_missing)

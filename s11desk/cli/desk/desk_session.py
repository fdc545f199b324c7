"""What the commands of a desk share: the desk, opened for the person at this computer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from s11desk.app.home.workspace import system_clock
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.tables.collate import unlock_receiving_key
from s11desk.cli.passphrase import with_passphrase
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.session import Session
from s11desk.override import override
from s11desk.wording.dates import year_doubt
from s11desk.wording.desk.desk_words import outcome_sentences
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.domain.receiving.desk_values import IntakeResult

desk_argument = click.argument("desk_folder", metavar="DESK", type=click.Path(path_type=Path))


class _Day(click.DateTime):
    """A day of a year that people mean. The desk would go by any other, such as 2206, without a word."""

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found: dt.datetime = super().convert(value, param, ctx)
        if doubt := year_doubt(found.date()):
            self.fail(doubt, param, ctx)
        return found


DAY = _Day(formats=["%Y-%m-%d"])


def open_desk(
    session: Session, folder: Path, passphrase_file: Path | None = None, *, decrypt: bool = False
) -> ReceivingDesk:
    """Open the desk for the person at this computer; ``decrypt``: with the receiving key unlocked."""
    home = session.home_or_default()
    key = (
        with_passphrase(passphrase_file, lambda given: unlock_receiving_key(home.receiver, given)) if decrypt else None
    )
    return ReceivingDesk(folder, Officer(home, sentence, key, clock=system_clock))


def taken_line(taken: IntakeResult) -> str:
    """What became of one file, in one line."""
    who = f" ({taken.agency}, {taken.reference})" if taken.reference else ""
    words = outcome_sentences(taken)
    return one_line(f"{taken.name}{who}: {words[:1].lower()}{words[1:]}")

"""``s11desk desk``: a partnership's receiving desk."""

from __future__ import annotations

import click

from s11desk.cli.desk import (
    desk_agency_commands,
    desk_intake_commands,
    desk_keep_commands,
    desk_last_day_command,
    desk_review_commands,
)


@click.group("desk")
def desk() -> None:
    """A partnership's receiving desk: take returns in, see who is missing, accept them or send them back."""


for _command in (
    desk_intake_commands.create,
    desk_intake_commands.take_in_files,
    desk_intake_commands.look_again,
    desk_intake_commands.watch,
    desk_intake_commands.list_all,
    desk_agency_commands.agencies,
    desk_agency_commands.overview,
    desk_last_day_command.last_day,
    desk_agency_commands.extend,
    desk_agency_commands.close,
    desk_agency_commands.match,
    desk_agency_commands.remind,
    desk_review_commands.show,
    desk_review_commands.accept,
    desk_review_commands.return_to_agency,
    desk_review_commands.set_aside,
    desk_review_commands.undo,
    desk_review_commands.replies,
    desk_review_commands.officer,
    desk_keep_commands.search,
    desk_keep_commands.tables,
    desk_keep_commands.check,
    desk_keep_commands.back_up,
    desk_keep_commands.restore,
    desk_keep_commands.keep_until,
    desk_keep_commands.keep_returns_for,
    desk_keep_commands.hold,
    desk_keep_commands.delete,
):
    desk.add_command(_command)

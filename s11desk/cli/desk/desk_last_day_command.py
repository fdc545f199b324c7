"""``s11desk desk last-day``: by when the agencies of a desk are asked to return."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from s11desk.app.receiving.agencies.agency_register import overview_on
from s11desk.app.receiving.agencies.round_days import find_asked, set_last_day
from s11desk.cli.desk.desk_session import DAY, desk_argument, open_desk
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.desk.last_day_words import last_day_sentence
from s11desk.wording.plain_text import one_line


@click.command("last-day")
@desk_argument
@click.argument("day", type=DAY, required=False)
@click.option("--audit", "which", default="", help="Of this audit, by its id or title; without it: of every one.")
@click.option("--take-back", is_flag=True, help="Go by the last day in the questions again.")
@shared_options
@pass_session
def last_day(session: Session, desk_folder: Path, day: dt.datetime | None, which: str, *, take_back: bool) -> None:
    """Show by when agencies are asked to return; with DAY (YYYY-MM-DD): set it for all of them.

    Who returns after it is late. An agency to which you gave more time keeps its own later day.
    """
    if take_back and day is not None:
        raise click.UsageError("Give a day or --take-back, not both.")
    with open_desk(session, desk_folder) as opened:
        topics = find_asked(opened, which)
        if take_back or day is not None:
            set_last_day(opened, topics, day.date() if day is not None else None)
        audits = overview_on(opened).audits
    lines = [
        one_line(f"{audits.titles[one.id]}: {last_day_sentence(one.deadline, audits.set_for(one.id))}")
        for one in topics
    ]
    session.show({one.id: audits.last_day(one.id) for one in topics}, lines)

"""``s11desk desk``: the agencies that a desk expects, who has returned, and reminders."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from s11desk.app.receiving.agencies.agency_lists import look_into_list
from s11desk.app.receiving.agencies.agency_register import (
    close_agency,
    extend_agency,
    find_agency,
    match_return,
    overview_on,
    take_in_agencies,
    undo_match,
)
from s11desk.app.receiving.agencies.remind import reminders_due, take_back_reminders, write_reminders
from s11desk.app.receiving.figures.desk_figures import look_at_figures
from s11desk.app.receiving.figures.overview_files import save_overview
from s11desk.app.saved_names import savable_path
from s11desk.cli.desk.desk_session import DAY, desk_argument, open_desk
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.collation.agency_list import ListColumn, ListHeading
from s11desk.collation.agency_list_refused import AgencyListRefused
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.wording.desk.collation_words import rate_lines
from s11desk.wording.desk.desk_words import standing_line, unmatched_line
from s11desk.wording.desk.figure_words import as_at
from s11desk.wording.desk.reminder_words import no_address_words, not_reminded_sentence
from s11desk.wording.plain_text import one_line


@click.command("agencies")
@desk_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--heading",
    "headings",
    multiple=True,
    type=(click.Choice([column.value for column in ListColumn]), str),
    metavar="COLUMN HEADING",
    help="Which heading means the agency, its type and so on, if the guess is wrong.",
)
@shared_options
@pass_session
def agencies(session: Session, desk_folder: Path, file: Path, headings: tuple[tuple[str, str], ...]) -> None:
    """Take in a list of the agencies to expect: FILE is .xlsx or .csv, with a heading “Agency”."""
    chosen = tuple(ListHeading(ListColumn(column), " ".join(name.lower().split())) for column, name in headings)
    with open_desk(session, desk_folder) as opened:
        look = look_into_list(opened, file, chosen)
        if look.problems:
            raise AgencyListRefused(path=file, problems=look.problems)
        taken = take_in_agencies(opened, look.listed)
    read = ", ".join(f"{one.column.value}: “{one_line(one.heading)}”" for one in look.read.headings if one.heading)
    lines = [f"{taken.added} added, {taken.changed} changed.", f"Read as {read}."]
    session.show(taken, lines + [f"Not on this list, and kept: {one_line(name)}" for name in taken.unlisted])


@click.command("overview")
@desk_argument
@click.option("--on", type=DAY, help="As it was at the end of this day (YYYY-MM-DD).")
@click.option("--accepted", is_flag=True, help="Count only returns that were accepted.")
@click.option("--save", type=click.Path(path_type=Path), help="Write it all into this new file, .xlsx or .pdf.")
@shared_options
@pass_session
def overview(session: Session, desk_folder: Path, on: dt.datetime | None, save: Path | None, *, accepted: bool) -> None:
    """Who has returned and who has not, with the rates."""
    rule, day = CountingRule.ACCEPTED if accepted else CountingRule.OPEN, on.date() if on is not None else None
    with open_desk(session, desk_folder) as opened:
        seen = overview_on(opened, day, rule)
        if save is not None:
            out = savable_path(save, ".pdf" if save.suffix.lower() == ".pdf" else ".xlsx")
            save_overview(look_at_figures(opened, day, rule), out, opened.now().astimezone())
    has_several = len({one.topic for one in seen.standings}) > 1
    lines = [one_line(line) for line in rate_lines(seen.rates, as_at(seen.day, rule), seen.audits.titles)]
    lines += [one_line(standing_line(one, with_topic=has_several)) for one in seen.standings]
    lines += [one_line(unmatched_line(*one)) for one in seen.unmatched]
    session.show({"day": seen.day, "rule": seen.rule, "rates": seen.rates, "agencies": seen.standings}, lines)


@click.command("extend")
@desk_argument
@click.argument("agency")
@click.argument("until", type=DAY)
@shared_options
@pass_session
def extend(session: Session, desk_folder: Path, agency: str, until: dt.datetime) -> None:
    """Give AGENCY time until UNTIL (YYYY-MM-DD)."""
    with open_desk(session, desk_folder) as opened:
        changed = extend_agency(opened, agency, until.date())
    session.show(changed, [f"{one_line(changed.name)}: until {changed.extended}"])


@click.command("close")
@desk_argument
@click.argument("agency")
@click.option("--why", default="", help="For example: it closed in May.")
@shared_options
@pass_session
def close(session: Session, desk_folder: Path, agency: str, why: str) -> None:
    """Stop expecting AGENCY from today on."""
    with open_desk(session, desk_folder) as opened:
        changed = close_agency(opened, agency, england_day(opened.now()), why)
    session.show(changed, [f"{one_line(changed.name)}: not expected any more"])


@click.command("match")
@desk_argument
@click.argument("which", metavar="REFERENCE")
@click.argument("agency", required=False, default="")
@click.option("--undo", is_flag=True, help="Undo what you said before.")
@shared_options
@pass_session
def match(session: Session, desk_folder: Path, which: str, agency: str, *, undo: bool) -> None:
    """Say that the return REFERENCE is AGENCY's; without AGENCY: that no agency on the list sent it."""
    with open_desk(session, desk_folder) as opened:
        if undo:
            undo_match(opened, which)
        else:
            match_return(opened, which, agency)
    session.show(
        {"return": which, "agency": agency}, [f"{one_line(which)}: {one_line(agency) or 'nobody on the list'}"]
    )


def _take_back(session: Session, desk_folder: Path, name: str) -> None:
    with open_desk(session, desk_folder) as opened:
        agency = find_agency(opened, name)
        number = take_back_reminders(opened, agency.id)
    words = not_reminded_sentence(agency.name, number)
    session.show({"agency": agency.name, "taken_back": number}, [one_line(words)])


@click.command("remind")
@desk_argument
@click.option("--look", is_flag=True, help="Only show who would be reminded.")
@click.option("--not-reminded", metavar="AGENCY", help="Record that this agency was not reminded after all.")
@shared_options
@pass_session
def remind(session: Session, desk_folder: Path, not_reminded: str | None, *, look: bool) -> None:
    """Write a workbook with a reminder for each agency that has not returned, and record it.

    Those without an e-mail address are in the workbook, but are not recorded as reminded.
    """
    if not_reminded is not None:
        _take_back(session, desk_folder, not_reminded)
        return
    with open_desk(session, desk_folder) as opened:
        due = reminders_due(opened)
        out = write_reminders(opened, due) if due and not look else None
    addresses = {one_line(one.standing.agency.name): one.address for one in due}
    names = list(addresses)
    lines = [*([str(out)] if out else []), *(names or ["There is nobody to remind."])]
    not_recorded = no_address_words([name for name, address in addresses.items() if not address])
    session.show({"file": out, "agencies": names}, [*lines, *filter(None, [not_recorded])])

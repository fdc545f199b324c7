"""``s11desk desk``: search, tables, check, backups, deleting."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from s11desk.app.home.workspace import system_clock
from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.desk.desk_copies import look_for_copies, settle_desk
from s11desk.app.receiving.keeping.backup_place import explain_backups, folder_for_backups, passed_over
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_check import DeskCheck, check_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.app.receiving.keeping.desk_retention import (
    hold_return,
    keep_for,
    release_return,
    returns_past_their_date,
    set_retention,
)
from s11desk.app.receiving.keeping.erasing import erase, finish_erasures
from s11desk.app.receiving.returns.desk_search import DeskHit, DeskSearch, search_desk
from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
from s11desk.cli.desk.desk_session import DAY, desk_argument, open_desk
from s11desk.cli.guard import ANSWER_IS_NO, DONE
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import CountingRule, RetentionClass
from s11desk.domain.receiving.retention import MOST_MONTHS
from s11desk.wording.amounts import counted
from s11desk.wording.desk.desk_backup_words import copies_kept_sentences, copies_sentences, passed_over_sentence
from s11desk.wording.desk.desk_words import check_lines
from s11desk.wording.one_word_states import DOES_NOT_COUNT
from s11desk.wording.plain_text import one_line


@click.command("search")
@desk_argument
@click.argument("words")
@click.option("--question", default="", metavar="ID", help="Only in the answers to this question.")
@click.option("--agency", default="", help="Only of agencies whose name has this in it.")
@click.option("--counted", "counted_only", is_flag=True, help="Only in returns that count.")
@shared_options
@pass_session
def search(session: Session, desk_folder: Path, words: str, question: str, agency: str, *, counted_only: bool) -> None:
    """Find WORDS in everything that agencies wrote."""
    with open_desk(session, desk_folder) as opened:
        found = search_desk(opened, DeskSearch(words, question, "", agency, counted_only))
    lines = [one_line(f"{one.reference}{_left_out(one)} {one.agency} [{one.question}] {one.excerpt}") for one in found]
    session.show(found, lines or ["Nothing was found."])


def _left_out(hit: DeskHit) -> str:
    return "" if hit.counts else f" ({DOES_NOT_COUNT})"


@click.command("tables")
@desk_argument
@click.argument("out", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@click.option("--accepted", is_flag=True, help="Count only returns that were accepted.")
@shared_options
@pass_session
def tables(session: Session, desk_folder: Path, out: Path, *, accepted: bool) -> None:
    """Write the answers of the returns that count as Excel, CSV and SQLite tables into the new OUT_FOLDER."""
    with open_desk(session, desk_folder) as opened:
        number = write_desk_tables(opened, out, CountingRule.ACCEPTED if accepted else CountingRule.OPEN)
    session.show({"folder": out, "counted": number}, [str(out), f"{counted(number, 'return')} in the tables."])


@click.command("check")
@desk_argument
@shared_options
@pass_session
def check(session: Session, desk_folder: Path) -> int:
    """Read every stored file and every row of the register. Exit code 1: something is missing or changed."""
    with open_desk(session, desk_folder) as opened:
        finish_erasures(opened)
        found: DeskCheck = check_desk(opened)
    session.show(found, [one_line(line) for line in check_lines(found)])
    return DONE if found.is_sound else ANSWER_IS_NO


@click.command("back-up")
@desk_argument
@click.argument("place", required=False, type=click.Path(path_type=Path))
@shared_options
@pass_session
def back_up(session: Session, desk_folder: Path, place: Path | None) -> None:
    """Back up the register; with PLACE, a folder on another disk, the stored returns too, in a folder of their own."""
    with open_desk(session, desk_folder) as opened:
        settle_desk(opened)
        into = folder_for_backups(opened, place) if place is not None else None
        copys = passed_over(opened, place, into) if place is not None and into is not None else None
        written = back_up_desk(opened, into)
        if into is not None:
            explain_backups(opened, into)
        told = copies_sentences(look_for_copies(opened))
        told += (passed_over_sentence(copys),) if copys is not None else ()
    session.show({"backup": written, "passed_over": copys}, [str(written), *map(one_line, told)])


@click.command("restore")
@desk_argument
@click.argument("backup", type=click.Path(path_type=Path))
@shared_options
@pass_session
def restore(session: Session, desk_folder: Path, backup: Path) -> None:
    """Put BACKUP in the place of the register of DESK, and bring missing returns back from beside it.

    The present register is set aside. Close the desk everywhere first.
    """
    aside = restore_desk(desk_folder, backup, system_clock())
    lines = [] if aside is None else [f"Set aside: {aside}"]
    session.show({"desk": desk_folder, "aside": aside}, [str(desk_folder), *lines])


@click.command("keep-until")
@desk_argument
@click.argument("which", metavar="REFERENCE")
@click.argument("until", type=DAY, required=False)
@click.option("--rule", default="", help="The rule by which it is kept.")
@shared_options
@pass_session
def keep_until(session: Session, desk_folder: Path, which: str, until: dt.datetime | None, rule: str) -> None:
    """Record until when the return REFERENCE is kept (YYYY-MM-DD)."""
    with open_desk(session, desk_folder) as opened:
        changed = set_retention(opened, require_return(opened, which), rule, until.date() if until else None)
    session.show(changed, [one_line(f"{changed.facts.reference}: {changed.kept_until or 'no end'} {rule}")])


@click.command("keep-for")
@desk_argument
@click.argument("kind", metavar="CLASS", type=click.Choice([one.value for one in RetentionClass]))
@click.argument("months", type=click.IntRange(1, MOST_MONTHS), required=False)
@shared_options
@pass_session
def keep_returns_for(session: Session, desk_folder: Path, kind: str, months: int | None) -> None:
    """Keep returns of CLASS for MONTHS after they are taken in, from now on; without MONTHS: without an end.

    CLASS is “evidence” for a return with files of evidence, and “bundle” for one without.
    """
    with open_desk(session, desk_folder) as opened:
        keep_for(opened, RetentionClass(kind), months)
        rules = opened.facts.rules
    session.show(rules, [f"{one.kind.value}: {counted(one.months, 'month')}" for one in rules] or ["No rule."])


@click.command("hold")
@desk_argument
@click.argument("which", metavar="REFERENCE")
@click.option("--why", default="", help="Why it must not be deleted.")
@click.option("--release", is_flag=True, help="Take the hold off.")
@shared_options
@pass_session
def hold(session: Session, desk_folder: Path, which: str, why: str, *, release: bool) -> None:
    """Keep the return REFERENCE, even if its time is over."""
    with open_desk(session, desk_folder) as opened:
        received = require_return(opened, which)
        changed = release_return(opened, received) if release else hold_return(opened, received, why)
    session.show(changed, [one_line(f"{changed.facts.reference}: {changed.hold or 'no hold'}")])


@click.command("delete")
@desk_argument
@click.argument("which", metavar="REFERENCE", required=False)
@click.option("--rule", default="", help="Why, in words that name nobody.")
@shared_options
@pass_session
def delete(session: Session, desk_folder: Path, which: str | None, rule: str) -> None:
    """Delete the return REFERENCE everywhere, backups included; without it: show which are past their date.

    REFERENCE can also be the name or the SHA-256 of a file in which no return was read.
    """
    with open_desk(session, desk_folder) as opened:
        if which is None:
            due = returns_past_their_date(opened, england_day(opened.now()))
            session.show(due, [one_line(f"{one.facts.reference} {one.agency}: {one.kept_until}") for one in due])
            return
        erased = erase(opened, which, rule)
    lines = [f"Not reached, and may still have it: {place}" for place in erased.unreached]
    lines += map(one_line, copies_kept_sentences(erased.copies))
    session.show(erased, [one_line(f"{erased.erasure.reference or which}: deleted"), *lines])

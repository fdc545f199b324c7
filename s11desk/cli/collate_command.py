"""``s11desk collate``: the returns in a folder as tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from s11desk.app import receiving
from s11desk.app.home.workspace import system_clock
from s11desk.cli.guard import ANSWER_IS_NO, DONE
from s11desk.cli.passphrase import passphrase_file_option, with_passphrase
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.amounts import counted
from s11desk.wording.desk.collation_words import as_at_moment, rate_lines, unlisted_sentence
from s11desk.wording.one_word_states import FILE_STATES
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.app.receiving.tables.collate import Collation

_STEP = 50
"""Files between two lines of progress."""


@click.command("collate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@click.option("--decrypt", is_flag=True, help="Open encrypted returns too, with the receiving key of this home.")
@click.option(
    "--expected",
    type=click.Path(path_type=Path),
    help="A list of agencies (.xlsx or .csv, with a heading “Agency”): who has returned, and who has not.",
)
@passphrase_file_option
@shared_options
@pass_session
def collate(
    session: Session,
    folder: Path,
    out_folder: Path,
    passphrase_file: Path | None,
    expected: Path | None,
    *,
    decrypt: bool,
) -> int:
    """Verify every return in FOLDER, and write the answers of those that count as tables into the new OUT_FOLDER.

    FOLDER may hold returns, e-mails with returns (.eml, .msg) and folders. Nothing in it is changed. Of one audit the
    newest return counts. The table "files" says of each file whether it counts, and why.

    \b
    Exit codes:
      0  every file counts, or repeats or replaces one that does
      1  a file was refused or held; the tables have all others
    """
    home = session.home_or_default()
    receiver = None
    if decrypt:
        receiver = with_passphrase(passphrase_file, lambda given: receiving.unlock_receiving_key(home.receiver, given))
    agencies = receiving.read_expected_agencies(expected) if expected is not None else ()
    options = receiving.CollationOptions(system_clock(), sentence, receiver, agencies)

    written = receiving.collate(home, folder, out_folder, options, progress=partial(_show_progress, session))
    session.show(written, _lines(written))
    return ANSWER_IS_NO if written.has_trouble else DONE


def _show_progress(session: Session, done: int, total: int) -> None:
    if done % _STEP == 0 and done < total:
        session.step(f"{done} of {total} files read.")


def _lines(written: Collation) -> list[str]:
    states = ", ".join(f"{FILE_STATES[one.state]}: {one.files}" for one in written.states)
    uncounted = [f"{one.file}: {FILE_STATES[one.state]}. {one_line(one.reason)}" for one in written.uncounted]
    missing = [f"Not returned: {one_line(name)}" for name in written.missing]
    unlisted = [f"Not on the list: {one_line(unlisted_sentence(*one))}" for one in written.unlisted]
    summary = f"{counted(written.counted, 'return')} in the tables ({states})"
    rates = map(one_line, rate_lines(written.rates, as_at_moment(written.at)))
    return [str(written.folder), summary, *rates, *missing, *unlisted, *uncounted]

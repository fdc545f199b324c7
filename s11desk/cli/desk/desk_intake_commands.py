"""``s11desk desk``: make a desk, take returns in, list them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from s11desk.app.receiving.arrivals.look_again import compare_waiting, look_again_at_held
from s11desk.app.receiving.arrivals.take_in import TakeInResult, find_incoming, take_in_returns
from s11desk.app.receiving.arrivals.watched_folder import WatchedFolder
from s11desk.app.receiving.desk.receiving_desk import Officer, create_desk
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.topics import find_topic
from s11desk.cli.desk.desk_session import desk_argument, open_desk, taken_line
from s11desk.cli.guard import ANSWER_IS_NO, DONE
from s11desk.cli.passphrase import passphrase_file_option
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.wording.amounts import counted
from s11desk.wording.desk.desk_words import progress_line, return_line
from s11desk.wording.plain_text import one_line

if TYPE_CHECKING:
    from s11desk.domain.topics.topic import Topic

_STEP = 25
"""Files between two lines of progress."""
_LOOK_EVERY = 5.0
"""Seconds between two looks into a watched folder."""


@click.command("create")
@desk_argument
@click.option("--partnership", required=True, help="The partnership's name, as receipts and letters give it.")
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="What this desk asks; none: any questions.")
@click.option("--on-shared-folder", is_flag=True, help="Make it even in a shared or synchronised folder.")
@shared_options
@pass_session
def create(
    session: Session, desk_folder: Path, partnership: str, topics: tuple[str, ...], *, on_shared_folder: bool
) -> None:
    """Make a desk in the new folder DESK, on a disk of this computer."""
    asked: tuple[Topic, ...] = ()
    if topics:
        with session.workspace() as workspace:
            asked = tuple(find_topic(workspace, each) for each in topics)
    officer = Officer(session.home_or_default(), sentence)
    create_desk(desk_folder, officer, partnership, asked, shared_is_meant=on_shared_folder)
    session.show({"desk": desk_folder}, [str(desk_folder)])


_READ_HERE = click.Path(path_type=Path, readable=False)
"""One that cannot be read is refused with a sentence of ours, and does not stop the others."""


@click.command("take-in")
@desk_argument
@click.argument("paths", metavar="FILES_OR_FOLDERS", nargs=-1, required=True, type=_READ_HERE)
@click.option("--decrypt", is_flag=True, help="Open encrypted returns too, with the receiving key of this home.")
@click.option("--even-deleted", is_flag=True, help="Also what was deleted at this desk.")
@passphrase_file_option
@shared_options
@pass_session
def take_in_files(
    session: Session,
    desk_folder: Path,
    paths: tuple[Path, ...],
    passphrase_file: Path | None,
    *,
    decrypt: bool,
    even_deleted: bool,
) -> int:
    """Take in returns, encrypted ones, e-mails with returns (.eml, .msg), and folders of them.

    Nothing in them is changed. The same command goes on where it was stopped.

    \b
    Exit codes:
      0  nothing needs a look
      1  a file was refused or held, or two do not fit together
    """
    with open_desk(session, desk_folder, passphrase_file, decrypt=decrypt) as opened:
        show = _Progress(session)
        taken = take_in_returns(opened, find_incoming(paths), takes_deleted=even_deleted, show=show)
        compared = compare_waiting(opened, show=show)
    _show_result(session, taken, compared)
    return ANSWER_IS_NO if taken.to_look_at or compared.to_look_at else DONE


@click.command("look-again")
@desk_argument
@click.option("--decrypt", is_flag=True, help="Open encrypted returns too, with the receiving key of this home.")
@passphrase_file_option
@shared_options
@pass_session
def look_again(session: Session, desk_folder: Path, passphrase_file: Path | None, *, decrypt: bool) -> int:
    """Compare the pages that were left for later, and read held returns again."""
    with open_desk(session, desk_folder, passphrase_file, decrypt=decrypt) as opened:
        compared, held = compare_waiting(opened), look_again_at_held(opened)
    _show_result(session, compared, held)
    return ANSWER_IS_NO if compared.to_look_at or held.to_look_at else DONE


@click.command("watch")
@desk_argument
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--decrypt", is_flag=True, help="Open encrypted returns too, with the receiving key of this home.")
@passphrase_file_option
@shared_options
@pass_session
def watch(session: Session, desk_folder: Path, folder: Path, passphrase_file: Path | None, *, decrypt: bool) -> None:
    """Take in what comes into FOLDER, until you stop it with Ctrl+C."""
    watched = WatchedFolder(folder)
    with open_desk(session, desk_folder, passphrase_file, decrypt=decrypt) as opened:
        while True:
            for result in take_in_returns(opened, watched.look()).files:
                session.step(taken_line(result))
            time.sleep(_LOOK_EVERY)


@click.command("list")
@desk_argument
@click.option("--accepted", is_flag=True, help="Count only returns that were accepted.")
@shared_options
@pass_session
def list_all(session: Session, desk_folder: Path, *, accepted: bool) -> None:
    """Show every return, its state, and whether it counts."""
    with open_desk(session, desk_folder) as opened:
        listed = list_returns(opened, CountingRule.ACCEPTED if accepted else CountingRule.OPEN)
    session.show(listed, [one_line(return_line(one)) for one in listed] or ["Nothing has been taken in yet."])


def _show_result(session: Session, taken: TakeInResult, compared: TakeInResult) -> None:
    to_show = [one for one in compared.files if one.outcome.needs_look]
    look = taken.to_look_at + len(to_show)
    summary = f"{counted(len(taken.files), 'file')} read; {look} to look at."
    lines = [taken_line(one) for one in (*taken.files, *to_show)]
    session.show({"files": taken.files, "compared": compared.files}, [*lines, summary])


class _Progress:
    """Prints a line now and then."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, done: int, total: int, to_look_at: int) -> None:
        if done % _STEP == 0 and done < total:
            self._session.step(progress_line(done, total, to_look_at))

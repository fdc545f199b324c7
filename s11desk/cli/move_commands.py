"""``s11desk move``: an audit as one file, to another computer or to a colleague, and taken in from one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from s11desk import app
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.take_in_draft import SeenDraftFile
from s11desk.app.moves.write_draft_file import MoveChoice, MovedDraft
from s11desk.cli.passphrase import (
    file_passphrase_option,
    open_under_passphrase,
    with_file_passphrase,
    write_under_passphrase,
)
from s11desk.cli.sentences.fact_words import printable
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.keeping.moved_audit import MovePurpose, Relation
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.dates import local_moment
from s11desk.wording.keeping.move_sentences import FORK_WARNING, RELATIONS, TEXT_TOO_LONG, TOPIC_IS_OTHER
from s11desk.wording.keeping.moved_home_sentences import STAYS, key_lines, left_line, relation_lines

_locked_option = click.option("--locked", is_flag=True, help="Lock the file with a passphrase.")
_AUDIT, _FILE = click.argument("audit"), click.argument("file", type=click.Path(path_type=Path))


@click.group("move")
def move() -> None:
    """Move an audit to another computer, or give a colleague a copy, as one file."""


@move.command("out")
@_AUDIT
@_FILE
@_locked_option
@click.option("--without-notes", is_flag=True, help="Leave your private notes out of the file.")
@file_passphrase_option
@shared_options
@pass_session
def out(
    session: Session, audit: str, file: Path, file_passphrase: Path | None, *, locked: bool, without_notes: bool
) -> None:
    """Hand AUDIT over to another computer as the new FILE.s11draft. Here it can then only be read."""
    moved = _write(session, audit, file, file_passphrase, (MovePurpose.HAND_OVER, not without_notes, locked))
    lines = [
        f"The audit is in {printable(moved.path)} ({file_size(moved.size)}). Here it can only be read now.",
        "Take it in on the other computer: s11desk move in FILE",
    ]
    session.show(moved, lines)


@move.command("copy")
@_AUDIT
@_FILE
@_locked_option
@click.option("--with-notes", is_flag=True, help="Put your private notes into the file too.")
@file_passphrase_option
@shared_options
@pass_session
def copy(
    session: Session, audit: str, file: Path, file_passphrase: Path | None, *, locked: bool, with_notes: bool
) -> None:
    """Put a copy of AUDIT for a colleague into the new FILE.s11draft. You can go on with yours."""
    moved = _write(session, audit, file, file_passphrase, (MovePurpose.COPY, with_notes, locked))
    where = f"A copy is in {printable(moved.path)} ({file_size(moved.size)})."
    session.show(moved, [f"{where} It gets a number of its own when your colleague takes it in."])


@move.command("show")
@_FILE
@file_passphrase_option
@shared_options
@pass_session
def show(session: Session, file: Path, file_passphrase: Path | None) -> None:
    """Say what is in FILE, and what taking it in would do. Nothing is changed."""
    with session.workspace() as workspace:
        seen = _look(workspace, file, file_passphrase)
        app.close_file(workspace, seen)
    session.show({"audit": seen.draft.audit.id, "relation": seen.relation, "made": seen.draft.made}, _seen_lines(seen))


@move.command("in")
@_FILE
@file_passphrase_option
@shared_options
@pass_session
def take_in(session: Session, file: Path, file_passphrase: Path | None) -> None:
    """Take in the audit that is in FILE. Nothing that is here is overwritten."""
    with session.workspace() as workspace:
        seen = _look(workspace, file, file_passphrase)
        try:
            taken = app.take_in(workspace, seen)
        finally:
            app.close_file(workspace, seen)
    session.show(taken, [*_seen_lines(seen), _DONE[taken.relation].format(audit=taken.audit)])


@move.command("back")
@_AUDIT
@shared_options
@pass_session
def back(session: Session, audit: str) -> None:
    """Take AUDIT back that was handed over, so that it can be changed here again."""
    with session.workspace() as workspace:
        app.take_audit_back(workspace, audit)
    session.show({"audit": audit}, [f"The audit {printable(audit)} can be changed here. {FORK_WARNING}"])


@move.command("everything")
@_FILE
@file_passphrase_option
@shared_options
@pass_session
def everything(session: Session, file: Path, file_passphrase: Path | None) -> None:
    """Hand everything of this home over to another computer as the new FILE.s11home, under a passphrase."""
    with session.workspace() as workspace:
        write = partial(app.write_home_file, workspace, file)
        moved = with_file_passphrase(file_passphrase, write, is_new=True)
    lines = [
        f"{counted(moved.audits, 'audit')} and everything else went into {printable(moved.path)} "
        f"({file_size(moved.size)}). Here they can only be read now.",
        "Take it in on the other computer: s11desk move in-everything FILE",
    ]
    session.show(moved, [*lines, left_line(moved.left)] if moved.left else lines)


@move.command("in-everything")
@_FILE
@click.option("--look", is_flag=True, help="Only say what is in it.")
@file_passphrase_option
@shared_options
@pass_session
def in_everything(session: Session, file: Path, file_passphrase: Path | None, *, look: bool) -> None:
    """Take in everything that is in FILE.s11home. Nothing that is here is replaced."""
    with session.workspace() as workspace:
        seen = with_file_passphrase(file_passphrase, partial(app.look_into_home_file, workspace, file))
        try:
            taken = None if look else app.take_in_home(workspace, seen)
        finally:
            app.close_file(workspace, seen)
    lines = [*relation_lines(seen.relations), *key_lines(seen.keys, seen.keys_here), STAYS]
    lines += [line for line in (left_line(seen.read.home.left),) if line]
    value = {"audits": taken.audits if taken is not None else (), "relations": seen.relations}
    session.show(value, lines if taken is None else [*lines, f"Taken in: {', '.join(taken.audits) or 'no audit'}."])


@move.command("back-everything")
@shared_options
@pass_session
def back_everything(session: Session) -> None:
    """Take every audit back that was handed over with everything else."""
    with session.workspace() as workspace:
        count = app.take_home_back(workspace)
    session.show({"audits": count}, [f"{counted(count, 'audit')} can be changed here again. {FORK_WARNING}"])


_DONE: dict[Relation, str] = {
    Relation.NEW: "Taken in as {audit}.",
    Relation.COPY: "Taken in as {audit}.",
    Relation.NEWER: "{audit} is up to date.",
    Relation.SAME: "{audit} can be changed here.",
    Relation.FORKED: "Taken in as {audit}, beside the audit that is here.",
}


def _write(
    session: Session, audit: str, file: Path, passphrase_file: Path | None, wanted: tuple[MovePurpose, bool, bool]
) -> MovedDraft:
    purpose, notes, locked = wanted
    with session.workspace() as workspace:

        def write(passphrase: str) -> MovedDraft:
            return app.write_draft_file(workspace, audit, file, MoveChoice(purpose, notes, passphrase))

        return write_under_passphrase(write, passphrase_file, is_locked=locked)


def _look(workspace: Workspace, file: Path, passphrase_file: Path | None) -> SeenDraftFile:
    look: Callable[[str], SeenDraftFile] = partial(app.look_into_draft_file, workspace, file)
    return open_under_passphrase(look, file, passphrase_file)


def _seen_lines(seen: SeenDraftFile) -> list[str]:
    draft, audit = seen.draft, seen.draft.audit
    size = sum(item.size for item in audit.evidence)
    lines = [
        f"{printable(audit.agency)}: {printable(seen.read.topic_title)}, {printable(seen.read.topic_year)}",
        f"Audit {audit.id}, last changed {local_moment(audit.changed)}, put into the file {local_moment(draft.made)}",
        f"{counted(len(audit.answers), 'answer')}, "
        f"{counted(len(audit.evidence), 'attached file')} ({file_size(size)}), "
        f"{counted(len(audit.actions), 'action')}, {counted(len(audit.exports), 'return')} made, "
        f"{counted(len(draft.notes), 'private note')}",
        RELATIONS[seen.relation],
    ]
    long = [TEXT_TOO_LONG] if seen.is_too_long else []
    return [*lines, *long, *([TOPIC_IS_OTHER] if seen.is_topic_other else [])]

"""``s11desk forward``: begin an audit of a topic with the answers to another one, such as last year's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from s11desk.app.audits.bring_forward import (
    EarlierWork,
    Forward,
    bring_forward,
    find_forward,
    work_of_audit,
    work_of_return,
)
from s11desk.app.audits.drafts import normal_id
from s11desk.app.home.workspace import Workspace
from s11desk.cli.opened_file import opened_file
from s11desk.cli.passphrase import file_passphrase_option
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.topics.forward_sentences import files_line, forward_lines, forward_remarks, forward_summary

_ID_LENGTH = 9
_TAKEN, _STAY = "Copied too.", "Not copied: for that, add --with-files."


@click.command("forward")
@click.argument("source", metavar="AUDIT_OR_RETURN")
@click.argument("topic")
@click.option("--look", is_flag=True, help="Only say what would be copied.")
@click.option("--with-files", is_flag=True, help="Include the attached files.")
@file_passphrase_option
@shared_options
@pass_session
def forward(
    session: Session, source: str, topic: str, file_passphrase: Path | None, *, look: bool, with_files: bool
) -> None:
    """Begin an audit of TOPIC with the answers of an audit or a return file, each to be confirmed, and print its id.

    What it comes from stays as it is.
    """
    with session.workspace() as workspace, _earlier(workspace, source, file_passphrase) as earlier:
        found = find_forward(workspace, earlier, topic)
        made = None if look else bring_forward(workspace, found, with_files=with_files)
    lines = _report(found, with_files=with_files)
    value = {"audit": made.audit.id if made is not None else "", "lines": lines}
    session.show(value, lines if made is None else [*lines, f"The new audit is {made.audit.id}."])


@contextmanager
def _earlier(workspace: Workspace, source: str, passphrase_file: Path | None) -> Iterator[EarlierWork]:
    """The work that ``source`` names: a file, unless it is the id of an audit."""
    path = Path(source)
    if len(normal_id(source)) == _ID_LENGTH and not path.suffix:
        yield work_of_audit(workspace, source)
        return
    with opened_file(workspace.home, path, passphrase_file) as opened:
        yield work_of_return(workspace, opened.verdict)


def _report(found: Forward, *, with_files: bool) -> list[str]:
    earlier = found.earlier
    lines = [
        *forward_remarks(earlier.audit.agency, earlier.outcome, is_foreign=earlier.is_foreign),
        forward_summary(found.carried, found.finished),
        *forward_lines(earlier.topic, found.topic, found.carried),
    ]
    if files := files_line(found.carried):
        lines.append(f"{files} {_TAKEN if with_files else _STAY}")
    return lines

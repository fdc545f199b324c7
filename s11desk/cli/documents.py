"""Documents on paper from the terminal: ``s11desk report``."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.cli.context import Session, pass_session, shared_options


@click.command("report")
@click.argument("audit")
@click.argument("out", metavar="OUT.pdf", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--blank", "kind", flag_value="blank-form", help="The empty form, to fill in on paper.")
@click.option("--action-plan", "kind", flag_value="action-plan", help="The action plan alone.")
@shared_options
@pass_session
def report(session: Session, audit: str, out: Path, kind: str | None) -> None:
    """Write a PDF to read or print: the draft as it stands, marked as a draft."""
    from s11desk.app.documents import DocumentKind, write_document

    with session.workspace() as workspace:
        write_document(workspace, audit, out, DocumentKind(kind or DocumentKind.DRAFT_COPY))
    session.show({"path": out}, [str(out)])

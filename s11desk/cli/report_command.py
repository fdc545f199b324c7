"""``s11desk report``: write a document of a draft."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.app.audits.drafts import open_draft
from s11desk.app.write_documents import write_document
from s11desk.cli.language import language_option, require_language
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.returns.document_kind import ACTION_PLANS, DocumentKind


@click.command("report")
@click.argument("audit")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--blank", is_flag=True, help="The empty form, to fill in on paper.")
@click.option(
    "--action-plan", is_flag=True, help="The action plan alone; OUT may end in .pdf, .docx, .xlsx or .ics (due dates)."
)
@click.option("--summary", is_flag=True, help="One page for the board.")
@click.option("--question", metavar="ID", help="One question with its answer, by its id or number.")
@click.option("--pictures/--no-pictures", default=True, show_default=True, help="Show pictures of the evidence.")
@language_option
@shared_options
@pass_session
def report(  # noqa: PLR0913 - click passes each option as an argument  # noqa: PLR0913 - click passes each option as an argument
    session: Session,
    audit: str,
    out: Path,
    question: str | None,
    *,
    blank: bool,
    action_plan: bool,
    summary: bool,
    pictures: bool,
    language: str,
) -> None:
    """Write a PDF to read or print to OUT: the draft as it is now, marked as a draft, or a part of it."""
    wanted = {
        DocumentKind.BLANK_FORM: blank,
        DocumentKind.ACTION_PLAN: action_plan,
        DocumentKind.BOARD_SUMMARY: summary,
        DocumentKind.QUESTION: question is not None,
    }
    kind = _kind_for_ending(_one_of([kind for kind, is_wanted in wanted.items() if is_wanted]), out)
    with session.workspace() as workspace:
        require_language(open_draft(workspace, audit).topic, language)
        write_document(workspace, audit, out, kind, question=question or "", pictures=pictures, language=language)
    session.show({"path": out}, [str(out)])


def _one_of(wanted: list[DocumentKind]) -> DocumentKind:
    if len(wanted) > 1:
        raise click.UsageError("--blank, --action-plan, --summary and --question each ask for another document.")
    return wanted[0] if wanted else DocumentKind.DRAFT_COPY


def _kind_for_ending(kind: DocumentKind, out: Path) -> DocumentKind:
    """The kind of document that the ending of OUT's name asks for. Raises click.BadParameter if there is none."""
    offered = {other.ending: other for other in (ACTION_PLANS if kind is DocumentKind.ACTION_PLAN else (kind,))}
    ending = out.suffix.lower()
    if ending not in offered:
        raise click.BadParameter(
            f"{out.name} must end in {' or '.join(offered)}. Nothing was written.", param_hint="OUT"
        )
    return offered[ending]

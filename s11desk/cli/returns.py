"""Documents, returns and verdicts from the terminal: report, export, verify."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.cli.boundary import ANSWER_IS_NO, BAD_INPUT
from s11desk.cli.context import Session, pass_session, shared_options
from s11desk.cli.messages import file_size, sentence
from s11desk.cli.passphrase import ask_passphrase, passphrase_file_option
from s11desk.errors import UserError


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


@click.command("export")
@click.argument("audit")
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@passphrase_file_option
@shared_options
@pass_session
def export(session: Session, audit: str, out_folder: Path, passphrase_file: Path | None) -> None:
    """Sign as completer, write the return bundle, and print its path."""
    from s11desk.app.returns import export_return, require_complete

    with session.workspace() as workspace:
        require_complete(workspace, audit)
        exported = export_return(workspace, audit, out_folder, ask_passphrase(passphrase_file))
    made = f"Return {exported.number}, reference {exported.reference}, {file_size(exported.size)}"
    session.step(f"{made}. It was read back and verified.")
    session.show(exported, [str(exported.path)])


@click.command("verify")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--trust", multiple=True, metavar="FINGERPRINT_OR_CERT", help="A signer you know; may be repeated.")
@click.option("--deep", is_flag=True, help="Also check the signatures inside the PDF.")
@shared_options
@pass_session
def verify(session: Session, files: tuple[Path, ...], trust: tuple[str, ...], *, deep: bool) -> int:
    """Say of each return bundle whether it is whole, unchanged, complete, and who signed it."""
    from s11desk.app.verification import Verdict, load_trusted, verify_return
    from s11desk.cli.verdict_facts import verdict_facts
    from s11desk.cli.verdicts import verdict_paragraph

    trusted = [load_trusted(value) for value in trust]
    facts: list[object] = []
    paragraphs: list[str] = []
    worst = 0
    for file in files:
        try:
            verdict: Verdict = verify_return(file, trusted=trusted, deep=deep)
        except UserError as error:  # one bad file never stops the rest
            told = sentence(error)
            facts.append({"file": str(file), "error": {"code": error.code.value, "message": told}})
            paragraphs.append(told)
            worst = BAD_INPUT
            continue
        facts.append(verdict_facts(verdict))
        paragraphs.append(verdict_paragraph(verdict))
        known = verdict.signer_is_known is not False
        worst = worst if verdict.is_verified and known else max(worst, ANSWER_IS_NO)
    session.show(facts, paragraphs)
    return worst

"""``s11desk collected``: answers from ODK or Kobo in, and a return in their shape out."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.app.audits.collected_answers import CollectedDraft, read_collected, take_in_collected, write_submission
from s11desk.app.incoming import verify_received_return
from s11desk.app.returns.verifying.opened_copy import remove_opened_copy
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line


@click.group("collected")
def collected() -> None:
    """Take in answers collected with ODK or Kobo, or write a return in their shape."""


@collected.command("take-in")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("topic", metavar="TOPIC")
@click.option("--agency", required=True, metavar="NAME", help="The agency whose answers these are.")
@click.option("--submission", type=int, metavar="N", help="Only the Nth in the file; else each becomes an audit.")
@shared_options
@pass_session
def take_in_file(session: Session, path: Path, topic: str, agency: str, submission: int | None) -> None:
    """Make an audit of each submission in FILE (CSV or JSON). Every answer has to be confirmed before it counts."""
    with session.workspace() as workspace:
        found, submissions = read_collected(workspace, path, topic)
        if submission is not None and not 1 <= submission <= len(submissions):
            raise click.BadParameter(f"FILE has {counted(len(submissions), 'submission')}.", param_hint="--submission")
        wanted = submissions if submission is None else submissions[submission - 1 : submission]
        taken = [take_in_collected(workspace, found, one, agency) for one in wanted]
    value = [{"audit": one.draft.audit.id, "answers": len(one.draft.audit.answers), "left": one.left} for one in taken]
    session.show(value, [line for one in taken for line in _lines(one)])


@collected.command("write")
@click.argument("file", metavar="RETURN.zip", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@shared_options
@pass_session
def write(session: Session, file: Path, out: Path) -> None:
    """Write the answers of a return as ODK (OUT.csv) or Kobo (OUT.json) export a submission."""
    if out.suffix.lower() not in {".csv", ".json"}:
        raise click.BadParameter(f"{out.name} must end in .csv or .json. Nothing was written.", param_hint="OUT")
    home = session.home_or_default()
    verdict = verify_received_return(home, file)
    try:
        write_submission(verdict, out)
    finally:
        if verdict.copy is not None:
            remove_opened_copy(home, verdict.copy)
    session.show({"file": out}, [str(out)])


def _lines(one: CollectedDraft) -> list[str]:
    name = f" from {short_line(one.submission)}" if one.submission else ""
    taken = counted(len(one.draft.audit.answers), "answer")
    left = [f"    Not taken: {short_line(value.name)}: {short_line(value.text)}" for value in one.left]
    return [f"{one.draft.audit.id}{name}: {taken} to be confirmed.", *left]

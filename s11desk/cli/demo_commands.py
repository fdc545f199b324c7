"""``s11desk demo``: a sample audit, from the first answer to the verified return."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk import app
from s11desk.cli.desktop_entry_commands import typed_command
from s11desk.cli.session import Session, pass_session, shared_options

_STEPS = {
    "begun": "Began a sample audit, {result}",
    "answered": "Answered its questions: {result}",
    "attached": "Attached files of evidence: {result}",
    "checked": "Checked it: nothing is missing; actions planned: {result}",
    "identified": "Made a throw-away signing identity, fingerprint {result}",
    "exported": "Signed and wrote the return bundle: {result}",
    "verified": "Read it back and verified it; its signed PDF: {result}",
}


@click.command("demo")
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@shared_options
@pass_session
def demo(session: Session, out_folder: Path) -> None:
    """Make a sample audit, from first answer to verified bundle, in OUT_FOLDER."""
    results = _run(session, out_folder)
    session.show(results, [f"Done. Try: {typed_command('verify', str(results['exported']))}"])


def _run(session: Session, folder: Path) -> dict[str, str]:
    results: dict[str, str] = {}
    for done in app.run_demo(folder):
        results[done.step.value] = done.result
        session.step(f"{len(results)}/{len(app.DemoStep)}  {_STEPS[done.step.value].format(result=done.result)}")
    return results

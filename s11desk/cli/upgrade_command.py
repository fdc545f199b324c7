"""``s11desk upgrade``: a copy of an audit with the newest version of its questions."""

from __future__ import annotations

import click

from s11desk.app.audits.upgrade import find_upgrade, upgrade_draft
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.topics.carry_sentences import carry_lines, carry_summary


@click.command("upgrade")
@click.argument("audit")
@click.option("--look", is_flag=True, help="Only say what would be copied.")
@shared_options
@pass_session
def upgrade(session: Session, audit: str, *, look: bool) -> None:
    """Copy an audit into the newest version of its questions, and print the id of the copy. The audit stays."""
    with session.workspace() as workspace:
        found = find_upgrade(workspace, audit)
        made = None if look else upgrade_draft(workspace, found)
    lines = [
        f"From version {found.draft.topic.version} to version {found.topic.version}: {carry_summary(found.carried)}",
        *carry_lines(found.draft.topic, found.topic, found.carried),
    ]
    value = {"audit": made.audit.id if made is not None else "", "lines": lines}
    session.show(value, lines if made is None else [*lines, f"The copy is {made.audit.id}."])

"""``s11desk forward``: begin an audit of a topic with the answers to another one, such as last year's."""

from __future__ import annotations

import click

from s11desk.app.audits.bring_forward import bring_forward, find_forward
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.forward_sentences import forward_lines, forward_summary


@click.command("forward")
@click.argument("audit")
@click.argument("topic")
@click.option("--look", is_flag=True, help="Only say what would come over.")
@shared_options
@pass_session
def forward(session: Session, audit: str, topic: str, *, look: bool) -> None:
    """Begin an audit of TOPIC with the answers of AUDIT, each to be confirmed, and print its id. AUDIT stays."""
    with session.workspace() as workspace:
        found = find_forward(workspace, audit, topic)
        made = None if look else bring_forward(workspace, found)
    lines = [
        forward_summary(found.carried, found.finished),
        *forward_lines(found.draft.topic, found.topic, found.carried),
    ]
    value = {"audit": made.audit.id if made is not None else "", "lines": lines}
    session.show(value, lines if made is None else [*lines, f"The new audit is {made.audit.id}."])

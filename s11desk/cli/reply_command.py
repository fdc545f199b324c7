"""``s11desk reply``: a receipt, or a request to correct a return, that the partnership sent."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.app.audits.drafts import normal_id, open_draft
from s11desk.app.returns.replies.partnership_replies import PartnershipReply, replies_of, take_in_reply
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.topics.topic import Topic
from s11desk.wording.plain_text import one_line
from s11desk.wording.returns.reply_sentences import reply_sentence


@click.group("reply")
def reply() -> None:
    """What the partnership sent back: a receipt, or a request to correct answers."""


@reply.command("take-in")
@click.argument("file", type=click.Path(path_type=Path))
@shared_options
@pass_session
def take_in(session: Session, file: Path) -> None:
    """Check the signature of FILE (.s11receipt, .s11request) and keep it with its audit."""
    with session.workspace() as workspace:
        taken = take_in_reply(workspace, file)
        topic = open_draft(workspace, taken.reply.about.audit_id).topic
    session.show(taken, _lines(taken, topic))


@reply.command("list")
@click.argument("audit")
@shared_options
@pass_session
def list_replies(session: Session, audit: str) -> None:
    """Show what the partnership sent about AUDIT."""
    with session.workspace() as workspace:
        draft = open_draft(workspace, normal_id(audit))
        found = replies_of(workspace, draft.audit.id)
    lines = [line for one in found for line in _lines(one, draft.topic)]
    session.show(found, lines or ["The partnership has sent nothing about this audit yet."])


def _lines(taken: PartnershipReply, topic: Topic) -> list[str]:
    lines = [reply_sentence(taken.reply, taken.signed_by, is_ahead=taken.is_ahead)]
    for reason in taken.reply.reasons:
        question = topic.question(reason.question)
        place = f"Question {topic.number_of(question.id)}: " if question is not None else ""
        lines.append(f"{place}{reason.text}")
    return [one_line(line) for line in lines]

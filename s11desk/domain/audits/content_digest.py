"""The content digest covers everything that an agency entered. A sign-off has it, so that a later edit shows."""

from __future__ import annotations

import hashlib

import msgspec

from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.visibility import as_first_returned, as_returned, returned_parts
from s11desk.domain.topics.topic import Topic


def content_digest(audit: Audit) -> str:
    """SHA-256, hexadecimal, of the agency, topic, answers, evidence and action plan; of no dates, marks or exports."""
    content = (
        audit.agency,
        audit.topic_digest,
        _comparable_answers(audit),
        tuple(
            (item.id, item.name, item.sha256, tuple(sorted(item.questions)), *((item.caption,) if item.caption else ()))
            for item in audit.evidence
        ),
        audit.actions,
    )
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def is_content(topic: Topic, audit: Audit, digest: str) -> bool:
    """Whether a return with this content digest has what is in ``audit`` now, even a return of an older program."""
    forms = (as_returned, returned_parts, as_first_returned)
    return any(content_digest(returned(topic, audit)) == digest for returned in forms)


def _comparable_answers(audit: Audit) -> tuple[Answer, ...]:
    plain = (msgspec.structs.replace(answer, marked_for_review=False) for answer in audit.answers)
    return tuple(sorted((a for a in plain if not a.is_blank()), key=lambda answer: answer.question))

"""The data of a new return: what ``audit.json`` says of the audit, of its files and of the person who signs it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import s11desk
from s11desk.app.audits.drafts import Draft
from s11desk.bundle.audit_file import (
    FORMAT,
    AttachedFile,
    AuditFile,
    EarlierReturn,
    PageFacts,
    ReturnFacts,
    SignOff,
    TopicNamed,
    attached_file,
    stated_format,
)
from s11desk.bundle.container.file_layout import EVIDENCE_FOLDER
from s11desk.bundle.safe_names import safe_names
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.content_digest import content_digest
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic

if TYPE_CHECKING:
    from s11desk.signing.signature_facts import SignerFacts


def new_audit_file(draft: Draft, signer: SignerFacts, number: int, now: dt.datetime, pages: PageFacts) -> AuditFile:
    """The data of the return of ``draft`` that ``signer`` signs now, as the newest format has it.

    ``number``: which return of its audit it is.
    """
    audit, topic = draft.audit, draft.topic
    return AuditFile(
        format=FORMAT,
        return_facts=ReturnFacts(
            reference=f"{audit.id.upper()}-{number}",
            number=number,
            made=now,
            program=f"s11desk {s11desk.__version__}",
            replaces=audit.exports[-1].digest if audit.exports else "",
        ),
        topic=_topic_named(topic, audit.topic_digest),
        audit_id=audit.id,
        agency=audit.agency,
        begun=audit.begun,
        changed=audit.changed,
        answers=audit.answers,
        evidence=_attached_files(audit),
        action_plan=audit.actions,
        sign_offs=(_sign_off(audit, signer, now),),
        pages=pages,
        earlier=tuple(EarlierReturn(one.number, one.reference, one.exported, one.digest) for one in audit.exports),
    )


def _attached_files(audit: Audit) -> tuple[AttachedFile, ...]:
    names = safe_names([f"{item.id}-{item.name}" for item in audit.evidence])
    return tuple(
        attached_file(item, f"{EVIDENCE_FOLDER}{name}") for item, name in zip(audit.evidence, names, strict=True)
    )


def _topic_named(topic: Topic, digest: str) -> TopicNamed:
    return TopicNamed(
        id=topic.id,
        version=topic.version,
        digest=digest,
        title=topic.title,
        year=topic.year,
        partnership=topic.partnership.name,
        format=stated_format(topic),
    )


def _sign_off(audit: Audit, signer: SignerFacts, now: dt.datetime) -> SignOff:
    return SignOff(
        role=Role.COMPLETER,
        name=signer.name,
        job_title=signer.job_title,
        organisation=signer.organisation,
        email=signer.email,
        fingerprint=signer.fingerprint,
        at=now,
        content=content_digest(audit),
    )

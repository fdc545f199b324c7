"""``audit.json``: all data of a return, for programs.

These types define the format (docs/return-bundle.md); ``resources/schemas/audit.schema.json`` is made from them.

History of the format: 1, the first. 2, ``pages`` and ``earlier``: with them a reader makes the pages of the PDF again
and compares them; and the rows of tables. 3, ``topic.format``: the topic has a format that a program for format 2
cannot read, such as one with three signatures. 4: the topic has format 4, so it has links. A file of an earlier format
means the same in a later one. The lowest format that can say everything is written, so a return that states its pages
is 2.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.bundle.canonical_json import encode_canonical
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, ReturnRecord
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_limits import LIST_LIMIT

FORMAT = 4

MAX_AUDIT_FILE_SIZE = 16 * 1024 * 1024
"""Bytes. This is more text than an agency can type; a larger file is refused before it is read."""
ACTIONS_LIMIT = 10_000
"""The most lines of an action plan. Answers need no limit here: a topic limits its questions."""
_EVERY_PROGRAM_READS = 2
"""The highest format of topics that every program reads which reads format 2 of this file."""
NUMBER_LIMIT = 1_000_000
"""The most returns of one audit."""

Moment = Annotated[dt.datetime, Meta(tz=True)]


class ReturnFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which return this is. ``replaces``: the SHA-256 of the bundle of the return before it, if there was one."""

    reference: str
    number: Annotated[int, Meta(ge=1, le=NUMBER_LIMIT)]
    made: Moment
    program: str
    replaces: str = ""


class TopicNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The topic that was answered; ``topic.json`` in the same bundle has this digest.

    ``format``: the topic's, from 3. Earlier ones are not stated, because every program for format 2 reads them.
    """

    id: str
    version: int
    digest: str
    title: str
    year: str
    partnership: str
    format: Annotated[int, Meta(ge=0)] = 0


class SignOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The person who signs, as their certificate names them. ``content`` is the digest of what they sign."""

    role: Role
    name: str
    job_title: str
    organisation: str
    email: str
    fingerprint: str
    at: Moment
    content: str


class AttachedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file of evidence. ``path``: its safe name inside the bundle; ``name``: its name at the agency.

    ``caption``: the agency's description of the file; absent if there is none.
    """

    id: str
    path: str
    name: str
    type: str
    size: int
    sha256: str
    questions: tuple[str, ...]
    attached: Moment
    caption: str = ""


class PageFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What shapes the pages of ``audit.pdf`` beside the data.

    ``layout``: the number of the program's layout, from 1. ``zone``: the zone of the times on the pages. ``pictures``:
    whether the pages show the pictures among the evidence.
    """

    layout: Annotated[int, Meta(ge=1)]
    zone: str = "UTC"
    language: str = "en-GB"
    pictures: bool = False


class EarlierReturn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A return that the same audit made before this one. ``sha256``: of its bundle."""

    number: Annotated[int, Meta(ge=1, le=NUMBER_LIMIT)]
    reference: str
    made: Moment
    sha256: str


class AuditFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of ``audit.json``. Answers to questions that were not asked are left out.

    ``pages`` is None in format 1, which does not say how its pages were made. ``earlier``: the returns before this one,
    in the order of their numbers; format 1 does not list them.
    """

    format: int
    return_facts: ReturnFacts = msgspec.field(name="return")
    topic: TopicNamed
    audit_id: str
    agency: str
    begun: Moment
    changed: Moment
    answers: Annotated[tuple[Answer, ...], Meta(max_length=LIST_LIMIT)]
    evidence: tuple[AttachedFile, ...]
    action_plan: Annotated[tuple[Action, ...], Meta(max_length=ACTIONS_LIMIT)]
    sign_offs: tuple[SignOff, ...]
    pages: PageFacts | None = None
    earlier: Annotated[tuple[EarlierReturn, ...], Meta(max_length=NUMBER_LIMIT)] = ()


_FORBIDDEN = re.compile(
    rb"(?<!\\)(?:\\\\)*+\\[ubf]|[\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]|[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]"
)
"""In the form of our encoder, which escapes only quotes, backslashes and what is below a space."""
_IN_ASCII = (b"\\u", b"\\b", b"\\f", b"\x7f")
_IN_FORBIDDEN = (*_IN_ASCII, b"\xc2", b"\xef\xbf", b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""All that the expression finds has one of these, and few files have. To look for them takes a tenth of the time."""


class UnreadableAuditFile(Exception):  # noqa: N818 - a finding of the reader, not a fault of the program
    """This program cannot read an ``audit.json``. ``is_newer``: a newer program wrote it."""

    def __init__(self, detail: str, *, is_newer: bool = False) -> None:
        super().__init__(detail)
        self.is_newer = is_newer


class _Format(msgspec.Struct):
    format: int


_FORMAT = msgspec.json.Decoder(_Format)
_AUDIT_FILE = msgspec.json.Decoder(AuditFile)


def encode_audit_file(audit_file: AuditFile) -> bytes:
    """Encode ``audit.json`` in UTF-8, indented so that people can read it. The same values give the same bytes."""
    return encode_canonical(audit_file)


def decode_audit_file(content: bytes) -> AuditFile:
    """Decode exactly the bytes that :func:`encode_audit_file` writes. Raises :class:`UnreadableAuditFile`."""
    try:
        decoded = _decode_current_format(content)
        is_canonical = encode_audit_file(decoded) == content
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableAuditFile(str(error)) from error
    if not is_canonical:
        raise UnreadableAuditFile("not in canonical form")
    if decoded.format != lowest_format(decoded):
        raise UnreadableAuditFile("not in the lowest format that can say it")
    return decoded


def lowest_format(audit_file: AuditFile) -> int:
    """The number of the lowest format that has everything in ``audit_file``."""
    if audit_file.topic.format:  # from 3 on, a new format of topics is also one of this file: older programs say so
        return max(3, audit_file.topic.format)
    has_tables = any(answer.rows for answer in audit_file.answers)
    return 1 if audit_file.pages is None and not audit_file.earlier and not has_tables else 2


def stated_format(topic: Topic) -> int:
    """The format of a topic as ``audit.json`` states it: 0 if it states none."""
    return topic.format if topic.format > _EVERY_PROGRAM_READS else 0


def _decode_current_format(content: bytes) -> AuditFile:
    """Decode this format. If that fails, check for a newer format, which may have unknown fields.

    Raises the errors of msgspec.
    """
    try:
        decoded = _AUDIT_FILE.decode(content)
        number = decoded.format
    except msgspec.ValidationError:
        number = _FORMAT.decode(content).format
        if number <= FORMAT:
            raise
    if number > FORMAT:
        raise UnreadableAuditFile(f"format {number}", is_newer=True)
    return decoded


def has_forbidden_text(content: bytes) -> bool:
    """Whether a text in ``content``, JSON as our encoder writes it, has a character that we never keep.

    Those are the control characters, except line feed, tab and return, and the non-characters
    (:mod:`s11desk.domain.text.clean_text`): workbooks and PDFs cannot hold them.
    """
    parts = _IN_ASCII if content.isascii() else _IN_FORBIDDEN
    return any(part in content for part in parts) and _FORBIDDEN.search(content) is not None


def audit_of(audit_file: AuditFile) -> Audit:
    """Convert to the domain's :class:`Audit`, so that the same rules check a draft and a return."""
    return Audit(
        id=audit_file.audit_id,
        agency=audit_file.agency,
        topic_id=audit_file.topic.id,
        topic_version=audit_file.topic.version,
        topic_digest=audit_file.topic.digest,
        begun=audit_file.begun,
        changed=audit_file.changed,
        revision=0,
        answers=audit_file.answers,
        evidence=tuple(_evidence_of(item) for item in audit_file.evidence),
        actions=audit_file.action_plan,
        exports=tuple(ReturnRecord(one.number, one.reference, one.made, one.sha256, "") for one in audit_file.earlier),
    )


def attached_file(item: Evidence, path: str) -> AttachedFile:
    """The entry for a file of evidence. ``path``: its name inside the bundle."""
    return AttachedFile(
        id=item.id,
        path=path,
        name=item.name,
        type=item.type,
        size=item.size,
        sha256=item.sha256,
        questions=item.questions,
        attached=item.attached,
        caption=item.caption,
    )


def _evidence_of(item: AttachedFile) -> Evidence:
    return Evidence(
        id=item.id,
        name=item.name,
        type=item.type,
        size=item.size,
        sha256=item.sha256,
        questions=item.questions,
        attached=item.attached,
        caption=item.caption,
    )

"""Begin, list, open, archive and settle drafts, and read their history."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from s11desk import topics
from s11desk.app.asking.ask_records import all_ask_records
from s11desk.app.home.workspace import Workspace
from s11desk.app.topics import find_topic
from s11desk.domain.asking.asked_questions import AskRecord
from s11desk.domain.audits.audit import Audit, PrivateNote
from s11desk.domain.audits.content_digest import is_content
from s11desk.domain.audits.draft_progress import draft_progress
from s11desk.domain.text.text_limits import NAME_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.errors.draft_errors import AgencyMissing, AuditDamaged, AuditUnknown, TopicDamaged
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.store.drafts.archive import all_archived, archive, unarchive
from s11desk.store.drafts.beginning import begin_filled
from s11desk.store.drafts.change import Change
from s11desk.store.drafts.draft_store import DraftLine
from s11desk.store.drafts.mail_log import (
    Prepared,
    all_approvers,
    all_sent,
    all_to_sign,
    all_wanted_changes,
    all_with_approver,
)
from s11desk.store.rows.journal import JournalEntry, Stamp
from s11desk.store.rows.stored_draft import StoredDraft
from s11desk.topics.pack import encode_topic, topic_digest

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u, so that an id can be read out and written down."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is on the disk, with the topic it is pinned to. ``notes``: private notes, in the topic's order.

    ``handed_over``: when it was handed over to another computer, None if it can be changed here.
    ``is_asked``: it has only questions that a colleague asked, so no return is made from it.
    """

    topic: Topic
    audit: Audit
    notes: tuple[PrivateNote, ...] = ()
    handed_over: dt.datetime | None = None
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A line in a list of drafts.

    ``asked``: the number of questions that count, of which ``complete`` are done. ``optional``: the number of optional
    questions that are not begun, which do not count. ``exported`` and ``reference``: of the last return; None and empty
    if there is none. ``number``: that return's, 0 if there is none. ``sent``: when the person said that they sent it,
    None if they did not. ``changed_since``: the draft was edited after that return. ``is_archived``: a person
    archived the draft. ``deadline``: the topic's, None if it has none. ``handed_over``: when it was handed over to
    another computer, None if it can be changed here. ``is_asked``: as of a :class:`Draft`. ``asks``: the
    questions to colleagues, the oldest first. ``wanted_changes``: what has to change in the last return before it is
    approved, in the words of the person who approves; empty if nothing has to. ``with_approver``: how and when
    the last return went to the person who approves, None if nothing is awaited from them. ``approved_by``: the
    names of those who approved the last return. ``approvers``: how many the topic asks for. ``is_to_sign``: somebody
    signs it after the person here, and has not yet. ``is_damaged``: the draft cannot be read, so only ``id`` and
    ``agency`` are known.
    """

    id: str
    agency: str
    topic_id: str
    topic_title: str
    year: str
    changed: dt.datetime
    asked: int
    complete: int
    optional: int
    exported: dt.datetime | None
    changed_since: bool
    deadline: dt.date | None
    reference: str = ""
    number: int = 0
    sent: dt.datetime | None = None
    is_archived: bool = False
    is_damaged: bool = False
    topic_version: int = 0
    handed_over: dt.datetime | None = None
    is_asked: bool = False
    asks: tuple[AskRecord, ...] = ()
    wanted_changes: str = ""
    with_approver: Prepared | None = None
    approved_by: tuple[str, ...] = ()
    is_to_sign: bool = False
    approvers: int = 0

    @property
    def is_signed(self) -> bool:
        """Whether the last return has the same content as the draft."""
        return self.exported is not None and not self.changed_since


def begin_draft(workspace: Workspace, topic_id: str, agency: str) -> Draft:
    """Begin a draft of the newest version of a topic. Raises ``TopicUnknown``, ``AgencyMissing`` or ``TextTooLong``."""
    require_kept_length([LimitedText(typed_line(agency), NAME_LIMIT)])
    return begin_draft_of(workspace, find_topic(workspace, topic_id), agency)


def begin_draft_of(workspace: Workspace, topic: Topic, agency: str) -> Draft:
    """Begin a draft of just this topic, whichever versions are here. Raises ``AgencyMissing``."""
    stamp = workspace.stamp()
    audit = new_audit(topic, agency, stamp)
    return Draft(topic, workspace.drafts.begin(audit, encode_topic(topic), stamp))


def begin_filled_draft(workspace: Workspace, topic: Topic, agency: str, fill: Callable[[Audit, Change], None]) -> Draft:
    """As :func:`begin_draft_of`, with what ``fill`` puts into it: all of it is saved at once, or there is no draft."""
    stamp = workspace.stamp()
    audit = new_audit(topic, agency, stamp)
    stored = begin_filled(workspace.drafts, audit, encode_topic(topic), stamp, lambda change: fill(audit, change))
    return with_topic(workspace, stored)


def new_audit(topic: Topic, agency: str, stamp: Stamp) -> Audit:
    """A new audit of this topic, without answers. Raises ``AgencyMissing``."""
    name = typed_line(agency)
    if not name:
        raise AgencyMissing()
    return Audit(
        id=new_audit_id(),
        agency=name,
        topic_id=topic.id,
        topic_version=topic.version,
        topic_digest=topic_digest(topic),
        begun=stamp.at,
        changed=stamp.at,
        revision=1,
    )


def open_draft(workspace: Workspace, audit_id: str) -> Draft:
    """Read a draft from the disk. Raises ``AuditUnknown`` with the known ids, ``AuditDamaged`` or ``TopicDamaged``."""
    return with_topic(workspace, workspace.drafts.read(normal_id(audit_id)))


def with_topic(workspace: Workspace, stored: StoredDraft) -> Draft:
    """Add the topic of a draft to what the store has read. The topic's digest decides what its id and version are."""
    topic = workspace.pinned_topic(stored.audit.topic_digest)
    audit = stored.audit
    if (audit.topic_id, audit.topic_version) != (topic.id, topic.version):
        audit = msgspec.structs.replace(audit, topic_id=topic.id, topic_version=topic.version)
    noted = {note.question: note for note in stored.notes}
    notes = tuple(noted[question.id] for question in topic.questions if question.id in noted) if noted else ()
    return Draft(topic, audit, notes, stored.handed_over, stored.is_asked)


def list_drafts(workspace: Workspace) -> tuple[DraftSummary, ...]:
    """List every draft, the last changed first. A damaged draft is a line too, so that the others stay usable."""
    archived, sent, asks = all_archived(workspace.drafts), all_sent(workspace.drafts), all_ask_records(workspace)
    wanted, waiting = all_wanted_changes(workspace.drafts), all_with_approver(workspace.drafts)
    lines = tuple(_line(workspace, line, sent, is_archived=line.id in archived) for line in workspace.drafts.lines())
    noted = tuple(
        _with_notes(line, asks.get(line.id, ()), wanted.get(line.reference), waiting.get(line.reference))
        for line in lines
    )
    approvers, to_sign = all_approvers(workspace.drafts), all_to_sign(workspace.drafts)
    return tuple(
        _with_signers(line, approvers.get(line.reference, ()), is_wanted=line.reference in to_sign) for line in noted
    )


def _with_signers(line: DraftSummary, approved_by: tuple[str, ...], *, is_wanted: bool) -> DraftSummary:
    """``is_wanted``: the person said that somebody signs after them, and nobody has. The topic can ask for more."""
    return replace(line, approved_by=approved_by, is_to_sign=is_wanted or len(approved_by) < line.approvers)


def _with_notes(
    line: DraftSummary, asks: tuple[AskRecord, ...], wanted: Prepared | None, waiting: Prepared | None
) -> DraftSummary:
    if not asks and wanted is None and waiting is None:
        return line
    words = wanted.words if wanted is not None else ""
    is_back = line.sent is not None or (wanted is not None and waiting is not None and wanted.at >= waiting.at)
    return replace(line, asks=asks, wanted_changes=words, with_approver=None if is_back else waiting)


def _line(workspace: Workspace, line: DraftLine, sent: Mapping[str, dt.datetime], *, is_archived: bool) -> DraftSummary:
    try:
        draft = with_topic(workspace, workspace.drafts.read(line.id))
    except (AuditDamaged, AuditUnknown, TopicDamaged, TopicUnknown, topics.TopicInvalid):
        # an unknown audit: its own id is damaged
        return _damaged_summary(line, is_archived=is_archived)
    return _summary(draft, sent, is_archived=is_archived)


def _damaged_summary(line: DraftLine, *, is_archived: bool) -> DraftSummary:
    """The line of a draft that cannot be read: its id and agency, as far as the damage leaves them."""
    return DraftSummary(
        id=line.id,
        agency=line.agency,
        topic_id="",
        topic_title="",
        year="",
        changed=dt.datetime.fromtimestamp(0, dt.UTC),
        asked=0,
        complete=0,
        optional=0,
        exported=None,
        changed_since=False,
        deadline=None,
        is_archived=is_archived,
        is_damaged=True,
    )


def archive_draft(workspace: Workspace, audit_id: str) -> None:
    """Take a draft off the list of drafts to continue. Nothing is deleted. Raises ``AuditUnknown``."""
    archive(workspace.drafts, normal_id(audit_id))


def unarchive_draft(workspace: Workspace, audit_id: str) -> None:
    """Undo :func:`archive_draft`. Raises ``AuditUnknown``."""
    unarchive(workspace.drafts, normal_id(audit_id))


def draft_history(workspace: Workspace, audit_id: str) -> tuple[JournalEntry, ...]:
    """Every change of a draft, oldest first, up to the one that a person is still typing. Raises ``AuditUnknown``.

    If nothing can be written, the change that is still being typed is missing.
    """
    stored = workspace.drafts.read(normal_id(audit_id))
    if workspace.drafts.try_writing() is None and stored.handed_over is None:
        settle_draft(workspace, audit_id)
    return workspace.drafts.history(stored.audit.id)


def settle_draft(workspace: Workspace, audit_id: str) -> Draft:
    """Record in the journal what a person has typed so far. The window calls it when it leaves a page and closes."""
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp(), new_revision=False) as change:
        change.settle()
    return with_topic(workspace, change.saved)


def normal_id(typed: str) -> str:
    """The id that a person typed: in any case, with or without the dash, with o for 0 and i or l for 1."""
    plain = typed.strip().lower().replace("-", "").translate(str.maketrans("oil", "011"))
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == 8 else typed.strip()


def new_audit_id() -> str:
    """Draw the id of a new audit, such as ``k7m3-9qxd``."""
    random_part = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{random_part[:4]}-{random_part[4:]}"


def _summary(draft: Draft, sent: Mapping[str, dt.datetime], *, is_archived: bool) -> DraftSummary:
    counts = draft_progress(draft.topic, draft.audit)
    last = draft.audit.exports[-1] if draft.audit.exports else None
    return DraftSummary(
        id=draft.audit.id,
        agency=draft.audit.agency,
        topic_id=draft.topic.id,
        topic_title=draft.topic.title,
        topic_version=draft.topic.version,
        year=draft.topic.year,
        changed=draft.audit.changed,
        asked=counts.asked,
        complete=counts.complete,
        optional=counts.optional,
        exported=last.exported if last else None,
        reference=last.reference if last else "",
        number=last.number if last else 0,
        sent=sent.get(last.reference) if last else None,
        is_archived=is_archived,
        deadline=draft.topic.deadline,
        changed_since=last is not None and not is_content(draft.topic, draft.audit, last.content),
        handed_over=draft.handed_over,
        is_asked=draft.is_asked,
        approvers=len(draft.topic.roles_to_sign((Role.COMPLETER,))),
    )

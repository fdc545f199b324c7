"""What a person does with the returns of others: opened, approved, changes asked for, and what belongs together.

A return says by SHA-256 which returns it replaces, so two files on the list belong together without a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from s11desk.app.home.known_returns import KnownReturn, keep_known_return, opened_returns
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.countersign import find_approver
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.verifying.seen_return import SeenReturn, open_unchanged
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.audit_file import audit_of
from s11desk.domain.audits.audit import Audit
from s11desk.domain.returns.return_changes import ReturnChanges, compare_returns, moved_as_returned
from s11desk.domain.returns.return_verdict import Receiving, Standing
from s11desk.domain.text.text_limits import LONG_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_text
from s11desk.errors import UserError
from s11desk.files.list_lock import list_lock
from s11desk.wording.plain_text import short_line

_MOST_BEFORE = 50
"""A stranger's return can list very many that it replaces."""


@dataclass(frozen=True, slots=True)
class ReturnTrace:
    """What is known here of a return that was opened. ``before``: the latest one that it replaces, if that was opened.

    ``reader``: the name in the signature of the person at this computer; empty if there is none yet.
    ``replaced_by``: the latest one that replaces it; None if none was opened. ``earlier``: what ``before`` said, and
    ``changes``: what differs; None if its file is not there any more, or was changed.
    """

    file: KnownReturn
    reader: str = ""
    before: KnownReturn | None = None
    replaced_by: KnownReturn | None = None
    earlier: Audit | None = None
    changes: ReturnChanges | None = None


@dataclass(frozen=True, slots=True)
class ApprovedSent:
    """When the person said that they sent an approved file back; None if they did not."""

    at: dt.datetime | None = None


def note_opened(workspace: Workspace, verdict: Verdict) -> ReturnTrace | None:
    """Put a return on the list, and say what is known of it here.

    None if the program keeps no list of such files: a person's own returns are with their audits, a partnership has a
    desk, and of a file that does not verify nothing is believed. A list that cannot be written stops nobody from
    reading. Raises what reading raises.
    """
    if not _is_listed(workspace.home, verdict):
        return None
    now = _file_of(workspace, verdict)
    with list_lock(workspace.home.opened_returns):
        files = opened_returns(workspace.home)
        known = _same(files, now)
        if known is not None:
            now = msgspec.structs.replace(known, path=now.path, opened=now.opened, agency=now.agency, topic=now.topic)
        with suppress(UserError):
            keep_known_return(workspace.home, now)
    latest = _latest(_before(files, now)), _latest(_after(files, now))
    trace = ReturnTrace(now, _reader(workspace.home, verdict), *latest)
    earlier = _read_again(trace.before, verdict) if trace.before is not None else None
    if earlier is None or verdict.topic is None or verdict.read.audit_file is None:
        return trace
    now_returned = audit_of(verdict.read.audit_file)
    changes = compare_returns(verdict.topic, earlier, now_returned)
    moved = moved_as_returned(verdict.topic, earlier, now_returned)
    return replace(trace, earlier=earlier, changes=replace(changes, moved=moved))


def _reader(home: Home, verdict: Verdict) -> str:
    """The name in the signature with which this return would be approved here; empty if there is none yet.

    Whom the answers name is no sign of who reads it.
    """
    try:
        approver = find_approver(home, verdict)
    except UserError:
        return ""
    is_reader = approver.identity is not None and not approver.has_signed
    return short_line(approver.identity.name) if is_reader and approver.identity is not None else ""


def _read_again(before: KnownReturn, verdict: Verdict) -> Audit | None:
    """The answers of the earlier return, from its file; None if the file is not that return, or has other questions."""
    audit_file = None
    with suppress(UserError), open_unchanged(SeenReturn(Path(before.path), sha256=before.sha256)) as opened:
        audit_file = opened.read.audit_file
    now = verdict.read.audit_file
    is_comparable = audit_file is not None and now is not None and audit_file.topic.digest == now.topic.digest
    return audit_of(audit_file) if audit_file is not None and is_comparable else None


def note_approved(workspace: Workspace, verdict: Verdict, approved: Path) -> None:
    """Note that the person approved it, and where that file is. Words that were not sent go with it."""
    _change(workspace, verdict, approved=workspace.clock(), approved_path=str(approved.absolute()), words="", sent=None)


def note_asked(workspace: Workspace, verdict: Verdict, words: str, reader: str = "") -> None:
    """Note that the person asked for changes, and for which: the next return shows ``words`` beside its answers.

    ``reader``: the name that they typed under it; empty if their signature gave it.
    """
    asked, name = workspace.clock(), short_line(reader)
    _change(workspace, verdict, asked=asked, asked_words=typed_text(words), **({"reader": name} if name else {}))


def note_sent_back(workspace: Workspace, reference: str, signer: str, *, is_sent: bool) -> dt.datetime | None:
    """Note that the person sent the approved file back, or that they did not after all. Returns when, None if not.

    ``reference`` and ``signer``, the check code of who completed it, say of which return. Raises what writing raises.
    """
    with list_lock(workspace.home.opened_returns):
        known = _approved(workspace.home, reference, signer)
        sent = workspace.clock() if is_sent and known is not None else None
        if known is not None:
            keep_known_return(workspace.home, msgspec.structs.replace(known, sent=sent))
    return sent


def find_sent_back(workspace: Workspace, reference: str, signer: str) -> ApprovedSent | None:
    """Whether the person said that they sent the approved file back. None if the list has no such approved return.

    As :func:`note_sent_back`.
    """
    known = _approved(workspace.home, reference, signer)
    return ApprovedSent(known.sent) if known is not None else None


def _approved(home: Home, reference: str, signer: str) -> KnownReturn | None:
    files = (one for one in opened_returns(home) if one.approved is not None)
    return next((one for one in files if (one.reference, one.signer) == (reference, signer)), None)


def keep_words(workspace: Workspace, verdict: Verdict, words: str) -> None:
    """Keep what has to change until it is sent; an empty text throws it away. Raises ``TextTooLong``, and what writing
    raises.
    """
    text = typed_text(words)
    require_kept_length([LimitedText(text, LONG_LIMIT)])
    _change(workspace, verdict, words=text)


def _change(workspace: Workspace, verdict: Verdict, **changes: dt.datetime | str | None) -> None:
    if not _is_listed(workspace.home, verdict):
        return
    now = _noted(opened_returns(workspace.home), verdict) or _file_of(workspace, verdict)
    with list_lock(workspace.home.opened_returns):
        known = _same(opened_returns(workspace.home), now) or now
        keep_known_return(workspace.home, msgspec.structs.replace(known, **changes))


def _noted(files: Iterable[KnownReturn], verdict: Verdict) -> KnownReturn | None:
    """What was noted when this file was opened. To find it by its digest would mean to read the whole file again."""
    audit_file, signer, path = verdict.read.audit_file, verdict.read.signatures[0].cms.signer, verdict.path.absolute()
    if audit_file is None or signer is None:
        return None
    wanted = (str(path), audit_file.return_facts.reference, signer.fingerprint)
    return next((one for one in files if (one.path, one.reference, one.signer) == wanted), None)


def _is_listed(home: Home, verdict: Verdict) -> bool:
    is_others = verdict.is_verified and all(one.standing is not Standing.OWN for one in verdict.standings)
    is_kept_elsewhere = verdict.path.absolute().is_relative_to(home.folder)
    return is_others and verdict.receiving is Receiving.NO and not is_kept_elsewhere


def _file_of(workspace: Workspace, verdict: Verdict) -> KnownReturn:
    audit_file, signer = verdict.read.intact_file, verdict.read.signatures[0].cms.valid_signer
    facts, replaced = audit_file.return_facts, audit_file.earlier[-_MOST_BEFORE:]
    agency, topic = short_line(audit_file.agency), short_line(f"{audit_file.topic.title}, {audit_file.topic.year}")
    path, digest = str(verdict.path.absolute()), file_digest(verdict.copy or verdict.path)
    before = tuple(one.sha256 for one in replaced) or ((facts.replaces,) if facts.replaces else ())
    return KnownReturn(
        path,
        digest,
        facts.reference,
        facts.number,
        signer.fingerprint,
        workspace.clock(),
        before,
        agency=agency,
        topic=topic,
    )


def _same(files: Iterable[KnownReturn], file: KnownReturn) -> KnownReturn | None:
    return next((one for one in files if one.sha256 == file.sha256), None)


def _before(files: Iterable[KnownReturn], file: KnownReturn) -> list[KnownReturn]:
    return [one for one in files if one.sha256 in file.replaces and one.signer == file.signer]


def _after(files: Iterable[KnownReturn], file: KnownReturn) -> list[KnownReturn]:
    return [one for one in files if file.sha256 in one.replaces and one.signer == file.signer]


def _latest(files: list[KnownReturn]) -> KnownReturn | None:
    return max(files, key=lambda one: one.number, default=None)

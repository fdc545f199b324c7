"""Read one file that a partnership received: a return, an encrypted one, or an e-mail with returns in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePath

import msgspec

from s11desk.app.identity.signer_standings import HomeSigners
from s11desk.app.receiving.arrivals.found_files import FoundFile, FoundKind
from s11desk.app.receiving.arrivals.mail_attachments import MailFlaw, returns_in_mail
from s11desk.app.receiving.arrivals.mail_heads import NO_HEAD, MailHead
from s11desk.app.receiving.arrivals.zipped_return import ZipFlaw, return_in_zip
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.app.returns.verifying.verify import CheckDepth, Verdict, verify_to_depth
from s11desk.bundle.audit_file import AuditFile, encode_audit_file
from s11desk.domain.receiving.counted_returns import CountableReturn, EarlierNumber, FileState
from s11desk.domain.receiving.expected_agencies import agency_key
from s11desk.domain.returns.foreign_file import ForeignKind
from s11desk.domain.returns.return_verdict import Outcome, Standing
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.durable import write_bytes, writing
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, never_cancelled
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.wording.desk.collation_words import ENCRYPTED, LOCKED, MAIL_REASONS, UNREAD_REASONS, ZIP_REASONS
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.verdict_sentences import PAGES, claim_sentences, standing_sentence, unverified_sentence

_HELD = {Outcome.OTHER_KEY, Outcome.DOUBTFUL}


class ReadFile(msgspec.Struct, frozen=True):
    """A file after reading. ``state``: COUNTED if it may count, or HELD or REFUSED; ``reason``: why, or a remark.

    ``verdict``: None if the file could not be read. ``size`` is in bytes. ``head``: of an e-mail without a return.
    """

    name: str
    size: int
    sha256: str
    state: FileState
    reason: str
    verdict: Verdict | None = None
    head: MailHead = NO_HEAD

    @property
    def audit_file(self) -> AuditFile | None:
        """The data of a return whose form and signatures are sound."""
        return self.verdict.read.audit_file if self.verdict is not None and self.verdict.read.is_intact else None

    @property
    def topic(self) -> Topic | None:
        """The topic of the return."""
        return self.verdict.topic if self.verdict is not None else None

    @property
    def countable(self) -> CountableReturn | None:
        """What decides whether it counts; None if it is held or refused."""
        return self.facts if self.state is FileState.COUNTED else None

    @property
    def facts(self) -> CountableReturn | None:
        """The facts of the return, whether it may count or not; None if form or signatures are not sound."""
        return self.facts_with(encode_audit_file(self.audit_file)) if self.audit_file is not None else None

    def facts_with(self, audit_json: bytes) -> CountableReturn | None:
        """As :attr:`facts`. ``audit_json``: the data as it is encoded, for a caller that needs it too."""
        audit_file = self.audit_file
        if audit_file is None or self.verdict is None:
            return None
        facts = audit_file.return_facts
        content = hashlib.sha256(audit_json).hexdigest()
        earlier = tuple(EarlierNumber(one.number, one.reference) for one in audit_file.earlier)
        signatures = len(self.verdict.read.signatures)
        chain = tuple(hashlib.sha256(one.p7s).hexdigest() for one in self.verdict.read.container.signatures)
        identity = (audit_file.audit_id, facts.number, facts.reference, facts.made, content, self.sha256)
        return CountableReturn(*identity, signatures, earlier, agency_key(audit_file.agency), chain)


@dataclass(frozen=True, slots=True)
class Desk:
    """What reading needs. ``work``: a private folder for decrypted returns and attachments.

    ``explain``: gives an error in one sentence. ``key``: the partnership's receiving key, unlocked; None if encrypted
    returns stay closed. ``compares``: whether pages and answers are compared.
    """

    signers: HomeSigners
    topics: HomeTopics
    work: Path
    explain: Callable[[UserError], str]
    key: RecipientKey | None = None
    cancel: Cancel = never_cancelled
    compares: bool = True


def read_file(desk: Desk, file: FoundFile) -> Iterator[ReadFile]:
    """Read ``file``: one result, or for an e-mail one for each return in it. Raises Cancelled, and what writing raises.

    No content of a file raises an error: an unreadable one is REFUSED, with the reason.
    """
    if file.kind is not FoundKind.FILE:
        yield ReadFile(file.name, 0, "", FileState.REFUSED, UNREAD_REASONS[file.kind.value])
        return
    try:
        read = read_return_file(desk, file.path, file.name)
        foreign = read.verdict.read.foreign if read.verdict is not None else None
        if foreign is not None and foreign.kind is ForeignKind.EMAIL:
            yield from _read_mail(desk, file, read)
        elif foreign is not None and foreign.kind is ForeignKind.ZIP_IN_ZIP:
            yield _read_zipped(desk, file, read)
        else:
            yield read
    except UserError as error:
        yield unread_file(desk, file.path, file.name, error)


def unread_file(desk: Desk, path: Path, name: str, error: UserError) -> ReadFile:
    """The row of a file that cannot be read. The sentence names the file, not our copy of it or a stream."""
    about = replace(error, path=path) if hasattr(error, "path") else error  # type: ignore[type-var]
    return ReadFile(name, 0, "", FileState.REFUSED, desk.explain(about))


def read_return_file(desk: Desk, path: Path, name: str) -> ReadFile:
    """Verify one file. Raises what :func:`s11desk.app.returns.verifying.verify.verify_return` raises."""
    depth = CheckDepth.USUAL if desk.compares else CheckDepth.QUICK
    verdict = verify_to_depth(path, depth, desk.signers, desk.topics, cancel=desk.cancel)
    with reading_errors(path):  # a program that syncs the folder may have just taken it away
        size, digest = path.stat().st_size, file_digest(path)
    foreign = verdict.read.foreign
    if foreign is not None and foreign.kind is ForeignKind.ENCRYPTED:
        return _read_encrypted(desk, path, ReadFile(name, size, digest, FileState.HELD, ENCRYPTED, verdict))
    return judge_file(verdict, name, size, digest)


def judge_file(verdict: Verdict, name: str, size: int, digest: str) -> ReadFile:
    """What a verdict means for a file that is not encrypted. ``size`` in bytes, ``digest``: its SHA-256."""
    foreign = verdict.read.foreign
    if foreign is not None and foreign.kind is ForeignKind.LOCKED:
        return ReadFile(name, size, digest, FileState.HELD, LOCKED, verdict)
    return ReadFile(name, size, digest, *_state(verdict), verdict)


def _state(verdict: Verdict) -> tuple[FileState, str]:
    """Whether a verified return may count, and what to know about it."""
    if verdict.unverified is not None:
        return FileState.REFUSED, unverified_sentence(verdict.unverified)
    remarks = list(claim_sentences(verdict.claims.remarks, verdict.topic_standing))
    if (pages := PAGES.get(verdict.comparison.pages)) is not None:
        remarks.append(pages)
    other = next((one for one in verdict.standings if one.standing is Standing.OTHER_KEY), None)
    if other is not None:
        remarks.insert(0, standing_sentence(Standing.OTHER_KEY, other.name, ""))
    return FileState.HELD if verdict.outcome in _HELD else FileState.COUNTED, " ".join(remarks)


def _read_encrypted(desk: Desk, path: Path, closed: ReadFile) -> ReadFile:
    """Decrypt the return into the work folder and read that. The copy is removed again."""
    if desk.key is None:
        return closed
    copy = desk.work / "decrypted.zip"
    with reading_errors(path):
        stream = open_regular(path)
    try:
        with stream, writing(copy, private=True) as out:
            decrypt(stream, out, desk.key, cancel=desk.cancel)
        opened = read_return_file(desk, copy, closed.name)
    finally:
        copy.unlink(missing_ok=True)
    if opened.verdict is not None and opened.verdict.read.foreign is not None:
        return msgspec.structs.replace(opened, state=FileState.REFUSED, size=closed.size, sha256=closed.sha256)
    return msgspec.structs.replace(opened, size=closed.size)


def _read_zipped(desk: Desk, file: FoundFile, zipped: ReadFile) -> ReadFile:
    """The return in a zip that holds only this one."""
    with reading_errors(file.path), open_regular(file.path) as stream:
        found = return_in_zip(stream)
    if found.flaw is not ZipFlaw.NONE:
        return msgspec.structs.replace(zipped, reason=ZIP_REASONS[found.flaw.value])
    return _read_copy(desk, file, found.content, f"{file.name}/{short_line(PurePath(found.name).name) or 'return'}")


def _read_mail(desk: Desk, file: FoundFile, mail: ReadFile) -> Iterator[ReadFile]:
    with reading_errors(file.path), open_regular(file.path) as stream:
        found = returns_in_mail(stream)
    if not found.attachments or found.flaw is not MailFlaw.NONE:
        yield msgspec.structs.replace(mail, state=FileState.REFUSED, reason=MAIL_REASONS[found.flaw.value])
    for number, attachment in zip(count(1), found.attachments, strict=False):
        name = short_line(PurePath(attachment.name).name) or f"attachment {number}"
        yield _read_copy(desk, file, attachment.content, f"{file.name}/{name}")


def _read_copy(desk: Desk, file: FoundFile, content: bytes, shown: str) -> ReadFile:
    """Read what was inside ``file``, under a name of ours. ``shown``: its name for people."""
    copy = desk.work / "attachment.zip"
    write_bytes(copy, content)
    try:
        return read_return_file(desk, copy, shown)
    except UserError as error:
        return unread_file(desk, file.path / PurePath(shown).name, shown, error)
    finally:
        copy.unlink(missing_ok=True)

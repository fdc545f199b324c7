"""Read a whole home that moves, as strictly as a portable draft: its form, then each part as what it says it is."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from s11desk.app.moves.check_parts import PartRefused, form_fault
from s11desk.app.moves.draft_format import UnreadableDraftFile
from s11desk.app.moves.home_format import (
    AUDIT_NAME,
    HOME_JSON,
    KEY_NAME,
    LAYOUT,
    LIST_NAME,
    MAX_HOME_JSON,
    MAX_SMALL_PART,
    REPLY_NAME,
    RETURN_NAME,
    TOPIC_NAME,
    WITH_REPLIES,
    HomeFile,
    decode_home_file,
)
from s11desk.app.moves.read_draft_file import ReadDraftFile, check_draft_stream
from s11desk.app.returns.replies.reply_file import MAX_REPLY_SIZE, REPLY_ENDINGS, check_reply
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerEntry
from s11desk.bundle.container.plain_container import read_plain_container
from s11desk.bundle.file_start import starts_as_return
from s11desk.bundle.read_return import MAX_TOPIC_SIZE
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.errors import UserError
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.identity.identity_files import named_certificate
from s11desk.topics.pack import encode_topic, read_topic, topic_digest

_HEAD = 128


class ReadHomeFile(msgspec.Struct, frozen=True):
    """A home in a file, without any fault. ``digest``: of the list of digests; another file with it is the same.

    ``audits``: each audit in it. ``entries``: its files.
    """

    home: HomeFile
    digest: str
    audits: tuple[ReadDraftFile, ...]
    entries: tuple[ContainerEntry, ...]

    def names(self, pattern: Callable[[str], object]) -> tuple[str, ...]:
        """The names of the parts that match."""
        return tuple(entry.name for entry in self.entries if pattern(entry.name))


@run_in_reader
def read_home_stream(
    stream: BinaryIO,
    path: Path,
    *,
    known_topics: tuple[str, ...] = (),
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> ReadHomeFile:
    """Read the home in ``stream``; only errors use ``path``. ``known_topics``: as for a portable draft.

    Raises ``DraftFileRefused``, ``DraftFileNewer`` and Cancelled; an OSError passes through.
    """
    return check_home_stream(stream, path, known_topics=known_topics, deep=True, progress=progress, cancel=cancel)


def check_home_stream(
    stream: BinaryIO,
    path: Path,
    *,
    known_topics: tuple[str, ...],
    deep: bool,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> ReadHomeFile:
    """As :func:`read_home_stream`, in this process. ``deep``: also examine the content of the attached files."""
    container = read_plain_container(stream, LAYOUT, progress=progress, cancel=cancel)
    if container.facts.fault is not None:
        raise DraftFileRefused(path=path, fault=form_fault(stream, LAYOUT), part=container.facts.fault.part)
    contents = Contents(stream, container.facts)
    try:
        home = decode_home_file(_read(contents, HOME_JSON, MAX_HOME_JSON))
        found = (_check_part(contents, entry, path, known_topics, deep=deep) for entry in container.facts.entries)
        audits = tuple(audit for some in found for audit in some)
    except UnreadableDraftFile as error:
        if error.newer:
            raise DraftFileNewer(path=path, program=error.newer) from error
        raise DraftFileRefused(path=path, fault=DraftFileFault.DATA, part=HOME_JSON) from error
    except PartRefused as found:
        raise DraftFileRefused(path=path, fault=found.fault, part=found.part) from found
    ids = {audit.draft.audit.id for audit in audits}
    has_replies = any(REPLY_NAME.fullmatch(entry.name) for entry in container.facts.entries)
    if not set(home.archived) <= ids or home.left < 0 or has_replies != (home.format == WITH_REPLIES):
        raise DraftFileRefused(path=path, fault=DraftFileFault.DATA, part=HOME_JSON)
    return ReadHomeFile(home, container.digest, audits, container.facts.entries)


def _check_part(
    contents: Contents, entry: ContainerEntry, path: Path, known_topics: tuple[str, ...], *, deep: bool
) -> tuple[ReadDraftFile, ...]:
    """Check one file by its name. Returns the audit if it is one."""
    name = entry.name
    if (audit := AUDIT_NAME.fullmatch(name)) is not None:
        with contents.open_member(name) as stream:
            read = check_draft_stream(stream, path, known_topics=known_topics, deep=deep)
        if read.draft.audit.id != audit[1] or read.draft.purpose is not MovePurpose.HAND_OVER:
            raise PartRefused(DraftFileFault.DATA, name)
        return (read,)
    if (topic := TOPIC_NAME.fullmatch(name)) is not None:
        _check_topic(contents, name, topic[1], is_known=topic[1] in known_topics)
    elif (reply := REPLY_NAME.fullmatch(name)) is not None:
        _check_reply(_read(contents, name, MAX_REPLY_SIZE), name, reply[1], deep=deep)
    elif KEY_NAME.fullmatch(name):
        _check_key(_read(contents, name, MAX_SMALL_PART), name)
    elif LIST_NAME.fullmatch(name):
        _check_list(_read(contents, name, MAX_SMALL_PART), name)
    elif RETURN_NAME.fullmatch(name):
        with contents.open_member(name) as stream:
            if not starts_as_return(stream.read(_HEAD)):
                raise PartRefused(DraftFileFault.DATA, name)
    elif name.startswith(LAYOUT.folder):
        raise PartRefused(DraftFileFault.DATA, name)
    return ()


def _read(contents: Contents, name: str, limit: int) -> bytes:
    if contents.facts.entry(name).size > limit:
        raise PartRefused(DraftFileFault.DATA, name)
    return contents.read_member(name, limit)


def _check_topic(contents: Contents, name: str, digest: str, *, is_known: bool) -> None:
    """Check a topic as a pack from elsewhere, unless this home has the very same one."""
    content = _read(contents, name, MAX_TOPIC_SIZE)
    if is_known:
        return
    try:
        topic = read_topic(content)
    except UserError as error:
        raise PartRefused(DraftFileFault.TOPIC, name) from error
    if encode_topic(topic) != content or topic_digest(topic) != digest:
        raise PartRefused(DraftFileFault.TOPIC, name)


def _check_reply(content: bytes, name: str, digest: str, *, deep: bool) -> None:
    """Check a reply as one that is opened. The home asks each time whether it is about a return of its own."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise PartRefused(DraftFileFault.DATA, name)
    if not deep:
        return
    try:
        read = check_reply(io.BytesIO(content), Path())
    except UserError as error:
        raise PartRefused(DraftFileFault.DATA, name) from error
    if not name.endswith(REPLY_ENDINGS[read.reply.kind]):
        raise PartRefused(DraftFileFault.DATA, name)


def _check_key(content: bytes, name: str) -> None:
    """A key file must be PKCS#12. What is in it shows only its passphrase, and only its owner has that."""
    if name.endswith(".crt"):
        is_sound = content.startswith(b"-----BEGIN CERTIFICATE-----")
    else:
        try:
            named_certificate(content)
            is_sound = True
        except ValueError:
            is_sound = False
    if not is_sound:
        raise PartRefused(DraftFileFault.DATA, name)


def _check_list(content: bytes, name: str) -> None:
    try:
        msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise PartRefused(DraftFileFault.DATA, name) from error

"""Look into a whole home that moves, and take it in beside what is here. Nothing that is here is ever overwritten.

Each audit is taken in by itself, so a killed program leaves whole audits: taking the file in again brings the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.app.audits.question_maps import keep_map, read_maps
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import join_known_signers
from s11desk.app.moves.home_format import KEY_NAME, LIST_NAME, MAX_SMALL_PART, REPLY_NAME, RETURN_NAME, TOPIC_NAME
from s11desk.app.moves.moved_home import forget_move
from s11desk.app.moves.read_home_file import ReadHomeFile, read_home_stream
from s11desk.app.moves.take_in_draft import as_changed, relation_to_here, take_in_stream
from s11desk.app.moves.unlock_file import unlocked_copy
from s11desk.app.returns.replies.kept_replies import keep_reply
from s11desk.app.returns.replies.reply_file import MAX_REPLY_SIZE
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.bundle.read_return import MAX_TOPIC_SIZE
from s11desk.domain.keeping.moved_audit import Relation
from s11desk.files.durable import make_folder, write_bytes, writing
from s11desk.files.presence import is_name_free
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.store.drafts.archive import archive
from s11desk.topics.pack import decode_topic

_IDENTITIES = ("identity", "approver", "receiver")


@dataclass(frozen=True, slots=True)
class SeenHomeFile:
    """A home in a file that a person looks at. Nothing of it is taken in yet.

    ``copy``: the decrypted copy, which the caller erases with :func:`close_file`; None if no passphrase locks the
    file. ``relations``: of each audit in it to those that are here. ``keys``: the signing keys in it; those in
    ``keys_here`` do not come in, because this computer has one of its own.
    """

    path: Path
    copy: Path | None
    read: ReadHomeFile
    relations: tuple[Relation, ...]
    keys: tuple[str, ...]
    keys_here: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenHome:
    """The outcome: the ids of the audits as they are here now, and how each related to what was here."""

    audits: tuple[str, ...]
    relations: tuple[Relation, ...]


def look_into_home_file(
    workspace: Workspace,
    path: Path,
    passphrase: str = "",
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> SeenHomeFile:
    """Read a home in a file strictly, and compare it with what is here. Changes nothing.

    Raises ``PassphraseMissing``, ``PassphraseWrong``, the errors of an envelope, ``DraftFileRefused``,
    ``DraftFileNewer``, ``ReadingStopped``, what reading raises, and Cancelled.
    """
    topics = HomeTopics(workspace.home).digests()
    with (
        unlocked_copy(workspace, path, passphrase, cancel) as copy,
        reading_errors(path),
        open_regular(copy or path) as stream,
    ):
        read = read_home_stream(stream, path, known_topics=topics, progress=progress, cancel=cancel)
        relations = tuple(
            relation_to_here(workspace, audit, part)
            for audit, part in zip(read.audits, _audit_streams(read, stream), strict=True)
        )
    keys = tuple(name for name in _IDENTITIES if f"parts/keys/{name}.p12" in read.names(KEY_NAME.fullmatch))
    here = tuple(name for name in keys if not is_name_free(_key_path(workspace.home, f"{name}.p12")))
    return SeenHomeFile(path, copy, read, relations, keys, here)


def take_in_home(
    workspace: Workspace,
    seen: SeenHomeFile,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> TakenHome:
    """Take in everything that is not here: topics, audits, keys, lists, copies of returns.

    An audit that went on here and there comes in beside. A key, a setting or a list of addresses that is here stays.
    Raises ``DraftFileChanged`` if the file is another one now, what reading and writing raise, and Cancelled: what was
    taken in until then is whole, and taking the file in again brings the rest.
    """
    with reading_errors(seen.path):
        stream = open_regular(seen.copy or seen.path)
    taken: list[str] = []
    with stream, as_changed(seen.path):
        contents = _contents(seen.read, stream)
        _keep_topics(workspace, seen.read, contents)
        parts = _audit_streams(seen.read, stream)
        for audit, part, relation in zip(seen.read.audits, parts, seen.relations, strict=True):
            found = take_in_stream(workspace, audit, part, progress=progress, cancel=cancel)
            taken.append(found.audit)
            if audit.draft.audit.id in seen.read.home.archived and relation is not Relation.SAME:
                archive(workspace.drafts, found.audit)
        _keep_files(workspace.home, seen, contents)
    forget_move(workspace.home)
    return TakenHome(tuple(taken), seen.relations)


def _keep_topics(workspace: Workspace, read: ReadHomeFile, contents: Contents) -> None:
    for name in read.names(TOPIC_NAME.fullmatch):
        body = contents.read_member(name, MAX_TOPIC_SIZE)
        topic, found = decode_topic(body), TOPIC_NAME.fullmatch(name)
        digest = found[1] if found is not None else ""
        workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=workspace.clock())


def _keep_files(home: Home, seen: SeenHomeFile, contents: Contents) -> None:
    for name in seen.read.names(RETURN_NAME.fullmatch):
        target = home.returns / Path(name).name
        if is_name_free(target):
            make_folder(home.returns, private=True)
            with writing(target, fresh=True) as out:
                contents.extract(name, out)
    for name in seen.read.names(REPLY_NAME.fullmatch):
        keep_reply(home, Path(name).name, contents.read_member(name, MAX_REPLY_SIZE))
    for name in seen.read.names(KEY_NAME.fullmatch):
        file = Path(name).name
        if Path(file).stem not in seen.keys_here and Path(file).suffix == ".crt":
            _write_new(_key_path(home, file), contents.read_member(name, MAX_SMALL_PART))
    for name in seen.read.names(KEY_NAME.fullmatch):  # an identity exists as soon as its key file does
        file = Path(name).name
        if Path(file).stem not in seen.keys_here and Path(file).suffix == ".p12":
            _write_new(_key_path(home, file), contents.read_member(name, MAX_SMALL_PART))
    for name in seen.read.names(LIST_NAME.fullmatch):
        _keep_list(home, Path(name).name, contents.read_member(name, MAX_SMALL_PART))


def _keep_list(home: Home, file: str, content: bytes) -> None:
    """Join the lists of signers and of maps; any other is taken only if there is none here."""
    if file == home.known_signers.name:
        join_known_signers(home, content)
    elif file == home.question_maps.name:
        here = {(one.before, one.after) for one in read_maps(home)}
        for one in read_maps(home, content):
            if (one.before, one.after) not in here:
                keep_map(home, one)
    else:
        _write_new(home.folder / file, content)


def _write_new(path: Path, content: bytes) -> None:
    if is_name_free(path):
        make_folder(path.parent, private=True)
        write_bytes(path, content, private=True)


def _key_path(home: Home, file: str) -> Path:
    return home.identity.with_name(file)


def _audit_streams(read: ReadHomeFile, stream: BinaryIO) -> Iterator[BinaryIO]:
    contents = _contents(read, stream)
    for audit in read.audits:
        yield contents.open_member(f"parts/audits/{audit.draft.audit.id}.s11draft")


def _contents(read: ReadHomeFile, stream: BinaryIO) -> Contents:
    return Contents(stream, ContainerFacts(0, entries=read.entries))

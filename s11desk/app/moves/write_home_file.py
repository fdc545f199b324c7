"""Put everything of a home into one file under a passphrase, to go on with it on another computer.

Each audit is in it as a portable draft, so it is read there as strictly as one. The audits here are first marked as
handed over, and then the file gets its name: a killed program leaves audits that a person can take back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import s11desk
from s11desk.app.audits.drafts import list_drafts
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.home_format import (
    AUDITS,
    ENDING,
    FORMAT,
    HOME_JSON,
    KEYS,
    LAYOUT,
    LISTS,
    MAX_SMALL_PART,
    REPLIES,
    RETURN_NAME,
    RETURNS,
    TOPICS,
    WITH_REPLIES,
    HomeFile,
)
from s11desk.app.moves.moved_home import remember_move
from s11desk.app.moves.read_home_file import check_home_stream
from s11desk.app.moves.write_draft_file import DraftSnapshot, MoveChoice, take_snapshot, write_snapshot
from s11desk.app.returns.making.locked_return import lock_stream
from s11desk.app.returns.replies.kept_replies import sound_replies
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.container_writer import Member, bytes_member, file_member
from s11desk.bundle.container.plain_container import write_plain_container
from s11desk.bundle.safe_names import name_fault
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.errors import IntegrityError, UserError
from s11desk.errors.file_errors import FileMissing
from s11desk.errors.move_errors import DraftFileNewer, DraftFileRefused, HomeFileTooLarge
from s11desk.errors.return_errors import ReturnTooLarge
from s11desk.files.durable import UnnamedFile, make_folder, naming, writing
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.signing.identity.keyfile import check_new_passphrase
from s11desk.store.moves.handing_over import mark_handed_over, take_back

_CHOICE = MoveChoice(MovePurpose.HAND_OVER, notes=True, replies=False)


@dataclass(frozen=True, slots=True)
class MovedHome:
    """The file that was written. ``size`` in bytes. ``audits``: the number in it. ``left``: of those that stayed."""

    path: Path
    size: int
    audits: int
    left: int


def write_home_file(
    workspace: Workspace,
    out: Path,
    passphrase: str,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> MovedHome:
    """Write everything to the new file ``out``, for its owner alone. The audits can then only be read here.

    An audit that is damaged, or that moved before, is not in it. The name gets the ending ``.s11home`` if it has
    another.

    Raises ``PassphraseTooShort`` and the like, ``FileExists``, ``EvidenceGone``, ``EvidenceAltered``,
    ``HomeFileTooLarge``, ``ChangedElsewhere`` if another program changes an audit before the file is written, what
    reading and writing raise, and Cancelled. Then there is no file, and the audits are as they were.
    """
    check_new_passphrase(passphrase)
    if not out.name.lower().endswith(ENDING):  # a locked file is known by its name
        out = out.with_name(f"{out.name}{ENDING}")
    make_folder(out.parent, private=False)
    remember_folder(workspace.home, out.parent)
    with naming(out, private=True, fresh=True) as file:
        snapshots, left = _write_locked(workspace, file, passphrase, progress, cancel)
        size = file.path.stat().st_size
        _hand_over(workspace, file, snapshots)
    with suppress(UserError):  # the list shows that each audit has moved
        remember_move(workspace.home, workspace.clock(), [one.draft.audit.id for one in snapshots])
    return MovedHome(out, size, len(snapshots), left)


def _write_locked(
    workspace: Workspace, file: UnnamedFile, passphrase: str, progress: Progress, cancel: Cancel
) -> tuple[list[DraftSnapshot], int]:
    """Write the file by way of a plain one inside the home."""
    folder = new_work_folder(workspace.home)
    try:
        snapshots, left = _write_plain(workspace, folder, cancel)
        with (folder / "home").open("rb") as plain, writing_errors(file.target):
            lock_stream(plain, file.stream, passphrase, progress=progress, cancel=cancel)
        file.finish()
    finally:
        remove_folder(folder)
    return snapshots, left


def _write_plain(workspace: Workspace, folder: Path, cancel: Cancel) -> tuple[list[DraftSnapshot], int]:
    """Write the file without its passphrase inside the home, and read it back."""
    snapshots, members, archived, left = [], [], [], 0
    for line in list_drafts(workspace):
        if line.is_damaged or line.handed_over is not None:
            left += 1
            continue
        snapshot = take_snapshot(workspace, line.id, _CHOICE)
        part = folder / line.id
        with writing(part) as stream:
            write_snapshot(stream, snapshot, cancel=cancel)
        snapshots.append(snapshot)
        members.append(file_member(f"{AUDITS}{line.id}.s11draft", part))
        archived += [line.id] if line.is_archived else []
    replies = tuple(_replies(workspace.home))
    form = WITH_REPLIES if replies else FORMAT
    home = HomeFile(form, workspace.clock(), s11desk.__version__, tuple(sorted(archived)), left)
    members += (*_other_members(workspace), *replies)
    members.sort(key=lambda member: member.name)
    with writing(folder / "home") as plain:
        _write_members(plain, [bytes_member(HOME_JSON, encode_canonical(home)), *members], cancel)
        _read_back(plain, home, workspace, cancel)
    for snapshot in snapshots:
        (folder / snapshot.draft.audit.id).unlink()  # its place on the disk is needed for the locked file
    return snapshots, left


def _write_members(plain: BinaryIO, members: list[Member], cancel: Cancel) -> None:
    try:
        write_plain_container(plain, LAYOUT, members, cancel=cancel)
    except ReturnTooLarge as error:
        raise HomeFileTooLarge(size=error.size, limit=error.limit) from error


def _read_back(plain: BinaryIO, home: HomeFile, workspace: Workspace, cancel: Cancel) -> None:
    """Raise IntegrityError if the file is not one that another computer would take in."""
    topics = HomeTopics(workspace.home).digests()
    try:
        read = check_home_stream(plain, Path(), known_topics=topics, deep=False, cancel=cancel)
    except (DraftFileRefused, DraftFileNewer) as error:
        raise IntegrityError("a home that was put into a file does not read back") from error
    if read.home != home:
        raise IntegrityError("a home that was put into a file reads back as another one")


def _other_members(workspace: Workspace) -> Iterator[Member]:
    """The topics that were added, key files, lists and a person's own copies of encrypted returns."""
    for body in workspace.drafts.installed_topics():
        yield bytes_member(f"{TOPICS}{hashlib.sha256(body).hexdigest()}.json", body)
    yield from _small_members(workspace.home)
    if workspace.home.returns.is_dir():
        for path in sorted(workspace.home.returns.glob("*.zip")):
            name = f"{RETURNS}{path.name}"
            if path.is_file() and RETURN_NAME.fullmatch(name) and name_fault(name) is None:
                yield file_member(name, path)


def _replies(home: Home) -> Iterator[Member]:
    """What partnerships sent. A damaged one is shown nowhere, and stays."""
    for path, content, _ in sound_replies(home):
        yield bytes_member(f"{REPLIES}{path.name}", content)


def _small_members(home: Home) -> Iterator[Member]:
    identities = (home.identity, home.approver, home.receiver)
    keys = (key.with_suffix(ending) for key in identities for ending in (".p12", ".crt"))
    lists = (home.known_signers, home.partnerships, home.question_maps, home.settings)
    for prefix, paths in ((KEYS, keys), (LISTS, lists)):
        for path in paths:
            with suppress(FileMissing), reading_errors(path):
                content = read_regular(path)
                if len(content) <= MAX_SMALL_PART:
                    yield bytes_member(f"{prefix}{path.name}", content)


def _hand_over(workspace: Workspace, file: UnnamedFile, snapshots: list[DraftSnapshot]) -> None:
    """Mark each audit, then name the file. If it gets no name, the audits can be changed here as before."""
    marked: list[str] = []
    try:
        for snapshot in snapshots:
            audit = snapshot.draft.audit
            mark_handed_over(
                workspace.drafts, audit.id, workspace.stamp(), revision=audit.revision, lines=snapshot.lines
            )
            marked.append(audit.id)
        file.name()
    except BaseException:
        for audit_id in marked:
            with suppress(UserError):  # the audit can then be taken back by hand
                take_back(workspace.drafts, audit_id, workspace.stamp())
        raise

"""A second place for backups, such as a memory stick: drafts and evidence, encrypted (docs/second-place.md).

The key that opens them is in the second place, locked with a passphrase. The home has only the certificate, so backups
are made without asking for the passphrase, and a person who has only the home or only the stick cannot read them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

import msgspec

from s11desk.app.home.local_data import RestoredHome, restore_backup
from s11desk.app.home.other_drives import same_folder_elsewhere
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import (
    SecondPlace,
    SecondReport,
    SecondState,
    read_second_place,
    remember_second_place,
)
from s11desk.app.home.second_files import SecondFiles
from s11desk.app.home.second_note import claim_second_place, is_others
from s11desk.app.home.work_folder import work_folder
from s11desk.app.returns.replies.kept_replies import keep_unnamed_reply, reply_content, sound_replies
from s11desk.errors import UserError
from s11desk.errors.draft_errors import SecondKeyChanged, SecondPlaceInHome
from s11desk.errors.file_errors import FileIsFolder, FileMissing, FileUnreadable
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.errors.reply_errors import ReplyNewer, ReplyRefused
from s11desk.evidence.vault import Vault
from s11desk.files.durable import make_folder, write_bytes, writing
from s11desk.files.presence import Presence, presence
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from s11desk.signing.envelope.envelope_reader import EnvelopeParts, decrypt, read_envelope
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipient_keys import RecipientKey, create_recipient, unlock_recipient
from s11desk.signing.envelope.recipients import RecipientCertificate, load_recipient
from s11desk.signing.identity.keyfile import check_new_passphrase
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.store.opening.connection import second_connection
from s11desk.store.saved_copies.backups import back_up_changes, newest_backup

ENDING = ".s11"
KEY = "backup-key.p12"
EVIDENCE, REPLIES = "evidence", "replies"
_TURNS = 20
"""Evidence in the second place is read in so many turns, one for each backup: reading all takes minutes on a stick."""
MAX_BACKUPS = 12
"""The number of backups of the drafts that stay in the second place. Evidence stays for good."""

_DETAILS = IdentityDetails("s11desk backup", "Backup key", "s11desk", "backup@s11desk.invalid")
_BACKUP_NAME = re.compile(r"drafts-\d{6,}-\d{4}-\d{2}-\d{2}-\d{6}\.db\.s11")
_README = """This folder holds backups that the program s11desk made. They are encrypted.

To bring them back, on this or another computer: install s11desk, and run
    s11desk backup from-second-place "FILE"
with one of the files drafts-....db.s11 in this folder. It asks for the passphrase that was chosen for this place.
Keep all files of this folder together. The highest number is the newest backup.
"""


def choose_second_place(home: Home, folder: Path, passphrase: str, now: dt.datetime) -> Path:
    """Make a folder for backups inside ``folder``, with a new key under ``passphrase``, and remember it.

    Returns the new folder. Raises ``SecondPlaceInHome``, ``PassphraseTooShort``, ``PassphraseUnusable``, ``DiskFull``
    or ``FolderUnwritable``.
    """
    check_new_passphrase(passphrase)  # before anything is made
    _refuse_near_home(home, folder)
    target = _new_folder(folder)
    create_recipient(target / KEY, _DETAILS, passphrase, now)
    certificate = (target / KEY).with_suffix(".crt").read_text()
    remember_second_place(home, SecondPlace(1, str(target.absolute()), certificate, secrets.token_hex(32)))
    return target


def _new_folder(above: Path) -> Path:
    target = above / f"s11desk-backup-{secrets.token_hex(4)}"
    make_folder(target / EVIDENCE, private=True)
    write_bytes(target / "README.txt", _README.encode())
    return target


def back_up_to_second_place(home: Home, now: dt.datetime | None = None) -> SecondReport:
    """Bring the second place up to date with the newest backup and the evidence. Raises no :class:`UserError`.

    With ``now``, what has changed since the newest backup is backed up first, so that nothing is missing. If another
    copy of the home wrote there since this one did, that folder is left alone: a new one beside it has the same key.
    """
    chosen = read_second_place(home)
    if chosen is None:
        return SecondReport(SecondState.NOT_CHOSEN)
    if not chosen.folder:
        return SecondReport(SecondState.DECLINED)
    folder = _folder_now(home, chosen)
    if presence(folder / KEY) is not Presence.YES:
        return SecondReport(SecondState.ABSENT, folder)
    try:
        _refuse_near_home(home, folder)
        if now is not None and presence(home.database) is Presence.YES:
            with second_connection(home.database) as connection:
                back_up_changes(connection, home.backups, now)
        into = _beside(home, folder, chosen) if is_others(folder, chosen) else folder
        _bring_up_to_date(home, into, chosen)
    except UserError as error:
        return SecondReport(SecondState.FAILED, folder, error)
    return SecondReport(SecondState.DONE, into, passed_over=folder if into != folder else None)


def _beside(home: Home, folder: Path, chosen: SecondPlace) -> Path:
    """A new folder with the same key beside ``folder``, which is the second place from now on.

    Raises ``SecondKeyChanged``, and what reading and writing raise.
    """
    _check_key(folder, chosen, SecondFiles(home, folder))
    target = _new_folder(folder.parent)
    with reading_errors(folder / KEY):
        key = read_regular(folder / KEY)
    write_bytes(target / KEY, key, private=True)
    write_bytes((target / KEY).with_suffix(".crt"), chosen.certificate.encode())
    remember_second_place(home, msgspec.structs.replace(chosen, folder=str(target.absolute()), marks=()))
    return target


def restore_from_second_place(home: Home, backup: Path, passphrase: str, now: dt.datetime) -> RestoredHome:
    """Bring back drafts and evidence from a second place, on any computer. The present drafts are set aside.

    ``backup``: a file ``drafts-….db.s11`` beside its key. No workspace of this home may be open. Raises
    ``FileMissing``, ``ReceivingKeyMissing``, ``PassphraseWrong``, ``EnvelopeUnreadable``, ``EnvelopeAltered``,
    ``EnvelopeNotForYou``, what :func:`restore_backup` raises, and what reading and writing raise. An evidence file that
    cannot be opened stops nothing: ``unread`` of the outcome names it, and ``missing`` the files that audits lack.
    """
    if presence(backup) is Presence.NO:
        raise FileMissing(path=backup)
    key = backup.with_name(KEY)
    if presence(key) is not Presence.YES:
        raise ReceivingKeyMissing(path=key)
    unlocked = unlock_recipient(key, passphrase)
    make_folder(home.folder, private=True)
    with work_folder(home, now) as folder:
        drafts = folder / backup.name.removesuffix(ENDING)
        _decrypt(backup, drafts, unlocked)
        vault = Vault(home.vault)
        unread = _take_all(backup.parent / EVIDENCE, folder / EVIDENCE, unlocked, lambda path: _take(vault, path))
        unread += _take_all(backup.parent / REPLIES, folder / REPLIES, unlocked, lambda path: _keep_reply(home, path))
        return replace(restore_backup(home, drafts, now), unread=unread)


def _take(vault: Vault, plain: Path) -> None:
    with plain.open("rb") as content:
        vault.take(content)


def _keep_reply(home: Home, plain: Path) -> None:
    """What is no reply is left out: it was not one in the home from which it came either."""
    with suppress(ReplyRefused, ReplyNewer):
        keep_unnamed_reply(home, reply_content(plain))


def _take_all(source: Path, plain: Path, key: RecipientKey, take: Callable[[Path], None]) -> tuple[Path, ...]:
    """Decrypt all files in ``source`` and take each, by way of ``plain``. Returns what is damaged."""
    unread = []
    try:
        with reading_errors(source):
            encrypted_files = sorted(path for path in source.iterdir() if path.name.endswith(ENDING))
    except FileMissing:  # the folder itself is lost
        encrypted_files = []
    for path in encrypted_files:
        try:
            _decrypt(path, plain, key)
        except (EnvelopeUnreadable, EnvelopeAltered, EnvelopeNotForYou, FileMissing, FileUnreadable, FileIsFolder):
            unread.append(path)
            continue
        take(plain)
    return tuple(unread)


def _bring_up_to_date(home: Home, folder: Path, chosen: SecondPlace) -> None:
    """Write what is missing, and again what is damaged: the newest backup is read each time, evidence in turn.

    Raises ``SecondKeyChanged``, ``DiskFull`` or ``FolderUnwritable``.
    """
    files = SecondFiles(home, folder)
    _check_key(folder, chosen, files)
    try:
        _write_all(home, folder, chosen, files)
    finally:
        files.save()


def _write_all(home: Home, folder: Path, chosen: SecondPlace, files: SecondFiles) -> None:
    recipient = load_recipient(chosen.certificate.encode())
    newest = newest_backup(home.backups)
    turn = newest.counter if newest is not None else 0
    replies = [path for path, _, __ in sound_replies(home)]
    to_copy = ((EVIDENCE, path) for path in _evidence(home)), ((REPLIES, path) for path in replies)
    for index, (kind, path) in enumerate(chain(*to_copy)):
        name = hmac.new(bytes.fromhex(chosen.salt), path.name.encode(), hashlib.sha256).hexdigest()
        _encrypt(path, folder / kind / f"{name}{ENDING}", recipient, files, reads=index % _TURNS == turn % _TURNS)
    if newest is not None:  # after its evidence, so that a backup in the second place has all its files
        if not _is_envelope(folder / f"{newest.path.name}{ENDING}"):
            claim_second_place(home, folder)
        _encrypt(newest.path, folder / f"{newest.path.name}{ENDING}", recipient, files, reads=True)
    ours = sorted(path for path in folder.glob(f"*{ENDING}") if _BACKUP_NAME.fullmatch(path.name))
    for path in ours[:-MAX_BACKUPS]:
        _remove(path)
        files.forget(path)


def _folder_now(home: Home, chosen: SecondPlace) -> Path:
    """Where the second place is now: a stick may have got another drive letter, which is remembered then."""
    before = Path(chosen.folder)

    def is_it(folder: Path) -> bool:
        certificate = (folder / KEY).with_suffix(".crt")
        if folder.name != before.name or presence(folder / KEY) is not Presence.YES:
            return False
        try:
            return read_regular(certificate) == chosen.certificate.encode()
        except OSError:
            return False

    found = None if presence(before / KEY) is Presence.YES else same_folder_elsewhere(before, is_it)
    if found is None:
        return before
    with suppress(UserError):
        remember_second_place(home, msgspec.structs.replace(chosen, folder=str(found)))
    return found


def _check_key(folder: Path, chosen: SecondPlace, files: SecondFiles) -> None:
    """Raise ``SecondKeyChanged`` if the key there is another than was made: no backup there could be opened with it."""
    key = folder / KEY
    certificate = key.with_suffix(".crt")
    try:
        is_same = read_regular(certificate) == chosen.certificate.encode()
    except OSError:
        is_same = presence(certificate) is Presence.NO  # it is no secret, and not needed
    if not is_same or files.is_damaged(key):
        raise SecondKeyChanged(path=key)
    if not files.knows(key):  # of an earlier version
        files.note(key)


def _refuse_near_home(home: Home, folder: Path) -> None:
    """Refuse a folder that holds the home or is in it, under any name. Raises ``SecondPlaceInHome``."""
    chosen, own = folder.resolve(), home.folder.resolve()
    if any(_is_same(parent, own) for parent in (chosen, *chosen.parents)):
        raise SecondPlaceInHome(path=folder)
    if any(_is_same(parent, chosen) for parent in own.parents):
        raise SecondPlaceInHome(path=folder)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _evidence(home: Home) -> list[Path]:
    with reading_errors(home.vault):
        return sorted(path for path in home.vault.glob("[0-9a-f][0-9a-f]/*") if len(path.name) == 64)


def _encrypt(source: Path, target: Path, recipient: RecipientCertificate, files: SecondFiles, *, reads: bool) -> None:
    """Encrypt ``source`` to ``target``, unless an envelope is there. The file is read back before it gets its name.

    ``reads``: read all of an envelope that is there, and write it again if it is damaged.
    """
    if _is_envelope(target) and not (reads and files.is_damaged(target)):
        if not files.knows(target):  # of an earlier version
            files.note(target)
        return
    make_folder(target.parent, private=True)
    with reading_errors(source):
        stream, size = source.open("rb"), source.stat().st_size
    with stream, writing(target, private=True) as out:
        encrypt(stream, size, out, [recipient])
    files.note(target)


def _is_envelope(path: Path) -> bool:
    """Whether a whole envelope is at ``path``. It may have been cut short, as by a stick that was pulled out."""
    try:
        with path.open("rb") as stream:
            return isinstance(read_envelope(stream), EnvelopeParts)
    except (OSError, UserError):
        return False


def _decrypt(source: Path, target: Path, key: RecipientKey) -> None:
    with reading_errors(source):
        stream = source.open("rb")
    with stream, writing(target, private=True) as out:
        decrypt(stream, out, key)


def _remove(path: Path) -> None:
    with suppress(OSError):  # the file stays until the next backup
        path.unlink()

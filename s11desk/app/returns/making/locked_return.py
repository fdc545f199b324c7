"""A return locked with a passphrase, to send it to the approver and back, if a topic asks for encryption.

The person who sends it makes the envelope to the partnership last: only the partnership can open that, and the
approver could not read it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder
from s11desk.app.returns.making.encrypt import ENDING, Encrypted, addressed, seal_return
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.opened_copy import OPENED_PREFIX
from s11desk.app.returns.verifying.seen_return import SeenReturn, copy_unchanged, open_unchanged
from s11desk.app.saved_names import RETURN_ENDING, decrypted_name
from s11desk.domain.topics.topic import Topic
from s11desk.errors.return_errors import EncryptionUnasked
from s11desk.files.durable import make_folder, naming, writing
from s11desk.files.presence import is_name_free
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.signing.envelope.envelope_reader import decrypt_under_passphrase, is_under_passphrase
from s11desk.signing.envelope.envelope_writer import encrypt_under_passphrase
from s11desk.signing.identity.keyfile import check_new_passphrase

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.verify import Verdict


def is_locked(path: Path) -> bool:
    """Whether the file is a return that a passphrase locks. Raises what reading raises."""
    with reading_errors(path), open_regular(path) as stream:
        return is_under_passphrase(stream)


def lock_return(home: Home, seen: SeenReturn, out: Path, passphrase: str) -> Path:
    """Encrypt a return with a passphrase into the new file ``out``. Returns its path.

    Raises ``PassphraseTooShort``, ``PassphraseTooSimple``, ``PassphraseUnusable``, ``FileExists``, as
    :func:`s11desk.app.returns.verifying.seen_return.open_unchanged`, and what writing raises.
    """
    check_new_passphrase(passphrase)
    remember_folder(home, out.parent)
    with open_unchanged(seen) as opened, writing(out, private=False, fresh=True) as target:
        lock_stream(opened.stream, target, passphrase)
    return out


def lock_stream(
    source: BinaryIO,
    out: BinaryIO,
    passphrase: str,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> None:
    """Encrypt the whole of ``source`` with a passphrase into ``out``. Raises what encrypting raises."""
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    encrypt_under_passphrase(source, size, out, passphrase, progress=progress, cancel=cancel)


def unlock_to_open(home: Home, path: Path, passphrase: str, *, cancel: Cancel = never_cancelled) -> Path:
    """Decrypt a return into a private folder of the home, to be read there. The caller erases the copy.

    Raises ``PassphraseWrong``, ``PassphraseMissing``, ``EnvelopeUnreadable``, ``EnvelopeAltered``,
    ``EnvelopeNotForYou``, and what reading and writing raise.
    """
    copy = new_work_folder(home, OPENED_PREFIX) / "return.zip"
    try:
        unlock_return(path, copy, passphrase, cancel=cancel)
    except BaseException:
        remove_folder(copy.parent)
        raise
    return copy


def unlock_into(path: Path, folder: Path, passphrase: str) -> Path:
    """Decrypt a return into ``folder``. Returns the new file's path. Raises what :func:`unlock_return` raises."""
    make_folder(folder, private=False)
    return unlock_return(path, folder / decrypted_name(path.name, ENDING), passphrase)


def unlock_return(path: Path, out: Path, passphrase: str, *, cancel: Cancel = never_cancelled) -> Path:
    """Decrypt a return into the new file ``out``, for its owner alone. Raises what :func:`unlock_to_open` raises, and
    ``FileExists``.
    """
    with reading_errors(path):
        source = open_regular(path)
    with source, writing(out, private=True, fresh=True) as target:
        decrypt_under_passphrase(source, target, passphrase, cancel=cancel)
    return out


def free_envelope_path(folder: Path, name: str) -> Path:
    """The path of an encrypted file for the return ``name``, which no file in ``folder`` has."""
    stem = name.removesuffix(RETURN_ENDING)
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    places = (folder / f"{free}{RETURN_ENDING}{ENDING}" for free in itertools.chain([stem], numbered))
    return next(place for place in places if is_name_free(place))


def seal_for_partnership(
    home: Home,
    verdict: Verdict,
    folder: Path,
    now: dt.datetime,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Encrypted:
    """Make the encrypted file for the partnership, in ``folder``, from a return that a person has seen.

    The questions in the return say to whom it is. Raises ``EncryptionUnasked`` if they ask for none,
    ``RecipientUnsuitable``, ``ReturnNotVerified``, ``ReturnChanged``, what reading and writing raise, Cancelled.
    """
    topic = _require_topic(verdict)
    make_folder(folder, private=False)
    remember_folder(home, folder)
    work = new_work_folder(home)
    try:
        with writing(work / "return.zip") as copy:
            copy_unchanged(verdict.seen, copy)
        out = free_envelope_path(folder, decrypted_name(verdict.path.name, ENDING))
        with naming(out, private=False, fresh=True) as file:
            seal_return(work / "return.zip", file.stream, topic, progress=progress, cancel=cancel)
            file.finish()
            return addressed(out, file.path, topic, now)
    finally:
        remove_folder(work)


def _require_topic(verdict: Verdict) -> Topic:
    if not verdict.is_unchanged or verdict.topic is None:
        raise ReturnNotVerified(path=verdict.path, verdict=verdict)
    if not verdict.topic.encrypt_to:
        raise EncryptionUnasked(path=verdict.path)
    return verdict.topic

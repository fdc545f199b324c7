"""The files of receipts and requests in ``outgoing``. Their names have the reference of the return.

So a pair that a killed program wrote and did not record is found again: it is recorded instead of written twice, and
goes with its return.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.returns.replies.reply_file import MAX_REPLY_SIZE, REPLY_ENDINGS, check_reply
from s11desk.app.saved_names import stranger_name
from s11desk.domain.receiving.desk_replies import DeskReply, ReplyKind
from s11desk.domain.receiving.desk_values import Erasure
from s11desk.errors import UserError
from s11desk.files.presence import Presence, folder_presence, is_name_free
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.register.received_rows import is_recorded, recorded_references
from s11desk.signing.signature_facts import SignerFacts

_LETTER = ".txt"
_NAME_IN_FILE = 36
"""Characters of an agency in the name of a file, so that the reference after it is never cut off."""
_ENDINGS = "|".join(map(re.escape, (*REPLY_ENDINGS.values(), _LETTER)))
_KINDS = "|".join(map(re.escape, ReplyKind))
_TOKEN = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-\d{1,7}")
_NAME = re.compile(rf"(?P<stem>(?:.*-)?(?P<token>{_TOKEN.pattern})-({_KINDS})(-\d+)?)({_ENDINGS})")


@dataclass(frozen=True, slots=True)
class ReplyPair:
    """A signed file and the text for an e-mail, under one name. ``token``: of their return. One may be missing."""

    file: Path
    letter: Path
    token: str


@dataclass(frozen=True, slots=True)
class FoundReply:
    """A sound reply in ``outgoing``. ``sha256``: of the signed file."""

    pair: ReplyPair
    reply: DeskReply
    signer: SignerFacts | None
    sha256: str


def name_token(reference: str, sha256: str) -> str:
    """What stands for a return in the names of its replies: its reference, or digits if that has another form."""
    return reference if _TOKEN.fullmatch(reference) else f"{sha256[:4]}-{sha256[4:8]}-0".upper()


def free_pair(folder: Path, agency: str, token: str, kind: ReplyKind) -> ReplyPair:
    """Names in ``folder`` for a new reply, which no file has. Raises ``FileUnreadable`` if the system cannot say."""
    ending = REPLY_ENDINGS[kind]
    stem = stranger_name(f"{agency[:_NAME_IN_FILE]}-{token}-{kind.value}", ending).removesuffix(ending)
    stems = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    pairs = (ReplyPair(folder / f"{one}{ending}", folder / f"{one}{_LETTER}", token) for one in stems)
    return next(pair for pair in pairs if is_name_free(pair.file) and is_name_free(pair.letter))


def pairs_about(folder: Path, tokens: Iterable[str]) -> tuple[ReplyPair, ...]:
    """The replies in ``folder`` about the returns with these tokens. Raises ``FileUnreadable``."""
    wanted = set(tokens)
    if not wanted or folder_presence(folder) is not Presence.YES:
        return ()
    with reading_errors(folder):
        matches = [match for path in folder.iterdir() if (match := _NAME.fullmatch(path.name)) is not None]
    found = {(match["stem"], match["token"], ReplyKind(match[3])) for match in matches if match["token"] in wanted}
    return tuple(
        ReplyPair(folder / f"{stem}{REPLY_ENDINGS[kind]}", folder / f"{stem}{_LETTER}", token)
        for stem, token, kind in sorted(found)
    )


def read_pair(pair: ReplyPair) -> FoundReply | None:
    """What the signed file says; None if it is not there or is not sound."""
    with suppress(OSError, UserError), open_regular(pair.file) as stream:
        read = check_reply(stream, pair.file)
        stream.seek(0)
        return FoundReply(pair, read.reply, read.cms.signer, hashlib.sha256(stream.read(MAX_REPLY_SIZE)).hexdigest())
    return None


def remove_pair(pair: ReplyPair) -> None:
    """Remove both files. Raises ``FolderUnwritable``; what is left is found again."""
    for path in (pair.letter, pair.file):  # the letter does not say which of two returns with one reference is meant
        with writing_errors(path):
            path.unlink(missing_ok=True)


def remove_replies_about(desk: ReceivingDesk, erasures: Iterable[Erasure]) -> None:
    """Remove what was written for deleted returns, also what no row names. Raises ``FolderUnwritable``."""
    deleted = {one.sha256: name_token(one.reference, one.sha256) for one in erasures if one.reference}
    pairs = pairs_about(desk.folder.outgoing, deleted.values())
    used = {name_token(*one) for one in recorded_references(desk.register)} if pairs else set[str]()
    for pair in pairs:
        found = read_pair(pair)
        sha256 = found.reply.about.sha256 if found is not None else ""
        is_deleted = sha256 in deleted and not is_recorded(desk.register, sha256)
        if is_deleted or (not sha256 and pair.token not in used):
            remove_pair(pair)

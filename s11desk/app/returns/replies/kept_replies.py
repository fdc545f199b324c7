"""The files of receipts and requests that a home keeps: as they came, each under the SHA-256 of its content.

What is not one, such as a damaged file or a folder of that name, is passed over: it stops nothing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.returns.replies.reply_file import MAX_REPLY_SIZE, REPLY_ENDINGS, ReadReply, read_reply
from s11desk.app.returns.replies.reply_names import reply_names
from s11desk.domain.receiving.desk_replies import DeskReply
from s11desk.errors import UserError
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors

_ENDINGS = tuple(REPLY_ENDINGS.values())


def reply_content(path: Path) -> bytes:
    """All of a file, or one byte more than a reply can have. Raises what reading raises."""
    with reading_errors(path), open_regular(path) as stream:
        return stream.read(MAX_REPLY_SIZE + 1)


def reply_name(content: bytes, reply: DeskReply) -> str:
    """The name under which a reply is kept."""
    return f"{hashlib.sha256(content).hexdigest()}{REPLY_ENDINGS[reply.kind]}"


def kept_paths(home: Home) -> tuple[Path, ...]:
    """The files that may be replies, unread. Raises what reading the folder raises."""
    return tuple(home.replies / name for name in reply_names(home) if name.endswith(_ENDINGS))


def sound_replies(home: Home) -> Iterator[tuple[Path, bytes, ReadReply]]:
    """Each kept reply that reads and has its right name, with its content. Raises what reading the folder raises."""
    for path in kept_paths(home):
        with suppress(UserError):
            content = reply_content(path)
            read = read_reply(io.BytesIO(content), path)
            if path.name == reply_name(content, read.reply):
                yield path, content, read


def keep_reply(home: Home, name: str, content: bytes) -> None:
    """Keep a reply under its name; the same one twice is one, and a damaged one is written again.

    Raises what writing raises.
    """
    path = home.replies / name
    with suppress(UserError):
        if reply_content(path) == content:
            return
    make_folder(home.replies, private=True)
    write_bytes(path, content, private=True)


def keep_unnamed_reply(home: Home, content: bytes) -> None:
    """Keep a reply whose name is lost. Raises ``ReplyRefused`` and ``ReplyNewer``, and what writing raises."""
    read = read_reply(io.BytesIO(content), home.replies)
    keep_reply(home, reply_name(content, read.reply), content)

"""What a person drops or pastes: files, a picture, files that a mail program holds, or an address on the web.

Nothing is fetched: an address is answered with what to do instead.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_LIST = _WINDOWS.format("FileGroupDescriptorW")
_CONTENTS = _WINDOWS.format("FileContents")
_DESCRIPTOR = struct.Struct("<4s16s8s8s4s8s8s8sII520s")
"""FILEDESCRIPTORW of the Windows shell (shlobj_core.h): flags, times, both halves of the size, the name in UTF-16."""
_MOST = 100
_PROMISES = re.compile("promise|filegroupdescriptor|filecontents", re.IGNORECASE)

FROM_THE_WEB = (
    "This comes from a web page, and this program never goes to the internet. Save it first: in your web browser, "
    "right-click it and choose Save. Then drag the saved file here, or choose it."
)
FROM_MAIL = (
    "The other program did not hand the file over. Save it first: in your e-mail, right-click the attached file and "
    "choose Save As. Then drag the saved file here, or choose it."
)


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that another program holds, such as one attached to an e-mail. ``name`` is the other program's."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped or pasted. ``advice``: what to do instead, if nothing of it can be attached."""

    files: tuple[Path, ...] = ()
    held: tuple[HeldFile, ...] = ()
    picture: QImage | None = None
    advice: str = ""


def local_files(data: QMimeData | None) -> tuple[Path, ...]:
    """Return the files in ``data``. Qt passes None if nothing was ever copied, although its type hints exclude that."""
    if data is None:
        return ()
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def holds_files(data: QMimeData | None) -> bool:
    """Whether ``data`` has files or a picture, so that a text field leaves it to the page."""
    if data is None:
        return False
    return bool(local_files(data)) or _is_promised(data) or (data.hasImage() and not data.hasFormat("text/plain"))


def may_be_file(data: QMimeData | None) -> bool:
    """Whether ``data`` has something to attach, or something for which there is advice. Plain text has neither."""
    return data is not None and (holds_files(data) or data.hasImage() or data.hasUrls())


def read_dropped(data: QMimeData | None) -> Dropped:
    """Read what was dropped or pasted, the most complete form first: files, held files, then the picture."""
    if data is None:
        return Dropped()
    files = local_files(data)
    if files:
        return Dropped(files=files)
    held = _held_files(data)
    if held:
        return Dropped(held=held)
    picture = data.imageData() if data.hasImage() else None
    if isinstance(picture, QImage) and not picture.isNull():
        return Dropped(picture=picture)
    if data.hasUrls():
        return Dropped(advice=FROM_THE_WEB)
    return Dropped(advice=FROM_MAIL if _is_promised(data) else "")


def _is_promised(data: QMimeData) -> bool:
    return any(_PROMISES.search(kind) for kind in data.formats())


def _held_files(data: QMimeData) -> tuple[HeldFile, ...]:
    """The files of a mail program on Windows. Empty if one of them is not handed over whole."""
    held = []
    for at, (name, size) in enumerate(_names(bytes(data.data(_LIST).data()))):
        content = bytes(data.data(_content_kind(data, at)).data())
        if not content or len(content) < size:
            return ()
        held.append(HeldFile(name, content[:size] if size else content))  # Windows rounds a block of memory up
    return tuple(held)


def _content_kind(data: QMimeData, at: int) -> str:
    """Qt asks the other program for one of several files if the number is in the name of the format."""
    numbered = f"{_CONTENTS};index={at}"
    return numbered if at or data.hasFormat(numbered) or not data.hasFormat(_CONTENTS) else _CONTENTS


def _names(described: bytes) -> list[tuple[str, int]]:
    """Name and size of each file in a FILEGROUPDESCRIPTORW; empty if it is not one. A size of 0 is not known."""
    if len(described) < 4:
        return []
    (number,) = struct.unpack_from("<I", described)
    if not 0 < number <= _MOST or len(described) < 4 + number * _DESCRIPTOR.size:
        return []
    found = []
    for at in range(number):
        *_, high, low, name = _DESCRIPTOR.unpack_from(described, 4 + at * _DESCRIPTOR.size)
        text = name.decode("utf-16-le", "replace").split("\0")[0]
        found.append((re.split(r"[/\\]", text)[-1] or "file", (high << 32) + low))
    return found

"""Make portable drafts by hand, in the canonical container, whatever is in their parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec

from s11desk.app.moves.draft_format import DRAFT_JSON, LAYOUT
from s11desk.app.moves.read_draft_file import ReadDraftFile, read_draft_stream
from s11desk.bundle.container.container_writer import bytes_member
from s11desk.bundle.container.plain_container import DIGEST_LIST, write_plain_container
from s11desk.errors.move_errors import DraftFileNewer, DraftFileRefused

Parts = dict[str, bytes]
"""The files inside a portable draft, by name, without the two whose bytes follow from the rest."""

REFUSALS = (DraftFileRefused, DraftFileNewer)


def parts_of(content: bytes) -> Parts:
    """Take a portable draft apart."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name not in ("mimetype", DIGEST_LIST)}


def pack(parts: Parts) -> bytes:
    """Put a portable draft together as the program does, with the digests of these parts."""
    out = io.BytesIO()
    write_plain_container(out, LAYOUT, [bytes_member(name, content) for name, content in parts.items()])
    return out.getvalue()


def with_json(parts: Parts, **changes: Any) -> Parts:
    """The parts with other values in ``draft.json``, in its canonical form. ``audit``: changes inside the audit."""
    draft = msgspec.json.decode(parts[DRAFT_JSON])
    inside = changes.pop("audit", {})
    for where, some in ((draft, changes), (draft["audit"], inside)):
        for key, value in some.items():
            if value is None:
                where.pop(key, None)
            else:
                where[key] = value
    return parts | {DRAFT_JSON: msgspec.json.format(msgspec.json.encode(draft), indent=2) + b"\n"}


def read(content: bytes) -> ReadDraftFile:
    """Read a portable draft. Raises one of :data:`REFUSALS`."""
    return read_draft_stream(io.BytesIO(content), Path("a.s11draft"))


def is_refused(content: bytes) -> bool:
    """Whether the program refuses to take the file in."""
    try:
        read(content)
    except REFUSALS:
        return True
    return False

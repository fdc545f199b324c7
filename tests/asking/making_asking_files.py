"""Make files with questions and answers by hand, in the canonical container, whatever is in their parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec

from s11desk.app.asking.asking_format import ANSWERS_JSON, ANSWERS_LAYOUT, QUESTIONS_JSON, QUESTIONS_LAYOUT
from s11desk.app.asking.read_asking_file import read_answers_stream, read_questions_stream
from s11desk.bundle.container.container_writer import bytes_member
from s11desk.bundle.container.plain_container import DIGEST_LIST, write_plain_container
from s11desk.errors.move_errors import DraftFileNewer, DraftFileRefused

Parts = dict[str, bytes]
"""The files inside, by name, without the two whose bytes follow from the rest."""

REFUSALS = (DraftFileRefused, DraftFileNewer)


def parts_of(content: bytes) -> Parts:
    """Take a file apart."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name not in ("mimetype", DIGEST_LIST)}


def json_name(parts: Parts) -> str:
    """The name of the JSON file with what is asked or answered."""
    return QUESTIONS_JSON if QUESTIONS_JSON in parts else ANSWERS_JSON


def pack(parts: Parts) -> bytes:
    """Put a file together as the program does, with the digests of these parts."""
    out, layout = io.BytesIO(), QUESTIONS_LAYOUT if QUESTIONS_JSON in parts else ANSWERS_LAYOUT
    write_plain_container(out, layout, [bytes_member(name, content) for name, content in parts.items()])
    return out.getvalue()


def json_of(parts: Parts) -> dict[str, Any]:
    """What is asked or answered, as JSON values."""
    found: dict[str, Any] = msgspec.json.decode(parts[json_name(parts)])
    return found


def with_json(parts: Parts, **changes: Any) -> Parts:
    """The parts with other values in the JSON file, in its canonical form.

    ``asked`` and ``part``: changes inside these; None removes a key.
    """
    whole = json_of(parts)
    asked, part = changes.pop("asked", {}), changes.pop("part", {})
    inner = whole.get("asked", whole)
    for where, some in ((whole, changes), (inner, asked), (inner["part"], part)):
        for key, value in some.items():
            if value is None:
                where.pop(key, None)
            else:
                where[key] = value
    return parts | {json_name(parts): msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"}


def part_in(parts: Parts) -> dict[str, Any]:
    """The answers, actions and files, as JSON values."""
    whole = json_of(parts)
    found: dict[str, Any] = whole.get("asked", whole)["part"]
    return found


def read(content: bytes, *, is_questions: bool) -> None:
    """Read a file. Raises one of :data:`REFUSALS`."""
    reader = read_questions_stream if is_questions else read_answers_stream
    reader(io.BytesIO(content), Path("a"))


def is_refused(content: bytes, *, is_questions: bool) -> bool:
    """Whether the program refuses to take the file in."""
    try:
        read(content, is_questions=is_questions)
    except REFUSALS:
        return True
    return False

"""Reads the structure tree of a PDF back: the tree from the raw file, the text of each piece with pdfium."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_KIDS = re.compile(rb"/K (\[.*?\]|<<.*?>>|\d+ 0 R|\d+)", re.DOTALL)
_KID = re.compile(rb"<<.*?>>|\d+ 0 R|\d+", re.DOTALL)

Piece = tuple[int, int]
"""The object number of a page, and a piece's number on it."""


@dataclass(frozen=True, slots=True)
class Element:
    """``text``: its own text, without that of elements below it. ``pages``: the number of pages it is on."""

    tag: str
    words: str
    text: str
    pages: int


def structure(content: bytes) -> list[Element]:
    """Every element, in reading order."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    root = next(body for body in objects.values() if b"/Type /StructTreeRoot" in body)
    return list(_walk(objects, _integer(root, b"K"), _texts(content, objects)))


def unmarked_objects(content: bytes) -> list[str]:
    """The drawn objects without a mark, each as its page and kind."""
    document = pdfium.PdfDocument(content)
    found = []
    for number in range(len(document)):
        page = document[number]
        for item in page.get_objects():
            if not raw.FPDFPageObj_CountMarks(item.raw):
                found.append(f"page {number + 1}: kind {item.type}")
        page.close()
    document.close()
    return found


def _walk(objects: dict[int, bytes], number: int, texts: dict[Piece, str]) -> Iterator[Element]:
    body = objects[number]
    kids = _kids(body)
    own = _KIDS.sub(b"", body)
    page = _integer(own, b"Pg") if b"/Pg " in own else 0
    pieces = [piece for kid in kids if (piece := _piece(kid, page)) is not None]
    tag = re.search(rb"/S /(\w+)", body)
    words = re.search(rb"/Alt \((.*?)\)", body)
    yield Element(
        tag.group(1).decode() if tag else "",
        words.group(1).decode() if words else "",
        "".join(texts[piece] for piece in pieces),
        len({page for page, _ in pieces}),
    )
    for kid in kids:
        if kid.endswith(b" R"):
            yield from _walk(objects, int(kid.split()[0]), texts)


def _kids(body: bytes) -> list[bytes]:
    found = _KIDS.search(body)
    return _KID.findall(found.group(1)) if found else []


def _piece(kid: bytes, page: int) -> Piece | None:
    if kid.startswith(b"<<"):
        return (_integer(kid, b"Pg"), _integer(kid, b"MCID")) if b"/MCID" in kid else None
    return None if kid.endswith(b" R") else (page, int(kid))


def _texts(content: bytes, objects: dict[int, bytes]) -> dict[Piece, str]:
    pages = next(body for body in objects.values() if b"/Type /Pages" in body)
    kids = re.search(rb"/Kids \[(.*?)\]", pages, re.DOTALL)
    numbers = [int(ref.split()[0]) for ref in re.findall(rb"\d+ 0 R", kids.group(1))] if kids else []
    texts: dict[Piece, str] = {}
    document = pdfium.PdfDocument(content)
    for index, number in enumerate(numbers):
        page = document[index]
        reader = page.get_textpage()
        for item in page.get_objects():
            piece = (number, raw.FPDFPageObj_GetMarkedContentID(item.raw))
            texts[piece] = texts.get(piece, "") + _text_of(item, reader)
        reader.close()
        page.close()
    document.close()
    return texts


def _text_of(item: Any, reader: Any) -> str:
    if item.type != raw.FPDF_PAGEOBJ_TEXT:
        return ""
    room = raw.FPDFTextObj_GetText(item.raw, reader.raw, None, 0)
    buffer = ctypes.create_string_buffer(room)
    raw.FPDFTextObj_GetText(
        item.raw,
        reader.raw,
        ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)),
        room,
    )
    # pdfium reads a dash at the end of a line as U+0002.
    return buffer.raw.decode("utf-16-le").rstrip("\0").replace("\2", "-")


def _integer(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+)", body)
    if found is None:
        raise AssertionError(f"no {key.decode()} in {body!r}")
    return int(found.group(1))

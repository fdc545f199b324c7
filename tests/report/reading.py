"""Reads a finished PDF with a library that is not used to write it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import BinaryIO

import pypdfium2 as pdfium


def bytes_of(write: Callable[[BinaryIO], None]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def page_texts(content: bytes) -> list[str]:
    document = pdfium.PdfDocument(content)
    try:
        texts = []
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def words(text: str) -> str:
    """``text`` with each run of white space as one space."""
    return " ".join(text.split())


def solid(text: str) -> str:
    """``text`` without white space, because lines are broken differently on paper."""
    return re.sub(r"\s+", "", text)


def metadata(content: bytes) -> dict[str, str]:
    document = pdfium.PdfDocument(content)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def page_sizes(content: bytes) -> list[tuple[float, float]]:
    document = pdfium.PdfDocument(content)
    try:
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()


def streams(content: bytes) -> list[bytes]:
    """Every stream, unpacked."""
    found = re.findall(rb"(<<(?:(?!endobj).)*?>>)\nstream\n(.*?)\nendstream\n", content, re.DOTALL)
    return [zlib.decompress(stored) if b"/FlateDecode" in entries else stored for entries, stored in found]


def attachments(content: bytes) -> dict[str, bytes]:
    document = pdfium.PdfDocument(content)
    try:
        found = [document.get_attachment(number) for number in range(document.count_attachments())]
        return {item.get_name(): bytes(item.get_data()) for item in found}
    finally:
        document.close()

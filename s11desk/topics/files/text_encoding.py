"""Decodes a pack's file: UTF-8, with or without a byte order mark, with any line ends."""

from __future__ import annotations

import codecs

from s11desk.domain.pack_problems import Problem, ProblemCode

_OTHERS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def decode_text(file: str, content: bytes) -> str | Problem:
    """``content`` as text with ``\\n`` for every line end, or ``NOT_UTF8`` with the first line that is not UTF-8."""
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(ProblemCode.NOT_UTF8, file=file, line=line, found=_likely_encoding(content))
    if "\0" in text[:4]:
        return Problem(ProblemCode.NOT_UTF8, file=file, line=1, found="UTF-16")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _likely_encoding(content: bytes) -> str:
    return _OTHERS.get(content[:2], "")

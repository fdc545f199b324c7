"""Knows a file of ours by its first bytes, whatever its name is. Imports nothing slow."""

from __future__ import annotations

import re
from pathlib import Path

from s11desk.bundle.container.file_layout import MIMETYPE, MIMETYPE_NAME
from s11desk.files.regular_files import open_regular
from s11desk.signing.envelope.envelope_start import is_envelope

SQLITE = b"SQLite format 3\0"
"""The first bytes of a file with drafts."""

HEAD_LENGTH = 128
"""Bytes from which each of these functions knows a kind."""
DRAFT_MIMETYPE = b"application/vnd.s11desk.draft+zip"
"""The content of the first file in an audit that moves as one file (docs/portable-draft.md)."""
HOME_MIMETYPE = b"application/vnd.s11desk.home+zip"
"""The content of the first file in a whole home that moves as one file (docs/portable-home.md)."""

QUESTIONS_MIMETYPE = b"application/vnd.s11desk.questions+zip"
ANSWERS_MIMETYPE = b"application/vnd.s11desk.answers+zip"
"""The same in a file with questions for a colleague, and in one with their answers (docs/asked-questions.md)."""

REPLY_MIMETYPE = b"application/vnd.s11desk.reply+zip"
"""The same in a receipt or a request of a partnership (docs/register.md)."""

_DRAFT = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + DRAFT_MIMETYPE), re.DOTALL)
_HOME = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + HOME_MIMETYPE), re.DOTALL)
_QUESTIONS = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + QUESTIONS_MIMETYPE), re.DOTALL)
_ANSWERS = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + ANSWERS_MIMETYPE), re.DOTALL)
_REPLY = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + REPLY_MIMETYPE), re.DOTALL)
_RETURN = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + MIMETYPE), re.DOTALL)


def starts_as_return(head: bytes) -> bool:
    """Whether ``head``, the first 128 bytes or more of a file, begins a return as this program writes it."""
    return _RETURN.match(head) is not None


def starts_as_draft_file(head: bytes) -> bool:
    """Whether ``head``, the first 128 bytes or more of a file, begins an audit that moves as one file."""
    return _DRAFT.match(head) is not None


def starts_as_questions(head: bytes) -> bool:
    """Whether ``head``, the first 128 bytes or more of a file, begins a file with questions for a colleague."""
    return _QUESTIONS.match(head) is not None


def starts_as_answers(head: bytes) -> bool:
    """Whether ``head``, the first 128 bytes or more of a file, begins a file with the answers of a colleague."""
    return _ANSWERS.match(head) is not None


def starts_as_reply(head: bytes) -> bool:
    """Whether ``head``, the first 128 bytes or more of a file, begins a receipt or a request of a partnership."""
    return _REPLY.match(head) is not None


def has_other_kind(head: bytes, mimetype: bytes) -> bool:
    """Whether ``head`` begins one of our files that has another ``mimetype``. Such a file is whole, but not wanted."""
    kinds = {_RETURN: MIMETYPE, _DRAFT: DRAFT_MIMETYPE, _HOME: HOME_MIMETYPE} | {
        _QUESTIONS: QUESTIONS_MIMETYPE,
        _ANSWERS: ANSWERS_MIMETYPE,
        _REPLY: REPLY_MIMETYPE,
    }
    return any(start.match(head) and kind != mimetype for start, kind in kinds.items())


def is_ours_by_content(path: Path) -> bool:
    """Whether a file begins as one of ours: a return, an encrypted file, an audit that moves or a part
    of one, a file with drafts.

    False if it cannot be read.
    """
    try:
        with open_regular(path) as stream:
            head = stream.read(HEAD_LENGTH)
    except OSError:
        return False
    starts = (starts_as_return, starts_as_draft_file, starts_as_questions, starts_as_answers, starts_as_reply)
    is_container = any(starts_as(head) for starts_as in starts) or _HOME.match(head) is not None
    return is_container or is_envelope(head) or head.startswith(SQLITE)

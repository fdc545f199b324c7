"""``questions.json`` and ``answers.json``: what is asked of a colleague, and what comes back (docs/asked-questions.md).

Format 1 of both.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from s11desk.app.moves.draft_format import EVIDENCE_FOLDER, TOPIC, UnreadableDraftFile
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.plain_container import PlainLayout
from s11desk.bundle.file_start import ANSWERS_MIMETYPE, QUESTIONS_MIMETYPE
from s11desk.domain.asking.asked_questions import PartOfAudit, QuestionsAsked

FORMAT = 1
QUESTIONS_ENDING = ".s11questions"
ANSWERS_ENDING = ".s11answers"
QUESTIONS_JSON = "questions.json"
ANSWERS_JSON = "answers.json"
QUESTIONS_LAYOUT = PlainLayout(QUESTIONS_MIMETYPE, (QUESTIONS_JSON, TOPIC), EVIDENCE_FOLDER)
ANSWERS_LAYOUT = PlainLayout(ANSWERS_MIMETYPE, (ANSWERS_JSON, TOPIC), EVIDENCE_FOLDER)

MAX_JSON_SIZE = 32 * 1024 * 1024
"""Bytes of either JSON file. This is more text than a person can type."""
EARLIER_LIMIT = 10_000
"""The most files of answers that one colleague makes for one asking."""

Moment = Annotated[dt.datetime, Meta(tz=True)]


class QuestionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of ``questions.json``. ``program``: the version of the program that wrote it.

    ``agency``: the name of the audit from which the questions are.
    """

    format: int
    made: Moment
    program: str
    agency: str
    asked: QuestionsAsked


class ReplyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of ``answers.json``. ``request``, ``audit``, ``whole_topic`` and ``agency``: of the questions.

    ``file``: a random id of this file; ``earlier``: those of the files that were made of the same audit before it, the
    oldest first. ``sender``: the id of that audit, at the colleague. ``name``: who answered, as they say.
    """

    format: int
    made: Moment
    program: str
    agency: str
    request: str
    audit: str
    whole_topic: str
    file: str
    sender: str
    name: str
    earlier: tuple[str, ...] = ()
    part: PartOfAudit = PartOfAudit()


class _Start(msgspec.Struct):
    format: int
    program: Annotated[str, Meta(max_length=40)] = "?"


_File = TypeVar("_File", QuestionsFile, ReplyFile)
_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {
    QuestionsFile: msgspec.json.Decoder(QuestionsFile),
    ReplyFile: msgspec.json.Decoder(ReplyFile),
}


def decode_asking(content: bytes, kind: type[_File]) -> _File:
    """Decode exactly the bytes that ``encode_canonical`` writes. Raises :class:`UnreadableDraftFile`."""
    try:
        start = msgspec.json.decode(content, type=_Start)
        if start.format > FORMAT:
            raise UnreadableDraftFile(f"format {start.format}", newer=start.program)
        file: _File = _DECODERS[kind].decode(content)
        is_canonical = encode_canonical(file) == content
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableDraftFile(str(error)) from error
    if file.format != FORMAT or not is_canonical:
        raise UnreadableDraftFile("not in canonical form")
    return file

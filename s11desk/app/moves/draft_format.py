"""``draft.json`` and ``journal.jsonl``: the data of a portable draft (docs/portable-draft.md).

History of the format: 1, the first. 2: a history with answers that other programs collected, or with questions to
colleagues. 3: what is kept beside the audit, such as the e-mail log. 4: receipts and requests of the partnership. 5:
that a person said that they sent a return to the one who approves it. The lowest format that can say everything is
written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, BinaryIO

import msgspec
from msgspec import Meta

from s11desk.app.moves.beside_format import Beside
from s11desk.app.returns.replies.reply_file import REPLY_ENDINGS
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.plain_container import PlainLayout
from s11desk.bundle.file_start import DRAFT_MIMETYPE
from s11desk.domain.asking.asked_questions import AnswersTaken, QuestionsAsked
from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, PrivateNote, ReturnRecord
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.domain.receiving.desk_replies import ReplyKind
from s11desk.store.rows.draft_content import DraftContent
from s11desk.store.rows.journal import EventKind, JournalEntry

FORMAT = 5
ENDING = ".s11draft"
DRAFT_JSON = "draft.json"
JOURNAL = "journal.jsonl"
TOPIC = "topic.json"
EVIDENCE_FOLDER = "evidence/"
LAYOUT = PlainLayout(DRAFT_MIMETYPE, (DRAFT_JSON, TOPIC, JOURNAL), EVIDENCE_FOLDER)

MAX_DRAFT_SIZE = 32 * 1024 * 1024
"""Bytes of ``draft.json``. This is more text than an agency can type."""
MAX_LINE_SIZE = 64 * 1024 * 1024
"""Bytes of one line of the journal. A line of an audit that came back from a copy has it twice."""
_PIECE = 1 << 20

Moment = Annotated[dt.datetime, Meta(tz=True)]


class MovedReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A receipt or a request of the partnership. ``content``: its file as it came; in JSON as base64."""

    kind: ReplyKind
    content: bytes

    @property
    def name(self) -> str:
        """The name under which a home keeps it."""
        return f"{hashlib.sha256(self.content).hexdigest()}{REPLY_ENDINGS[self.kind]}"


class DraftFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of ``draft.json``. ``program``: the version of the program that wrote it.

    ``has_notes``: the person wanted their private notes in it, also if there are none. ``beside`` and ``replies``: only
    of an audit that is handed over.
    """

    format: int
    purpose: MovePurpose
    made: Moment
    program: str
    audit: Audit
    has_notes: bool = False
    notes: tuple[PrivateNote, ...] = ()
    beside: Beside | None = None
    replies: tuple[MovedReply, ...] = ()


class UnreadableDraftFile(Exception):  # noqa: N818 - a finding of the reader, not a fault of the program
    """This program cannot read the data. ``newer``: the version of the newer program that wrote them, if it is one."""

    def __init__(self, detail: str, *, newer: str = "") -> None:
        super().__init__(detail)
        self.newer = newer


class _Start(msgspec.Struct):
    format: int
    program: Annotated[str, Meta(max_length=40)] = "?"


class _Accepted(msgspec.Struct, frozen=True):
    kind: str


_OLD_AND_NEW: dict[EventKind, tuple[Any, ...]] = {
    EventKind.BEGUN: (),
    EventKind.ANSWERED: (Answer,),
    EventKind.PLANNED: (Action,),
    EventKind.UNPLANNED: (Action,),
    EventKind.ATTACHED: (Evidence,),
    EventKind.DETACHED: (Evidence,),
    EventKind.EXPORTED: (ReturnRecord,),
    EventKind.UNDONE: (Answer, Action, Evidence, DraftContent),
    EventKind.REDONE: (Answer, Action, Evidence, DraftContent),
    EventKind.RESTORED: (DraftContent,),
    EventKind.UPGRADED: (DraftContent,),
    EventKind.ACCEPTED: (_Accepted,),
    EventKind.HANDED_OVER: (),
    EventKind.TAKEN_BACK: (),
    EventKind.TAKEN_IN: (),
    EventKind.COLLECTED: (DraftContent,),
    EventKind.ASKED: (QuestionsAsked,),
    EventKind.ASKED_HERE: (QuestionsAsked,),
    EventKind.SENT_BACK: (),
    EventKind.MERGED: (AnswersTaken,),
}
"""For each kind of line, the types that its old and new values may have."""

_SINCE_2 = {EventKind.COLLECTED, EventKind.ASKED, EventKind.ASKED_HERE, EventKind.SENT_BACK, EventKind.MERGED}

LineValue = Answer | Action | Evidence | ReturnRecord | DraftContent | QuestionsAsked | AnswersTaken | _Accepted

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DRAFT = msgspec.json.Decoder(DraftFile)
_LINE = msgspec.json.Decoder(JournalEntry)


def decode_draft_file(content: bytes) -> DraftFile:
    """Decode exactly the bytes that ``encode_canonical`` writes. Raises :class:`UnreadableDraftFile`."""
    try:
        start = msgspec.json.decode(content, type=_Start)
        if start.format > FORMAT:
            raise UnreadableDraftFile(f"format {start.format}", newer=start.program)
        draft = _DRAFT.decode(content)
        is_canonical = encode_canonical(draft) == content
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableDraftFile(str(error)) from error
    if not 1 <= draft.format <= FORMAT or not is_canonical:
        raise UnreadableDraftFile("not in canonical form")
    return draft


def lowest_format(kinds: Iterable[EventKind], beside: Beside | None, replies: tuple[MovedReply, ...] = ()) -> int:
    """The lowest format that can say a history with lines of these kinds, and what is kept beside the audit."""
    if beside is not None and any(entry.by_hand for entry in beside.prepared):
        return 5
    if replies:
        return 4
    if beside is not None:
        return 3
    return 1 if _SINCE_2.isdisjoint(kinds) else 2


def encode_line(entry: JournalEntry) -> bytes:
    """Encode one line of the journal, with its line feed."""
    return _ENCODER.encode(entry) + b"\n"


def decode_line(line: bytes) -> JournalEntry:
    """Decode exactly the bytes that :func:`encode_line` writes. Raises :class:`UnreadableDraftFile`."""
    try:
        entry = _LINE.decode(line)
        is_canonical = encode_line(entry) == line
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableDraftFile(str(error)) from error
    if not is_canonical or entry.at.tzinfo is None:
        raise UnreadableDraftFile("not a line as the program writes it")
    return entry


def journal_pieces(journal: BinaryIO) -> Iterator[bytes]:
    """Cut the journal into pieces of whole lines, each of about a megabyte. Raises :class:`UnreadableDraftFile`."""
    lines, size = [], 0
    while line := journal.readline(MAX_LINE_SIZE):
        if not line.endswith(b"\n"):
            raise UnreadableDraftFile("the last line has no end, or a line is too long")
        lines.append(line)
        size += len(line)
        if size >= _PIECE:
            yield b"".join(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines)


def values_of(entry: JournalEntry) -> tuple[LineValue, ...]:
    """The old and the new value of a line, those that it has. Raises :class:`UnreadableDraftFile`."""
    return tuple(_value(entry.what, body) for body in (entry.old, entry.new) if body)


def _value(kind: EventKind, body: str) -> LineValue:
    for type_ in _OLD_AND_NEW[kind]:
        try:
            value: LineValue = msgspec.json.decode(body, type=type_)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            continue
        return value
    raise UnreadableDraftFile("a value that a line of this kind does not have")

"""Reads topics from their packs, and encodes them for drafts and returns."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from s11desk import topics
from s11desk.domain.topics.topic import ReturnAddress, Topic
from s11desk.files.system_errors import reading_errors
from s11desk.topics import workbook
from s11desk.topics.own_pack import TOPIC_FILE, is_system_file, read_own_pack

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.domain.topics.question_matches import EarlierTopic
    from s11desk.topics.check_pack import Examination


def examine_path(path: Path, today: dt.date | None = None, earlier: tuple[EarlierTopic, ...] = ()) -> Examination:
    """The topic at ``path``, and every problem: a folder, a zip, one file with its guidance inline, or a workbook.

    ``today``: for a deadline that is past. ``earlier``: the topics that are here, for ids that moved.
    Raises ``FileMissing`` or ``FileUnreadable``.
    """
    if topics.is_workbook(path):
        return workbook.examine_workbook(path, today, earlier)
    return topics.examine_foreign(topics.read_pack(path), today, earlier)


def load_pack(path: Path) -> Topic:
    """The topic at ``path``: a folder, a zip, one file with its guidance inline, or a workbook.

    Raises ``TopicInvalid`` with ``file`` (the path) and ``problems`` (every
    :class:`~s11desk.domain.topics.pack_problems.Problem`), ``FileMissing`` or ``FileUnreadable``.
    """
    return _require_topic(path, examine_path(path))


def built_in_topics(folder: Path) -> tuple[Topic, ...]:
    """The topic of every pack in ``folder``, the packs that come with the program, in the order of their file names.

    A test has found no problem in these packs, so they are only read here, and examined if one cannot be read. Raises
    the same errors as :func:`load_pack` for such a pack, because the program was built wrongly.
    """
    with reading_errors(folder):
        packs = sorted(path for path in folder.iterdir() if not is_system_file(path.name))
    return tuple(read_own_pack(path) or _require_topic(path, topics.examine(topics.read_pack(path))) for path in packs)


def read_topic(content: bytes) -> Topic:
    """The topic in ``content``, a ``topic.json`` with its guidance inline, checked like any pack.

    Use it for bytes from elsewhere. Raises ``TopicInvalid`` as :func:`load_pack` does; its ``file`` is ``topic.json``.
    """
    return _require_topic(Path(TOPIC_FILE), topics.examine(topics.PackFiles(content, is_single=True)))


def encode_topic(topic: Topic) -> bytes:
    """The canonical bytes: UTF-8 JSON, indented by two spaces, keys in the order of the format, without defaults.

    Equal topics give equal bytes, on every system and in every later version that reads the same format.
    """
    plain = msgspec.convert(msgspec.to_builtins(_with_plain_defaults(topic)), Topic)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def decode_topic(content: bytes) -> Topic:
    """The topic in canonical bytes that this program wrote. It checks types and limits, but not the meaning.

    So new checks never keep a draft that was begun years ago from opening. Raises ``TopicInvalid``, without problems.
    """
    try:
        return msgspec.json.decode(content, type=Topic)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise topics.TopicInvalid(file=Path(TOPIC_FILE), problems=()) from error


def topic_digest(topic: Topic) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(encode_topic(topic)).hexdigest()


def _with_plain_defaults(topic: Topic) -> Topic:
    """The topic without an empty return address: msgspec omits a default only if it is the same object."""
    if topic.return_to != ReturnAddress():
        return topic
    fields = {name: getattr(topic, name) for name in topic.__struct_fields__ if name != "return_to"}
    return Topic(**fields)


def _require_topic(path: Path, examination: Examination) -> Topic:
    if examination.topic is None:
        raise topics.TopicInvalid(file=path, problems=examination.problems)
    return examination.topic

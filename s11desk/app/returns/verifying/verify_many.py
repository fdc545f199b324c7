"""Verify many small files with one call of the reader process. Each verdict is as if the file came alone.

A call costs the two processes as much as verifying a small return. So they share one, and each topic comes once.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from s11desk.app.identity.signer_standings import HomeSigners
from s11desk.app.returns.verifying.verify import (
    CheckDepth,
    Verdict,
    judge_returns,
    standing_of_topic,
    verify_stream,
    with_standings,
)
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.read_return import read_returns
from s11desk.domain.returns.return_verdict import TopicStanding
from s11desk.domain.topics.topic import Topic
from s11desk.errors.reader_errors import ReadingStopped, StopReason
from s11desk.progress import Cancel, never_cancelled
from s11desk.reader_process.run_in_reader import run_in_reader

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.home_topics import HomeTopics  # the reader process opens no home

MOST_BYTES = 1024 * 1024
"""Of one file. A larger one is verified alone: its bytes go to the reader in pieces."""


@dataclass(frozen=True, slots=True)
class ManyVerdicts:
    """The verdicts in the order of the files, without their topics. ``topic_of``: the index of each in ``topics``."""

    verdicts: tuple[Verdict, ...]
    topics: tuple[Topic, ...]
    topic_of: tuple[int | None, ...]


@run_in_reader
def verify_contents(contents: tuple[bytes, ...], *, cancel: Cancel = never_cancelled) -> ManyVerdicts:
    """Verify each of ``contents`` QUICKly, without the standing of its signers. Raises Cancelled.

    As :func:`~s11desk.bundle.read_return.read_returns`, each step is done with all of them before the next one.
    """
    streams = [io.BytesIO(content) for content in contents]
    reads = read_returns(streams, cancel=cancel)
    contents_of = (Contents(stream, read.container) for stream, read in zip(streams, reads, strict=True))
    found = judge_returns(Path(), tuple(zip(reads, contents_of, strict=True)))
    topics: dict[int, tuple[int, Topic]] = {}
    for one in found:
        if one.topic is not None:
            topics.setdefault(id(one.topic), (len(topics), one.topic))
    topic_of = tuple(topics[id(one.topic)][0] if one.topic is not None else None for one in found)
    verdicts = tuple(replace(one, topic=None) for one in found)
    return ManyVerdicts(verdicts, tuple(topic for _, topic in topics.values()), topic_of)


def verify_many(
    files: Sequence[tuple[Path, bytes]],
    signers: HomeSigners,
    topics: HomeTopics,
    *,
    cancel: Cancel = never_cancelled,
) -> tuple[Verdict, ...]:
    """The QUICK verdict on each file: its path, which only the verdict uses, and its content.

    Raises Cancelled, and ``ReadingStopped`` if one of them stops the reader: then each is to be verified alone.
    """
    many = verify_contents(tuple(content for _, content in files), cancel=cancel)
    _require_whole(many, files)
    verdicts = []
    for (path, content), bare, number in zip(files, many.verdicts, many.topic_of, strict=True):
        standing = standing_of_topic(bare, topics)
        if number is None and standing is TopicStanding.HERE:
            stream = io.BytesIO(content)
            again = verify_stream(stream, path, depth=CheckDepth.QUICK, is_topic_here=True, cancel=cancel)
            verdicts.append(with_standings(again, signers, standing))
            continue
        standings = tuple(signers.standing_of(each.cms) for each in bare.read.signatures)
        topic = many.topics[number] if number is not None else None
        verdicts.append(replace(bare, path=path, topic=topic, standings=standings, topic_standing=standing))
    return tuple(verdicts)


def _require_whole(many: ManyVerdicts, files: Sequence[tuple[Path, bytes]]) -> None:
    """A reader that a file has taken over may answer anything of the right type."""
    numbers = range(len(many.topics))
    if not len(files) == len(many.verdicts) == len(many.topic_of) or not {*many.topic_of} <= {None, *numbers}:
        raise ReadingStopped(path=files[0][0], reason=StopReason.FAULT)

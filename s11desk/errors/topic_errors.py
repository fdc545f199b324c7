"""Errors about the topics on this computer."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class TopicUnknown(UserError, code="input.topic-unknown"):
    """There is no such topic. ``known``: the ids of all topics; None if the drafts lack a topic by its digest."""

    topic: str
    known: tuple[str, ...] | None = None


class TopicConflict(UserError, code="input.topic-conflict"):
    """This version of the topic is installed with other content. ``path``: the refused pack."""

    topic: str
    version: int
    path: Path

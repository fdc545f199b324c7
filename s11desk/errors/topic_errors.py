"""Topics on this computer."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class TopicUnknown(UserError, code="input.topic-unknown"):
    """There is no such topic. ``known``: the ids there are; None where the drafts lack a topic by its digest."""

    topic: str
    known: tuple[str, ...] | None = None


class TopicConflict(UserError, code="input.topic-conflict"):
    """The same version of the topic is here with other content. ``path``: the pack that was refused."""

    topic: str
    version: int
    path: Path

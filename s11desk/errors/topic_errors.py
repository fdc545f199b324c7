"""Errors about the topics on this computer."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class TopicUnknown(UserError, code="input.topic-unknown"):
    """There is no such topic. ``known``: the ids of all topics; None if the drafts lack a topic by its digest."""

    topic: str
    known: tuple[str, ...] | None = None


class PartnershipChanged(UserError, code="input.partnership-changed"):
    """A pack sends returns to another address, or encrypts them to other keys, than those that are remembered.

    ``partnership``: its name. ``before`` and ``now``: the addresses. ``keys_before`` and ``keys_now``: fingerprints.
    """

    partnership: str
    before: str
    now: str
    keys_before: tuple[str, ...]
    keys_now: tuple[str, ...]


class TopicNotRemovable(UserError, code="input.topic-not-removable"):
    """The topic came with the program, and nobody added a pack of it."""

    topic: str


class TopicNotNewer(UserError, code="input.topic-not-newer"):
    """There is no newer version of a topic than the one that an audit uses, ``version``."""

    topic: str
    version: int


class TopicConflict(UserError, code="input.topic-conflict"):
    """This version of the topic is installed with other content. ``path``: the refused pack."""

    topic: str
    version: int
    path: Path

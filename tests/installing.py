"""Installs a topic pack as the shells do: check it, then keep what was read."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import check_received_pack
from s11desk.app.topic_packs import keep_pack
from s11desk.domain.topics.topic import Topic


def install_pack(workspace: Workspace, path: Path, *, confirmed: bool = False) -> Topic:
    """Install a pack that nothing is wrong with. ``confirmed``: as for ``keep_pack``, which says what it raises."""
    seen = check_received_pack(workspace, path)
    assert seen.topic is not None, seen.problems
    assert seen.review is not None
    keep_pack(workspace, seen.topic, path, seen.review.signer, confirmed=confirmed)
    return seen.topic

"""Topics: list, find, check, install."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.pack_problems import Problem
from s11desk.domain.topic import Topic
from s11desk.errors.topic_errors import TopicConflict, TopicUnknown
from s11desk.topics.check_pack import check_pack
from s11desk.topics.origins import Credit, Part, text_credits
from s11desk.topics.pack import built_in_topics, decode_topic, encode_topic, load_pack, topic_digest

__all__ = ["Credit", "Part", "check_topic", "find_topic", "install_topic", "list_topics", "text_credits"]


def list_topics(workspace: Workspace) -> tuple[Topic, ...]:
    """The newest version of every topic, built in or installed, sorted by id."""
    newest: dict[str, Topic] = {}
    installed = (decode_topic(body) for body in workspace.drafts.installed_topics())
    for topic in (*built_in_topics(resources_folder() / "topics"), *installed):
        if topic.id not in newest or topic.version > newest[topic.id].version:
            newest[topic.id] = topic
    return tuple(newest[topic_id] for topic_id in sorted(newest))


def find_topic(workspace: Workspace, topic_id: str) -> Topic:
    """Find the newest version of a topic. Raises ``TopicUnknown`` with the known ids."""
    topics = list_topics(workspace)
    found = next((topic for topic in topics if topic.id == topic_id), None)
    if found is None:
        raise TopicUnknown(topic=topic_id, known=tuple(topic.id for topic in topics))
    return found


def check_topic(path: Path) -> tuple[Problem, ...]:
    """Find every problem in a topic pack (a folder or a .zip). Raises ``FileMissing``."""
    return check_pack(path)


def install_topic(workspace: Workspace, path: Path) -> Topic:
    """Check a topic pack and install it. Raises ``TopicInvalid`` with every problem, or ``TopicConflict``.

    A conflict is a pack with a known id and version but other content. With both packs in use, two agencies would
    answer different questions under one name.
    """
    topic = load_pack(path)
    digest = topic_digest(topic)
    for known in list_topics(workspace):
        if (known.id, known.version) == (topic.id, topic.version) and topic_digest(known) != digest:
            raise TopicConflict(topic=topic.id, version=topic.version, path=path)
    body = encode_topic(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=workspace.clock())
    return topic

"""Topics: list and find those that are here. :mod:`s11desk.app.topic_packs` reads, checks and installs others."""

from __future__ import annotations

from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.topics.topic import Topic
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.topics.pack import built_in_topics, decode_topic


def list_topics(workspace: Workspace) -> tuple[Topic, ...]:
    """The newest version of every topic, built in or installed, sorted by id."""
    newest: dict[str, Topic] = {}
    for topic in every_version(workspace):
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


def topic_in_use(workspace: Workspace, topic_id: str) -> Topic | None:
    """The newest version of a topic; None if there is none."""
    return next((topic for topic in list_topics(workspace) if topic.id == topic_id), None)


def other_versions(workspace: Workspace, topic_id: str) -> tuple[int, ...]:
    """The versions of a topic that are here, in ascending order. The last is offered for new audits."""
    return tuple(sorted({topic.version for topic in every_version(workspace) if topic.id == topic_id}))


def every_version(workspace: Workspace) -> tuple[Topic, ...]:
    """Every version of every topic: those that came with the program, then those that a person installed."""
    return (*built_in_topics(resources_folder() / "topics"), *installed_topics(workspace))


def installed_topics(workspace: Workspace) -> tuple[Topic, ...]:
    """The topics that a person installed, in every version."""
    return tuple(decode_topic(body) for body in workspace.drafts.installed_topics())

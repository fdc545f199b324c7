"""The topic inside a bundle, which a stranger may have written."""

from __future__ import annotations

from s11desk.bundle.audit_file import has_forbidden_text
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.file_layout import TOPIC_JSON
from s11desk.bundle.read_return import MAX_TOPIC_SIZE
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.topics.pack import decode_topic, encode_topic, read_topic

_MAX_CACHED_TOPICS = 8
_MAX_CACHED_TOPIC_SIZE = 1024 * 1024
_topic_cache: dict[tuple[str, bool], Topic] = {}
"""By digest, and whether this home has the topic. The same few come with all returns that a partnership receives."""


def topic_inside(contents: Contents, *, is_known: bool) -> Topic | None:
    """The topic in the bundle. None if it is not usable.

    A topic from elsewhere is checked like any pack, and its bytes must be the canonical ones. ``is_known``: this home
    has the same bytes, so they were checked when they came.
    """
    entry = contents.facts.entry(TOPIC_JSON)
    key = (entry.sha256, is_known)
    if key in _topic_cache:
        return _topic_cache[key]
    try:
        content = contents.read_member(TOPIC_JSON, MAX_TOPIC_SIZE)
        topic = decode_topic(content) if is_known else read_topic(content)
    except UserError:
        return None
    encoded = encode_topic(topic)
    if has_forbidden_text(encoded) or (not is_known and encoded != content):
        return None
    if entry.size <= _MAX_CACHED_TOPIC_SIZE:
        _topic_cache[key] = topic
    for oldest in list(_topic_cache)[:-_MAX_CACHED_TOPICS]:
        _topic_cache.pop(oldest, None)
    return topic

"""Whether the questions in a return are those that this home has under their id and version.

Anybody can make a topic with the id, version and title of another. Only the digest shows that it is the same.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from s11desk.app.home.paths import Home, resources_folder
from s11desk.bundle.audit_file import TopicNamed
from s11desk.domain.returns.return_verdict import TopicStanding
from s11desk.errors import UserError
from s11desk.store.opening.stored_topics import stored_topics
from s11desk.topics.pack import built_in_topics, topic_digest

_EARLIER_BUILT_IN = (
    ("wscp-early-help-2023", 1, "484503630d0e0a1c54ac49f0c73a5663ad39ef7ca07baba3ec7d22677c4fc95c"),
    ("wscp-early-help-2023", 1, "047dbb828b465461b92e743dfc2d68e7e40c2869e48714d18ef12bc90b2a9a7c"),
    ("wscp-early-help-2023", 2, "0848920adf01df08e4eac517e1e257fd860649bf1d56b9d304698a5224a44834"),
    ("wscp-early-help-2023", 3, "226c6ab3a84c9787a2e9d65570ebd58324e3eaa4ee895aecc3797cd87c23d552"),
    ("wscp-early-help-2023", 3, "8a371df7ca5d23ce68e897eed9b7e4b935b4b67146106c0c0b5aa64ff94c1390"),
    ("wscp-early-help-2023", 3, "871ee4370eacc1d9a96fc88994ba21036c1cb4c39ccfbbac931cea32a67ad17a"),
    ("wscp-early-help-2025-26", 1, "91265152b3903a15240be826b2e8ae21190ea29b06196679b8c676113dce683e"),
    ("wscp-early-help-2025-26", 1, "7bf6425e3a0c9d8e5f697858e4ffb5f7e2b5f2f5479e7d35485f91ec9735893d"),
    ("wscp-early-help-2025-26", 2, "9c1546d492c1baf8d4a20679b2ea637c2d323f640e0362d5538674ab172c6d60"),
    ("wscp-early-help-2025-26", 3, "3a6efb14a6fda5f3de16a76ab6fc96d43b45210636fd47cb2e9815586129423f"),
    ("wscp-early-help-2025-26", 3, "6740fce4a7e477aedfccef28fd3ca6b4f2164a7f7df4e5bead0331782ed4b83f"),
    ("wscp-early-help-2025-26", 3, "c85b94a7136373bf096c7a5e3d387f4847e789a04b7031db59da26c3ce2fc67f"),
)
"""Id, version and digest of each pack that came with the program before. ``resources/earlier-topics`` has the last
of each version before the present one."""


class HomeTopics:
    """The topics that a home has: built in, installed, and those that its drafts answer. Reads them when needed."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def standing_of(self, stated: TopicNamed) -> TopicStanding:
        """Look up the topic that a return answers. Raises what reading the built-in packs raises."""
        name = (stated.id, stated.version)
        for known in (self._built_in, self._stored):
            if stated.digest in known.get(name, ()):
                return TopicStanding.HERE
        is_known = name in self._built_in or name in self._stored
        return TopicStanding.OTHER if is_known else TopicStanding.UNKNOWN

    def digests(self) -> tuple[str, ...]:
        """The digest of each topic. Raises what reading the built-in packs raises."""
        return tuple(digest for known in (self._built_in, self._stored) for some in known.values() for digest in some)

    @cached_property
    def _built_in(self) -> dict[tuple[str, int], set[str]]:
        topics = built_in_topics(resources_folder() / "topics")
        found = {(topic.id, topic.version): {topic_digest(topic)} for topic in topics}
        for topic_id, version, digest in _EARLIER_BUILT_IN:
            found.setdefault((topic_id, version), set()).add(digest)
        return found

    @cached_property
    def _stored(self) -> dict[tuple[str, int], set[str]]:
        """The stored topics; none if the drafts cannot be read, because a return can be verified without them."""
        found: dict[tuple[str, int], set[str]] = {}
        with suppress(UserError):
            for topic in stored_topics(self._home.database):
                found.setdefault((topic.id, topic.version), set()).add(topic.digest)
        return found

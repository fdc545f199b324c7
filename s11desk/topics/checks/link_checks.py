"""Checks the links of a topic: a title must not pass its address for another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_links import Link, is_plain_title
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text

_EXAMPLE_HOST = re.compile(r"[/@.]example\.(?:org|com|net)(?![\w.-])", re.IGNORECASE)
"""RFC 2606, section 3: nobody has a site at these."""


def link_flaws(topic: Topic) -> Iterator[Flaw]:
    """A flaw for each title with markup or another address, in every language, and for each address of an example."""
    for position, link in enumerate(topic.links):
        yield from _title_flaws(("links", position, "title"), link.title, link)
        if _EXAMPLE_HOST.search(link.address):
            yield Flaw(ProblemCode.PLACEHOLDER_LEFT, ("links", position, "address"), found=cut_text(link.address))
    links = {f"links/{link.id}/title": link for link in topic.links}
    for place, translation in enumerate(topic.translations if links else ()):
        for number, text in enumerate(translation.texts):
            if text.at in links:
                yield from _title_flaws(("translations", place, "texts", number, "text"), text.text, links[text.at])


def _title_flaws(path: JsonPath, title: str, link: Link) -> Iterator[Flaw]:
    if title and link.address and not is_plain_title(title, link.address):
        yield Flaw(ProblemCode.LINK_TITLE_WRONG, path, found=cut_text(title))

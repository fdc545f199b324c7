"""The blank form prints the links of a topic with their whole addresses, and changes nothing without them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from s11desk.report.kinds.documents import write_blank_form
from s11desk.topics.pack import load_pack
from tests.report.reading import bytes_of, page_texts, words
from tests.samples import NOON
from tests.topics.test_links import GOLDEN


def test_the_blank_form_prints_each_link_with_its_address(fonts: Path) -> None:
    topic = load_pack(GOLDEN)
    text = words(" ".join(page_texts(bytes_of(lambda out: write_blank_form(out, topic, fonts, NOON)))))
    for link in topic.links:
        assert link.title in text
        assert link.shown_address in text
    without = msgspec.structs.replace(topic, links=(), translations=())
    plain = words(" ".join(page_texts(bytes_of(lambda out: write_blank_form(out, without, fonts, NOON)))))
    assert "Nobody to ask?" in text
    assert "Nobody to ask?" not in plain

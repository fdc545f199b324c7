"""The pages of the last returns are kept, and drawn again for any other data."""

from __future__ import annotations

from s11desk.app.returns.making import drawn_pages as kept
from s11desk.domain.topics.topic import QuestionKind
from tests.samples import question, small_topic

TOPIC = small_topic()
OTHER_TOPIC = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"))


def test_pages_are_drawn_once_for_the_same_data_and_again_for_any_other() -> None:
    drawn: list[int] = []

    def pages(source: kept.DrawnFrom, size: int = 10) -> bytes:
        def draw() -> bytes:
            drawn.append(size)
            return bytes([len(drawn)]) * size

        return kept.drawn_pages(source, draw)

    first = (TOPIC, b"{}", "fonts", 3)
    others = ((OTHER_TOPIC, b"{}", "fonts", 3), (TOPIC, b"{ }", "fonts", 3), (TOPIC, b"{}", "fonts", 4))
    made = pages(first)
    assert len({made, *map(pages, others)}) == 4
    assert (pages(first), len(drawn)) == (made, 4)
    pages((TOPIC, b"", "other fonts", 3))  # the fifth takes the place of the one that was asked for longest ago
    assert (pages(first), len(drawn)) == (made, 5)
    assert (pages(others[0]) != made, len(drawn)) == (True, 6)
    large = (TOPIC, b"large", "fonts", 3)
    assert pages(large, 3_000_000) != pages(large, 3_000_000)

"""A link that wraps keeps its sizes, and asks again when its words or its letters change."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from s11desk.desktop.parts.text.wrapped_link import WrappedLink


def test_the_sizes_follow_the_words_and_the_letters(qtbot: QtBot) -> None:
    link = WrappedLink("Question 4: what do staff do who are worried about a child?", "link", "#1f5cad")
    qtbot.addWidget(link)
    high, wide, least = link.heightForWidth(120), link.sizeHint().width(), link.minimumSizeHint().width()
    link.setText("Question 4")
    assert link.heightForWidth(120) < high
    assert link.sizeHint().width() < wide
    high, wide, least = link.heightForWidth(120), link.sizeHint().width(), link.minimumSizeHint().width()
    larger = link.font()
    larger.setPointSizeF(2 * larger.pointSizeF())
    link.setFont(larger)
    assert link.heightForWidth(1_000) > high
    assert link.sizeHint().width() > wide
    assert link.minimumSizeHint().width() > least


def test_a_date_stays_on_one_line_and_is_read_out_as_it_is(qtbot: QtBot) -> None:
    words = "Hold a session, by 31 March 2027"
    link = WrappedLink(words, "link", "#1f5cad")
    qtbot.addWidget(link)
    assert link.minimumSizeHint().width() > link.fontMetrics().horizontalAdvance("31 March 2027")
    assert link.text() == link.accessibleName() == words

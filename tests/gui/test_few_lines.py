"""A long name leaves the parts below it their room, and no word of it is lost."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from s11desk.desktop.parts.text.few_lines import FewLines
from s11desk.desktop.parts.text.text_parts import Kind

LONG = "The Association of Wallasey, Birkenhead & Hoylake Youth Clubs 🙂 and Community Centres of the Wirral Peninsula"


@pytest.mark.parametrize("text", [LONG, LONG * 4, "Riverside", ""])
@pytest.mark.parametrize("width", [120, 220])
def test_a_long_text_takes_few_lines_and_keeps_every_word(qtbot: QtBot, text: str, width: int) -> None:
    shown = FewLines(Kind.STRONG)
    qtbot.addWidget(shown)
    shown.setText(text)
    two_lines = 2 * shown.fontMetrics().lineSpacing()
    assert shown.heightForWidth(width) <= two_lines
    shown.resize(width, two_lines)
    shown.grab()
    assert shown.text() == text
    assert shown.is_cut() is (len(text) > 20)
    assert bool(shown.toolTip()) is shown.is_cut()
    if shown.is_cut():
        lines = shown.shown_lines()
        assert len(lines) == 2
        assert text.startswith(lines[0])
        assert lines[1].endswith("…")
        assert max(shown.fontMetrics().horizontalAdvance(line) for line in lines) <= width

"""The help with a question by key: nothing in it takes the keyboard, so who hears the page would pass it."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce

_NONE = "Only a question has help of its own. F1 opens the user guide."


def read_help(page: Page | None) -> None:
    """Show the help with the question of ``page``, and have a screen reader read it. The keyboard stays where it is."""
    if not isinstance(page, QuestionPage):
        if page is not None:
            announce(page, _NONE, at_once=True)
        return
    guidance = page.guidance
    guidance.open()
    bring_into_sight(guidance)
    QTimer.singleShot(0, guidance, lambda: announce(guidance, spoken(*guidance.texts()), at_once=True))

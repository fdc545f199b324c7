"""What has changed since the return before, which the person read or sent back: links, and a mark beside questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.messages.since_words import ACTION_CHANGES, ASKED, Since
from s11desk.desktop.pages.check.answer_words import answer_lines
from s11desk.desktop.pages.check.planned_lines import planned_lines
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.reader_parts import fold_button
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.wording.amounts import counted, first_few
from s11desk.wording.returns.return_change_words import plan_text

if TYPE_CHECKING:
    pass

_SAID = 12
"""Lines that a screen reader reads in one go."""
_NO_ACTION = "There was no action."
_SHOW, _HIDE = "Show the earlier answer", "Hide the earlier answer"


class SinceCard(Card):
    """The list: first what the person asked for and what came of it, then what else has changed.

    ``go``: shows the question with this id on the page, or the plan if it is empty. ``words``: all of it, for a screen
    reader.
    """

    def __init__(self, services: Services, since: Since, go: Callable[[str], None]) -> None:
        changes, when = since.changes, since.when
        heading = f"The same answers as in {when}" if changes.is_none else f"What is new since {when}"
        super().__init__(services.theme, "panel", heading, edges=(14, 14), spacing=4)
        lines = {one: since.asked_line(one) for one in since.asked_questions}
        lines |= {one: since.line(one) for one in since.others}
        plan = plan_text(since.topic, changes)

        def link(place: str, text: str) -> QWidget:
            one = WrappedLink(text, "link", services.theme.colours.accent)
            one.clicked.connect(lambda: go(place))
            return one

        makers = [partial(link, question, text) for question, text in lines.items()]
        add_first_few(self.column, makers, "questions that changed")
        if since.whole:
            self.column.addWidget(label(since.whole, Kind.STRONG))
        if plan:
            self.column.addWidget(link("", f"Action plan: {plan}"))
        few, more = first_few(list(lines.values()), _SAID)
        rest = f"And {counted(more, 'more question')}" if more else ""
        self.words = spoken(heading, *few, rest, since.whole, f"Action plan: {plan}" if plan else "")


class EarlierAnswer(QWidget):
    """Below a changed answer: the earlier one, which a person shows and hides."""

    def __init__(self, services: Services, number: int, lines: tuple[str, ...]) -> None:
        super().__init__()
        layout = column(self, services.theme, spacing=2)
        self.turn = fold_button(_SHOW)
        self.turn.clicked.connect(self._turn)
        layout.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.earlier = label("\n".join((f"In return {number} it was:", *lines)), Kind.QUIET)
        self.earlier.hide()
        layout.addWidget(self.earlier)

    def _turn(self) -> None:
        is_open = self.earlier.isHidden()
        self.earlier.setVisible(is_open)
        self.turn.setText(_HIDE if is_open else _SHOW)
        self.turn.show_expanded(is_expanded=is_open)


def mark_changed(services: Services, since: Since, places: Mapping[str, QVBoxLayout]) -> None:
    """Add a mark below each title, and the earlier answer at the end. ``places``: the layouts of the questions."""
    topic, earlier, changes = since.topic, since.earlier, since.changes
    for asked in topic.questions:
        place = places.get(asked.id)
        if place is not None and changes.is_changed(asked.id):
            mark = label(since.mark(asked.id), Kind.GOOD)
            before = answer_lines(topic, earlier, asked) if asked.id in changes.questions else ()
            planned = planned_lines(topic, earlier, asked) if asked.id in changes.planned else ()
            shown = EarlierAnswer(services, since.number, (*before, *planned) or (_NO_ACTION,))
            place.insertWidget(1, mark)
            place.addWidget(shown)
            for part in (mark, shown):
                part.show()


def mark_asked(since: Since, places: Mapping[str, QVBoxLayout]) -> None:
    """Say below each title what the person asked for there in the return before."""
    for question, words in since.asked.items():
        place = places.get(question)
        if place is not None:
            asked = label(ASKED.format(words=words))
            place.insertWidget(1, asked)
            asked.show()


def mark_actions(since: Since, places: Mapping[str, QVBoxLayout]) -> None:
    """Say below the title of each action that it is new, or has changed. ``places``: the layouts of the actions."""
    for action, change in since.actions.items():
        place = places.get(action)
        if place is not None:
            mark = label(ACTION_CHANGES[change].format(number=since.number), Kind.GOOD)
            place.insertWidget(1, mark)
            mark.show()

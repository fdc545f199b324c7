"""What has changed since the return that the person read before: a list with links, and a mark beside each question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.pages.answer_words import answer_lines
from s11desk.desktop.pages.planned_lines import planned_lines
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.first_few import add_first_few
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.reader_parts import fold_button
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, label
from s11desk.desktop.parts.wrapped_link import WrappedLink
from s11desk.domain.audit import Audit
from s11desk.domain.return_changes import differing_actions
from s11desk.domain.topic import Topic
from s11desk.domain.wanted_words import WHOLE, split_wanted
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line
from s11desk.wording.return_change_words import plan_text

if TYPE_CHECKING:
    from s11desk.app.returns.opened_returns import ReturnTrace

_ASKED = "You asked: “{words}”"
_NOT_CHANGED = "You asked for a change to question {number}. It has not changed."
_NO_ACTION = "There was no action."
_SHOW, _HIDE = "Show the earlier answer", "Hide the earlier answer"


class SinceCard(Card):
    """The list. ``go``: shows the question with this id on the page, or the plan if it is empty.

    ``words``: the heading, for a screen reader.
    """

    def __init__(self, services: Services, topic: Topic, trace: ReturnTrace, go: Callable[[str], None]) -> None:
        changes, before = trace.changes, trace.before
        assert changes is not None  # noqa: S101 - asked by the caller
        assert before is not None  # noqa: S101 - there are changes
        when = f"return {before.number}, which you read on {local_day(before.opened)}"
        self.words = f"The same answers as in {when}" if changes.is_none else f"What is new since {when}"
        super().__init__(services.theme, "panel", self.words, edges=(14, 14), spacing=4)

        def link(question: str) -> QWidget:
            asked = topic.question(question)
            text = f"Question {topic.number_of(question)}: {short_line(asked.text) if asked is not None else ''}"
            one = WrappedLink(text, "link", services.theme.colours.accent)
            one.clicked.connect(lambda: go(question))
            return one

        makers = [partial(link, question) for question in changes.questions]
        add_first_few(self.column, self, makers, "questions that changed")
        for line in _unchanged_lines(topic, trace):
            self.column.addWidget(label(line, Kind.STRONG))
        if plan_text(topic, changes):
            plan = WrappedLink(f"Action plan: {plan_text(topic, changes)}", "link", services.theme.colours.accent)
            plan.clicked.connect(lambda: go(""))
            self.column.addWidget(plan)


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


def mark_changed(services: Services, topic: Topic, trace: ReturnTrace, places: Mapping[str, QVBoxLayout]) -> None:
    """Add a mark below each title, and the earlier answer at the end. ``places``: the layouts of the questions."""
    if trace.changes is None or trace.earlier is None or trace.before is None:
        return
    number = trace.before.number
    for asked in topic.questions:
        place = places.get(asked.id)
        if place is not None and trace.changes.is_changed(asked.id):
            is_answer = asked.id in trace.changes.questions
            what = "Changed" if is_answer else "Its action has changed"
            mark = label(f"{what} since return {number}", Kind.GOOD)
            before = answer_lines(topic, trace.earlier, asked) if is_answer else ()
            planned = planned_lines(topic, trace.earlier, asked) if asked.id in trace.changes.planned else ()
            earlier = EarlierAnswer(services, number, (*before, *planned) or (_NO_ACTION,))
            place.insertWidget(1, mark)
            place.addWidget(earlier)
            for part in (mark, earlier):
                part.show()


def mark_asked(topic: Topic, trace: ReturnTrace, places: Mapping[str, QVBoxLayout]) -> None:
    """Say below each title what the person asked for there in the return before."""
    for question, words in _asked_words(topic, trace).items():
        place = places.get(question)
        if place is not None:
            asked = label(_ASKED.format(words=words))
            place.insertWidget(1, asked)
            asked.show()


def _asked_words(topic: Topic, trace: ReturnTrace) -> dict[str, str]:
    """What the person asked for in the return before, by question; what is about the whole return under ``WHOLE``."""
    return split_wanted(topic, trace.before.asked_words) if trace.before is not None else {}


def _unchanged_lines(topic: Topic, trace: ReturnTrace) -> Iterator[str]:
    """What was asked for about the whole return, and the questions where nothing came of it."""
    for question, words in _asked_words(topic, trace).items():
        if question == WHOLE:
            yield _ASKED.format(words=words)
        elif trace.changes is not None and not trace.changes.is_changed(question):
            yield _NOT_CHANGED.format(number=topic.number_of(question))


def mark_actions(topic: Topic, trace: ReturnTrace, now: Audit, places: Mapping[str, QVBoxLayout]) -> None:
    """Add a mark below the title of each action that is added or changed. ``places``: the layouts of the actions."""
    if trace.earlier is None or trace.before is None:
        return
    for action in differing_actions(topic, trace.earlier, now):
        place = places.get(action)
        if place is not None:
            mark = label(f"New or changed since return {trace.before.number}", Kind.GOOD)
            place.insertWidget(1, mark)
            mark.show()

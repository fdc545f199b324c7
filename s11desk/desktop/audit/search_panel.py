"""The search field and the filter above the list of steps, and the list of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from s11desk.desktop.audit.step_lines import Line
from s11desk.desktop.audit.step_list import StepList
from s11desk.desktop.inputs.fields import ListField
from s11desk.desktop.inputs.form_rows import field_label
from s11desk.desktop.inputs.search_field import SearchField, clear_link
from s11desk.desktop.messages.place_words import FIELDS, FILTERS, where_words
from s11desk.desktop.messages.state_words import step_title
from s11desk.desktop.parts.half_typed import HalfTyped
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.filters import AnyFilter, Filter, FrameworkFilter
from s11desk.domain.audits.flow import ACTION_PLAN, INTRODUCTION, Step, StepKind, step_state
from s11desk.domain.topics.topic import ActionField, Topic
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import shown_text

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.search import SearchHit

_PAUSE = 200
"""Milliseconds without a key until the search begins."""
_FRAMEWORK = "framework:"
"""The beginning of a filter's code if the filter is a framework. No id has a colon."""


class SearchPanel(QWidget):
    """The search field and the filter above the list of steps.

    ``search_wanted`` is emitted with the words to search for, or an empty text to end the search.

    ``filter_changed``: another filter was chosen. ``down_pressed``: the person goes on to the list.
    """

    search_wanted = Signal(str)
    filter_changed = Signal()
    down_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = SearchField()
        self.words.setObjectName("search")
        self.words.setAccessibleName("Search this audit: questions, answers and guidance")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.words.down_pressed.connect(self.down_pressed)
        self.filter = ListField({"": "All questions", **{one.value: text for one, text in FILTERS.items()}})
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Show in the list")
        self.filter.setSizeAdjustPolicy(ListField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.typed.connect(self.filter_changed)
        layout = column(self, theme, spacing=8)
        for words, entry in (("Search this audit", self.words), ("Show in the list", self.filter)):
            part = QVBoxLayout()
            part.setSpacing(theme.pixels(2))
            part.addWidget(field_label(words, entry))
            if entry is self.words:
                part.addLayout(self._words_row(theme))
            else:
                part.addWidget(entry)
            layout.addLayout(part)
        self._result: QLabel = label("", Kind.SMALL)
        self._result.hide()
        layout.addWidget(self._result)

    def begin(self) -> None:
        """Give the keyboard to the search, with its words selected, so that typing replaces them."""
        self.words.setFocus()
        self.words.selectAll()

    def _words_row(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(4))
        row.addWidget(self.words, 1)
        row.addWidget(clear_link(self.words, "Clear the search"), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def show_frameworks(self, topic: Topic) -> None:
        """Offer a filter for each framework that a question of ``topic`` answers to."""
        used = {reference.framework for question in topic.questions for reference in question.references}
        for framework in topic.frameworks:
            code = _FRAMEWORK + framework.id
            if framework.id in used and self.filter.findData(code) < 0:
                self.filter.addItem(shown_text(framework.title), code)

    def chosen_filter(self) -> AnyFilter | None:
        """Return the chosen filter. None if the list shows all questions."""
        value = self.filter.value()
        if value.startswith(_FRAMEWORK):
            return FrameworkFilter(value.removeprefix(_FRAMEWORK))
        return Filter(value) if value else None

    def take_over(self, before: SearchPanel) -> None:
        """Take over the filter and the search words of ``before``."""
        self.filter.show_value(before.filter.value())
        HalfTyped(before).fill(self)

    def show_result(self, text: str) -> None:
        """Show and announce the result."""
        if text and text != self._result.text():
            announce(self, text)
        self._result.setText(text)
        self._result.setVisible(bool(text))

    def _ask(self) -> None:
        self.search_wanted.emit(self.words.text().strip())


class HitList(StepList):
    """The hits of a search, in the order of the pages. Each line leads to the text that was found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("Search results")
        self.hide()

    def show_hits(self, draft: Draft, hits: tuple[SearchHit, ...]) -> None:
        """List ``hits``."""
        self.show_lines(tuple(_line(draft, hit) for hit in hits), INTRODUCTION)
        self.clearSelection()


def filter_words(topic: Topic, chosen_filter: AnyFilter, shown: int) -> str:
    """Say which filter is on, and how many questions pass it."""
    if isinstance(chosen_filter, FrameworkFilter):
        titles = {framework.id: framework.title for framework in topic.frameworks}
        name = titles.get(chosen_filter.framework, chosen_filter.framework)
    else:
        name = FILTERS[chosen_filter]
    return f"{name}: {counted(shown, 'question') if shown else 'no question'}"


def hit_words(hits: int) -> str:
    """Say how many hits there are."""
    return f"{counted(hits, 'place')} found" if hits else "Nothing was found."


def _line(draft: Draft, hit: SearchHit) -> Line:
    on_plan = hit.where is TextPlace.ACTION and not hit.question_id
    step = ACTION_PLAN if on_plan else Step(StepKind.QUESTION, hit.question_id)
    where = where_words(draft.topic, draft.audit, hit.question_id, hit.where, hit.item)
    title = where if hit.where is not TextPlace.QUESTION else step_title(draft.topic, step)
    in_action = hit.where is TextPlace.ACTION and hit.item
    field = f"action-{hit.item}-{ActionField.ACTION}" if in_action else FIELDS.get(hit.where, "")
    field = f"caption-{hit.item}" if hit.where is TextPlace.CAPTION else field
    return Line(step, title, hit.excerpt, step_state(draft.topic, draft.audit, step), field, hit.where, hit.item)

"""The card of a topic that can be begun, on the home page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages.deadlines import deadline_text
from s11desk.desktop.parts.busy_button import begin_work
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.half_typed import Foldable
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.text.text_limits import NAME_LIMIT
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.topics.before_begin_sentences import BEFORE_YOU_BEGIN, before_begin_lines, carried_years

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.domain.topics.topic import Topic

_TAKE = "The newest one: take this, unless the partnership asks you for another year."
_ONLY_IF = "An older one: take it only if the partnership asks you for {year}."


class TopicCard(Foldable):
    """Asks for the agency's name before the audit begins. ``default_agency`` fills the name in beforehand.

    ``is_again``: there is already a draft of this topic.
    """

    def __init__(
        self,
        theme: Theme,
        topic: Topic,
        today: dt.date,
        begin: Callable[[str, str], None],
        *,
        default_agency: str = "",
        is_again: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._today = today
        self._begin = begin
        self._default_agency = default_agency
        self._is_again = is_again
        outer = column(self, theme)
        card = Card(theme, spacing=10)
        self._name = f"{topic.title}, {topic.year}"
        self.setAccessibleName(self._name)
        outer.addWidget(card)
        card.column.addLayout(self._head())
        self._column = card.column
        self._form = self._agency_form()
        self._form.hide()
        card.column.addWidget(self._form)

    def fold(self) -> None:
        """Hide the form and empty it: the audit has begun, and the next one may be for another agency."""
        self.agency.clear()
        self._form.hide()
        self.begin.show()

    @override
    def unfold(self) -> None:
        self._form.show()
        self.begin.hide()

    def _head(self) -> QHBoxLayout:
        """Show the year first and large: a topic returns each year under nearly the same name."""
        row = QHBoxLayout()
        self._words = words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(label(self._topic.year, Kind.HEADING))
        words.addWidget(label(self._topic.title, Kind.STRONG))
        words.addWidget(label(_source_line(self._topic), Kind.SMALL))
        if self._topic.deadline is not None:
            words.addWidget(label(deadline_text(self._topic.deadline, self._today), Kind.SMALL))
        text = "Begin another…" if self._is_again else "Begin…"
        self.begin = button(text, name=f"{text.rstrip('…')}: {self._name}")
        self.begin.setObjectName(f"begin-{self._topic.id}")
        self.begin.clicked.connect(self._show_form)
        row.addLayout(words, 1)
        row.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def say_which(self, which: str) -> None:
        """Say whether to take this topic, where another has nearly the same title. Call it before the card is shown."""
        self._words.insertWidget(2, label(which))
        self.begin.setAccessibleDescription(which)

    def offer_earlier(self, begin_with: Callable[[str], None]) -> None:
        """Offer to begin with the answers of an earlier audit. Call it once, before the card is shown."""
        text = "Copy earlier answers…"
        earlier = button(text, "link", name=f"{text.rstrip('…')}: {self._name}")
        earlier.setObjectName(f"forward-{self._topic.id}")
        earlier.clicked.connect(lambda: begin_with(self._topic.id))
        self._column.insertWidget(1, earlier, 0, Qt.AlignmentFlag.AlignLeft)

    def _agency_form(self) -> QWidget:
        from s11desk.desktop.inputs.fields import LineField

        form = QWidget()
        layout = column(form, self._theme, spacing=10)
        self._add_what_to_know(layout)
        self.agency = LineField(NAME_LIMIT)
        self.agency.setObjectName(f"agency-{self._topic.id}")
        self.agency.returnPressed.connect(self._begin_audit)
        hint = "Use the name the partnership uses for you. It will be printed on your return."
        self._row = FormRow(self._theme, "Name of your organisation or club", self.agency, hint=hint)
        layout.addWidget(self._row)
        buttons = WrappingRow(self._theme.pixels(12))
        self.go = button("Begin this audit", "primary", name=f"Begin this audit: {self._name}")
        self.go.setObjectName(f"go-{self._topic.id}")
        self.go.clicked.connect(self._begin_audit)
        cancel = button("Not now", "link")
        cancel.clicked.connect(self._not_now)
        buttons.addWidget(self.go)
        buttons.addWidget(cancel)
        layout.addLayout(buttons)
        return form

    def _add_what_to_know(self, layout: QVBoxLayout) -> None:
        """Say what the form lacks before anybody has spent an afternoon on it."""
        lines = before_begin_lines(self._topic)
        if lines:
            layout.addWidget(label(BEFORE_YOU_BEGIN, Kind.HEADING))
        for line in lines:
            layout.addWidget(label(line))

    def _show_form(self) -> None:
        self.unfold()
        self.agency.setText(self._default_agency)
        self.agency.selectAll()
        self.agency.setFocus()
        bring_into_sight(self._form)
        bring_into_sight(self._row)  # at very large text the form is taller than the window
        announce(self, spoken(f"{BEFORE_YOU_BEGIN}: {self._name}", *before_begin_lines(self._topic)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does what “Not now” does."""
        if event.key() == Qt.Key.Key_Escape and not self._form.isHidden():
            self._not_now()
        else:
            super().keyPressEvent(event)

    def _not_now(self) -> None:
        self.fold()
        self.begin.setFocus()

    def _begin_audit(self) -> None:
        name = self.agency.text().strip()
        if not name:
            self._row.ask_again("Enter your organisation's name")
            return
        begin_work(self.go)
        self._begin(self._topic.id, name)


def newest_and_earlier(topics: Sequence[Topic]) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """Split ``topics`` into the newest year of each partnership and earlier years; newer topics come first."""
    newest: dict[str, str] = {}
    for topic in topics:
        newest[topic.partnership.name] = max(topic.year, newest.get(topic.partnership.name, ""))
    ordered = sorted(topics, key=lambda topic: topic.year, reverse=True)
    now = tuple(topic for topic in ordered if topic.year == newest[topic.partnership.name])
    return now, tuple(topic for topic in ordered if topic not in now)


def which_lines(newest: Sequence[Topic], earlier: Sequence[Topic]) -> dict[str, str]:
    """Say, by the id of a topic, which of several years to take. Empty for a partnership that has only one."""
    both = {one.partnership.name for one in earlier}
    take = {one.id: _TAKE for one in newest if one.partnership.name in both}
    return take | {one.id: _ONLY_IF.format(year=one.year) for one in earlier}


def _source_line(topic: Topic) -> str:
    years = carried_years(topic)
    older = f", the same as in {years}" if years else ""
    return f"{topic.partnership.name}. {counted(len(topic.questions), 'question')}{older}."

"""Home: go on where you left off, begin an audit, see the returns that were made.

Shown at once with nothing in it, filled when the worker has opened the drafts. Imports no more than Qt for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from s11desk.desktop.inputs.rows import Row, column
from s11desk.desktop.labels import Kind, button, frame, label
from s11desk.desktop.messages.numbers import counted, day, when
from s11desk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.drafts import DraftSummary
    from s11desk.app.workspace import Clock
    from s11desk.domain.topic import Topic


class HomePage(QScrollArea):
    """``opened`` carries a draft's id; ``begun`` a topic's id and the agency's name."""

    opened = Signal(str)
    begun = Signal(str, str)

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Your audits")
        self._content(label("Opening your audits…", Kind.QUIET))

    def show_all(self, drafts: Sequence[DraftSummary], topics: Sequence[Topic]) -> None:
        body = QWidget()
        layout = column(body, self._theme, spacing=12)
        if drafts:
            layout.addWidget(label("Continue where you left off", Kind.HEADING))
            layout.addWidget(self._latest(drafts[0]))
        if len(drafts) > 1:
            layout.addSpacing(self._theme.pixels(12))
            layout.addWidget(label("Your other audits", Kind.HEADING))
            for draft in drafts[1:]:
                layout.addWidget(self._draft(draft))
        self._add_returns(layout, drafts)
        layout.addSpacing(self._theme.pixels(12))
        layout.addWidget(label("Begin an audit", Kind.HEADING))
        for topic in topics:
            layout.addWidget(TopicCard(self._theme, topic, self.begun.emit))
        self._content(body)
        self._take_keyboard(body)

    def _take_keyboard(self, body: QWidget) -> None:
        """Nothing had it: a screen reader would say nothing, and the first key would go nowhere."""
        first = body.findChild(QPushButton)
        if first is not None and self.window().focusWidget() is None:
            first.setFocus()

    def show_problem(self, headline: str, text: str) -> None:
        body = frame("problem")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(*(self._theme.pixels(16) for _ in range(4)))
        layout.addWidget(label(headline, Kind.HEADING))
        layout.addWidget(label(text))
        self._content(body)

    def _content(self, body: QWidget) -> None:
        ground = QWidget()
        ground.setProperty("ground", "page")
        outer = QHBoxLayout(ground)
        edge = self._theme.pixels(32)
        outer.setContentsMargins(edge, edge, edge, edge)
        middle = QWidget()
        middle.setMaximumWidth(self._theme.pixels(820))
        layout = column(middle, self._theme, spacing=16)
        layout.addWidget(label("Your audits", Kind.TITLE))
        layout.addWidget(body)
        layout.addStretch()
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        self.setWidget(ground)

    def _latest(self, draft: DraftSummary) -> QWidget:
        card, layout = self._card()
        layout.addWidget(label(draft.topic_title, Kind.HEADING))
        layout.addWidget(label(draft.agency, Kind.QUIET))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(draft.asked, 1))
        bar.setValue(draft.complete)
        bar.setAccessibleName(_progress(draft))
        layout.addWidget(label(self._facts(draft)))
        layout.addWidget(bar)
        go = button("&Continue", "primary", name=f"Continue: {draft.topic_title}, {draft.agency}")
        go.setObjectName(f"open-{draft.id}")
        go.clicked.connect(lambda: self.opened.emit(draft.id))
        layout.addSpacing(self._theme.pixels(4))
        layout.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _draft(self, draft: DraftSummary) -> QWidget:
        card, layout = self._card()
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(label(draft.topic_title, Kind.STRONG))
        words.addWidget(label(draft.agency, Kind.QUIET))
        words.addWidget(label(self._facts(draft), Kind.SMALL))
        go = button("Open", name=f"Open: {draft.topic_title}, {draft.agency}")
        go.setObjectName(f"open-{draft.id}")
        go.clicked.connect(lambda: self.opened.emit(draft.id))
        row.addLayout(words, 1)
        row.addWidget(go, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(row)
        return card

    def _add_returns(self, layout: QVBoxLayout, drafts: Sequence[DraftSummary]) -> None:
        made = [draft for draft in drafts if draft.exported is not None]
        if not made:
            return
        layout.addSpacing(self._theme.pixels(12))
        layout.addWidget(label("Returns made", Kind.HEADING))
        for draft in made:
            layout.addWidget(label(_return_line(draft, self._clock())))

    def _facts(self, draft: DraftSummary) -> str:
        return f"{_progress(draft)}. Saved {when(draft.changed, self._clock())}."

    def _card(self) -> tuple[QWidget, QVBoxLayout]:
        card = frame("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*(self._theme.pixels(16) for _ in range(4)))
        layout.setSpacing(self._theme.pixels(6))
        return card, layout


class TopicCard(QWidget):
    """A topic that can be begun; asks for the agency's name in place."""

    def __init__(self, theme: Theme, topic: Topic, begin: Callable[[str, str], None]) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._emit = begin
        outer = column(self, theme)
        card = frame("card")
        outer.addWidget(card)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*(theme.pixels(16) for _ in range(4)))
        layout.setSpacing(theme.pixels(10))
        layout.addLayout(self._head())
        self._form = self._agency_form()
        self._form.hide()
        layout.addWidget(self._form)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(label(self._topic.title, Kind.STRONG))
        words.addWidget(label(_about(self._topic), Kind.SMALL))
        self.begin = button("Begin…", name=f"Begin: {self._topic.title}, {self._topic.year}")
        self.begin.setObjectName(f"begin-{self._topic.id}")
        self.begin.clicked.connect(self._ask)
        row.addLayout(words, 1)
        row.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _agency_form(self) -> QWidget:
        from s11desk.desktop.inputs.fields import LineField

        form = QWidget()
        layout = column(form, self._theme, spacing=10)
        self.agency = LineField()
        self.agency.setObjectName(f"agency-{self._topic.id}")
        self.agency.returnPressed.connect(self._go)
        self._row = Row(
            self._theme,
            "Name of your agency",
            self.agency,
            hint="As the partnership knows it. It stands on the return.",
        )
        layout.addWidget(self._row)
        buttons = QHBoxLayout()
        self.go = button("Begin this audit", "primary")
        self.go.setObjectName(f"go-{self._topic.id}")
        self.go.clicked.connect(self._go)
        cancel = button("Not now", "link")
        cancel.clicked.connect(self._not_now)
        buttons.addWidget(self.go)
        buttons.addWidget(cancel)
        buttons.addStretch()
        layout.addLayout(buttons)
        return form

    def _ask(self) -> None:
        self._form.show()
        self.begin.hide()
        self.agency.setFocus()

    def _not_now(self) -> None:
        self._form.hide()
        self.begin.show()
        self.begin.setFocus()

    def _go(self) -> None:
        name = self.agency.text().strip()
        if not name:
            self._row.show_problem("Write the name of your agency")
            self.agency.setFocus()
            return
        self.go.setEnabled(False)
        self._emit(self._topic.id, name)


def _progress(draft: DraftSummary) -> str:
    return f"{draft.complete} of {counted(draft.asked, 'question')} complete"


def _return_line(draft: DraftSummary, now: dt.datetime) -> str:
    assert draft.exported is not None  # noqa: S101 - asked by the caller
    changed = " The draft was changed after that." if draft.changed_since else ""
    return f"{draft.topic_title}, {draft.agency}: return made {when(draft.exported, now)}.{changed}"


def _about(topic: Topic) -> str:
    due = f" To be returned by {day(topic.deadline)}." if topic.deadline else ""
    return f"{topic.partnership.name}, {topic.year}. {counted(len(topic.questions), 'question')}.{due}"

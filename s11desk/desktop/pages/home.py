"""Home: go on where you left off, begin an audit, see the returns that were made.

Shown at once with nothing in it, filled when the worker has opened the drafts. Imports no more than Qt for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.inputs.rows import Row, column
from s11desk.desktop.labels import Kind, button, frame, label
from s11desk.desktop.messages.deadlines import deadline_text, is_close
from s11desk.desktop.messages.numbers import counted, when
from s11desk.desktop.outside.page import Folded, carry_typing
from s11desk.desktop.scroll_area import ScrollArea
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.wrapping import WrappingRow

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.drafts import DraftSummary
    from s11desk.app.workspace import Clock
    from s11desk.domain.topic import Topic


class HomePage(ScrollArea):
    """``opened`` carries a draft's id; ``begun`` a topic's id and the agency's name.

    ``file_wanted``: the person wants to open a return or a topic pack. ``again_wanted``: to read the audits once more;
    ``data_wanted``: to see what is kept, and its backups.
    """

    opened = Signal(str)
    begun = Signal(str, str)
    file_wanted = Signal()
    again_wanted = Signal()
    data_wanted = Signal()

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
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
            layout.addWidget(TopicCard(self._theme, topic, self._today(), self.begun.emit))
        self._content(body)
        self._take_keyboard(body)

    def _take_keyboard(self, body: QWidget) -> None:
        """Nothing had it: a screen reader would say nothing, and the first key would go nowhere."""
        first = body.findChild(QPushButton)
        if first is not None and self.window().focusWidget() is None:
            first.setFocus()

    def show_begun(self, *, begun: bool) -> None:
        """Whether the audit that was asked for could be begun; if not, the name stays and can be tried again."""
        for card in self.findChildren(TopicCard):
            card.go.setEnabled(True)
            if begun:
                card.fold()

    def show_problem(self, headline: str, text: str, *, may_bring_back: bool) -> None:
        """Instead of the audits, which cannot be read. ``may_bring_back``: a backup is a way on."""
        body = frame("problem")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(*(self._theme.pixels(16) for _ in range(4)))
        layout.addWidget(label(headline, Kind.HEADING))
        layout.addWidget(label(text))
        again = button("&Try again")
        again.clicked.connect(self.again_wanted)
        ways = QHBoxLayout()
        if may_bring_back:
            bring_back = button("&Bring back a backup…", "primary")
            bring_back.clicked.connect(self.data_wanted)
            ways.addWidget(bring_back)
        ways.addWidget(again)
        ways.addStretch()
        layout.addLayout(ways)
        self._content(body)
        self._take_keyboard(body)

    def _content(self, body: QWidget) -> None:
        ground = QWidget()
        ground.setProperty("ground", "page")
        outer = QHBoxLayout(ground)
        edge = self._theme.pixels(32)
        outer.setContentsMargins(edge, edge, edge, edge)
        middle = QWidget()
        middle.setMaximumWidth(self._theme.pixels(820))
        layout = column(middle, self._theme, spacing=16)
        layout.addLayout(self._head())
        layout.addWidget(body)
        layout.addStretch()
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        old = self.widget()
        if old is not None:
            carry_typing(old, ground)
        self.setWidget(ground)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label("Your audits", Kind.TITLE), 1)
        open_file = button("&Open a file…", described="A return that someone sent you, or a topic pack")
        open_file.setObjectName("open-file")
        open_file.setIcon(self._theme.icon("folder-open"))
        open_file.setIconSize(QSize(self._theme.pixels(18), self._theme.pixels(18)))
        open_file.clicked.connect(self.file_wanted)
        row.addWidget(open_file, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _today(self) -> dt.date:
        return self._clock().astimezone().date()

    def _add_deadline(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """A return that was made and not changed since needs no reminder."""
        if draft.deadline is not None and (draft.exported is None or draft.changed_since):
            kind = Kind.STRONG if is_close(draft.deadline, self._today()) else Kind.SMALL
            layout.addWidget(label(deadline_text(draft.deadline, self._today()), kind))

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
        self._add_deadline(layout, draft)
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
        self._add_deadline(words, draft)
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


class TopicCard(Folded):
    """A topic that can be begun; asks for the agency's name in place."""

    def __init__(self, theme: Theme, topic: Topic, today: dt.date, begin: Callable[[str, str], None]) -> None:
        super().__init__()
        self._theme = theme
        self._topic = topic
        self._today = today
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
        if self._topic.deadline is not None:
            words.addWidget(label(deadline_text(self._topic.deadline, self._today), Kind.SMALL))
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
        buttons = WrappingRow(self._theme.pixels(12))
        self.go = button("Begin this audit", "primary")
        self.go.setObjectName(f"go-{self._topic.id}")
        self.go.clicked.connect(self._go)
        cancel = button("Not now", "link")
        cancel.clicked.connect(self._not_now)
        buttons.addWidget(self.go)
        buttons.addWidget(cancel)
        layout.addLayout(buttons)
        return form

    def fold(self) -> None:
        """The audit is begun: the next one has another name."""
        self.agency.clear()
        self._form.hide()
        self.begin.show()

    def unfold(self) -> None:
        self._form.show()
        self.begin.hide()

    def _ask(self) -> None:
        self.unfold()
        self.agency.setFocus()

    def _not_now(self) -> None:
        self.fold()
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
    return f"{topic.partnership.name}, {topic.year}. {counted(len(topic.questions), 'question')}."

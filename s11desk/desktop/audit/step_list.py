"""The list of steps at the side: number, title, and the state as words and as an icon."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from s11desk.desktop.audit.step_lines import Entry, Line, SectionLine, identity
from s11desk.desktop.audit.step_painter import ROLE, StepPainter
from s11desk.desktop.messages.state_words import state_words, step_title
from s11desk.desktop.parts.reading.announcing import tell_current_line
from s11desk.desktop.parts.text.text_parts import set_tool_tip
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Audit, PrivateNote
from s11desk.domain.audits.draft_progress import progress_of
from s11desk.domain.audits.filters import AnyFilter, filtered_steps
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN, Step, StepKind, StepState
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.wording.audits.progress_words import progress_words

_MAX_UNFOLDED = 40
"""The number of steps up to which all sections are unfolded at first."""
_ENTERING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_LETTERS_TOGETHER = 1000
"""Milliseconds in which letters are one word to look for."""
_TOGGLING = {*_ENTERING, Qt.Key.Key_Left, Qt.Key.Key_Right}


class StepList(QListWidget):
    """The list of steps, or of search hits. Steps of a topic with sections are under foldable headings.

    ``last_title``: the title of the last step, if it is not the usual one. ``is_sent``: the last return is sent.
    ``asks_changes``: changes to it are asked for.
    ``counted``: the states that the totals of the sections count, where they are not those shown. ``wanted`` is emitted
    with a step chosen by mouse, keyboard or screen reader, ``chosen`` with its whole line, and ``entered`` when a key
    asks for the page of the current line, which is shown already.
    """

    wanted = Signal(object)
    chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[Entry, ...] = ()
        self._listed: tuple[Topic, Audit, Mapping[Step, StepState], AnyFilter | None] | None = None
        self._notes: tuple[PrivateNote, ...] = ()
        self._folded: dict[str, bool] = {}
        self._section_shown = ""
        self._titles: dict[Step, str] = {}
        self._showing = False
        self._letters, self._sought_row = "", -1
        self._letters_end = QTimer(self, singleShot=True, interval=_LETTERS_TOGETHER)
        self.last_title = ""
        self.counted: Mapping[Step, StepState] = {}
        self.is_sent = self.asks_changes = False
        self.setAccessibleName("Steps of this audit")
        self.setItemDelegate(StepPainter(theme, self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._on_clicked)
        self.itemSelectionChanged.connect(self._on_selected)  # a screen reader selects a line without making it current

    def show_steps(
        self,
        topic: Topic,
        audit: Audit,
        states: Mapping[Step, StepState],
        current: Step,
        wanted: AnyFilter | None = None,
        notes: tuple[PrivateNote, ...] = (),
    ) -> None:
        """List the steps. With ``wanted``: only those that pass the filter, and the current step."""
        self._listed = (topic, audit, states, wanted)
        self._notes = notes
        self._section_shown = _section_of(topic, current)
        passed = set(filtered_steps(topic, audit, wanted, notes)) if wanted is not None else states.keys()
        shown = [step for step in states if step in passed or step == current]
        titles = self._titles_of(topic)
        entries: list[Entry] = []
        for section, steps in groupby(shown, lambda step: _section_of(topic, step)):
            lines = [self._line(audit, step, titles[step], states[step]) for step in steps]
            if section:
                is_folded = wanted is None and self._is_folded(section, len(shown), current, lines)
                totals = progress_words(progress_of([self.counted.get(line.step, line.state) for line in lines]))
                entries.append(SectionLine(section, _section_title(topic, section), totals, is_folded))
                lines = [] if is_folded else lines
            entries += lines
        self.show_lines(tuple(entries), current)

    def _line(self, audit: Audit, step: Step, title: str, state: StepState) -> Line:
        """A step for which changes are asked has no tick: the return that was signed is not the one to send."""
        words = state_words(audit, step, state, is_sent=self.is_sent, asks_changes=self.asks_changes)
        is_asked = self.asks_changes and step == SIGN and state is StepState.COMPLETE
        return Line(step, title, words, StepState.IN_PROGRESS if is_asked else state)

    def _is_folded(self, section: str, number: int, current: Step, lines: list[Line]) -> bool:
        """A long list is folded except for where the person is, and for what the person unfolded."""
        if any(line.step == current for line in lines):
            return False
        return self._folded.get(section, number > _MAX_UNFOLDED)

    def _titles_of(self, topic: Topic) -> dict[Step, str]:
        """Make the titles once, because a topic does not change while it is open."""
        if not self._titles:
            questions = (Step(StepKind.QUESTION, question.id) for question in topic.questions)
            self._titles = {
                step: step_title(topic, step) for step in (INTRODUCTION, *questions, ACTION_PLAN, CHECK, SIGN)
            }
            self._titles[SIGN] = self.last_title or self._titles[SIGN]
        return self._titles

    def show_lines(self, lines: tuple[Entry, ...], current: Step) -> None:
        """Show these lines, and mark the line of the current step."""
        self._showing = True
        is_new = [identity(line) for line in lines] != [identity(line) for line in self._shown]
        if is_new:
            self.clear()
            for _ in lines:
                self.addItem(QListWidgetItem())
        for row, line in enumerate(lines):
            if row >= len(self._shown) or self._shown[row] != line or is_new:
                self._fill(self.item(row), line)
        self._shown = lines
        self._showing = False
        self.show_current(current)

    def show_current(self, current: Step) -> None:
        """Mark the current step. The lines stay as they are."""
        if self._listed is not None and _section_of(self._listed[0], current) != self._section_shown:
            topic, audit, states, wanted = self._listed
            self.show_steps(topic, audit, states, current, wanted, self._notes)
            return
        row = next((row for row, line in enumerate(self._shown) if identity(line) == current), None)
        if row is not None and row != self.currentRow():
            self._showing = True
            self.setCurrentRow(row)
            self.scrollToItem(self.item(min(row + 1, self.count() - 1)))  # the next step is visible, too
            self.scrollToItem(self.item(row))
            self._showing = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._entry(self.currentItem())
        if isinstance(entry, SectionLine) and event.key() in _TOGGLING:
            self._toggle(entry)
        elif entry is not None and event.key() in _ENTERING and not event.modifiers():
            self.currentItem().setSelected(True)  # a hit that the keyboard has only come to is not shown yet
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a screen reader say the current line after the list. Qt does that only when the line changes."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, lambda: tell_current_line(self, self.currentRow() if self.hasFocus() else -1))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Go to the next step whose number or title begins with the letters typed. Qt looks for texts, of which the
        lines have none.
        """
        goes_on = self._letters_end.isActive() and self.currentRow() == self._sought_row
        self._letters = (self._letters if goes_on else "") + search.casefold()
        self._letters_end.start()
        wanted, count = self._letters, self.count()
        first = self.currentRow() + (len(wanted) == 1)  # more letters may be about the step that is shown already
        for row in ((first + further) % count for further in range(count)):
            line = self._entry(self.item(row))
            if isinstance(line, Line) and any(one.startswith(wanted) for one in _sought(line.title)):
                self._sought_row = row
                self.setCurrentRow(row)
                return

    def _fill(self, item: QListWidgetItem, line: Entry) -> None:
        item.setData(ROLE, line)
        set_tool_tip(item, line.title)
        if isinstance(line, SectionLine):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            state = "Folded" if line.is_folded else "Unfolded"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Section {line.title}. {line.words}. {state}")
        else:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title}. {line.words}")

    def _entry(self, item: QListWidgetItem | None) -> Entry | None:
        entry = item.data(ROLE) if item is not None else None
        return entry if isinstance(entry, Line | SectionLine) else None

    def _on_clicked(self, item: QListWidgetItem) -> None:
        entry = self._entry(item)
        if isinstance(entry, SectionLine):
            self._toggle(entry)

    def _toggle(self, entry: SectionLine) -> None:
        """Fold or unfold a section. The one with the current step stays unfolded."""
        if self._listed is None:
            return
        self._folded[entry.section] = not entry.is_folded
        topic, audit, states, wanted = self._listed
        current = next((step for step in states if _section_of(topic, step) == self._section_shown), INTRODUCTION)
        selected = [self._entry(item) for item in self.selectedItems()]
        current = next((line.step for line in selected if isinstance(line, Line)), current)
        self.show_steps(topic, audit, states, current, wanted, self._notes)
        row = next(row for row, line in enumerate(self._shown) if identity(line) == entry.section)
        self.scrollToItem(self.item(row))
        if self.hasFocus():
            self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _on_selected(self) -> None:
        chosen = self.selectedItems()
        if chosen and not self._showing:
            line = self._entry(chosen[0])
            if not isinstance(line, Line):
                return
            self.setCurrentItem(chosen[0])
            self.chosen.emit(line)
            self.wanted.emit(line.step)


def _sought(title: str) -> tuple[str, str]:
    """The title as it is, and without its number."""
    whole = title.casefold()
    number, _, rest = whole.partition(" ")
    return whole, rest if number[:1].isdigit() else whole


def _section_of(topic: Topic, step: Step) -> str:
    question = topic.question(step.question) if step.question else None
    return question.section if question is not None else ""


def _section_title(topic: Topic, section_id: str) -> str:
    return next((section.title for section in topic.sections if section.id == section_id), section_id)

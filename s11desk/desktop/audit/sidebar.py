"""The side of an open audit: its title, its progress, a search, and every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.audit.search_panel import HitList, SearchPanel, filter_words, hit_words
from s11desk.desktop.audit.step_list import StepList
from s11desk.desktop.messages.state_words import SEND_BACK, state_words
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.desktop.parts.text.few_lines import FewLines
from s11desk.desktop.parts.text.text_parts import Kind, button, frame, label
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.audits.draft_progress import counted_states, progress_of, without_marks
from s11desk.domain.audits.filters import filtered_steps
from s11desk.domain.audits.flow import CHECK, INTRODUCTION, SIGN, Step, StepKind, StepState, step_states
from s11desk.wording.audits.progress_words import progress_words

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.search import SearchHit


class Sidebar(QFrame):
    """The side of an open audit: its title, its progress, a search and the list of steps.

    ``home_wanted``: show all audits. ``step_wanted`` is emitted with the chosen step, ``hit_chosen`` with the line of a
    search hit, ``page_wanted`` when a key leads from the list into the page and ``hit_entered`` when one leads to the
    hit that is shown, ``search_wanted`` with the words to search for, ``search_ended`` when there are none any more.
    """

    home_wanted = Signal()
    step_wanted = Signal(object)
    hit_chosen = Signal(object)
    hit_entered = Signal()
    page_wanted = Signal()
    search_wanted = Signal(str)
    search_ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "side")
        area = ScrollArea(reserves_bar_width=False)  # large text needs more height than a low window has
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Steps of this audit, and finding a way in them")
        whole = column(self, theme, spacing=0)
        whole.addWidget(area)
        inside = QWidget()
        inside.setProperty("ground", "side")
        layout = column(inside, theme, spacing=0)
        self._shown: tuple[Draft, Step] | None = None
        self._listed_draft: Draft | None = None
        self._states: dict[Step, StepState] = {}
        layout.addLayout(self._head())
        self.steps = StepList(theme)
        self.steps.wanted.connect(self.step_wanted)
        self.steps.entered.connect(self.page_wanted)
        self.results = HitList(theme)
        self.results.chosen.connect(self.hit_chosen)
        self.results.entered.connect(self.hit_entered)
        for entries in (self.steps, self.results):
            entries.setMinimumHeight(theme.pixels(96))
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.results, 1)
        layout.addWidget(self._foot())
        area.setWidget(inside)

    def show_draft(self, draft: Draft, current: Step) -> None:
        """Show the steps of ``draft``. Their states are computed once for each draft, not for each page."""
        if self._shown is None or self._shown[0] is not draft:
            self._states = step_states(draft.topic, draft.audit)
            if draft.is_asked:
                self._show_asked()
            self._show_progress(draft)
            self.search_panel.show_frameworks(draft.topic)
        self._shown = draft, current
        self._show_steps()

    def show_sent(self, is_sent: bool) -> None:  # noqa: FBT001 - a signal's value
        """Show at the last step whether the last return is sent. Another return, made later, is not sent yet."""
        if is_sent != self.steps.is_sent:
            self.steps.is_sent = is_sent
            self._listed_draft = None
            self._show_steps()

    def show_asked_changes(self, is_asked: bool) -> None:  # noqa: FBT001 - a signal's value
        """Show at the last step whether changes to the last return are asked for."""
        if is_asked != self.steps.asks_changes:
            self.steps.asks_changes = is_asked
            self._listed_draft = None
            self._show_steps()

    def state_words_of(self, step: Step) -> str:
        """Return the state of ``step`` in words. Empty for the introduction, which has none."""
        if self._shown is None or step == INTRODUCTION or step not in self._states:
            return ""
        is_sent, asks_changes = self.steps.is_sent, self.steps.asks_changes
        return state_words(self._shown[0].audit, step, self._states[step], is_sent=is_sent, asks_changes=asks_changes)

    def _show_asked(self) -> None:
        """The answers to a colleague's questions can be sent back at any time, and no return is made."""
        self._states[SIGN] = StepState.OPTIONAL
        self.steps.last_title = SEND_BACK
        self.check.setText("Chec&k and send back")
        self.check.setAccessibleName("Check and send back")

    def _show_progress(self, draft: Draft) -> None:
        states = self._states if without_marks(draft.audit) is draft.audit else counted_states(draft.topic, draft.audit)
        self.steps.counted = states
        counts = progress_of([state for step, state in states.items() if step.kind is StepKind.QUESTION])
        self._title.setText(title_and_year(draft.topic.title, draft.topic.year))
        self._agency.setText(draft.audit.agency)
        progress = progress_words(counts)
        self._progress.setText(progress)
        self._bar.setRange(0, max(counts.asked, 1))
        self._bar.setValue(counts.complete)
        self._bar.setAccessibleName(progress)

    def take_over(self, before: Sidebar) -> None:
        """Take over the search and the filter of ``before``, which this list replaces."""
        self.search_panel.take_over(before.search_panel)
        self._show_steps()

    def show_hits(self, words: str, hits: tuple[SearchHit, ...]) -> None:
        """Show the hits, unless the person searches for other words by now."""
        if self._shown is not None and words == self.search_panel.words.text().strip():
            self.results.show_hits(self._shown[0], hits)
            self.results.show()
            self.steps.hide()
            self.search_panel.show_result(hit_words(len(hits)))

    def _show_steps(self) -> None:
        if self._shown is None:
            return
        draft, current = self._shown
        wanted = self.search_panel.chosen_filter()
        if self.results.isHidden():
            passed = len(filtered_steps(draft.topic, draft.audit, wanted, draft.notes)) if wanted is not None else 0
            self.search_panel.show_result(filter_words(draft.topic, wanted, passed) if wanted is not None else "")
        if wanted is None and self._listed_draft is draft:
            self.steps.show_current(current)
            return
        self._listed_draft = draft if wanted is None else None
        self.steps.show_steps(draft.topic, draft.audit, self._states, current, wanted, draft.notes)

    def _search(self, words: str) -> None:
        if words:
            self.search_wanted.emit(words)
            return
        self.search_ended.emit()
        self.results.hide()
        self.steps.show()
        self._show_steps()

    def _go_down(self) -> None:
        (self.steps if self.results.isHidden() else self.results).setFocus()

    def list_has_focus(self) -> bool:
        """Whether the list of steps or of hits has the keyboard."""
        return self.steps.hasFocus() or self.results.hasFocus()

    def set_narrow(self, *, narrow: bool) -> None:
        """Give the side its own width beside the page, or the whole width instead of the page."""
        if narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(self._theme.pixels(SPACE.side))

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(*(self._theme.pixels(n) for n in (16, 10, 16, 8)))
        head.setSpacing(self._theme.pixels(4))
        head.addWidget(self._home_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self._title, self._agency = FewLines(Kind.STRONG), FewLines(Kind.SMALL)
        self._progress = label("", Kind.STRONG)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.search_panel = SearchPanel(self._theme)
        self.search_panel.search_wanted.connect(self._search)
        self.search_panel.filter_changed.connect(self._show_steps)
        self.search_panel.down_pressed.connect(self._go_down)
        for part in (self._title, self._agency, self._progress, self._bar):
            head.addWidget(part)
        head.addSpacing(self._theme.pixels(8))
        head.addWidget(self.search_panel)
        return head

    def _home_button(self) -> QPushButton:
        home = button("&Your audits", "link", name="Back to your audits")
        home.setIcon(self._theme.icon("chevron-left", self._theme.colours.accent))
        home.setIconSize(QSize(self._theme.pixels(16), self._theme.pixels(16)))
        home.clicked.connect(self.home_wanted)
        return home

    def _foot(self) -> QFrame:
        foot = frame("side-foot")
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(*(self._theme.pixels(n) for n in (12, 10, 12, 10)))
        self.check = button("Check answers and sign", "link")
        self.check.setIcon(self._theme.icon("list-checks", self._theme.colours.accent))
        self.check.setIconSize(QSize(self._theme.pixels(18), self._theme.pixels(18)))
        self.check.clicked.connect(lambda: self.step_wanted.emit(CHECK))
        layout.addWidget(self.check)
        return foot

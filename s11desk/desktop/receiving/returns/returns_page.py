"""Every return at the desk as a list that can be shortened. Each line opens the page of its return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.inputs.enter_key import enter_goes_to
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.officer_name import OfficerNameRow
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.returns.returns_choices import ReturnsChoices
from s11desk.desktop.receiving.returns.returns_table import ReturnsModel, ReturnsTable
from s11desk.domain.receiving.desk_lines import NOT_COUNTING, ReturnsFilter, filter_lines
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.desk.line_words import shown_sentence

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.returns.listed_lines import ReturnsSeen

_ACCEPTING = (
    "They are those in the list that count already, that need no look, and on which nobody has decided. Afterwards you "
    "make a receipt for each on the page “Replies”. Nothing is sent. Each decision can be taken back on its own page."
)
_NONE_SHOWN = "No return matches. Choose other words, or show all returns."


class ReturnsPage(DeskPage):
    """The list begins at the return that was opened last."""

    TAB = DeskTab.RETURNS

    def __init__(self, services: Services, desk: OpenDesk, seen: ReturnsSeen) -> None:
        super().__init__(services, desk, seen.partnership, is_wide=True)
        self._lines = seen.lines
        self.choices = ReturnsChoices(self.theme, seen.lines, desk.shown)
        self.choices.chosen.connect(self._choose)
        self.choices.down_pressed.connect(self._go_to_list)
        self.layout_.addWidget(self.choices)
        self.summary = label("", Kind.STRONG)
        self.layout_.addWidget(self.summary)
        self.without = button("See the files without a return, and why", "link")
        self.without.clicked.connect(self.files_wanted)
        self.layout_.addWidget(self.without, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_accepting(OfficerNameRow(self.theme, desk, seen.offered) if not seen.officer else None)
        self.done = label(desk.accepted, Kind.GOOD)
        self.done.setMinimumHeight(self.accept_all.sizeHint().height())  # the list stays where it was
        self.layout_.addWidget(self.done)
        self.done.setVisible(bool(desk.accepted))
        self.model = ReturnsModel(self)
        self.table = ReturnsTable(self.theme, self.model, seen.lines)
        self.table.chosen.connect(self._open)
        self.layout_.addWidget(self.table, 1)
        self._show(desk.shown)
        self.choices.setVisible(bool(seen.lines))
        self.table.setVisible(bool(seen.lines))

    def _add_accepting(self, name: OfficerNameRow | None) -> None:
        """``name``: the row that asks for it; None if it is known."""
        self.name = name
        self.accept_all = button("")
        self.accept_all.clicked.connect(self._accept_all)
        if name is not None:
            self.layout_.addWidget(name)
            enter_goes_to(self.accept_all, name.field)
        self.layout_.addWidget(self.accept_all, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.table if self._lines else self.tabs[self.TAB]

    @override
    def spoken_state(self) -> str:
        return self.summary.text()

    def _choose(self, chosen: ReturnsFilter) -> None:
        self.desk.shown = chosen
        self._show(chosen)
        announce(self, self.summary.text())

    def _show(self, chosen: ReturnsFilter) -> None:
        lines = filter_lines(self._lines, chosen)
        self.model.show_lines(lines)
        self._plain = [one.sha256 for one in lines if one.is_plain]
        self.accept_all.setText(f"Accept all {len(self._plain)} that count and need no look…")
        for part in (self.accept_all, self.name):
            if part is not None:
                part.setVisible(len(self._plain) > 1)
        self.without.setVisible(chosen.state == NOT_COUNTING)
        self.table.go_to(self.model.place_of(self.desk.last))
        self.summary.setText(shown_sentence(len(lines), len(self._lines)) if lines or not self._lines else _NONE_SHOWN)

    def _accept_all(self) -> None:
        """Accept what the list shows and what needs no look, once the person has seen how many they are."""
        if self.name is not None and not self.name.require_name():
            return
        chosen, name = self._plain, self.name.name() if self.name is not None else ""
        headline = f"Accept {counted(len(chosen), 'return')}?"
        if not self.services.dialogs.confirm(headline, _ACCEPTING, yes="Accept them", no="Go back"):
            return

        def accept(sitting: DeskSitting) -> None:
            if name:
                desk_functions.note_officer(sitting.officer.home, name)
            sitting.work(lambda desk: desk_functions.accept_returns(desk, chosen))

        words = f"{counted(len(chosen), 'return is', 'returns are')} accepted"

        def show(_: None) -> None:
            self.desk.accepted = f"{words}. Next, make their receipts on the page “Replies”."
            self.show_again(words)

        self.desk.do(accept, show)

    def _go_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, place: QModelIndex) -> None:
        self.return_wanted.emit(self.model.line(place.row()).sha256)

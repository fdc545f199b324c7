"""What came of the files that were taken in last, each once: what needs a look first, then the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.app.receiving.returns.desk_attention import Attention, AttentionKind
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.gradual_fill import Maker
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import FoldButton, ListOfParts, ListPart, fold_button
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label, set_tool_tip
from s11desk.desktop.parts.text.text_parts import heading as heading_label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.dates import local_moment
from s11desk.wording.desk.attention_words import LOOK_GROUPS, taken_sentence
from s11desk.wording.desk.taken_words import LESS, MORE, TakenHeading, TakenLine, taken_line

if TYPE_CHECKING:
    from s11desk.app.receiving.arrivals.take_in import TakeInResult
    from s11desk.domain.receiving.desk_values import IntakeResult
    from s11desk.domain.receiving.taken_now import DeskNow


class TakenSection(QWidget):
    """``make_card`` makes the card of what needs a look. ``shown``: what this section has, so that it is told once.

    ``now``: what is at the desk. Each line says what holds now, not what held when the file came. ``look_at``: shows
    the return with this SHA-256.
    """

    def __init__(
        self,
        theme: Theme,
        taken: TakeInResult,
        attention: Sequence[Attention],
        now: DeskNow,
        make_card: Callable[[Attention], QWidget],
        look_at: Callable[[str], None],
    ) -> None:
        super().__init__()
        waiting = {one.sha256: one for one in attention}
        found = [(one, waiting.get(now.return_of(one) or one.file)) for one in taken.files]
        self.shown = {one.sha256 for _, one in found if one is not None and one.kind is not AttentionKind.ENCRYPTED}
        self._waiting = [one.sha256 for _, one in found if one is not None]
        self._unrecorded = sum(one is None and _is_unrecorded(result) for result, one in found)
        self._taken = taken
        self._theme = theme
        layout = self._layout = column(self, theme, spacing=6)
        at = f", {local_moment(taken.at)}" if taken.at is not None else ""
        layout.addWidget(label(f"Taken in last{at}", Kind.HEADING))
        self.words, self.text = "", label("", Kind.STRONG)
        self.count_looks(attention)
        layout.addWidget(self.text)
        self.groups: dict[str, int] = {}
        cards = dict.fromkeys(one for _, one in found if one is not None and one.sha256 in self.shown)
        for heading in dict.fromkeys(LOOK_GROUPS.values()):
            of_group = [one for one in cards if LOOK_GROUPS[one.kind.value] == heading]
            self._add_group(heading, [partial(make_card, one) for one in of_group])
        self._add_lines([taken_line(result, now.of(result)) for result, one in found if one is None], look_at)

    def _add_lines(self, lines: Sequence[TakenLine], look_at: Callable[[str], None]) -> None:
        for group in TakenHeading:
            of_this = [partial(TakenFileLine, self._theme, one, look_at) for one in lines if one.group is group]
            self._add_group(group.value, of_this)

    def _add_group(self, heading: str, makers: Sequence[Maker]) -> None:
        """Add a heading with its number, and the first few of what is under it."""
        if not makers:
            return
        self.groups[heading] = len(makers)
        layout, owner = self._layout, ListOfParts()
        layout.addWidget(heading_label(f"{heading}: {len(makers)}", Kind.STRONG))
        owner.setAccessibleName(heading)
        layout.addWidget(owner)
        add_first_few(column(owner, self._theme, spacing=6), makers, "files")

    def count_looks(self, left: Sequence[Attention]) -> int:
        """Say how many files need a look, and return how many of ``left`` have a card here."""
        still = {one.sha256 for one in left}
        looks = self._unrecorded + sum(one in still for one in self._waiting)
        self.words = taken_sentence(len(self._taken.files), looks, is_stopped=self._taken.is_stopped)
        self.text.setText(self.words)
        return len(self.shown & still)


def _is_unrecorded(result: IntakeResult) -> bool:
    """Whether a file could not be read at all, so that the desk has nothing to show of it afterwards."""
    return result.outcome.needs_look and not result.received and not result.file


class TakenFileLine(ListPart):
    """One file that needs no look. Its folders are in the tip and for a screen reader alone."""

    def __init__(self, theme: Theme, one: TakenLine, look_at: Callable[[str], None]) -> None:
        super().__init__()
        self.setAccessibleName(f"{one.who}, {one.file}" if one.file else one.who)
        layout = column(self, theme, spacing=0)
        said = f"{one.who}: {one.said}" if one.said else one.who
        self.said = label(breakable(said))
        layout.addWidget(self.said)
        self.file = label(breakable(one.file), Kind.SMALL)
        if one.path not in {one.who, one.file}:
            set_tool_tip(self, one.path)
            self.setAccessibleDescription(one.path)
        layout.addWidget(self.file)  # before it is shown or hidden: shown alone it would be a window
        self.file.setVisible(bool(one.file))
        self.look: QPushButton | None = None
        if one.sha256:
            self.look = button("Look at the return", "link", name=f"Look at the return: {one.who}")
            self.look.clicked.connect(lambda: look_at(one.sha256))
            layout.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.turn: FoldButton | None = None
        if one.more:
            self._add_more(layout, one)

    def _add_more(self, layout: QVBoxLayout, one: TakenLine) -> None:
        self.turn = fold_button(MORE, name=f"{MORE}: {one.who}")
        self.more = label(breakable(one.more), Kind.QUIET)
        self.more.hide()
        self.turn.clicked.connect(self._show_more)
        layout.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.more)

    def _show_more(self) -> None:
        if self.turn is not None:
            self.more.setVisible(self.more.isHidden())
            self.turn.setText(MORE if self.more.isHidden() else LESS)
            self.turn.show_expanded(is_expanded=not self.more.isHidden())

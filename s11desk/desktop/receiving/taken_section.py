"""What came of the files that were taken in last, each once: what counts first, then what needs a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.app.receiving.desk_attention import Attention, AttentionKind
from s11desk.desktop.parts.first_few import add_first_few
from s11desk.desktop.parts.gradual_fill import Maker
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.reader_parts import ListOfParts
from s11desk.desktop.parts.text_parts import Kind, breakable, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.attention_words import taken_sentence
from s11desk.wording.dates import local_moment
from s11desk.wording.taken_words import taken_line

if TYPE_CHECKING:
    from s11desk.app.receiving.take_in import TakeInResult
    from s11desk.domain.desk_values import IntakeResult
    from s11desk.domain.taken_now import DeskNow


class TakenSection(QWidget):
    """``make_card`` makes the card of what needs a look. ``shown``: what this section has, so that it is told once.

    ``now``: what is at the desk. Each line says what holds now, not what held when the file came.
    """

    def __init__(
        self,
        theme: Theme,
        taken: TakeInResult,
        attention: Sequence[Attention],
        now: DeskNow,
        make_card: Callable[[Attention], QWidget],
    ) -> None:
        super().__init__()
        waiting = {one.sha256: one for one in attention}
        found = [(one, waiting.get(now.return_of(one) or one.file)) for one in taken.files]
        self.shown = {one.sha256 for _, one in found if one is not None and one.kind is not AttentionKind.ENCRYPTED}
        self._waiting = [one.sha256 for _, one in found if one is not None]
        self._unrecorded = sum(one is None and _is_unrecorded(result) for result, one in found)
        self._taken = taken
        layout = column(self, theme, spacing=6)
        at = f", {local_moment(taken.at)}" if taken.at is not None else ""
        layout.addWidget(label(f"Taken in last{at}", Kind.HEADING))
        self.words, self.text = "", label("", Kind.STRONG)
        self.count_looks(attention)
        layout.addWidget(self.text)
        lines: list[Maker] = [partial(_line, result, now) for result, one in found if one is None]
        cards = [one for _, one in found if one is not None and one.sha256 in self.shown]
        lines += [partial(make_card, one) for one in dict.fromkeys(cards)]
        owner = ListOfParts()
        owner.setAccessibleName("Taken in last")
        layout.addWidget(owner)
        add_first_few(column(owner, theme, spacing=6), owner, lines, "files")

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


def _line(one: IntakeResult, now: DeskNow) -> QWidget:
    return label(breakable(taken_line(one, now.of(one))))

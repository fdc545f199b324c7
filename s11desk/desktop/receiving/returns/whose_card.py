"""Whose a return is: the agency on the list, why the program thinks so, and the way to choose another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from s11desk.desktop.inputs.fields import ListField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.desk_agencies import MatchBasis
from s11desk.wording.desk.whose_words import COUNTS_ALL_THE_SAME, NO_LIST, whose_sentence
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.desk_return import ReturnSeen

_NOBODY = "nobody"
"""The choice for none of the agencies. No id of an agency has this form."""
_NEW = "new"
"""The choice for an agency that is not on the list yet."""


class WhoseCard(Card):
    """``chosen``: the id of an agency, empty for nobody on the list. ``listing_wanted``: put the agency that the return
    names on the list; the return is theirs. ``undone``: the officer's word is taken back.
    """

    chosen = Signal(str)
    listing_wanted = Signal()
    undone = Signal()

    def __init__(self, theme: Theme, seen: ReturnSeen) -> None:
        super().__init__(theme, heading="Whose return is it?", kind=Kind.HEADING, spacing=8)
        owner = seen.owner.name if seen.owner is not None else ""
        if not seen.agencies:
            self.column.addWidget(label(NO_LIST))
            return
        self.says = label(whose_sentence(seen.match, seen.received.agency, owner))
        self.column.addWidget(self.says)
        if not owner and seen.line.counts:
            self.column.addWidget(label(COUNTS_ALL_THE_SAME, Kind.QUIET))
        choices = {"": "Choose an agency", _NOBODY: "None of the agencies on the list"}
        name = short_line(seen.received.agency)
        if not owner:
            choices[_NEW] = f"Put “{name}” on the list: it is theirs"
        choices |= {one.id: short_line(one.name) for one in seen.agencies}
        self.agency = ListField(choices)
        self.agency.setSizeAdjustPolicy(ListField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agency.setMinimumContentsLength(20)
        self.agency.show_value(next((one.id for one in seen.agencies if one.name == seen.match.nearest), ""))
        self._row = FormRow(theme, "Choose another agency" if owner else "Choose the agency", self.agency)
        self.column.addWidget(self._row)
        row = WrappingRow(theme.pixels(12))
        self.choose = button("Keep this choice", name="Keep this choice of whose return it is")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.choose)
        if seen.match.basis is MatchBasis.CHOSEN:
            self.undo = button("Let the program decide again", "link")
            self.undo.clicked.connect(self.undone)
            row.addWidget(self.undo)
        self.column.addLayout(row)

    def _choose(self) -> None:
        code = self.agency.value()
        if code == _NEW:
            self.listing_wanted.emit()
        elif code:
            self.chosen.emit("" if code == _NOBODY else code)
        else:
            self._row.ask_again("Choose an agency from the list")

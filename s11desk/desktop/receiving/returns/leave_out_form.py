"""The form that decides that a return does not count, with the reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.returns.request_draft import RequestDraft
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.receiving.count_effects import CountEffect
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import MESSAGE_LIMIT
from s11desk.wording.desk.count_effect_words import neither_choice, then_sentence

_ABOUT = "It stays here, and is in no number and no table. The agency is not told."
_EMPTY = "Write why it does not count"


class LeaveOutForm(Card):
    """``entered``: the reason. ``cancelled``: not now. ``changed``: something else is typed.

    ``draft``: what is typed.

    ``effect``: what it does to the other returns of the audit. ``reference``: of the return.
    ``neither``: the choice to leave those out too that would count then; None if there is none.
    """

    entered = Signal(str)
    cancelled = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, draft: RequestDraft, effect: CountEffect, reference: str) -> None:
        super().__init__(theme, heading="Do not count it", kind=Kind.HEADING, spacing=10)
        self._draft = draft
        self.column.addWidget(label(_ABOUT))
        self.neither: CheckCard | None = None
        then = then_sentence(effect, reference)
        if then:
            self.column.addWidget(label(then, Kind.STRONG))
        if effect.in_turn:
            self.neither = CheckCard(theme, CardOption("neither", *neither_choice(effect, reference)))
            self.neither.setChecked(draft.leaves_none)
            self.neither.toggled.connect(partial(setattr, draft, "leaves_none"))
            self.neither.toggled.connect(lambda _: self.changed.emit())
            self.column.addWidget(self.neither)
        self.why = TextField(theme, lines=2, limit=MESSAGE_LIMIT)
        self.why.show_value(draft.why)
        self.why.typed.connect(self._keep)
        self._row = FormRow(theme, "Why does it not count?", self.why)
        self.column.addWidget(self._row)
        row = WrappingRow(theme.pixels(12))
        self.leave_out = button("Do not count it", "primary")
        self.leave_out.clicked.connect(self._enter)
        self.cancel = button("Cancel", "link", name="Cancel, leave it as it is")
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self.leave_out)
        row.addWidget(self.cancel)
        self.column.addLayout(row)

    def _keep(self) -> None:
        self._draft.why = self.why.value()
        self._row.show_problem("")
        self.changed.emit()

    def _enter(self) -> None:
        if not is_blank_text(self._draft.why):
            self.entered.emit(self._draft.why)
        else:
            self._row.ask_again(_EMPTY)

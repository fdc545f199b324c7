"""The row that asks for the officer's name, which decisions, letters, receipts and reminders show."""

from __future__ import annotations

from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.text.text_limits import NAME_LIMIT
from s11desk.domain.text.typed_text import typed_line

_HINT = "Decisions, letters and receipts show it."
_ASKED = f"{_HINT} You are asked once. You can change it on the page “Look after”."
_EMPTY = "Write your name. Each decision is kept with the name of the person who made it"


class OfficerNameRow(FormRow):
    """``name``: what the field has at first, such as the name in the signature.

    ``asks``: it is above the first decision, and says where the name can be changed later. The name is then kept as
    soon as it is typed, so that no other page asks for it again.
    """

    def __init__(self, theme: Theme, desk: OpenDesk, name: str, *, asks: bool = True) -> None:
        self.field = LineField(NAME_LIMIT)
        self.field.setObjectName("officer-name")
        self.field.show_value(name)
        super().__init__(theme, "Your name", self.field, hint=_ASKED if asks else _HINT)
        self.field.typed.connect(lambda: self.show_problem(""))
        if asks:
            self.field.editingFinished.connect(lambda: desk.keep_officer(self.name()))

    def name(self) -> str:
        """The name as it is to be kept; empty if none is typed."""
        return typed_line(self.field.text())

    def require_name(self) -> bool:
        """Whether a name is typed. If not, the row says so and takes the keyboard."""
        if self.name():
            return True
        self.ask_again(_EMPTY)
        return False

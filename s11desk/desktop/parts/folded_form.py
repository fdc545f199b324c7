"""A form that stays hidden until a button asks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.parts.half_typed import Foldable
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button
from s11desk.override import override


class FoldedForm(Foldable):
    """Either the button that asks for the form is shown, or the form with its own two buttons.

    A class that inherits fills ``form``, gives the field that takes the keyboard, and calls :meth:`add_buttons` last.
    """

    ask: QPushButton
    form: QVBoxLayout
    first: QWidget

    def begin(self, services: Services, layout: QVBoxLayout, ask: QPushButton, row: QWidget | None = None) -> None:
        """Put the button and the hidden form into ``layout``. ``row``: the widget that contains ``ask``, if any."""
        self.ask = ask
        self._services_of_form = services
        self._folded = row or ask
        self._form_widget = QWidget()
        self.form = QVBoxLayout(self._form_widget)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(services.theme.pixels(10))
        ask.clicked.connect(self.open_form)
        if row is None:
            layout.addWidget(ask, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            layout.addWidget(row)
        self._form_widget.hide()
        layout.addWidget(self._form_widget)

    def add_buttons(self, primary: QPushButton, cancel_text: str) -> None:
        """Add the two buttons below the fields. Enter in a line of text does what the first one does."""
        row = WrappingRow(self._services_of_form.theme.pixels(12))
        cancel = button(cancel_text, "link")
        cancel.clicked.connect(self.fold)
        row.addWidget(primary)
        row.addWidget(cancel)
        self.form.addLayout(row)
        for line in self._form_widget.findChildren(QLineEdit):
            line.returnPressed.connect(primary.click)

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return not self._form_widget.isHidden()

    @override
    def unfold(self) -> None:
        self._form_widget.show()
        self._folded.hide()

    def open_form(self) -> None:
        """Show the form, and give it the keyboard."""
        self.unfold()
        self.first.setFocus()

    def fold(self) -> None:
        """Hide the form, and give the keyboard back to the button."""
        self._form_widget.hide()
        self._folded.show()
        self.ask.setFocus()

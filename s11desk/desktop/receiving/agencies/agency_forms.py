"""The forms in which an officer gives an agency more time, or says that it is not expected any more."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal

from s11desk.desktop.inputs.fields import DateField, LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.folded_form import FoldedForm
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import NAME_LIMIT
from s11desk.domain.topics.topic import Detail
from s11desk.wording.returns.contact_words import detail_problem

_MISSING = "Enter a full date, like 31 January 2027"


class ExtendForm(FoldedForm):
    """``day_given`` carries the new last day."""

    day_given = Signal(object)

    def __init__(self, services: Services, extended: dt.date | None) -> None:
        super().__init__()
        self.begin(services, column(self, services.theme, spacing=8), button("Give it more &time…"))
        self.day = DateField(services.theme)
        self.day.line.setObjectName("extended-until")
        self.day.show_value(extended)
        self.first = self.day.line
        self._row = FormRow(services.theme, "New last day", self.day, hint="For example 31 January 2027.")
        self.form.addWidget(self._row)
        self.give = button("Give this time", "primary")
        self.give.clicked.connect(self._give)
        self.add_buttons(self.give, "Not now")

    def _give(self) -> None:
        chosen = day_or_problem(self.day, self._row)
        if chosen is not None:
            self.fold()  # it is done with: the page is built again without it
            self.day_given.emit(chosen)


class ContactForm(FoldedForm):
    """``contact_given`` carries the contact and the e-mail address."""

    contact_given = Signal(str, str)

    def __init__(self, services: Services, contact: str, email: str) -> None:
        super().__init__()
        words = "Change the contact or the e-&mail…" if email else "Add an e-&mail address…"
        self.begin(services, column(self, services.theme, spacing=8), button(words))
        self.contact, self.email = LineField(NAME_LIMIT), LineField(NAME_LIMIT)
        self.contact.setObjectName("agency-contact")
        self.contact.setText(contact)
        self.email.setObjectName("agency-email")
        self.email.setText(email)
        self.first = self.contact if email else self.email
        self._row = FormRow(services.theme, "E-mail", self.email, hint="Where reminders go.")
        self.form.addWidget(FormRow(services.theme, "Contact", self.contact, hint="Who reminders speak to."))
        self.form.addWidget(self._row)
        self.keep = button("Keep this", "primary")
        self.keep.clicked.connect(self._keep)
        self.add_buttons(self.keep, "Not now")

    def _keep(self) -> None:
        email = self.email.text().strip()
        problem = detail_problem(Detail.EMAIL, email)
        self._row.show_problem(problem)
        if problem:
            self.email.setFocus()
        else:
            self.fold()
            self.contact_given.emit(self.contact.text().strip(), email)


class CloseForm(FoldedForm):
    """``closing_wanted`` carries the day from which the agency is not expected any more, and why."""

    closing_wanted = Signal(object, str)

    def __init__(self, services: Services, today: dt.date) -> None:
        super().__init__()
        self.begin(services, column(self, services.theme, spacing=8), button("Do not e&xpect it any more…"))
        self.day = DateField(services.theme)
        self.day.line.setObjectName("closed-from")
        self.day.show_value(today)
        self.first = self.day.line
        self._row = FormRow(services.theme, "Not expected any more from", self.day)
        self.form.addWidget(self._row)
        self.why = LineField(NAME_LIMIT)
        self.why.setObjectName("closed-why")
        self._why_row = FormRow(services.theme, "Why?", self.why, hint="For example: it closed in May.")
        self.form.addWidget(self._why_row)
        self.close_it = button("Do not expect it from that day", "primary")
        self.close_it.clicked.connect(self._close)
        self.add_buttons(self.close_it, "Not now")

    def _close(self) -> None:
        chosen, why = day_or_problem(self.day, self._row), self.why.text().strip()
        self._why_row.show_problem("" if not is_blank_text(why) else "Say why it is not expected any more")
        if chosen is None:
            return
        if is_blank_text(why):
            self.why.setFocus()
            return
        self.fold()
        self.closing_wanted.emit(chosen, why)


def day_or_problem(field: DateField, row: FormRow) -> dt.date | None:
    """The day that was typed. None if there is none, or none that anybody means; then the row says so."""
    chosen = field.value()
    problem = field.mistake() or ("" if chosen is not None else _MISSING)
    row.show_problem(problem)
    if problem:
        field.setFocus()
        return None
    return chosen

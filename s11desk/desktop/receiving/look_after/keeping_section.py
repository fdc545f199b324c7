"""For how long returns are kept, and the returns on hold, which nobody deletes by mistake."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.inputs.fields import DateField, LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.domain.receiving.desk_values import RetentionClass, RetentionRule
from s11desk.domain.receiving.retention import MOST_MONTHS
from s11desk.wording.dates import day
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.keeping.desk_care import DeskCare
    from s11desk.domain.receiving.desk_values import ReceivedReturn

_ABOUT = (
    "A return is kept for as many months as you type here, from the day on which you take it in. After that it is "
    "listed under “Keep and delete”. Nothing is deleted by itself. What you change here is for returns that you take "
    "in from now on."
)
_CLASSES = {
    RetentionClass.BUNDLE: "Months to keep a return without files of evidence",
    RetentionClass.EVIDENCE: "Months to keep a return with files of evidence",
}
_HINT = "For example 72, which is six years. Leave it empty to keep them without an end."
_NO_NUMBER = f"Type a whole number from 1 to {MOST_MONTHS}, or leave it empty."
_DAY_HINT = "For example 31 August 2032. Leave it empty to keep it without an end."
_HOLD = "A return on hold cannot be deleted, even if its time is over, until you take the hold off."
_NO_REFERENCE = "Type the reference of the return. It is on the page “Returns”."
_NO_REASON = "Say why in a few words, such as: It is part of a review."


class KeepingSection(QWidget):
    """``rules_wanted`` carries a tuple of :class:`RetentionRule`. ``hold_wanted``: the reference of a return, and why.

    ``release_wanted``: the SHA-256 of a return. ``until_wanted``: the reference of a return, and its day or None.
    """

    rules_wanted = Signal(object)
    hold_wanted = Signal(str, str)
    release_wanted = Signal(str)
    until_wanted = Signal(str, object)

    def __init__(self, services: Services, seen: DeskCare) -> None:
        super().__init__()
        self._theme = services.theme
        self._layout = column(self, self._theme, spacing=8)
        self.heading = label("How long returns are kept", Kind.HEADING)
        self._layout.addWidget(self.heading)
        self._layout.addWidget(label(_ABOUT))
        self.months: dict[RetentionClass, LineField] = {}
        self._rows: dict[RetentionClass, FormRow] = {}
        known = {rule.kind: str(rule.months) for rule in seen.rules}
        for kind, text in _CLASSES.items():
            self.months[kind], self._rows[kind] = self._row(f"keep-{kind.value}", text, _HINT)
            self.months[kind].show_value(known.get(kind, ""))
        self.save = self._button("Save these months", self._save)
        enter_presses(self.save, *self.months.values())
        self._add_until()
        self._layout.addSpacing(self._theme.pixels(12))
        self.hold_heading = label("Returns on hold", Kind.HEADING)
        self._layout.addWidget(self.hold_heading)
        self._layout.addWidget(label(_HOLD))
        self._add_held(seen.held)
        self.reference, self._which = self._row("hold-reference", "Reference of the return to hold")
        self.reason, self._why = self._row("hold-reason", "Why it must be kept")
        self.hold = self._button("Put it on hold", self._hold)
        enter_presses(self.hold, self.reference, self.reason)

    def _add_until(self) -> None:
        self._layout.addSpacing(self._theme.pixels(12))
        self.until_heading = label("Keep one return for another time", Kind.HEADING)
        self._layout.addWidget(self.until_heading)
        self.until_reference, self._until_which = self._row("until-reference", "Reference of this return")
        self.until = DateField(self._theme)
        self.until.line.setObjectName("until-day")
        self._until_day = FormRow(self._theme, "Keep it until", self.until, hint=_DAY_HINT)
        self.until.typed.connect(partial(self._until_day.show_problem, ""))
        self._layout.addWidget(self._until_day)
        self.keep_until = self._button("Keep it until then", self._keep_until)
        enter_presses(self.keep_until, self.until_reference, self.until)

    def _keep_until(self) -> None:
        which, problem = self.until_reference.text().strip(), self.until.mistake()
        if not which:
            self._until_which.ask_again(_NO_REFERENCE)
        elif problem:
            self._until_day.ask_again(problem)
        else:
            self.until_wanted.emit(which, self.until.value())

    def _row(self, name: str, text: str, hint: str = "") -> tuple[LineField, FormRow]:
        field = LineField()
        field.setObjectName(name)
        field.setMaximumWidth(self._theme.pixels(460))
        row = FormRow(self._theme, text, field, hint=hint)
        field.typed.connect(partial(row.show_problem, ""))
        self._layout.addWidget(row)
        return field, row

    def _button(self, text: str, then: Callable[[], None]) -> QPushButton:
        made = button(text)
        made.clicked.connect(then)
        self._layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _add_held(self, held: tuple[ReceivedReturn, ...]) -> None:
        if not held:
            self._layout.addWidget(label("No return is on hold."))
            return
        owner = QWidget()
        self._layout.addWidget(owner)
        makers = [partial(self._held, one) for one in held]
        add_first_few(column(owner, self._theme, spacing=4), makers, "returns")

    def _held(self, one: ReceivedReturn) -> QWidget:
        whole = QWidget()
        row = column(whole, self._theme, spacing=2)
        last = f" The time to keep it ends on {day(one.kept_until)}." if one.kept_until is not None else ""
        text = f"{short_line(one.agency)}, {one.facts.reference}: {one.hold.removesuffix('.')}.{last}"
        row.addWidget(label(breakable(one_line(text))))
        release = button("Take the hold off", "link", name=f"Take the hold off {one.agency}, {one.facts.reference}")
        release.setObjectName("release-return")
        release.clicked.connect(lambda: self.release_wanted.emit(one.sha256))
        row.addWidget(release, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _save(self) -> None:
        rules, wrong = [], []
        for kind, field in self.months.items():
            typed = field.text().strip()
            if typed and not _is_months(typed):
                self._rows[kind].show_problem(_NO_NUMBER)
                wrong.append(field)
            elif typed:
                rules.append(RetentionRule(kind, int(typed)))
        if wrong:
            wrong[0].setFocus()
        else:
            self.rules_wanted.emit(tuple(rules))

    def _hold(self) -> None:
        which, why = self.reference.text().strip(), self.reason.text().strip()
        if not which:
            self._which.ask_again(_NO_REFERENCE)
        elif not why:
            self._why.ask_again(_NO_REASON)
        else:
            self.hold_wanted.emit(which, why)


def _is_months(typed: str) -> bool:
    return (
        typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_MONTHS)) and 1 <= int(typed) <= MOST_MONTHS
    )

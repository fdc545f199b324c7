"""Returns whose time to be kept is over, deleting by reference, the record of deletions, and a copy for an agency."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.inputs.enter_key import enter_goes_to, enter_presses
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, breakable, button, label
from s11desk.wording.dates import day, local_moment
from s11desk.wording.plain_text import one_line, short_line

if TYPE_CHECKING:
    from s11desk.app.receiving.keeping.desk_care import DeskCare
    from s11desk.domain.receiving.desk_values import Erasure, ReceivedReturn

_ABOUT = (
    "Deleting takes a return out of the list, the search, the stored files and every backup that can be reached. We "
    "keep a record that it was deleted, and nothing that was in it. If you made tables or copies elsewhere, delete "
    "those yourself."
)
_NOTHING_DUE = "No return is past the time to keep it."
_NO_REFERENCE = (
    "Type the reference of the return. It is on the page “Returns” and on the return itself. For a file without a "
    "return, type its name."
)
_NO_REASON = "Say why in a few words that name nobody, such as: Kept for six years."
_REASON_HINT = "Words that name nobody. They stay in the record."
_COPY = (
    "Does somebody ask what you have about an agency? This copies its returns, your replies and what was decided into "
    "one new folder."
)
_NO_RETURN = "A file without a return"
_NO_AGENCY = "Type the name of the agency, as it is on your list or on its return."


class DeletionSection(QWidget):
    """``delete_wanted``: delete the return with this reference or SHA-256, for this reason.

    ``copy_wanted``: copy everything of the agency with this name.
    """

    delete_wanted = Signal(str, str)
    copy_wanted = Signal(str)

    def __init__(self, services: Services, seen: DeskCare) -> None:
        super().__init__()
        self._theme = services.theme
        layout = self._layout = column(self, self._theme, spacing=8)
        self.heading = label("Keep and delete", Kind.HEADING)
        layout.addWidget(self.heading)
        layout.addWidget(label(_ABOUT))
        self._add_list([partial(self._due, one) for one in seen.past], "returns", _NOTHING_DUE)
        self._add_form(layout)
        if seen.erasures:
            layout.addWidget(label("Deleted so far", Kind.STRONG))
            self._add_list([partial(_erased, one) for one in seen.erasures], "deletions", "")
        self._add_copy(layout)

    def _add_form(self, layout: QVBoxLayout) -> None:
        self.reference, self.reason = LineField(), LineField()
        self.reference.setObjectName("delete-reference")
        self.reason.setObjectName("delete-reason")
        self._which = FormRow(self._theme, "Reference of the return, or name of a file without one", self.reference)
        self._why = FormRow(self._theme, "Why it is deleted", self.reason, hint=_REASON_HINT)
        for field, row in ((self.reference, self._which), (self.reason, self._why)):
            field.setMaximumWidth(self._theme.pixels(460))
            field.typed.connect(partial(row.show_problem, ""))
            layout.addWidget(row)
        self.delete = button("Delete it…")
        self.delete.clicked.connect(self._ask_by_reference)
        enter_goes_to(self.delete, self.reference, self.reason)
        layout.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_copy(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(self._theme.pixels(12))
        self.copy_heading = label("A copy of everything of one agency", Kind.HEADING)
        layout.addWidget(self.copy_heading)
        layout.addWidget(label(_COPY))
        self.agency = LineField()
        self.agency.setObjectName("copy-agency")
        self.agency.setMaximumWidth(self._theme.pixels(460))
        self._whose = FormRow(self._theme, "Name of the agency", self.agency)
        self.agency.typed.connect(partial(self._whose.show_problem, ""))
        layout.addWidget(self._whose)
        self.copy = button("Copy everything…")
        self.copy.clicked.connect(self._ask_for_copy)
        enter_presses(self.copy, self.agency)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_by_reference(self) -> None:
        which, why = self.reference.text().strip(), self.reason.text().strip()
        if not which:
            self._which.ask_again(_NO_REFERENCE)
        elif not why:
            self._why.ask_again(_NO_REASON)
        else:
            self.delete_wanted.emit(which, why)

    def _ask_for_copy(self) -> None:
        name = self.agency.text().strip()
        if name:
            self.copy_wanted.emit(name)
        else:
            self._whose.ask_again(_NO_AGENCY)

    def _add_list(self, makers: list[partial[QWidget]], what: str, if_none: str) -> None:
        if not makers:
            self._layout.addWidget(label(if_none))
            return
        owner = QWidget()
        self._layout.addWidget(owner)
        add_first_few(column(owner, self._theme, spacing=4), makers, what)

    def _due(self, one: ReceivedReturn) -> QWidget:
        whole = QWidget()
        row = column(whole, self._theme, spacing=2)
        last = day(one.kept_until) if one.kept_until is not None else ""
        rule = f", {one_line(one.retention)}" if one.retention else ""
        row.addWidget(label(f"{short_line(one.agency)}, {one.facts.reference}: kept until {last}{rule}"))
        delete = button("Delete…", "link", name=f"Delete the return of {one.agency}, {one.facts.reference}")
        delete.setObjectName("delete-due")
        why = f"The time to keep it ended on {last}.{f' {one.retention}' if one.retention else ''}"
        delete.clicked.connect(lambda: self.delete_wanted.emit(one.sha256, why))
        row.addWidget(delete, 0, Qt.AlignmentFlag.AlignLeft)
        return whole


def _erased(one: Erasure) -> QWidget:
    what = one.reference or _NO_RETURN
    return label(breakable(one_line(f"{what}: {local_moment(one.at)}, {one.who}. {one.rule}")), Kind.SMALL)

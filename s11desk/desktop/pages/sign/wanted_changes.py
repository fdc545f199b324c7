"""What came back from the person who approves a return: the approved file, or what has to change first.

What has to change is shown with the return, and noted from their e-mail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk import app
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.messages.sending_words import NOTE_CHANGES, NOTED_CHANGES, OPEN_SIGNED, make_next_line
from s11desk.desktop.pages.question_links import QuestionLinks
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.folded_form import FoldedForm
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import TURNS, bring_into_sight
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.domain.returns.wanted_words import words_by_question
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.errors import S11Error
from s11desk.wording.dates import local_moment
from s11desk.wording.plain_text import shown_text

if TYPE_CHECKING:
    from s11desk.app.returns.mailing.mail import Prepared
    from s11desk.domain.returns.return_changes import ReturnChanges
    from s11desk.domain.topics.topic import Topic

_SIGNED_TYPES = ("zip", "s11")

_HINT = "Copy it from their e-mail. It stays on this computer. It is not in your return."
_MISSING = "Enter what has to change"


class WantedWords(Card):
    """What is asked for; hidden if nothing is, or while the page does not want it.

    ``found`` is emitted when there is something, ``wanted`` with the step of a question that has to change.
    """

    found = Signal()
    wanted = Signal(object)

    def __init__(self, services: Services, topic: Topic, audit_id: str, reference: str) -> None:
        number = reference.rpartition("-")[2]
        self._title = f"Changes to return {number if number.isdecimal() else reference} are asked for"
        super().__init__(services.theme, "panel", self._title, spacing=6)
        self._is_wanted, self._has_words = True, False
        self._questions: tuple[str, ...] = ()
        self._changes: ReturnChanges | None = None
        self._topic = topic
        self.then = make_next_line(int(number) if number.isdecimal() else 0, "on this page")
        self.links = QuestionLinks(services.theme, self.wanted.emit)
        self.asked = label("")
        self.when = label("", Kind.SMALL)
        self._next = label(self.then, Kind.STRONG)
        for part in (self.asked, self.links, self._next, self.when):
            self.column.addWidget(part)
        self.hide()
        services.jobs.look_up(
            self,
            lambda workspace, _: app.find_wanted_changes(workspace, audit_id, reference),
            self.show_words,
            lambda _: None,
        )

    @property
    def words(self) -> str:
        """What is asked for, for a screen reader; empty while nothing is shown."""
        return "" if self.isHidden() else spoken(self._title, self.asked.text())

    def show_changes(self, changes: ReturnChanges | None) -> None:
        """Say at each question whether it has changed since; None: that is not known."""
        self._changes = changes
        self._show_links()

    @property
    def is_answered(self) -> bool:
        """Whether every question that the words name has changed; False if they name none, or it is not known."""
        changes = self._changes
        return bool(self._questions) and changes is not None and all(map(changes.is_changed, self._questions))

    @property
    def is_open(self) -> bool:
        """Whether a question that the words name is known not to have changed."""
        changes = self._changes
        return changes is not None and not all(map(changes.is_changed, self._questions))

    def _show_links(self) -> None:
        self.links.show_links({one: self._link_text(one) for one in self._questions})
        self._next.setVisible(not self.is_answered)

    def _link_text(self, question: str) -> str:
        number, changes = self._topic.number_of(question), self._changes
        if changes is None or changes.is_none:
            return f"Go to question {number}"
        is_done = changes.is_changed(question)
        return f"Question {number}: changed" if is_done else f"Go to question {number}: not changed yet"

    def first_link(self) -> QWidget | None:
        """The link to the first question that has to change; None if the words name none."""
        return self.links.findChild(QPushButton)

    def set_wanted(self, *, is_wanted: bool) -> None:
        """Say whether the page wants it."""
        self._is_wanted = is_wanted
        self.setVisible(is_wanted and self._has_words)

    def show_words(self, wanted: Prepared | None) -> None:
        """Show what is asked for; None: nothing is."""
        self._has_words = wanted is not None
        if wanted is not None:
            self.asked.setText(f"“{shown_text(wanted.words)}”")
            self._questions = tuple(words_by_question(self._topic, wanted.words))
            self._show_links()
            self.when.setText(f"Noted {local_moment(wanted.at)}.")
        self.set_wanted(is_wanted=self._is_wanted)
        if self._has_words:
            self.found.emit()


class WantedChanges(FoldedForm):
    """What is asked for, if anything is, the button that opens the approved file, and a form to note changes.

    ``is_main``: the page waits for the approved file, so its button is the main one.
    """

    def __init__(
        self, services: Services, topic: Topic, audit_id: str, reference: str, *, is_main: bool = False
    ) -> None:
        super().__init__()
        self._services = services
        self._audit_id, self._reference = audit_id, reference
        layout = column(self, services.theme, spacing=8)
        self.card = WantedWords(services, topic, audit_id, reference)
        layout.addWidget(self.card)
        self.signed = button(OPEN_SIGNED, "primary" if is_main else "")
        self.signed.clicked.connect(self._open_signed)
        layout.addWidget(self.signed, 0, Qt.AlignmentFlag.AlignLeft)
        self.begin(services, layout, button(NOTE_CHANGES, "link"))
        self.first = self.words = TextField(services.theme, 3)
        self.words.setObjectName(NOTED_CHANGES)
        self._row = FormRow(services.theme, "What has to change?", self.words, hint=_HINT)
        self.form.addWidget(self._row)
        self.keep = button("Keep this note", "primary")
        self.keep.clicked.connect(self._keep)
        self.add_buttons(self.keep, "Not now")
        self.words.typed.connect(lambda: bring_into_sight(self.keep, 3 * TURNS))  # a pasted e-mail makes the box grow

    def _open_signed(self) -> None:
        for path in self._services.dialogs.files("Open the approved file", _SIGNED_TYPES, were_sent=True)[:1]:
            self._services.open_file(path)

    def _keep(self) -> None:
        words, audit_id, reference = self.words.value(), self._audit_id, self._reference
        if is_blank_text(words):
            self._row.ask_again(_MISSING)
            return
        self._row.show_problem("")
        self._services.jobs.submit(
            lambda workspace, _: app.record_wanted_changes(workspace, audit_id, reference, words),
            self._show_kept,
            self._refuse,
            listener=self,
        )

    def _refuse(self, error: S11Error) -> None:
        self._row.show_problem(message(error).whole)

    def _show_kept(self, wanted: Prepared) -> None:
        self.words.clear()
        self.fold()
        self.card.show_words(wanted)  # it may take the keyboard, so it comes last
        announce(self, spoken("Kept with this return", self.card.then))

"""Decide on a return: accept it, send it back, do not count it, or take the last decision back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.inputs.enter_key import enter_goes_to
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import show_whole
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.receiving.officer_name import OfficerNameRow
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.receiving.returns.leave_out_form import LeaveOutForm
from s11desk.desktop.receiving.returns.request_draft import RequestDraft
from s11desk.desktop.receiving.returns.request_form import RequestForm
from s11desk.desktop.receiving.set_up.signature_form import write_signed
from s11desk.desktop.saving.typing_pause import TypingPause
from s11desk.domain.receiving.desk_lines import LineState
from s11desk.domain.receiving.desk_values import ReviewReason, ReviewState
from s11desk.errors import S11Error
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.override import override
from s11desk.wording.desk.count_effect_words import now_sentence, then_sentence

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting
    from s11desk.app.receiving.returns.desk_return import ReturnSeen
    from s11desk.signing.signer import Signer

Result = TypeVar("Result")
Reasons = tuple[ReviewReason, ...]

_DECIDED = {LineState.ACCEPTED, LineState.TO_SEND_BACK, LineState.SENT_BACK, LineState.NOT_COUNTED}
_LEFT_OUT = "It does not count now"
_SENT = "To be sent back. The request for the agency is made: send it now"
_TO_SEND = "To be sent back. The agency does not know yet: make the request"


class DecisionPart(QWidget):
    """The buttons, or in their place the form that one of them opened.

    ``decided`` is called after each decision, ``next_one`` after one after which the person goes on.

    What is typed in a form is kept on this computer until the officer decides.

    ``name``: asks for the officer's name before their first decision; None once it is known.
    """

    def __init__(
        self,
        services: Services,
        desk: OpenDesk,
        seen: ReturnSeen,
        decided: Callable[[], None],
        next_one: Callable[[], None],
    ) -> None:
        super().__init__()
        self._services, self._desk, self._seen, self._decided = services, desk, seen, decided
        self._next_one = next_one
        self._sha256, state = seen.line.sha256, seen.line.state
        self._draft = desk.requests.setdefault(self._sha256, RequestDraft.of(seen.typed))
        self._typing = TypingPause(self, services.jobs, self._keep_typed)
        self._layout = column(self, services.theme, spacing=10)
        self._layout.addWidget(label("What do you decide?", Kind.HEADING))
        self.name = None if seen.officer else OfficerNameRow(services.theme, desk, seen.offered)
        if self.name is not None:
            self._layout.addWidget(self.name)
        self._ways, self._row = QWidget(), WrappingRow(services.theme.pixels(12))
        self._below = column(self._ways, services.theme, spacing=10)
        self._below.addLayout(self._row)
        self._layout.addWidget(self._ways)
        self._add_buttons(state)
        self._add_effects(state)
        self.form: RequestForm | LeaveOutForm | None = None
        if self._draft.is_open:
            self._show_request()
        elif self._draft.is_leaving_out:
            self._show_leave_out()

    def _add_buttons(self, state: LineState) -> None:
        self.accept = self._add("&Accept", self._accept, "" if state in _DECIDED else "primary")
        if self.name is not None:
            enter_goes_to(self.accept, self.name.field)
        self.accept_and_go = self._add("Accept and go to the next", self._accept_and_go)
        for way in (self.accept, self.accept_and_go):  # they stay, so that no other button is where they were
            way.setEnabled(state not in {LineState.ACCEPTED, LineState.REFUSED})
        self.send_back = self._add("&Send it back to be corrected…", self._open_request)
        if state is not LineState.NOT_COUNTED:
            self.leave_out = self._add("Do &not count it…", self._open_leave_out)
        if state in _DECIDED:
            self.undo = self._add("Take the last decision back", self._undo, "link")

    def _add_effects(self, state: LineState) -> None:
        """Say what the buttons do to other returns that decide at once; each of the forms says it itself."""
        ways = (
            (self.accept.isEnabled(), "Accept", ReviewState.ACCEPTED),
            (state in _DECIDED, "Take the last decision back", ReviewState.RECEIVED),
        )
        for is_offered, name, decided in ways:
            then = then_sentence(self._seen.effects[decided], self._seen.line.reference)
            if is_offered and then:
                self._below.addWidget(label(f"“{name}”: {then}", Kind.STRONG))

    def _add(self, text: str, then: Callable[[], None], look: str = "") -> QPushButton:
        made = button(text, look)
        made.clicked.connect(then)
        self._row.addWidget(made)
        return made

    def _accept(self) -> None:
        self._do(self._accept_it, "Accepted")

    def _accept_and_go(self) -> None:
        if self._is_named():
            self._desk.do(self.named(self._accept_it), lambda _: self._finish("Accepted", self._next_one))

    def _accept_it(self, sitting: DeskSitting) -> object:
        return sitting.work(lambda desk: desk_functions.accept_return(desk, self._sha256))

    def _undo(self) -> None:
        self._do(
            lambda sitting: sitting.work(lambda desk: desk_functions.undo_review(desk, self._sha256)),
            self._after("The decision is taken back", ReviewState.RECEIVED),
        )

    def named(self, action: Callable[[DeskSitting], Result]) -> Callable[[DeskSitting], Result]:
        """``action`` under the name that is typed, which is kept first. Without one, it is ``action`` itself."""
        name = self.name.name() if self.name is not None else ""

        def named(sitting: DeskSitting) -> Result:
            desk_functions.note_officer(sitting.officer.home, name)
            return action(sitting)

        return named if name else action

    def unnamed_field(self) -> QWidget | None:
        """The field for the officer's name, as long as it is asked for and empty."""
        return self.name.field if self.name is not None and not self.name.name() else None

    def _is_named(self) -> bool:
        return self.name is None or self.name.require_name()

    def _do(self, action: Callable[[DeskSitting], object], words: str) -> None:
        if self._is_named():
            self._desk.do(self.named(action), lambda _: self._finish(words))

    def _after(self, words: str, decided: ReviewState) -> str:
        """What is said aloud after a decision, with what counts in the place of this return."""
        now = now_sentence(self._seen.effects[decided].starts, self._seen.line.reference)
        return f"{words}. {now}" if now else words

    def _finish(self, words: str, then: Callable[[], None] | None = None) -> None:
        if shiboken6.isValid(self):
            self._typing.forget()
            announce(self, words)
        self._desk.forget_request(self._sha256)
        (then or self._decided)()

    def _open_request(self) -> None:
        self._draft.is_open, self._draft.is_leaving_out = True, False
        self._close_form()
        form = self._show_request()
        form.reasons[0].question.setFocus()
        show_whole(form)

    def _show_request(self) -> RequestForm:
        form = RequestForm(self._services, self._desk, self._seen, self._draft)
        form.entered.connect(self._send_back)
        form.cancelled.connect(self._cancel)
        self._show(form)
        return form

    def _open_leave_out(self) -> None:
        self._draft.is_open, self._draft.is_leaving_out = False, True
        self._close_form()
        form = self._show_leave_out()
        form.why.setFocus()
        show_whole(form)

    def _show_leave_out(self) -> LeaveOutForm:
        effect = self._seen.effects[ReviewState.NOT_COUNTED]
        form = LeaveOutForm(self._services.theme, self._draft, effect, self._seen.line.reference)
        form.entered.connect(self._leave_out)
        form.cancelled.connect(self._cancel)
        self._show(form)
        return form

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed when the person leaves the page."""
        self._typing.keep_typed()
        super().hideEvent(event)

    def _keep_typed(self) -> None:
        typed = self._draft.typed(self._sha256)
        self._services.jobs.submit(
            lambda workspace, _: desk_functions.keep_typed_request(workspace.home, typed), lambda _: None
        )

    def _show(self, form: RequestForm | LeaveOutForm) -> None:
        self.form = form
        form.changed.connect(self._typing.note_typed)
        self._ways.hide()  # the form takes their place, right below the officer's name
        self._layout.addWidget(form)
        form.show()

    def _close_form(self) -> None:
        if self.form is not None:
            self._layout.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _cancel(self) -> None:
        self._draft.is_open = self._draft.is_leaving_out = False
        self._ways.show()
        self.send_back.setFocus()
        self._close_form()

    def _leave_out(self, why: str) -> None:
        also = self._seen.effects[ReviewState.NOT_COUNTED].in_turn if self._draft.leaves_none else ()
        self._do(
            lambda sitting: sitting.work(lambda desk: desk_functions.leave_out(desk, self._sha256, why, also)),
            f"{_LEFT_OUT}. The earlier ones do not either" if also else self._after(_LEFT_OUT, ReviewState.NOT_COUNTED),
        )

    def _send_back(self, reasons: Reasons, due: dt.date | None, passphrase: str) -> None:
        """Send it back. With the signature, the request is made at once; without it, it is made later."""

        def send(sitting: DeskSitting) -> None:
            sitting.work(lambda desk: desk_functions.send_return_back(desk, self._sha256, reasons, due))

        named = self.named(send)

        def write(sitting: DeskSitting, signer: Signer) -> None:
            named(sitting)
            sitting.work(lambda desk: desk_functions.write_reply_to(desk, self._sha256, signer))

        def finish() -> None:
            self._desk.new_reply = self._sha256
            self._finish(self._after(_SENT, ReviewState.SENT_BACK))

        if not self._is_named():
            return
        if passphrase or self._desk.signer is not None:
            write_signed(self._desk, passphrase, write, finish, self._refuse)
        else:
            self._do(send, self._after(_TO_SEND, ReviewState.SENT_BACK))

    def _refuse(self, error: S11Error) -> None:
        form = self.form if shiboken6.isValid(self) else None
        is_passphrase = isinstance(error, PassphraseWrong | PassphraseMissing)
        if isinstance(form, RequestForm) and form.signature is not None and is_passphrase:
            form.signature.ask_again(message(error).whole)
        else:
            self._desk.jobs.failed.emit(error)
            self._decided()

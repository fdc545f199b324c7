"""One open draft: the state that was last read back from the disk, and the edits on their way there.

A page loads from here and hands its changes back; nothing else holds typed text. The draft has one save at a time, in
order. An edit that cannot be saved stays here, visibly, and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from s11desk import app
from s11desk.desktop.messages.errors.error_messages import Message, message
from s11desk.desktop.saving import edits
from s11desk.desktop.saving.edits import Caption, Conflict, Key, PendingEdit, Saved, SaveState, Value, key_of
from s11desk.desktop.saving.jobs import JobRunner, OnError, OnOk, OnProgress, Operation, Task
from s11desk.desktop.saving.shown_draft import ShownDraft
from s11desk.desktop.saving.waiting_edits import WaitingEdits
from s11desk.domain.audits.audit import Action, Answer, PrivateNote
from s11desk.errors import Cancelled, ErrorKind, S11Error, UserError
from s11desk.errors.answer_errors import ActionUnknown, ChangedElsewhere
from s11desk.errors.draft_errors import DraftsMoved
from s11desk.errors.evidence_errors import EvidenceUnknown

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft

TYPING_PAUSE = 600
"""Milliseconds without a key before what was typed is saved."""
RETRY_PAUSE = 5_000
"""Milliseconds until a save that failed is tried again."""


class OpenDraft(ShownDraft):
    """The draft as last read back, and the edits that wait to be saved.

    ``changed``: another state was read back. ``state_changed``: :attr:`state` is new. ``conflicted``: a
    :class:`Conflict` waits for :meth:`keep_mine` or :meth:`keep_other`. ``typed``: the number of edits by typing; 0
    after any other change.
    """

    changed = Signal()
    state_changed = Signal()
    conflicted = Signal(object)

    def __init__(self, jobs: JobRunner, draft: Draft, unparsed: Mapping[Key, str]) -> None:
        super().__init__(draft, unparsed)
        self._jobs = jobs
        self._waiting = WaitingEdits()
        self._in_flight: Key | None = None
        self._unsettled = False
        self._settle_wanted = False
        self._reason: Message | None = None
        self._is_moved = False
        self.typed = 0
        self._finish_callbacks: list[Callable[[bool], None]] = []
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._longest = QTimer(self, singleShot=True, interval=edits.MAX_WAIT)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_PAUSE)
        self._typing.timeout.connect(self._send_due)
        self._longest.timeout.connect(self._send_due)
        self._retry.timeout.connect(self._send_next)

    @property
    def state(self) -> SaveState:
        """Whether what was typed is saved, since when, and why not."""
        at = self._draft.audit.changed
        if self._reason is not None:
            return SaveState(Saved.NO, at, self._reason, may_reopen=self._is_moved)
        return SaveState(Saved.SAVING if self._waiting or self._in_flight else Saved.YES, at)

    @property
    def is_all_saved(self) -> bool:
        """Whether nothing that was typed waits to be saved."""
        return not self._waiting and self._in_flight is None

    def show_refusal(self, refusal: UserError) -> None:
        """Show from now on why nothing can be saved, until a save succeeds."""
        self._reason = message(refusal)
        self.state_changed.emit()

    def answer(self, question: str) -> Answer:
        """The answer as the page shows it: as typed, or otherwise as saved."""
        typed = self._waiting.value(Key(Answer, question))
        return typed if isinstance(typed, Answer) else self._draft.audit.answer(question)

    def action(self, action_id: str) -> Action | None:
        """The action as the page shows it: as typed, or otherwise as saved. None if there is none."""
        typed = self._waiting.value(Key(Action, action_id))
        return typed if isinstance(typed, Action) else edits.stored_action(self._draft.audit, action_id)

    def note(self, question: str) -> PrivateNote:
        """The private note beside a question, as typed or otherwise as saved."""
        typed = self._waiting.value(Key(PrivateNote, question))
        return typed if isinstance(typed, PrivateNote) else edits.stored_note(self._draft, question)

    def caption(self, evidence: str) -> Caption:
        """The caption of a file of evidence, as typed or otherwise as saved."""
        typed = self._waiting.value(Key(Caption, evidence))
        return typed if isinstance(typed, Caption) else edits.stored_caption(self._draft.audit, evidence)

    def is_pending(self, key: Key) -> bool:
        """Whether a newer version of this waits to be saved."""
        return key in self._waiting

    def edit(self, value: Value) -> None:
        """Take the value that a page shows now. A pause in typing saves it, or :data:`edits.MAX_WAIT`."""
        key = key_of(value)
        if not self._waiting.put(key, value, self._stored_value(key)):
            return
        self.typed += 1
        self._typing.start()
        if not self._longest.isActive():
            self._longest.start()
        self.state_changed.emit()

    def decide(self, value: Value) -> None:
        """Take a value as :meth:`edit` does, but save it at once, because a choice is complete."""
        self.edit(value)
        self.typed = 0
        self.flush()

    def flush(self) -> None:
        """Save the waiting edits and settle them: on leaving a field, a page or the program."""
        self._settle_wanted = True
        self._send_due()

    def finish(self, then: Callable[[bool], None]) -> None:
        """Flush, then call ``then`` with whether everything is on the disk."""
        self._finish_callbacks.append(then)
        self.flush()

    def perform(
        self,
        operation: Operation[Draft],
        *,
        on_ok: OnOk[Draft] | None = None,
        listener: QObject | None = None,
    ) -> None:
        """Run a use case that changes the draft, after the waiting edits; its result is read back like any save.

        ``listener`` as for :meth:`JobRunner.submit`; the draft is read back whether or not it is still there.
        """
        self.flush()
        self.typed = 0

        def received(draft: Draft) -> None:
            self._receive(draft)
            if on_ok is not None and _exists(listener):
                on_ok(self.draft)

        self._jobs.submit(operation, received, partial(self._refuse, None, listener))

    def perform_long(
        self,
        operation: Operation[Draft],
        *,
        on_ok: OnOk[Draft],
        on_error: OnError,
        on_progress: OnProgress,
        listener: QObject,
    ) -> Task:
        """As :meth:`perform`, for a use case that takes time. What a person types during it is saved during it.

        The draft that the long task returns can be older than such a save. So the worker that saves reads it again,
        even after a refusal, to keep the order of results.
        """
        self.flush()
        self.typed = 0
        audit_id = self._draft.audit.id
        refuse = partial(self._refuse, on_error, listener)

        def read(error: S11Error | None) -> None:
            def received(draft: Draft) -> None:
                self._receive(draft)
                if error is not None:
                    refuse(error)
                elif _exists(listener):
                    on_ok(self.draft)

            self._jobs.submit(
                lambda workspace, _: app.open_draft(workspace, audit_id), received, lambda late: refuse(error or late)
            )

        return self._jobs.submit_long(operation, lambda _: read(None), read, on_progress)

    def _refuse(self, on_error: OnError | None, listener: QObject | None, error: S11Error) -> None:
        if on_error is not None and _exists(listener):
            on_error(error)
        elif not isinstance(error, Cancelled):
            self._jobs.failed.emit(error)

    def look_again(self) -> None:
        """Read the draft again if another program may have changed it."""
        audit_id, revision = self._draft.audit.id, self._draft.audit.revision

        def received(draft: Draft) -> None:
            if draft.audit.revision != revision or draft.notes != self._draft.notes:
                self._receive(draft)

        self._jobs.submit(lambda workspace, _: app.open_draft(workspace, audit_id), received, self._not_read)

    def reopen(self) -> None:
        """Open the file with the audits that is there now, and save into it what is not saved yet."""

        def reopened(_: None) -> None:
            self._reason = None
            self.look_again()
            self._send_due()

        self._jobs.submit(lambda workspace, _: workspace.reopen(), reopened, self._not_read)

    def _not_read(self, error: S11Error) -> None:
        """Show in the state of saving that the file was moved; show any other error as usual."""
        if isinstance(error, DraftsMoved):
            self._note_trouble(error)
            self.state_changed.emit()
        else:
            self._jobs.failed.emit(error)

    def _note_trouble(self, error: S11Error) -> None:
        self._reason = message(error)
        self._is_moved = isinstance(error, DraftsMoved)

    def keep_undecided(self) -> None:
        """Keep what was typed in every conflict, because the program ends. The history has the other version."""
        for key in self._waiting.held:
            self.keep_mine(key)

    def keep_mine(self, key: Key) -> None:
        """Save what was typed over the version that is on the disk now."""
        self._waiting.release(key)
        typed = self._waiting.value(key)
        if typed is None:
            return
        stored = self._stored_value(key)
        if stored is None and isinstance(typed, Action):
            self._waiting.drop(key)
            new = msgspec.structs.replace(typed, id="")
            self.perform(edits.save_operation(self._draft.audit.id, new, None, settled=True))
            return
        self._waiting.rebase(key, stored)
        self.flush()

    def keep_other(self, key: Key) -> None:
        """Drop what was typed and show the version that is on the disk."""
        self._waiting.release(key)
        self._waiting.drop(key)
        self._reason = None
        self.changed.emit()
        self._send_next()

    def forget(self, key: Key) -> None:
        """Drop what was typed for ``key``, because it is about to be removed."""
        self._waiting.drop(key)
        self.unparsed.pop(key, None)

    def _send_due(self) -> None:
        """Save all that waits now, one after another, even if the person types on."""
        self._typing.stop()
        self._longest.stop()
        self._waiting.make_all_due()
        self._send_next()

    def _send_next(self) -> None:
        if self._in_flight is not None:
            return
        key = self._waiting.next_key()
        if key is not None:
            self._send(key)
        elif self._settle_wanted and self._unsettled and not self._waiting.held:
            self._settle()
        else:
            self._settle_wanted = self._settle_wanted and bool(self._waiting)
            self._call_finish_callbacks(all_saved=not self._waiting)
        self.state_changed.emit()

    def _send(self, key: Key) -> None:
        edit = self._waiting.begin(key)
        is_noted = key.kind in {Answer, Action}  # the others are not written in steps, so there is nothing to settle
        settled = is_noted and self._settle_wanted and len(self._waiting) == 1
        self._in_flight = key

        def done(draft: Draft) -> None:
            self._in_flight = None
            self._reason = None
            self._unsettled = not settled if is_noted else self._unsettled
            self._settle_wanted = self._settle_wanted and not settled
            self._on_saved(key, edit, draft)

        self._jobs.submit(
            edits.save_operation(self._draft.audit.id, edit.value, edit.base, settled=settled), done, self._on_failed
        )

    def _on_saved(self, key: Key, sent: PendingEdit, draft: Draft) -> None:
        """Take the draft that was read back, and send what comes next."""
        self._draft = draft
        self._waiting.end(key, sent, self._stored_value(key))
        self.changed.emit()
        self._waiting.forget_due()
        if self._typing.isActive() and not self._waiting.has_due:
            self.state_changed.emit()
        else:
            self._send_next()

    def _settle(self) -> None:
        self._settle_wanted = False
        self._unsettled = False
        audit_id = self._draft.audit.id
        self._jobs.submit(
            lambda workspace, _: app.settle_draft(workspace, audit_id),
            lambda _: self._send_next(),
            lambda _: self._send_next(),
        )

    def _on_failed(self, error: S11Error) -> None:
        key, self._in_flight = self._in_flight, None
        self._note_trouble(error)
        if key is not None and isinstance(error, EvidenceUnknown):
            self._waiting.drop(key)  # the file was removed elsewhere, and its caption with it
        if key is not None and isinstance(error, ChangedElsewhere | ActionUnknown):
            self._hold(key)
        elif key is not None:
            self._waiting.put_last(key)
        self.state_changed.emit()
        self._call_finish_callbacks(all_saved=False)
        if isinstance(error, UserError) and error.kind is ErrorKind.ENVIRONMENT:
            self._retry.start()
        elif self._waiting.has_due:
            self._send_next()

    def _hold(self, key: Key) -> None:
        """Save neither version over the other until the person has chosen."""
        self._waiting.hold(key)
        audit_id = self._draft.audit.id

        def received(draft: Draft) -> None:
            self._receive(draft)
            if key in self._waiting:
                self.conflicted.emit(Conflict(key, self._waiting[key].value, self._stored_value(key)))

        self._jobs.submit(lambda workspace, _: app.open_draft(workspace, audit_id), received)

    def _receive(self, draft: Draft) -> None:
        self._draft = draft
        self.changed.emit()
        self.state_changed.emit()

    def _call_finish_callbacks(self, *, all_saved: bool) -> None:
        callbacks, self._finish_callbacks = self._finish_callbacks, []
        for callback in callbacks:
            callback(all_saved)

    def _stored_value(self, key: Key) -> Value | None:
        return edits.stored_value(self._draft, key)


def _exists(listener: QObject | None) -> bool:
    return listener is None or shiboken6.isValid(listener)

"""Where an audit is: on the list or off it, in one file, on another computer, and taken in from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStatusBar

from s11desk import app
from s11desk.app.moves.home_format import ENDING as HOME_ENDING
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner, Operation
from s11desk.desktop.standalone.asking.ask_actions import AskActions
from s11desk.desktop.standalone.file_tasks import FileTasks, IncomingFile
from s11desk.desktop.standalone.moving.home_move_actions import HomeMoveActions
from s11desk.desktop.standalone.opening_rows import OpeningRows
from s11desk.desktop.standalone.received.reply_actions import ReplyActions
from s11desk.domain.keeping.moved_audit import MovePurpose, Relation
from s11desk.wording.keeping.move_sentences import FORK_WARNING

if TYPE_CHECKING:
    from s11desk.app.incoming import FileKind
    from s11desk.app.moves.take_in_draft import SeenDraftFile, TakenIn
    from s11desk.app.moves.write_draft_file import MoveChoice, MovedDraft
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.window_calls import WindowCalls

_TAKEN: dict[Relation, tuple[str, str]] = {
    Relation.NEW: ("The audit was taken in", "It is in the list of your audits. Go on with it here."),
    Relation.COPY: ("The audit was taken in", "It is in the list of your audits, as an audit of its own."),
    Relation.NEWER: ("The audit is up to date", "It has what was done elsewhere. Go on with it here."),
    Relation.SAME: ("The audit can be changed here", "Go on with it here, and not on the other computer."),
    Relation.FORKED: (
        "The audit was taken in beside the other",
        "Both are in the list of your audits. Compare them, and make the return from one of them.",
    ),
}


class MoveActions:
    """Runs each of these, and shows its pages. ``bar`` gives the foot of the window, ``dialogs`` its dialogs.

    ``asking``: the commands for questions to colleagues.
    """

    def __init__(
        self,
        jobs: JobRunner,
        bar: Callable[[], QStatusBar],
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        window: WindowCalls,
    ) -> None:
        opening = OpeningRows(jobs, bar)
        self._files = FileTasks(opening, page_stack)
        self._replies = ReplyActions(opening, dialogs, window.reload_home)
        self.asking = AskActions(self._files, page_stack, dialogs, window)
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._window = window
        self._everything = HomeMoveActions(self._files, jobs, page_stack, dialogs, window)

    def begin_all(self) -> None:
        """Show the page that puts everything into one file."""
        self._everything.begin()

    def take_all_back(self) -> None:
        """Let every audit that moved with everything else be changed here again, if the person agrees."""
        self._everything.take_back()

    def begin(self, open_draft: OpenDraft, purpose: MovePurpose) -> None:
        """Show the page that puts the open audit into a file, after everything typed is saved."""
        audit = open_draft.draft.audit

        def page_for(services: Services) -> standalone.MovePage:
            page = standalone.MovePage(services, purpose, audit.agency)
            page.saving_wanted.connect(lambda out, choice: self._write(page, audit.id, out, choice))
            return page

        open_draft.finish(lambda all_saved: self._page_stack.show(page_for) if all_saved else None)

    def open(self, path: Path, kind: FileKind, *, is_locked: bool) -> None:
        """Show what is in a file, or first ask for its passphrase."""
        if path.name.lower().endswith(HOME_ENDING):
            self._everything.open(path)
        elif kind is app.FileKind.QUESTIONS:
            self.asking.open_questions(path, is_locked=is_locked)
        elif kind is app.FileKind.REPLY:
            self._replies.take_in(path)
        elif kind is app.FileKind.ANSWERS:
            self.asking.open_answers(path, is_locked=is_locked)
        else:
            self._files.open(self._incoming(), path, is_locked=is_locked)

    def take_back(self, audit_id: str) -> None:
        """Let an audit be changed here again, if the person agrees."""
        headline = "Take this audit back?"
        if self._dialogs().confirm(headline, FORK_WARNING, yes="Take it back", no="Leave it as it is"):
            self._change(lambda workspace, _: app.take_audit_back(workspace, audit_id))

    def put_away(self, audit_id: str) -> None:
        """Take an audit off the list without deleting anything."""
        self._change(lambda workspace, _: app.archive_draft(workspace, audit_id))

    def bring_back(self, audit_id: str) -> None:
        """Put an audit on the list again."""
        self._change(lambda workspace, _: app.unarchive_draft(workspace, audit_id))

    def _change(self, operation: Operation[None]) -> None:
        self._jobs.submit(operation, lambda _: self._window.reload_home())

    def _write(self, page: standalone.MovePage, audit_id: str, out: Path, choice: MoveChoice) -> None:
        self._files.run(
            page,
            lambda workspace, task: app.write_draft_file(
                workspace, audit_id, out, choice, progress=task.progress, cancel=task.is_cancelled
            ),
            self._written,
            what="The file with your audit",
        )

    def _written(self, moved: MovedDraft) -> None:
        self._page_stack.leave_all()
        where = f"{moved.path.name} is in the folder {moved.path.parent}."
        if moved.purpose is MovePurpose.COPY:
            text = f"{where} Give it to your colleague. Your own audit stays as it is."
            self._dialogs().show_message("The copy is ready", text)
            return
        self._window.close_audit(self._window.reload_home)
        text = (
            f"{where} Open it on the other computer with s11desk, and go on there. Keep the file until you have seen "
            "your audit there. On this computer it can only be read now."
        )
        self._dialogs().show_message("The audit is ready to move", text)

    def _incoming(self) -> IncomingFile[SeenDraftFile]:
        return IncomingFile(app.look_into_draft_file, self._page_for, app.close_file, standalone.LockedKind.AUDIT)

    def _page_for(self, seen: SeenDraftFile) -> Callable[[Services], standalone.TakeInPage]:
        def make(services: Services) -> standalone.TakeInPage:
            page = standalone.TakeInPage(services, seen)
            page.taking_wanted.connect(lambda: self._window.close_audit(lambda: self._take_in(page, seen)))
            return page

        return make

    def _take_in(self, page: standalone.TakeInPage, seen: SeenDraftFile) -> None:
        self._files.run(
            page,
            lambda workspace, task: app.take_in(workspace, seen, progress=task.progress, cancel=task.is_cancelled),
            self._taken,
            what="The audit that you take in",
        )

    def _taken(self, taken: TakenIn) -> None:
        self._page_stack.leave_all()
        self._window.reload_home()
        self._dialogs().show_message(*_TAKEN[taken.relation])

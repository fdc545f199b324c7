"""Questions to colleagues in the window: chosen, opened, and answers taken in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.domain.asked_questions import Decided
from s11desk.errors import S11Error
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.asking.ask_questions import AskChoice, Asked
    from s11desk.app.asking.take_answers import AnswersTakenIn, SeenAnswers
    from s11desk.app.asking.take_questions import SeenQuestions
    from s11desk.app.home.workspace import Workspace
    from s11desk.desktop.saving.jobs import Task
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.copy_actions import WindowCalls
    from s11desk.desktop.standalone.opening_rows import OpeningRows
    from s11desk.desktop.standalone.page_stack import PageStack

_KEPT = " {count} of yours stayed as they were; the history of the audit has both."


class AskActions:
    """Runs each of these, and shows its pages. ``dialogs`` gives the dialogs of the window."""

    def __init__(
        self, opening: OpeningRows, page_stack: PageStack, dialogs: Callable[[], Dialogs], window: WindowCalls
    ) -> None:
        self._opening = opening
        self._jobs = opening.jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._window = window

    def ask(self, questions: Collection[str] = ()) -> None:
        """Show the page that asks questions of the open audit, after everything typed is saved.

        ``questions``: the ids of those that are ticked at first.
        """
        open_draft, state = self._window.open_draft(), standalone.AskState(set(questions))
        if open_draft is None:
            return

        def page_for(services: Services) -> standalone.AskPage:
            page = standalone.AskPage(services, open_draft.draft, state)
            page.saving_wanted.connect(lambda out, choice: self._ask(page, open_draft, out, choice))
            return page

        open_draft.finish(lambda all_saved: self._page_stack.show(page_for) if all_saved else None)

    def open_questions(self, path: Path, *, is_locked: bool) -> None:
        """Show what a colleague asks, or first ask for the passphrase of the file."""
        if is_locked:
            self._page_stack.show(lambda services: self._locked_page(services, path, self._unlock_questions))
        else:
            self._opening.submit_long(
                lambda workspace, task: _look_at_questions(workspace, path, "", task),
                lambda seen: self._page_stack.show(self._questions_page(seen), lambda: self._close_questions(seen)),
            )

    def open_answers(self, path: Path, *, is_locked: bool) -> None:
        """Show what a colleague answered, or first ask for the passphrase of the file."""
        if is_locked:
            self._page_stack.show(lambda services: self._locked_page(services, path, self._unlock_answers))
        else:
            self._window.close_audit(lambda: self._look_at_answers(path))

    def _look_at_answers(self, path: Path) -> None:
        """The audit that is open is closed first: what was typed in it counts too."""
        self._opening.submit_long(
            lambda workspace, task: _look_at_answers(workspace, path, "", task),
            lambda seen: self._page_stack.show(self._answers_page(seen), lambda: self._close_answers(seen)),
        )
        self._window.reload_home()

    def _ask(self, page: standalone.AskPage, open_draft: OpenDraft, out: Path, choice: AskChoice) -> None:
        audit = open_draft.draft.audit
        task = self._jobs.submit_long(
            lambda workspace, task: app.ask_questions(
                workspace, audit.id, out, choice, progress=task.progress, cancel=task.is_cancelled
            ),
            lambda asked: self._show_asked(open_draft, asked, choice.line),
            lambda error: self._refuse(page, error),
            page.progress.show_progress,
            what="The file with your questions",
        )
        page.follow(task)

    def _show_asked(self, open_draft: OpenDraft, asked: Asked, line: str) -> None:
        mail = app.questions_mail(asked, open_draft.draft.audit.agency, line)

        def page_for(services: Services) -> standalone.AskedPage:
            page = standalone.AskedPage(services, asked, mail)
            page.again_wanted.connect(self._ask_again)
            return page

        self._page_stack.replace(page_for)

    def _ask_again(self) -> None:
        self._page_stack.leave()
        self.ask()

    def _refuse(
        self, page: standalone.AskPage | standalone.QuestionsPage | standalone.AnswersPage, error: S11Error
    ) -> None:
        if self._page_stack.page is page:
            page.refuse(error)
        else:
            self._jobs.failed.emit(error)

    def _locked_page(
        self, services: Services, path: Path, unlock: Callable[[standalone.LockedPage, Path, str], None]
    ) -> standalone.LockedPage:
        page = standalone.LockedPage(services, path, what=standalone.LockedKind.PART)
        page.open_wanted.connect(lambda passphrase: unlock(page, path, passphrase))
        return page

    def _unlock_questions(self, page: standalone.LockedPage, path: Path, passphrase: str) -> None:
        self._opening.submit_long(
            lambda workspace, task: _look_at_questions(workspace, path, passphrase, task),
            lambda seen: self._page_stack.replace(self._questions_page(seen), lambda: self._close_questions(seen)),
            page.refuse,
            listener=page,
        )

    def _unlock_answers(self, page: standalone.LockedPage, path: Path, passphrase: str) -> None:
        self._opening.submit_long(
            lambda workspace, task: _look_at_answers(workspace, path, passphrase, task),
            lambda seen: self._page_stack.replace(self._answers_page(seen), lambda: self._close_answers(seen)),
            page.refuse,
            listener=page,
        )

    def _questions_page(self, seen: SeenQuestions) -> Callable[[Services], standalone.QuestionsPage]:
        def make(services: Services) -> standalone.QuestionsPage:
            page = standalone.QuestionsPage(services, seen)
            page.answering_wanted.connect(lambda: self._window.close_audit(lambda: self._begin(page, seen)))
            return page

        return make

    def _begin(self, page: standalone.QuestionsPage, seen: SeenQuestions) -> None:
        task = self._jobs.submit_long(
            lambda workspace, task: app.begin_answering(
                workspace, seen, progress=task.progress, cancel=task.is_cancelled
            ),
            self._open_begun,
            lambda error: self._refuse(page, error),
            page.progress.show_progress,
            what="The questions that you take in",
        )
        page.follow(task)

    def _open_begun(self, audit_id: str) -> None:
        self._page_stack.leave_all()
        self._window.open_audit(audit_id)

    def _answers_page(self, seen: SeenAnswers) -> Callable[[Services], standalone.AnswersPage]:
        state = standalone.TakingState({item.key: Decided.KEPT for item in seen.conflicts})

        def make(services: Services) -> standalone.AnswersPage:
            page = standalone.AnswersPage(services, seen, state)
            page.taking_wanted.connect(lambda: self._window.close_audit(lambda: self._take_in(page, seen, state)))
            page.opening_wanted.connect(lambda: self._open_begun(seen.draft.audit.id))
            return page

        return make

    def _take_in(self, page: standalone.AnswersPage, seen: SeenAnswers, state: standalone.TakingState) -> None:
        choice = app.TakingChoice(dict(state.choices), state.credits)
        task = self._jobs.submit_long(
            lambda workspace, task: app.take_answers(
                workspace, seen, choice, progress=task.progress, cancel=task.is_cancelled
            ),
            lambda taken: self._taken(seen, taken),
            lambda error: self._refuse(page, error),
            page.progress.show_progress,
            what="The answers that you take in",
        )
        page.follow(task)

    def _taken(self, seen: SeenAnswers, taken: AnswersTakenIn) -> None:
        self._page_stack.leave_all()
        self._window.open_audit(taken.draft.audit.id)
        kept = _KEPT.format(count=counted(taken.kept, "answer")) if taken.kept else ""
        text = f"{counted(taken.taken, 'change')} came into your audit.{kept} “Undo” takes them back one by one."
        self._dialogs().show_message(f"The answers of {short_line(seen.file.name)} are in your audit", text)

    def _close_questions(self, seen: SeenQuestions) -> None:
        """Erase the copy in the worker, which may still be reading it."""
        if seen.copy is not None:
            self._jobs.submit_long(lambda workspace, _: app.close_questions_file(workspace, seen), lambda _: None)

    def _close_answers(self, seen: SeenAnswers) -> None:
        if seen.copy is not None:
            self._jobs.submit_long(lambda workspace, _: app.close_answers_file(workspace, seen), lambda _: None)


def _look_at_questions(workspace: Workspace, path: Path, passphrase: str, task: Task) -> SeenQuestions:
    return app.look_into_questions(workspace, path, passphrase, progress=task.progress, cancel=task.is_cancelled)


def _look_at_answers(workspace: Workspace, path: Path, passphrase: str, task: Task) -> SeenAnswers:
    return app.look_into_answers(workspace, path, passphrase, progress=task.progress, cancel=task.is_cancelled)

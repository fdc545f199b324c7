"""Questions to colleagues in the window: chosen, opened, and answers taken in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop import standalone
from s11desk.desktop.parts.services import Services
from s11desk.desktop.standalone.file_tasks import FileTasks, IncomingFile
from s11desk.domain.asking.asked_questions import Decided
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.asking.ask_questions import AskChoice, Asked
    from s11desk.app.asking.take_answers import AnswersTakenIn, SeenAnswers
    from s11desk.app.asking.take_questions import SeenQuestions
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.window_calls import WindowCalls

_KEPT = " {count} of yours stayed as they were. The history of the audit has both."


class AskActions:
    """Runs each of these, and shows its pages. ``dialogs`` gives the dialogs of the window."""

    def __init__(
        self,
        files: FileTasks,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        window: WindowCalls,
    ) -> None:
        self._files = files
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
        look, close = app.look_into_questions, app.close_file
        kind = IncomingFile(look, self._questions_page, close, standalone.LockedKind.PART)
        self._files.open(kind, path, is_locked=is_locked)

    def open_answers(self, path: Path, *, is_locked: bool) -> None:
        """Show what a colleague answered, or first ask for the passphrase of the file."""
        look, close = app.look_into_answers, app.close_file
        kind = IncomingFile(look, self._answers_page, close, standalone.LockedKind.PART)

        def open_it() -> None:
            self._files.open(kind, path, is_locked=is_locked)
            self._window.reload_home()

        # the audit that is open is closed first: what was typed in it counts too
        self._window.close_audit(open_it)

    def _ask(self, page: standalone.AskPage, open_draft: OpenDraft, out: Path, choice: AskChoice) -> None:
        audit = open_draft.draft.audit
        self._files.run(
            page,
            lambda workspace, task: app.ask_questions(
                workspace, audit.id, out, choice, progress=task.progress, cancel=task.is_cancelled
            ),
            lambda asked: self._show_asked(open_draft, asked, choice.line),
            what="The file with your questions",
        )

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

    def _questions_page(self, seen: SeenQuestions) -> Callable[[Services], standalone.QuestionsPage]:
        def make(services: Services) -> standalone.QuestionsPage:
            page = standalone.QuestionsPage(services, seen)
            page.answering_wanted.connect(lambda: self._window.close_audit(lambda: self._begin(page, seen)))
            return page

        return make

    def _begin(self, page: standalone.QuestionsPage, seen: SeenQuestions) -> None:
        self._files.run(
            page,
            lambda workspace, task: app.begin_answering(
                workspace, seen, progress=task.progress, cancel=task.is_cancelled
            ),
            self._open_begun,
            what="The questions that you take in",
        )

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
        self._files.run(
            page,
            lambda workspace, task: app.take_answers(
                workspace, seen, choice, progress=task.progress, cancel=task.is_cancelled
            ),
            lambda taken: self._taken(seen, taken),
            what="The answers that you take in",
        )

    def _taken(self, seen: SeenAnswers, taken: AnswersTakenIn) -> None:
        self._page_stack.leave_all()
        self._window.open_audit(taken.draft.audit.id)
        kept = _KEPT.format(count=counted(taken.kept, "answer")) if taken.kept else ""
        text = f"{counted(taken.taken, 'change')} came into your audit.{kept} “Undo” takes them back one by one."
        self._dialogs().show_message(f"The answers of {short_line(seen.file.name)} are in your audit", text)

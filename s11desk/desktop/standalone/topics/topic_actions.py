"""What a partnership does with topics: begin one in Excel, save and sign one, take in and give out answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app.saved_names import stranger_name
from s11desk.desktop import standalone
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.wording.amounts import counted, first_few
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.audits.collected_answers import CollectedDraft, CollectedForm
    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import MakePage, PageStack
    from s11desk.domain.topics.topic import Topic
    from s11desk.signing.identity.identity_summary import IdentitySummary

WORKBOOK, PACK = ".xlsx", ".json"
_COLLECTED = ("csv", "json")
_RETURNS = ("zip",)
_SEND = "Send this file to your agencies. They open it with “Open a file you were sent…”."
_LEFT = "Not taken, because it fits no question or rule:"
_MAX_LEFT = 20
"""Values that were not taken in, which the message names."""


class TopicActions:
    """Asks for names of files and shows the pages. ``dialogs`` gives the dialogs of the window.

    ``reload_home``: there are new audits.
    """

    def __init__(
        self,
        clock: Clock,
        jobs: JobRunner,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        reload_home: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._reload_home = reload_home
        self._folder = documents_folder()

    def save_template(self) -> None:
        """Ask for a name, and save a workbook to begin a topic with."""
        out = self._ask("Save an empty workbook for a topic", "New topic.xlsx")
        if out is not None:
            now = self._clock()
            self._jobs.submit_long(
                lambda _workspace, _: app.write_topic_workbook(app.template_topic(), out, now, is_template=True),
                lambda _: self._show_saved(
                    "The workbook is saved",
                    out,
                    "Replace the example with your own questions. The sheet “explained” says what to write where. Then "
                    "open the workbook here.",
                ),
            )

    def save_workbook(self, topic: Topic) -> None:
        """Ask for a name, and save a topic as a workbook."""
        out = self._ask("Save the topic as a workbook", f"{topic.id}-{topic.version}{WORKBOOK}")
        if out is not None:
            now = self._clock()
            self._jobs.submit_long(
                lambda _workspace, _: app.write_topic_workbook(topic, out, now),
                lambda _: self._show_saved(
                    "The workbook is saved",
                    out,
                    "If agencies have the topic already, raise its version on the sheet “settings” by one.",
                ),
            )

    def save_pack(self, topic: Topic) -> None:
        """Ask for a name, and save a topic as one file to hand out."""
        out = self._ask("Save the topic pack", f"{topic.id}-{topic.version}{PACK}")
        if out is not None:
            self._jobs.submit_long(
                lambda _workspace, _: app.write_pack(topic, out),
                lambda _: self._show_saved("The topic pack is saved", out, f"{_SEND} It is not signed."),
            )

    def sign(self, topic: Topic) -> None:
        """Show the page that signs a topic pack."""
        self._show_signing(topic, "", self._page_stack.show)

    def take_in(self) -> None:
        """Ask for an export of ODK or Kobo, and show the page that takes its answers in."""
        for path in self._dialogs().files("Choose answers from ODK or Kobo", _COLLECTED, were_sent=True)[:1]:
            self._show_collected(path)

    def _show_collected(self, path: Path) -> None:
        self._jobs.submit_long(
            lambda workspace, _: app.find_collected(workspace, path),
            lambda forms: self._page_stack.show(lambda services: self._collected_page(services, path, forms)),
        )

    def save_submission(self, ending: str) -> None:
        """Ask for a return and a name, and save its answers as ODK (``.csv``) or Kobo (``.json``) export them."""
        for path in self._dialogs().files("Choose the return", _RETURNS, were_sent=True)[:1]:
            out = self._ask("Save the answers", stranger_name(path.stem, ending))
            if out is not None:
                self._write_submission(path, out)

    def _write_submission(self, path: Path, out: Path) -> None:
        stays = "Reasons, comments and files have no place in it: they stay in the return."
        self._jobs.submit_long(
            lambda workspace, _: _write_submission(workspace, path, out),
            lambda _: self._show_saved("The answers are saved", out, stays),
        )

    def _ask(self, headline: str, name: str) -> Path | None:
        """Ask for the name of a new file. The ending is added if the person left it out."""
        start = Path(name)
        out = self._dialogs().save_as(headline, start, may_replace=False)
        if out is None or out.suffix.lower() == start.suffix:
            return out
        return out.with_name(f"{out.name}{start.suffix}")

    def _show_saved(self, headline: str, out: Path, text: str) -> None:
        self._dialogs().show_message(headline, f"{out.name} is in the folder {out.parent}. {text}")

    def _show_signing(self, topic: Topic, typed: str, show: Callable[[MakePage], None]) -> None:
        def page_for(services: Services, identity: IdentitySummary | None) -> standalone.SignPackPage:
            page = standalone.SignPackPage(services, topic, identity, self._folder, self._show_signed)
            page.identity_made.connect(
                lambda passphrase: self._show_signing(topic, passphrase, self._page_stack.replace)
            )
            page.folder_chosen.connect(self._keep_folder)
            page.hand_over(typed)
            return page

        self._jobs.submit_long(
            lambda workspace, _: app.current_identity(workspace.home),
            lambda identity: show(lambda services: page_for(services, identity)),
        )

    def _keep_folder(self, folder: Path) -> None:
        self._folder = folder

    def _show_signed(self, out: Path) -> None:
        if isinstance(self._page_stack.page, standalone.SignPackPage):
            self._page_stack.leave()
        self._show_saved("The signed pack is saved", out, _SEND)

    def _collected_page(
        self, services: Services, path: Path, forms: tuple[CollectedForm, ...]
    ) -> standalone.CollectedPage:
        page = standalone.CollectedPage(services, path, forms)

        def take(form: CollectedForm, names: tuple[str, ...]) -> None:
            self._jobs.submit_long(
                lambda workspace, _: _take_in(workspace, form, names), self._show_taken, page.refuse, listener=page
            )

        page.taking_wanted.connect(take)
        return page

    def _show_taken(self, taken: tuple[CollectedDraft, ...]) -> None:
        self._page_stack.leave_all()
        self._reload_home()
        answers = counted(sum(len(one.draft.audit.answers) for one in taken), "answer")
        text = f"{answers} to be confirmed. {'It is' if len(taken) == 1 else 'They are'} in the list of your audits."
        left = [f"{short_line(value.name)}: {short_line(value.text)}" for one in taken for value in one.left]
        if left:
            shown, more = first_few(left, _MAX_LEFT)
            text = "\n".join((text, "", _LEFT, *shown, *([f"… and {more} more"] if more else [])))
        self._dialogs().show_message(f"{counted(len(taken), 'audit')} taken in", text)


def _take_in(workspace: Workspace, form: CollectedForm, names: tuple[str, ...]) -> tuple[CollectedDraft, ...]:
    named = zip(form.submissions, names, strict=False)
    return tuple(
        app.take_in_collected(workspace, form.topic, submission, name)
        for submission, name in named
        if not is_blank_text(name)
    )


def _write_submission(workspace: Workspace, path: Path, out: Path) -> None:
    verdict = app.verify_received_return(workspace.home, path)
    try:
        app.write_submission(verdict, out)
    finally:
        if verdict.copy is not None:
            app.remove_opened_copy(workspace.home, verdict.copy)

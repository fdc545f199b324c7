"""Opens the pages on which a partnership sets up its keys, and the pack that carries its address and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6

from s11desk import app
from s11desk.app import receiving as desk_functions
from s11desk.app.saved_names import free_path
from s11desk.desktop import receiving
from s11desk.desktop.parts.busy_button import end_work
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.receiving.look_after.care_state import CareSection
from s11desk.desktop.receiving.set_up.signature_form import keep_open
from s11desk.domain.audits.audit import Person
from s11desk.errors import S11Error

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.desk.desk_pack import PackAddress
    from s11desk.app.receiving.keeping.desk_care import DeskCare, SeenKey
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.receiving.open_desk import OpenDesk
    from s11desk.desktop.receiving.set_up.asked_topics_page import AskedTopicsPage
    from s11desk.desktop.receiving.set_up.desk_pack_page import DeskPackPage
    from s11desk.desktop.receiving.set_up.partnership_key_page import KeyKind, PartnershipKeyPage
    from s11desk.desktop.saving.jobs import JobRunner, Task
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.domain.topics.topic import Topic
    from s11desk.signing.identity.identity_summary import IdentityBackup

    AskedSeen = tuple[tuple[Topic, ...], tuple[Topic, ...]]
    """The topics to choose from, and those that the desk asks."""

_FILES = {"SIGNATURE": "partnership-signature.p12", "RECEIVING": "receiving-key.p12"}
_KEPT = "It was read back, and opens with the same passphrase. Keep it away from this computer."


class DeskKeyActions:
    """One for the window. ``sign_pack``: show the page that signs a topic pack."""

    def __init__(self, jobs: JobRunner, page_stack: PageStack, sign_pack: Callable[[Topic], None]) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._sign_pack = sign_pack

    def show(self, desk: OpenDesk, kind: KeyKind) -> None:
        """Show the page of one key."""

        def shown(seen: DeskCare) -> None:
            self._page_stack.show(lambda services: self._page(services, desk, kind, seen))

        desk.keep(lambda care: care.look(), shown)

    def show_pack(self, desk: OpenDesk) -> None:
        """Show the page that fills address and key into a topic, which is then signed."""

        def shown(found: tuple[tuple[Topic, ...], PackAddress]) -> None:
            self._page_stack.show(lambda services: self._pack_page(services, *found))

        self._jobs.submit_long(
            lambda workspace, _: (app.list_topics(workspace), desk_functions.pack_address(desk.home)), shown
        )

    def show_topics(self, desk: OpenDesk) -> None:
        """Show the page on which the person chooses what the desk asks."""

        def look(workspace: Workspace, _: Task) -> AskedSeen:
            asked, here = desk.care().look().asked, app.list_topics(workspace)
            return (*here, *(one for one in asked if one not in here)), asked

        def shown(seen: AskedSeen) -> None:
            self._page_stack.show(lambda services: self._topics_page(services, desk, *seen))

        self._jobs.submit_long(look, shown)

    def _topics_page(
        self, services: Services, desk: OpenDesk, topics: tuple[Topic, ...], asked: tuple[Topic, ...]
    ) -> AskedTopicsPage:
        page = receiving.AskedTopicsPage(services, topics, asked)
        page.chosen.connect(lambda chosen: self._ask(page, desk, chosen))
        return page

    def _ask(self, page: AskedTopicsPage, desk: OpenDesk, chosen: tuple[Topic, ...]) -> None:
        """Have the desk ask these topics. What is held is read again, which can take a while with many returns."""

        def operation(_: Workspace, task: Task) -> None:
            desk.care().ask_only(chosen, task.progress, task.is_cancelled)

        def done(_: None) -> None:
            state = desk.care_state
            state.done, state.at, state.is_new = "What this desk asks is saved.", CareSection.ASKED, True
            desk.changes += 1
            if self._page_stack.page is page:
                page.back.click()

        def refused(error: S11Error) -> None:
            if shiboken6.isValid(page):
                page.progress.follow(None)
                end_work(page.keep)
            self._jobs.failed.emit(error)

        def show(made: int, total: int) -> None:
            if shiboken6.isValid(page):
                page.progress.show_progress(made, total)

        page.progress.follow(self._jobs.submit_long(operation, done, refused, show, what="What the desk asks"))

    def _pack_page(self, services: Services, topics: tuple[Topic, ...], address: PackAddress) -> DeskPackPage:
        page = receiving.DeskPackPage(services, topics, address)
        page.signing_wanted.connect(self._sign_pack)
        return page

    def _page(
        self, services: Services, desk: OpenDesk, kind: KeyKind, seen: DeskCare, *, is_made: bool = False
    ) -> PartnershipKeyPage:
        is_signature = kind is receiving.KeyKind.SIGNATURE
        key, other = (seen.identity, seen.key) if is_signature else (seen.key, seen.identity)
        page = receiving.PartnershipKeyPage(
            services, kind, key, seen.partnership, _person(seen.officer, other), is_made=is_made
        )
        page.pack_wanted.connect(lambda: self.show_pack(desk))
        page.made.connect(lambda name: self._keep_open(page, desk, kind, "" if seen.officer else name))
        page.backup_wanted.connect(lambda: self._back_up(page, desk, kind))
        return page

    def _keep_open(self, page: PartnershipKeyPage, desk: OpenDesk, kind: KeyKind, name: str) -> None:
        """A signature that was set up just now stays open: its passphrase was typed a moment ago."""
        if kind is receiving.KeyKind.SIGNATURE and page.form is not None:
            keep_open(desk, page.form.first_typed.text(), lambda: self._show_made(desk, kind, name))
        else:
            self._show_made(desk, kind, name)

    def _show_made(self, desk: OpenDesk, kind: KeyKind, name: str) -> None:
        """Build the page again, now with the key on it: the next step is its backup.

        ``name``: of the officer, if nobody has given it before; else empty.
        """
        desk.keep_officer(name)
        desk.changes += 1
        desk.has_key = desk.has_key or kind is receiving.KeyKind.RECEIVING

        def shown(seen: DeskCare) -> None:
            self._page_stack.replace(lambda services: self._page(services, desk, kind, seen, is_made=True))

        desk.keep(lambda care: care.look(), shown)

    def _back_up(self, page: PartnershipKeyPage, desk: OpenDesk, kind: KeyKind) -> None:
        start = free_path(documents_folder(), _FILES[kind.name])
        target = page.services.dialogs.save_as("Choose where to keep the copy", start, may_replace=False)
        if target is None:
            return
        write = (
            desk_functions.back_up_identity
            if kind is receiving.KeyKind.SIGNATURE
            else desk_functions.back_up_receiving_key
        )

        def done(copy: IdentityBackup) -> None:
            page.services.dialogs.show_message("The copy is made", f"{copy.path}. {_KEPT}")

        self._jobs.submit_long(lambda _, __: write(desk.home, target), done)


def _person(officer: str, other: SeenKey) -> Person:
    """Who is asked: the officer, with the details that the other key has."""
    known = other.summary
    if known is None:
        return Person(role="", name=officer)
    return Person(role="", name=officer or known.name, job_title=known.job_title, email=known.email)

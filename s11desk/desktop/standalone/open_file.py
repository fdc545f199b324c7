"""Open a file that someone handed over: from the menu, by drag and drop, or named on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app import receiving
from s11desk.desktop import standalone
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.approving.approve_actions import ApproveActions
from s11desk.desktop.standalone.files_to_open import ENDINGS, TOPIC_ENDINGS
from s11desk.desktop.standalone.received.return_saver import ReturnSaver
from s11desk.errors.passphrase_errors import PassphraseMissing
from s11desk.files.presence import Presence, folder_presence

if TYPE_CHECKING:
    from s11desk.app.home.known_returns import KnownReturn
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.incoming import CheckedPack, FileKind
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.documents.print_documents import PrintDocuments
    from s11desk.desktop.standalone.opening_rows import OpeningRows
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.standalone_page import StandalonePage
    from s11desk.desktop.standalone.topics.pack_actions import PackActions
    from s11desk.domain.audits.flow import Step

_BACKUPS = (".db", ".db.s11")
"""The endings of a copy of the drafts, and of one in a second place."""


@dataclass(frozen=True, slots=True)
class _Encrypted:
    path: Path
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class _Drafts:
    path: Path


@dataclass(frozen=True, slots=True)
class _Moved:
    """An audit to go on with, a part of one, or a reply about its return. ``kind``: which."""

    path: Path
    is_locked: bool
    kind: FileKind


@dataclass(frozen=True, slots=True)
class OtherFiles:
    """What opens files that people look for here too: ``copy`` a backup, ``moved`` an audit to go on with, or
    a part of one, by its kind.

    ``open_audit`` opens an audit of this computer, by its id, at a step. ``forward`` begins an audit
    with the answers of a return. ``list_again`` lists the audits and the opened files of the home page again.
    """

    copy: Callable[[Path], None]
    moved: Callable[[Path, FileKind, bool], None]
    open_audit: Callable[[str, Step], None]
    forward: Callable[[Verdict], None]
    list_again: Callable[[], None]


class FileOpener:
    """``pack_actions``: what a person does with a topic pack. ``dialogs`` gives the dialogs of the window.

    ``others`` open files that are no return and no pack: people look for them under "Open a file you were sent" too.
    ``opening`` shows how far it is, and lets the person stop it.
    """

    def __init__(
        self,
        opening: OpeningRows,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        pack_actions: PackActions,
        print_documents: PrintDocuments,
        others: OtherFiles,
    ) -> None:
        self._jobs = opening.jobs
        self._opening = opening
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._pack_actions = pack_actions
        self._print_documents = print_documents
        self._others = others
        self._approve_actions = ApproveActions(
            opening.jobs, page_stack, self.open, others.open_audit, others.list_again
        )
        self._saver = ReturnSaver(opening.jobs, dialogs)

    def serve(self, wish: Path | KnownReturn | None) -> None:
        """Open the file at a path, or one that the person chooses (None); or take a known return off the list."""
        if wish is None:
            self.choose()
        elif isinstance(wish, Path):
            self.open(wish)
        else:
            self._jobs.submit(
                lambda workspace, _: app.forget_opened(workspace.home, wish), lambda _: self._others.list_again()
            )

    def choose(self) -> None:
        """Ask for a return, a topic pack or an audit to go on with, and open it."""
        for path in self._dialogs().files("Open a file you were sent", ENDINGS, were_sent=True)[:1]:
            self.open(path)

    def choose_topic(self) -> None:
        """Ask for a workbook or a topic pack, and open it."""
        for path in self._dialogs().files("Open a workbook or topic pack", TOPIC_ENDINGS, were_sent=True)[:1]:
            self.open(path)

    def choose_folder(self) -> None:
        """Ask for a topic pack that is a folder, and open it."""
        folder = self._dialogs().folder("Open a topic pack that is a folder", documents_folder())
        if folder is not None:
            self.open(folder)

    def open(self, path: Path, *, previews: bool = False) -> None:
        """Read a return, a topic pack or a backup in a worker, and show it.

        ``previews``: if it is a pack, preview it too.
        """
        if path.name.lower().endswith(_BACKUPS) and folder_presence(path) is not Presence.YES:
            self._others.copy(path)
            return

        def show(seen: Verdict | CheckedPack | _Encrypted | _Drafts | _Moved) -> None:
            self._show(seen)
            if previews and isinstance(seen, app.CheckedPack) and seen.topic is not None:
                self._pack_actions.preview(seen.topic)

        self._opening.submit_long(lambda workspace, task: _read(workspace, path, task), show)

    def open_return(self, path: Path, passphrase: str = "") -> None:
        """Show a return instead of the page that is shown.

        ``passphrase``: the one that locks it; empty if none does.
        """
        self._opening.submit_long(
            lambda workspace, task: _read_return(workspace, path, task, passphrase),
            lambda verdict: self._show_instead(verdict, passphrase),
        )

    def _show(self, seen: Verdict | CheckedPack | _Encrypted | _Drafts | _Moved) -> None:
        if isinstance(seen, _Drafts):
            self._others.copy(seen.path)
            return
        if isinstance(seen, _Moved):
            self._others.moved(seen.path, seen.kind, seen.is_locked)
            return
        self._page_stack.show(self._page_for(seen), lambda: self._close(seen))

    def _show_instead(self, verdict: Verdict, passphrase: str = "") -> None:
        self._page_stack.replace(self._received_maker(verdict, passphrase), lambda: self._close(verdict))

    def erase_copies(self) -> None:
        """Erase the copies of returns that a killed window had open. Call this once, before a return is opened."""
        self._jobs.submit_long(lambda workspace, _: app.remove_opened_copies(workspace.home), _ignore, _ignore)

    def _close(self, seen: Verdict | CheckedPack | _Encrypted) -> None:
        """Erase the copy in the worker, which may still be reading it. The home page says what the person did."""
        self._others.list_again()
        self._jobs.submit_long(lambda workspace, _: app.remove_viewing_copies(workspace.home), _ignore, _ignore)
        copy = getattr(seen, "copy", None)
        if copy is not None:
            self._jobs.submit_long(lambda workspace, _: app.remove_opened_copy(workspace.home, copy), _ignore, _ignore)

    def _page_for(self, seen: Verdict | CheckedPack | _Encrypted) -> Callable[[Services], StandalonePage]:
        if isinstance(seen, _Encrypted):
            make = self._locked_page if seen.is_locked else self._decrypt_page
            return lambda services: make(services, seen.path)
        if isinstance(seen, app.CheckedPack):
            return lambda services: self._pack_page(services, seen)
        return self._received_maker(seen)

    def _received_maker(self, verdict: Verdict, passphrase: str = "") -> Callable[[Services], StandalonePage]:
        """The page is built again in other colours and sizes: what the person asks to change stays."""
        asked: dict[str, str] = {}
        return lambda services: self._received_page(services, verdict, passphrase, asked)

    def _pack_page(self, services: Services, seen: CheckedPack) -> StandalonePage:
        page = self._pack_actions.page(services, seen)
        page.again_wanted.connect(lambda: self._check_again(seen.path))
        return page

    def _check_again(self, path: Path) -> None:
        """Read a pack again that the person has corrected, and show it in the place of the page before."""
        self._opening.submit_long(
            lambda workspace, _: app.check_received_pack(workspace, path),
            lambda seen: self._page_stack.replace(lambda services: self._pack_page(services, seen)),
        )

    def _decrypt_page(self, services: Services, path: Path) -> StandalonePage:
        page = standalone.DecryptPage(services, path)

        def open_it(folder: Path, passphrase: str) -> None:
            self._opening.submit_long(
                lambda workspace, task: app.decrypt_return(
                    path,
                    folder,
                    workspace.home.receiver,
                    passphrase,
                    progress=task.progress,
                    cancel=task.is_cancelled,
                ),
                self.open_return,
                page.refuse,
                listener=page,
            )

        page.open_wanted.connect(open_it)
        return page

    def _locked_page(self, services: Services, path: Path) -> StandalonePage:
        page = standalone.LockedPage(services, path)

        def open_it(passphrase: str) -> None:
            self._opening.submit_long(
                lambda workspace, task: _read_locked(workspace, path, task, passphrase),
                lambda verdict: self._show_instead(verdict, passphrase),
                page.refuse,
                listener=page,
            )

        page.open_wanted.connect(open_it)
        return page

    def _received_page(
        self, services: Services, verdict: Verdict, passphrase: str, asked: dict[str, str]
    ) -> StandalonePage:
        approved, at_desk = self._approve_actions.approved_name(verdict), receiving.is_stored_return(verdict.path)
        page = standalone.ReceivedPage(services, verdict, approved, is_at_desk=at_desk, asked=asked)
        page.approved_wanted.connect(lambda: self._approve_actions.show_again(verdict))
        page.signer_added.connect(lambda name, fingerprint: self._remember(verdict.path, name, fingerprint, passphrase))
        page.seal_wanted.connect(lambda: self._saver.seal(verdict))
        page.part_wanted.connect(lambda item: self._saver.save_part(verdict.seen, item))
        page.pdf_part_wanted.connect(self._print_documents.show_part)
        page.pdf_wanted.connect(lambda: self._saver.save_pdf(verdict))
        page.own_copy_wanted.connect(lambda: self._saver.save_own_copy(verdict))
        page.print_wanted.connect(lambda: self._print(verdict))
        page.countersign_wanted.connect(lambda: self._approve_actions.begin(verdict, passphrase))
        page.taking_in_wanted.connect(lambda: self._approve_actions.take_in(verdict))
        page.forward_wanted.connect(lambda: self._others.forward(verdict))
        page.found_wanted.connect(self.choose)
        page.noted.connect(self._others.list_again)
        return page

    def _remember(self, path: Path, name: str, fingerprint: str, passphrase: str) -> None:
        self._jobs.submit_long(
            lambda workspace, _: app.add_known_signer(workspace.home, name, fingerprint, workspace.clock()),
            lambda _: self.open_return(path, passphrase),
        )

    def _print(self, verdict: Verdict) -> None:
        if app.needs_own_copy(verdict):
            self._print_documents.show_own_copy(verdict)
        else:
            self._print_documents.show_return(verdict.seen, verdict.path.stem)


def _ignore(_: object) -> None:
    """Say nothing about copies: a home that cannot be opened is reported elsewhere."""


def _read(workspace: Workspace, path: Path, task: Task) -> Verdict | CheckedPack | _Encrypted | _Drafts | _Moved:
    kind = app.find_file_kind(path)
    if kind is app.FileKind.PACK:
        return app.check_received_pack(workspace, path)
    if kind is app.FileKind.DRAFTS:
        return _Drafts(path)
    if kind in {app.FileKind.PORTABLE_DRAFT, app.FileKind.QUESTIONS, app.FileKind.ANSWERS, app.FileKind.REPLY}:
        return _Moved(path, app.is_locked(path), kind)
    if kind is app.FileKind.ENCRYPTED:
        return _Encrypted(path, app.is_locked(path))
    return _read_return(workspace, path, task)


def _read_return(workspace: Workspace, path: Path, task: Task, passphrase: str = "") -> Verdict:
    return app.verify_received_return(
        workspace.home, path, passphrase=passphrase, progress=task.progress, cancel=task.is_cancelled
    )


def _read_locked(workspace: Workspace, path: Path, task: Task, passphrase: str) -> Verdict:
    if not passphrase:
        raise PassphraseMissing()
    return _read_return(workspace, path, task, passphrase)

"""Open a file that someone handed over: from the menu, by drag and drop, or named when the program is started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from s11desk.desktop.messages.error_messages import message
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.jobs import JobRunner, Task
from s11desk.errors import S11Error

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.incoming import PackSeen
    from s11desk.app.returns.countersign import Approver
    from s11desk.app.returns.make import MadeReturn
    from s11desk.app.returns.verify import Verdict
    from s11desk.bundle.audit_file import AttachedFile
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.page_stack import PageStack
    from s11desk.desktop.standalone.standalone_page import StandalonePage
    from s11desk.domain.topic import Topic

ENDINGS = ("zip", "s11")


@dataclass(frozen=True, slots=True)
class _Sealed:
    path: Path


def can_open(path: Path) -> bool:
    """Whether a file dropped on the window is one to open: what else is dropped may be meant as evidence."""
    return path.is_dir() or path.suffix.lower().removeprefix(".") in ENDINGS


class FileOpener:
    """``reload_home``: called when there is a new topic to begin. ``dialogs`` gives the dialogs of the window."""

    def __init__(
        self,
        jobs: JobRunner,
        page_stack: PageStack,
        dialogs: Callable[[], Dialogs],
        reload_home: Callable[[], None],
        print_return: Callable[[Path], None],
    ) -> None:
        self._jobs = jobs
        self._page_stack = page_stack
        self._dialogs = dialogs
        self._reload_home = reload_home
        self._print_return = print_return
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def choose(self) -> None:
        """Ask for a return or a topic pack."""
        for path in self._dialogs().files("Open a return or a topic pack", ENDINGS)[:1]:
            self.open(path)

    def choose_folder(self) -> None:
        folder = self._dialogs().folder("Open a topic pack that is a folder", Path.home())
        if folder is not None:
            self.open(folder)

    def open(self, path: Path) -> None:
        self._jobs.submit(lambda workspace, task: _look(workspace, path, task), self._show)

    def open_return(self, path: Path) -> None:
        """Show a return in the place of the page that is shown."""
        self._jobs.submit(lambda workspace, task: _look_at_return(workspace, path, task), self._show_instead)

    def _show(self, seen: Verdict | PackSeen | _Sealed) -> None:
        self._page_stack.show(self._page_for(seen))

    def _show_instead(self, verdict: Verdict) -> None:
        self._page_stack.replace(self._page_for(verdict))

    def _page_for(self, seen: Verdict | PackSeen | _Sealed) -> Callable[[Services], StandalonePage]:
        from s11desk.app.incoming import PackSeen

        if isinstance(seen, _Sealed):
            return lambda services: self._sealed(services, seen.path)
        if isinstance(seen, PackSeen):
            return lambda services: self._pack(services, seen)
        return lambda services: self._received(services, seen)

    def _pack(self, services: Services, seen: PackSeen) -> StandalonePage:
        from s11desk.desktop.standalone.pack_page import PackPage

        page = PackPage(services, seen)
        page.keeping_wanted.connect(lambda: self._keep_pack(seen.path))
        return page

    def _keep_pack(self, path: Path) -> None:
        def kept(topic: Topic) -> None:
            self._page_stack.leave_all()
            self._reload_home()
            self._dialogs().tell(
                "The topic was added", f"“{topic.title}” can now be begun from the list of your audits."
            )

        self._jobs.submit(lambda workspace, _: _install(workspace, path), kept)

    def _sealed(self, services: Services, path: Path) -> StandalonePage:
        from s11desk.desktop.standalone.decrypt_page import DecryptPage

        page = DecryptPage(services, path)

        def refused(error: S11Error) -> None:
            page.refuse(message(error).whole)

        def open_it(folder: Path, passphrase: str) -> None:
            operation = _decrypting(path, folder, passphrase)
            self._jobs.submit(operation, self.open_return, refused, listener=page, what="Opening the return")

        page.opening_wanted.connect(open_it)
        return page

    def _received(self, services: Services, verdict: Verdict) -> StandalonePage:
        from s11desk.desktop.standalone.received_page import ReceivedPage

        page = ReceivedPage(services, verdict)
        page.known.connect(lambda name, fingerprint: self._remember(verdict.path, name, fingerprint))
        page.part_wanted.connect(lambda item: self._save_part(verdict.path, item))
        page.pdf_wanted.connect(lambda: self._save_pdf(verdict.path))
        page.print_wanted.connect(lambda: self._print_return(verdict.path))
        page.countersigning_wanted.connect(lambda: self._begin_countersigning(verdict))
        return page

    def _remember(self, path: Path, name: str, fingerprint: str) -> None:
        self._jobs.submit(
            lambda workspace, _: _remember(workspace, name, fingerprint), lambda _: self.open_return(path)
        )

    def _save_part(self, bundle: Path, item: AttachedFile) -> None:
        from s11desk.desktop.standalone.received_page import suggested_place

        out = self._dialogs().save_as("Save a file of evidence", suggested_place(item))
        if out is not None:
            self._jobs.submit(lambda _workspace, _: _save_part(bundle, item.path, out), lambda _: self._saved(out))

    def _save_pdf(self, bundle: Path) -> None:
        out = self._dialogs().save_as("Save the signed PDF", Path.home() / f"{bundle.stem}.pdf")
        if out is not None:
            self._jobs.submit(lambda _workspace, _: _save_pdf(bundle, out), lambda _: self._saved(out))

    def _saved(self, out: Path) -> None:
        self._dialogs().tell("The file is saved", f"{out.name} is in the folder {out.parent}.")

    def _begin_countersigning(self, verdict: Verdict, *, again: bool = False) -> None:
        from s11desk.desktop.standalone.countersign_page import CountersignPage

        def page_for(services: Services, approver: Approver) -> StandalonePage:
            page = CountersignPage(services, verdict, approver, self._folder, self._countersigned)
            page.identity_made.connect(lambda: self._begin_countersigning(verdict, again=True))
            page.folder_chosen.connect(self._keep_folder)
            return page

        show = self._page_stack.replace if again else self._page_stack.show

        self._jobs.submit(
            lambda workspace, _: _find_approver(workspace, verdict),
            lambda approver: show(lambda services: page_for(services, approver)),
        )

    def _keep_folder(self, folder: Path) -> None:
        self._folder = folder

    def _countersigned(self, exported: MadeReturn) -> None:
        """The approved return is read again and shown; that it verifies is seen, not claimed."""
        from s11desk.desktop.standalone.countersign_page import CountersignPage

        if isinstance(self._page_stack.page, CountersignPage):
            self._page_stack.leave()
            self.open_return(exported.path)
        else:
            self.open(exported.path)
        where = (
            f"{exported.path.name} is in the folder {exported.path.parent}. Send this file; it holds both signatures."
        )
        self._dialogs().tell("The return is approved and countersigned", where)


def _look(workspace: Workspace, path: Path, task: Task) -> Verdict | PackSeen | _Sealed:
    from s11desk.app.incoming import FileKind, kind_of, look_at_pack

    kind = kind_of(path)
    if kind is FileKind.PACK:
        return look_at_pack(workspace, path)
    return _Sealed(path) if kind is FileKind.ENCRYPTED else _look_at_return(workspace, path, task)


def _look_at_return(workspace: Workspace, path: Path, task: Task) -> Verdict:
    from s11desk.app.incoming import look_at_return

    return look_at_return(workspace.home, path, progress=task.progress, cancel=task.is_cancelled)


def _find_approver(workspace: Workspace, verdict: Verdict) -> Approver:
    from s11desk.app.returns.countersign import find_approver

    return find_approver(workspace.home, verdict)


def _install(workspace: Workspace, path: Path) -> Topic:
    from s11desk.app.topics import install_topic

    return install_topic(workspace, path)


def _remember(workspace: Workspace, name: str, fingerprint: str) -> None:
    from s11desk.app.identity.known_signers import add_known_signer

    add_known_signer(workspace.home, name, fingerprint, workspace.clock())


def _save_part(bundle: Path, part: str, out: Path) -> None:
    from s11desk.app.incoming import save_part

    save_part(bundle, part, out)


def _save_pdf(bundle: Path, out: Path) -> None:
    from s11desk.app.returns.verify import save_signed_pdf

    save_signed_pdf(bundle, out)


def _decrypting(source: Path, folder: Path, passphrase: str) -> Callable[[Workspace, Task], Path]:
    def run(workspace: Workspace, task: Task) -> Path:
        from s11desk.app.returns.encrypt import decrypt_return

        key = workspace.home.receiver
        return decrypt_return(source, folder, key, passphrase, progress=task.progress, cancel=task.is_cancelled)

    return run

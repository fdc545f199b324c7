"""What a person saves from a return that somebody sent: evidence, the signed PDF, a readable copy, a locked file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from s11desk import app
from s11desk.app.saved_names import savable_path, stranger_name
from s11desk.desktop import standalone
from s11desk.desktop.parts.documents_folder import documents_folder
from s11desk.desktop.saving.jobs import JobRunner, Task
from s11desk.wording.amounts import listed
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.returns.making.encrypt import Encrypted
    from s11desk.app.returns.verifying.seen_return import SeenReturn
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.bundle.audit_file import AttachedFile
    from s11desk.desktop.shell.dialogs import Dialogs

_PDF_ENDING = ".pdf"


class ReturnSaver:
    """Asks for a place, saves there in a worker, and says where the file is. ``dialogs`` gives those of the window."""

    def __init__(self, jobs: JobRunner, dialogs: Callable[[], Dialogs]) -> None:
        self._jobs = jobs
        self._dialogs = dialogs
        self._folder = documents_folder()

    def seal(self, verdict: Verdict) -> None:
        """Make a file of the return that only the partnership can open."""
        folder = self._dialogs().folder("Choose a folder for the file for the partnership", self._folder)
        if folder is not None:
            self._jobs.submit_long(
                lambda workspace, task: app.seal_for_partnership(
                    workspace.home,
                    verdict,
                    folder,
                    workspace.clock(),
                    progress=task.progress,
                    cancel=task.is_cancelled,
                ),
                self._show_encrypted,
                what="Making the file for the partnership",
            )

    def _show_encrypted(self, sealed: Encrypted) -> None:
        whom = listed((f"{short_line(one.name)} (key {one.fingerprint_spoken})" for one in sealed.recipients), "and")
        late = f" No longer valid, ask for a newer certificate: {', '.join(sealed.expired)}." if sealed.expired else ""
        self._dialogs().show_message(
            "The file for the partnership is made",
            f"{sealed.path.name} is in the folder {sealed.path.parent}. Send this file: only {whom} can open it.{late}",
        )

    def save_part(self, seen: SeenReturn, item: AttachedFile) -> None:
        """Save a file of evidence."""
        start = standalone.suggested_place(item)
        out = self._dialogs().save_as("Save a file of evidence", start, may_replace=False)
        if out is not None:
            self._jobs.submit_long(lambda _workspace, _: save_part(seen, item.path, out), self._show_saved)

    def save_pdf(self, verdict: Verdict) -> None:
        """Save the signed PDF."""
        start = Path(stranger_name(verdict.path.stem, _PDF_ENDING))
        chosen = self._dialogs().save_as("Save the signed PDF", start, may_replace=False)
        if chosen is not None:
            self._jobs.submit_long(lambda _workspace, _: _save_pdf(verdict, chosen), self._show_saved)

    def save_own_copy(self, verdict: Verdict) -> None:
        """Save the return as pages that this program sets itself."""
        start = Path(app.own_copy_name(verdict))
        chosen = self._dialogs().save_as("Save a readable copy", start, may_replace=False)
        if chosen is not None:
            self._jobs.submit_long(
                lambda _workspace, task: _save_own_copy(verdict, chosen, task),
                self._show_saved,
                what="The readable copy",
            )

    def _show_saved(self, out: Path) -> None:
        self._dialogs().show_message("The file is saved", f"{out.name} is in the folder {out.parent}.")


def save_part(seen: SeenReturn, part: str, chosen: Path) -> Path:
    """Save a file of evidence under a name that ends as the file does, never over another file. Returns its path."""
    out = savable_path(chosen, PurePath(part).suffix)
    app.save_part(seen, part, out)
    return out


def _save_pdf(verdict: Verdict, chosen: Path) -> Path:
    """Save the signed PDF of somebody's return, never over another file. Returns its path."""
    out = savable_path(chosen, _PDF_ENDING)
    app.save_signed_pdf(verdict.seen, out, fresh=True)
    return out


def _save_own_copy(verdict: Verdict, chosen: Path, task: Task) -> Path:
    """Save our own pages of somebody's return, never over another file. Returns their path."""
    out = savable_path(chosen, _PDF_ENDING)
    app.save_own_copy(verdict, out, cancel=task.is_cancelled)
    return out

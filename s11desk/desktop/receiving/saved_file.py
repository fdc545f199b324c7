"""Says that a file is saved, and offers to open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from s11desk.desktop.parts.open_outside import open_outside

if TYPE_CHECKING:
    from s11desk.desktop.shell.dialogs import Dialogs


def offer_saved(dialogs: Dialogs, headline: str, out: Path, more: str = "") -> None:
    """Say that ``out`` is saved, and ``more``; open it if the person wants to see it now."""
    text = f"{out.name} is in the folder {out.parent}. {more}".rstrip()
    if dialogs.offer(headline, text, yes="Open it"):
        open_path(dialogs, out)


def open_path(dialogs: Dialogs, path: Path) -> None:
    """Open a file or a folder in the program of this computer for it, or say where it is."""
    if not open_outside(path):
        dialogs.show_message("It could not be opened", f"{path.name} is in the folder {path.parent}. Open it there.")

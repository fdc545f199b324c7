"""``s11desk desktop-entry``: put the program into the menu of a Linux desktop, if no package has done it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click

import s11desk
from s11desk.app.desktop_entry import StartCommand, install_desktop_entry, remove_desktop_entry
from s11desk.cli.session import Session, pass_session, shared_options

_INDEXES = (("update-desktop-database", "applications"), ("update-mime-database", "mime"))
"""The programs of the desktop that read the new files, each with the folder that it is given."""

_PATIENCE = 30

_LAUNCHERS = {"s11desk", "s11deskc.exe"}
"""The file names of the command: with any installation, and with the one for Windows."""


@click.group("desktop-entry")
def desktop_entry() -> None:
    """The entry in the menu of a Linux desktop, with icons and file types."""
    if not sys.platform.startswith("linux"):
        raise click.UsageError("Only Linux desktops have desktop entries. On this system the installer does this.")


@desktop_entry.command("install")
@shared_options
@pass_session
def install(session: Session) -> None:
    """Add s11desk to your menu, and open encrypted returns with it."""
    share = _share()
    install_desktop_entry(share, start_command())
    _update_indexes(share)
    undo = typed_command("desktop-entry", "remove")
    session.show({"folder": share}, [f"s11desk is in your menu now. To take it out again: {undo}"])


@desktop_entry.command("remove")
@shared_options
@pass_session
def remove(session: Session) -> None:
    """Take s11desk out of your menu again. Your audits stay."""
    share = _share()
    found = remove_desktop_entry(share)
    _update_indexes(share)
    said = "s11desk is no longer in your menu." if found else "s11desk was not in your menu."
    session.show({"removed": found}, [said])


def typed_command(*arguments: str) -> str:
    """The line that a person types to start this program with ``arguments``, as the shell of this system reads it."""
    words = start_command().words
    on_path = shutil.which(Path(words[0]).stem)
    if len(words) == 1 and on_path is not None and os.path.realpath(on_path) == os.path.realpath(words[0]):
        words = (Path(words[0]).stem,)
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    return join([*words, *arguments])


def start_command() -> StartCommand:
    """Find out what starts this program again: its own command where there is one, or Python with the module."""
    started = Path(sys.argv[0])
    if started.name.lower() in _LAUNCHERS and os.access(started, os.X_OK):
        return StartCommand((str(started.absolute()),))
    program = Path(s11desk.__file__).parent
    is_source = not (program / "resources").is_dir()
    found = None if is_source else shutil.which("s11desk")
    if found is not None:
        return StartCommand((str(Path(found).absolute()),))
    return StartCommand((sys.executable, "-m", "s11desk"), program.parent if is_source else None)


def _share() -> Path:
    """The folder for a person's own data of all programs (XDG Base Directory Specification)."""
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def _update_indexes(share: Path) -> None:
    """Have the desktop read the files at once. Without these programs it reads them when the person logs in next."""
    for program, folder in _INDEXES:
        path = shutil.which(program)
        if path is not None and (share / folder).is_dir():
            subprocess.run(  # noqa: S603 - the desktop's own program
                [path, str(share / folder)], capture_output=True, timeout=_PATIENCE, check=False
            )

"""``s11desk backup``: list the daily backups of the drafts, and restore one."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.app.home.local_data import Backup, list_backups, restore_backup
from s11desk.app.home.workspace import system_clock
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.durable import Presence, presence
from s11desk.wording.amounts import file_size
from s11desk.wording.dates import local_moment


@click.group("backup")
def backup() -> None:
    """Backups of the drafts: made on each day the program is used, and before an upgrade."""


@backup.command("list")
@shared_options
@pass_session
def list_all(session: Session) -> None:
    """List the backups, the newest first."""
    found = list_backups(session.home_or_default())
    session.show(found, [_line(one) for one in found] or ["There are no backups in this home yet."])


@backup.command("restore")
@click.argument("name", metavar="NAME_OR_FILE")
@shared_options
@pass_session
def restore(session: Session, name: str) -> None:
    """Put a backup in the place of the drafts, which are set aside and not deleted. Close the window first."""
    home = session.home_or_default()
    named = home.backups / name
    chosen = named if Path(name).name == name and presence(named) is Presence.YES else Path(name).expanduser()
    restored = restore_backup(home, chosen, system_clock())
    lines = [f"Restored from {restored.backup}."]
    if restored.set_aside is not None:
        lines.append(f"The drafts there were before are kept in {restored.set_aside}.")
    session.show(restored, lines)


def _line(one: Backup) -> str:
    why = ", made before an upgrade" if one.before_upgrade else ""
    return f"{one.path.name}  {local_moment(one.made)}, {file_size(one.size)}{why}"

"""The long run of the fault tests: exports that are killed at random moments, and exports to almost full disks.

The only aim is zero. No fault may leave a file under its final name that does not verify, or a changed draft. The disks
are real file systems in memory, which only root can make.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Audit
from s11desk.errors import UserError
from s11desk.errors.file_errors import DiskFull
from tests.bundle.tampering import seeded
from tests.e2e.killed_exports import PASSPHRASE, kill_exports, ready_to_export

KILLS = 200
DISK_KB = 3_000
STEP_KB = 4
MAX_LEFT_KB = 800
"""The whole export needs less room than this."""


def killed_exports() -> Iterator[Figure]:
    """Kill many exports. Count the files that do not verify and the changed drafts."""
    with tempfile.TemporaryDirectory() as name:
        found, audit, final = kill_exports(Path(name), KILLS, seeded(3))
        killed = sum(each.was_killed for each in found)
        unverified = sum(len(each.unverified_files) for each in found) + sum(
            not verify_return(path).is_verified for path in final
        )
        lost = sum(each.draft.answer("family-hubs").comment != f"Said {n} times" for n, each in enumerate(found))
        lost += len(audit.exports) != len(final)
    killed_of = f"exports killed {killed} of {len(found)}"
    print(f"{killed_of}, returns made {len(final)}, not verified {unverified}, drafts changed {lost}")
    yield Figure("killed exports: files that do not verify", unverified, f"of {killed}", 0)
    yield Figure("killed exports: drafts changed", lost, f"of {killed}", 0)


def full_disk_exports() -> Iterator[Figure]:
    """Export with less and less room on the disk. Count the wrong outcomes."""
    with tempfile.TemporaryDirectory() as name:
        prepared = Home(Path(name) / "home")
        audit_id = ready_to_export(prepared)
        tried = refused = wrong = 0
        for left_kb in range(0, MAX_LEFT_KB, STEP_KB):
            with disk(Path(name) / "disk") as mounted:
                home = Home(shutil.copytree(prepared.folder, mounted / "home"))
                is_refused, is_right = export_with_room(mounted, home, audit_id, left_kb)
                tried, refused, wrong = tried + 1, refused + is_refused, wrong + (not is_right)
    print(f"disks filled {tried}, exports refused {refused}, left otherwise than they should be {wrong}")
    assert 0 < refused < tried
    yield Figure("full disks: files left, or drafts changed", wrong, f"of {tried}", 0)


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """A small disk in memory, mounted at ``folder`` in the block."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KB}k", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def export_with_room(mounted: Path, home: Home, audit_id: str, left_kb: int) -> tuple[bool, bool]:
    """Whether the disk was too full for the export, and whether the files and the draft are then correct."""
    before, filler, out = draft(home, audit_id), mounted / "filler", mounted / "out"
    free = shutil.disk_usage(mounted).free // 1024
    filler.write_bytes(bytes(max(0, free - left_kb) * 1024))
    try:
        with open_home(home) as workspace:
            made = make_return(workspace, audit_id, out, PASSPHRASE)
    except UserError as error:
        left = [path for folder in (out, home.work) for path in folder.rglob("*") if path.is_file()]
        filler.unlink()
        return True, isinstance(error, DiskFull) and not left and draft(home, audit_id) == before
    return False, verify_return(made.path, deep=True).is_verified and list(out.iterdir()) == [made.path]


def draft(home: Home, audit_id: str) -> Audit:
    """Read the draft from the disk."""
    with open_home(home) as workspace:
        return open_draft(workspace, audit_id).audit


def main() -> None:
    """Run both and print the figures."""
    figures = list(killed_exports())
    if os.name == "posix" and os.geteuid() == 0:
        figures += full_disk_exports()
    print_all(figures)


if __name__ == "__main__":
    main()

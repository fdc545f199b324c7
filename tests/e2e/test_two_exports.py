"""Two programs make a return of one audit at once: one makes it, the other leaves nothing under a final name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.returns.making import make
from s11desk.app.returns.making.find import find_return
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.making.record import file_digest
from s11desk.errors.return_errors import ReturnNumberTaken
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.drafts.return_files import ReturnFile, keep_return_file, unrecorded_files
from tests.e2e.killed_exports import PASSPHRASE, ROOT

EXPORTER = """
import sys
from pathlib import Path
from s11desk.app.home.paths import Home
from s11desk.app.home.open_home import open_home
from s11desk.app.returns.making.make import make_return
from s11desk.errors.return_errors import ReturnNumberTaken

home, audit_id, out, passphrase = Home(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
with open_home(home) as workspace:
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(3):
        try:
            print("made", make_return(workspace, audit_id, out, passphrase).sha256)
        except ReturnNumberTaken:
            print("taken")
"""


@pytest.mark.parametrize("folder", ["out", "elsewhere"])
def test_the_second_of_two_exports_names_nothing(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    first_out = out.with_name(folder)

    def keep_after_another(drafts: Drafts, planned: ReturnFile) -> None:
        """The other program plans, names and records its return after ours has chosen its number."""
        keep_return_file(drafts, planned)
        monkeypatch.setattr(make, "keep_return_file", keep_return_file)
        with open_home(home) as other:
            make_return(other, audit_id, first_out, PASSPHRASE)

    monkeypatch.setattr(make, "keep_return_file", keep_after_another)
    with open_home(home) as workspace:
        with pytest.raises(ReturnNumberTaken):
            make_return(workspace, audit_id, out, PASSPHRASE)
        (existing,) = first_out.iterdir()
        assert not out.exists() or set(out.iterdir()) <= {existing}
        (record,) = open_draft(workspace, audit_id).audit.exports
        assert record.digest == file_digest(existing)
        found = find_return(workspace, audit_id, record.reference)
        assert found is not None
        assert found.path == existing
        assert unrecorded_files(workspace.drafts) == ()


def test_two_programs_that_export_at_once_leave_as_many_files_as_records(home: Home, audit_id: str, out: Path) -> None:
    command = [sys.executable, "-c", EXPORTER, str(home.folder), audit_id, str(out), PASSPHRASE]
    programs = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    told = [line for program in programs for line in program.communicate()[0].splitlines()]
    assert [program.returncode for program in programs] == [0, 0]
    assert len(told) == 6
    made = {line.removeprefix("made ") for line in told if line != "taken"}
    with open_home(home) as workspace:
        records = open_draft(workspace, audit_id).audit.exports
        assert unrecorded_files(workspace.drafts) == ()
        found = [find_return(workspace, audit_id, record.reference) for record in records]
    assert [record.number for record in records] == list(range(1, len(made) + 1))
    assert {record.digest for record in records} == made
    assert {file_digest(path) for path in out.iterdir()} == made
    assert all(found)

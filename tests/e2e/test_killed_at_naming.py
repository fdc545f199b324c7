"""An export that is killed just before its file gets its name, just after, and after the draft records it.

A random moment rarely falls exactly there, so the export kills itself.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.make import make_return
from s11desk.app.returns.record import file_digest
from s11desk.app.returns.verify import verify_return
from s11desk.store.journal import EventKind
from s11desk.store.return_files import unrecorded_files
from tests.e2e.killed_exports import PASSPHRASE, ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")

EXPORTER = """
import os, signal, sys
from pathlib import Path
from s11desk import durable
from s11desk.app.returns import make
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

folder, audit_id, out, passphrase, moment = sys.argv[1:]
if moment == "unnamed":
    named = durable._name
    durable._name = lambda *given, **how: killed() if given[1].suffix == ".zip" else named(*given, **how)
elif moment == "named":
    make.encrypt_return = killed
elif moment == "recorded":
    record = make.record_return
    make.record_return = lambda *given: (record(*given), killed())
with Workspace(Home(Path(folder))) as workspace:
    make.make_return(workspace, audit_id, Path(out), passphrase)
"""


def kill_export(home: Home, audit_id: str, out: Path, moment: str) -> list[Path]:
    """Run an export that kills itself at ``moment``, and return the returns that exist afterwards."""
    command = [sys.executable, "-c", EXPORTER, str(home.folder), audit_id, str(out), PASSPHRASE, moment]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    return sorted(out.glob("*.zip"))


def digests(workspace: Workspace, audit_id: str) -> list[str]:
    return [record.digest for record in open_draft(workspace, audit_id).audit.exports]


@pytest.mark.parametrize(("moment", "returns"), [("unnamed", 0), ("named", 1), ("recorded", 1)])
def test_the_draft_records_exactly_the_returns_that_exist_after_a_kill(
    home: Home, audit_id: str, out: Path, moment: str, returns: int
) -> None:
    existing = kill_export(home, audit_id, out, moment)
    assert len(existing) == returns
    with open_home(home) as workspace:
        assert digests(workspace, audit_id) == [file_digest(path) for path in existing]
        next_made = make_return(workspace, audit_id, out, PASSPHRASE)
        exported = [entry for entry in workspace.drafts.history(audit_id) if entry.what is EventKind.EXPORTED]
        assert unrecorded_files(workspace.drafts) == ()
    assert (next_made.number, len(exported)) == (returns + 1, returns + 1)
    for path in out.glob("*.zip"):
        verdict = verify_return(path, deep=True)
        assert verdict.is_verified
    read = verify_return(next_made.path).read.audit_file
    assert read is not None
    assert read.return_facts.replaces == (file_digest(existing[0]) if existing else "")


def test_a_return_on_a_memory_stick_is_recorded_when_the_stick_is_back(home: Home, audit_id: str, out: Path) -> None:
    (existing,) = kill_export(home, audit_id, out, "named")
    elsewhere = out.rename(out.with_name("pulled out"))
    with open_home(home) as workspace:
        assert digests(workspace, audit_id) == []
    elsewhere.rename(out)
    with open_home(home) as workspace:
        assert digests(workspace, audit_id) == [file_digest(existing)]


def test_another_file_under_the_same_name_is_not_taken_for_the_return(home: Home, audit_id: str, out: Path) -> None:
    (existing,) = kill_export(home, audit_id, out, "named")
    existing.write_bytes(b"something else")
    with open_home(home) as workspace:
        assert digests(workspace, audit_id) == []
        assert unrecorded_files(workspace.drafts) == ()
        made = make_return(workspace, audit_id, out, PASSPHRASE)
    assert made.path != existing
    assert existing.read_bytes() == b"something else"
    assert verify_return(made.path, deep=True).is_verified


def test_a_return_that_another_process_has_recorded_is_not_removed(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def record_and_fail(*_: object, **__: object) -> None:
        open_home(home).close()
        raise OSError("no encryption today")

    monkeypatch.setattr("s11desk.app.returns.make.encrypt_return", record_and_fail)
    with open_home(home) as workspace:
        with pytest.raises(OSError, match="no encryption today"):
            make_return(workspace, audit_id, out, PASSPHRASE)
        (existing,) = out.glob("*.zip")
        assert digests(workspace, audit_id) == [file_digest(existing)]


def test_a_return_that_fails_before_it_is_recorded_is_removed(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no encryption today")

    monkeypatch.setattr("s11desk.app.returns.make.encrypt_return", fail)
    with open_home(home) as workspace:
        with pytest.raises(OSError, match="no encryption today"):
            make_return(workspace, audit_id, out, PASSPHRASE)
        assert list(out.iterdir()) == []
        assert unrecorded_files(workspace.drafts) == ()

"""An export that is killed just before its file gets its name, just after, and after the draft records it.

A random moment rarely falls exactly there, so the export kills itself.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making import record
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Answer
from s11desk.errors.file_errors import FileUnreadable, FolderUnwritable
from s11desk.files.durable import UnnamedFile
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.drafts.return_files import ReturnFile, forget_unrecorded, unrecorded_files
from s11desk.store.rows.journal import EventKind
from tests.e2e.killed_exports import PASSPHRASE, ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")

EXPORTER = """
import os, signal, sys
from pathlib import Path
from s11desk.files import durable
from s11desk.app.returns.making import make, record
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

folder, audit_id, out, passphrase, moment = sys.argv[1:]
if moment == "unnamed":
    named = durable._name
    durable._name = lambda *given, **how: killed() if given[1].suffix == ".zip" else named(*given, **how)
elif moment == "named":
    name = durable.UnnamedFile.name
    durable.UnnamedFile.name = lambda file: (name(file), killed() if file.target.suffix == ".zip" else None)
elif moment == "recorded":
    record.forget_superseded = killed
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


def test_a_return_that_fails_before_it_is_recorded_is_removed(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = UnnamedFile.name

    def name_and_fail(file: UnnamedFile) -> None:
        name(file)
        if file.target.suffix == ".zip":
            assert file.target.exists()
            raise OSError("the disk went away")

    monkeypatch.setattr(UnnamedFile, "name", name_and_fail)
    with open_home(home) as workspace:
        with pytest.raises(FolderUnwritable):
            make_return(workspace, audit_id, out, PASSPHRASE)
        assert list(out.iterdir()) == []
        assert unrecorded_files(workspace.drafts) == ()
        assert digests(workspace, audit_id) == []


def test_a_return_that_another_process_has_recorded_is_not_removed(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction ends with an error, and before the files are removed another program finds and records them."""

    @contextmanager
    def record_elsewhere_and_forget(drafts: Drafts, planned: ReturnFile) -> Iterator[bool]:
        open_home(home).close()
        with forget_unrecorded(drafts, planned) as is_unrecorded:
            yield is_unrecorded

    name = UnnamedFile.name

    def name_and_fail(file: UnnamedFile) -> None:
        name(file)
        if file.target.suffix == ".zip":
            monkeypatch.setattr(record, "forget_unrecorded", record_elsewhere_and_forget)
            raise OSError("the disk went away")

    monkeypatch.setattr(UnnamedFile, "name", name_and_fail)
    with open_home(home) as workspace:
        with pytest.raises(FolderUnwritable):
            make_return(workspace, audit_id, out, PASSPHRASE)
        (existing,) = out.glob("*.zip")
        assert digests(workspace, audit_id) == [file_digest(existing)]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_an_interrupted_export_on_a_share_that_does_not_answer_locks_nothing_out(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (existing,) = kill_export(home, audit_id, out, "named")
    stat = Path.stat

    def unreachable(path: Path, **how: bool) -> os.stat_result:
        if path.is_relative_to(out):
            raise OSError(number, os.strerror(number), str(path))
        return stat(path, **how)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", unreachable)
        with open_home(home) as workspace:
            assert digests(workspace, audit_id) == []
            save_answer(workspace, audit_id, Answer("family-hubs", choice="yes", comment="Still here"))
    with open_home(home) as workspace:
        assert open_draft(workspace, audit_id).audit.answer("family-hubs").comment == "Still here"
        assert digests(workspace, audit_id) == [file_digest(existing)]


def test_a_share_that_fails_while_the_return_is_read_locks_nothing_out(
    home: Home, audit_id: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (existing,) = kill_export(home, audit_id, out, "named")

    def fail(path: Path) -> str:
        raise FileUnreadable(path=path, reason="no answer")

    with monkeypatch.context() as patched:
        patched.setattr(record, "file_digest", fail)
        with open_home(home) as workspace:
            record.record_interrupted_returns(workspace)
            assert digests(workspace, audit_id) == []
    with open_home(home) as workspace:
        assert digests(workspace, audit_id) == [file_digest(existing)]

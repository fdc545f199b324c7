"""Whatever goes wrong while a return is made: no file under its final name that does not verify, a clear sentence, and
the draft as it was. The long run is benchmarks/faults.py; a full disk has a test of its own (test_full_disk.py).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.returns.countersign import countersign
from s11desk.app.returns.make import make_return
from s11desk.app.returns.verify import verify_return
from s11desk.cli.terminal_messages import sentence
from s11desk.errors import Code, UserError
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.bundle.tampering import seeded
from tests.e2e.killed_exports import PASSPHRASE, kill_exports
from tests.e2e.test_job import Terminal

BO = IdentityDetails(name="Bo Chair", job_title="Chair", organisation="Riverside", email="b@riverside.example")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the exports to kill are forked")
def test_an_export_killed_at_any_moment_leaves_a_sound_file_or_none(tmp_path: Path) -> None:
    found, audit, final = kill_exports(tmp_path, 10, seeded(5))
    assert sum(each.was_killed for each in found) == 10
    for number, each in enumerate(found):
        assert each.unsound == ()
        assert each.draft.answer("family-hubs").comment == f"Said {number} times"
    assert len(audit.exports) == len(final)
    for record, path in zip(audit.exports, final, strict=True):
        assert record.digest == hashlib.sha256(path.read_bytes()).hexdigest()
        assert verify_return(path, deep=True).is_verified


def test_a_passphrase_wrong_three_times_signs_nothing_and_locks_nothing(home: Home, audit_id: str, out: Path) -> None:
    terminal, wrong = Terminal(home.folder), out.parent / "passphrase.txt"
    before = terminal.run("show", audit_id, "--json")
    for attempt in ("Three plain words", "three plain word", ""):
        wrong.write_text(attempt)
        said = terminal.run("export", audit_id, out, "--passphrase-file", wrong, code=2)
        assert "passphrase" in said
        assert not list(out.glob("*"))
    assert terminal.run("show", audit_id, "--json") == before
    assert "Verified." in terminal.run("verify", "--deep", terminal.run("export", audit_id, out).strip())


def test_evidence_altered_or_gone_is_named_and_nothing_is_written(home: Home, audit_id: str, out: Path) -> None:
    terminal = Terminal(home.folder)
    before = terminal.run("show", audit_id, "--json")
    with Workspace(home) as workspace:
        kept = workspace.vault.path(open_draft(workspace, audit_id).audit.evidence[0].sha256)
    content = kept.read_bytes()
    kept.chmod(0o600)
    for altered in (content.replace(b"%PDF", b"%PDf"), None):
        kept.unlink()
        if altered is not None:
            kept.write_bytes(altered)
        said = terminal.run("export", audit_id, out, code=3)
        assert "good-practice-example.pdf" in said
        assert not list(out.glob("*"))
        assert not list(home.work.glob("*"))
        kept.write_bytes(content)
    assert terminal.run("show", audit_id, "--json") == before
    assert Path(terminal.run("export", audit_id, out).strip()).is_file()


def at(home: Home, moment: dt.datetime) -> Workspace:
    """The home on a computer whose clock says ``moment``."""
    return Workspace(home, lambda: moment)


def test_a_clock_before_the_certificate_signs_nothing(home: Home, audit_id: str, out: Path) -> None:
    with at(home, system_clock() - dt.timedelta(days=3)) as workspace:
        before = open_draft(workspace, audit_id).audit
        with pytest.raises(UserError) as refused:
            make_return(workspace, audit_id, out, PASSPHRASE)
        assert open_draft(workspace, audit_id).audit == before
    assert refused.value.code is Code.IDENTITY_NOT_VALID
    assert "Check this computer's date" in sentence(refused.value)
    assert not list(out.glob("*"))


def test_a_clock_set_back_between_two_returns_leaves_them_in_order(home: Home, audit_id: str, out: Path) -> None:
    """Which return is the later one is told by its number and the digest of the one it replaces, not by any clock."""
    now = system_clock()
    with at(home, now + dt.timedelta(days=30)) as workspace:
        first = make_return(workspace, audit_id, out, PASSPHRASE)
    with at(home, now + dt.timedelta(days=10)) as workspace:
        second = make_return(workspace, audit_id, out, PASSPHRASE)
        assert [record.number for record in open_draft(workspace, audit_id).audit.exports] == [1, 2]
    verdicts = [verify_return(made.path, deep=True) for made in (first, second)]
    assert [verdict.is_verified for verdict in verdicts] == [True, True]
    (earlier, later) = (verdict.read.audit_file for verdict in verdicts)
    assert earlier is not None
    assert later is not None
    assert later.return_facts.made < earlier.return_facts.made
    assert (later.return_facts.number, later.return_facts.replaces) == (2, first.sha256)


def test_an_approver_whose_clock_is_before_their_certificate_signs_nothing(
    home: Home, audit_id: str, out: Path
) -> None:
    now = system_clock()
    create_identity(Home(home.folder / "approver").identity, BO, PASSPHRASE, now + dt.timedelta(days=2))
    with at(home, now) as workspace:
        made = make_return(workspace, audit_id, out, PASSPHRASE)
    with pytest.raises(UserError) as refused:
        countersign(home, made.path, out, Home(home.folder / "approver").identity, PASSPHRASE, now)
    assert refused.value.code is Code.IDENTITY_NOT_VALID
    assert list(out.iterdir()) == [made.path]
    assert verify_return(made.path, deep=True).is_verified

"""A return that fails to be made leaves no unverified file under a final name, shows a clear sentence, and does not
change the draft. benchmarks/faults.py is the long run; test_full_disk.py tests a full disk.
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
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.returns.return_verdict import Outcome
from s11desk.errors import UserError
from s11desk.errors.identity_errors import IdentityNotValid
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.bundle.tampering import seeded
from tests.damage import with_replaced
from tests.e2e.killed_exports import PASSPHRASE, kill_exports
from tests.e2e.test_job import Terminal

BO = IdentityDetails(name="Bo Chair", job_title="Chair", organisation="Riverside", email="b@riverside.example")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the exports to kill are forked")
def test_an_export_killed_at_any_moment_leaves_a_verified_file_or_none(tmp_path: Path) -> None:
    outcomes, audit, final = kill_exports(tmp_path, 10, seeded(5))
    assert sum(outcome.was_killed for outcome in outcomes) == 10
    for number, outcome in enumerate(outcomes):
        assert outcome.unverified_files == ()
        assert outcome.draft.answer("family-hubs").comment == f"Said {number} times"
    assert len(audit.exports) == len(final)
    for record, path in zip(audit.exports, final, strict=True):
        assert record.digest == hashlib.sha256(path.read_bytes()).hexdigest()
        assert verify_return(path, deep=True).is_verified


def test_three_wrong_passphrases_sign_nothing_and_lock_nothing(home: Home, audit_id: str, out: Path) -> None:
    terminal, wrong = Terminal(home.folder), out.parent / "passphrase.txt"
    before = terminal.run("show", audit_id, "--json")
    for attempt in ("Three plain words", "three plain word", ""):
        wrong.write_text(attempt)
        message = terminal.run("export", audit_id, out, "--passphrase-file", wrong, code=2)
        assert "passphrase" in message
        assert not list(out.glob("*"))
    assert terminal.run("show", audit_id, "--json") == before
    assert "Verified: " in terminal.run("verify", "--deep", terminal.run("export", audit_id, out).strip())


def test_altered_or_missing_evidence_is_named_and_nothing_is_written(home: Home, audit_id: str, out: Path) -> None:
    terminal = Terminal(home.folder)
    before = terminal.run("show", audit_id, "--json")
    with Workspace(home) as workspace:
        kept = workspace.vault.path(open_draft(workspace, audit_id).audit.evidence[0].sha256)
    content = kept.read_bytes()
    kept.chmod(0o600)
    for altered in (with_replaced(content, b"%PDF", b"%PDf"), None):
        kept.unlink()
        if altered is not None:
            kept.write_bytes(altered)
        message = terminal.run("export", audit_id, out, code=3)
        assert "good-practice-example.pdf" in message
        assert not list(out.glob("*"))
        assert not list(home.work.glob("*"))
        kept.write_bytes(content)
    assert terminal.run("show", audit_id, "--json") == before
    assert Path(terminal.run("export", audit_id, out).strip()).is_file()


def workspace_at(home: Home, moment: dt.datetime) -> Workspace:
    """Open the home with a clock that always shows ``moment``."""
    return Workspace(home, lambda: moment)


def test_signing_is_refused_when_the_clock_is_before_the_certificate(home: Home, audit_id: str, out: Path) -> None:
    with workspace_at(home, system_clock() - dt.timedelta(days=3)) as workspace:
        before = open_draft(workspace, audit_id).audit
        with pytest.raises(UserError) as refused:
            make_return(workspace, audit_id, out, PASSPHRASE)
        assert open_draft(workspace, audit_id).audit == before
    assert isinstance(refused.value, IdentityNotValid)
    assert "Check this computer's date" in sentence(refused.value)
    assert not list(out.glob("*"))


def test_returns_stay_in_order_when_the_clock_is_set_back_between_them(home: Home, audit_id: str, out: Path) -> None:
    """The number and the digest of the replaced return show which return is later; the clock does not matter."""
    now = system_clock()
    with workspace_at(home, now + dt.timedelta(days=30)) as workspace:
        first = make_return(workspace, audit_id, out, PASSPHRASE)
    with workspace_at(home, now + dt.timedelta(days=10)) as workspace:
        second = make_return(workspace, audit_id, out, PASSPHRASE)
        assert [record.number for record in open_draft(workspace, audit_id).audit.exports] == [1, 2]
    verdicts = [verify_return(made.path, deep=True) for made in (first, second)]
    assert [verdict.outcome for verdict in verdicts] == [Outcome.UNCONFIRMED, Outcome.DOUBTFUL]  # the times are said
    (earlier, later) = (verdict.read.audit_file for verdict in verdicts)
    assert earlier is not None
    assert later is not None
    assert later.return_facts.made < earlier.return_facts.made
    assert (later.return_facts.number, later.return_facts.replaces) == (2, first.sha256)


def test_countersigning_is_refused_when_the_clock_is_before_the_certificate(
    home: Home, audit_id: str, out: Path
) -> None:
    now = system_clock()
    create_identity(Home(home.folder / "approver").identity, BO, PASSPHRASE, now + dt.timedelta(days=2))
    with workspace_at(home, now) as workspace:
        made = make_return(workspace, audit_id, out, PASSPHRASE)
    key = ApproverKey(Home(home.folder / "approver").identity, PASSPHRASE, now)
    with pytest.raises(IdentityNotValid):
        countersign(home, verify_return(made.path), out, key)
    assert list(out.iterdir()) == [made.path]
    assert verify_return(made.path, deep=True).is_verified

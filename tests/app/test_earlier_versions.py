"""Every file that an earlier version wrote still opens: home, database, backup, settings, identity, pack and return."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import list_drafts, open_draft
from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.identity.known_signers import known_signers
from s11desk.app.identity.signing_identity import current_identity
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.topics import list_topics
from s11desk.domain.audits.audit import Answer
from s11desk.store.checks.check_file import SCHEMA_VERSION
from s11desk.store.rows.journal import EventKind
from tests.golden_archives import unpack_home
from tests.installing import install_pack

GOLDEN = Path(__file__).parents[1] / "golden"
AUDITS = {
    1: "2pwd-m76d",
    2: "t4fn-f036",
    3: "twbf-6jsv",
    4: "h7mw-6c08",
    5: "9ray-rr2m",
    6: "najg-6vfk",
    7: "ad22-r10x",
}
AGENCY = "Riverside Trust – “The Hub”"
PASSPHRASE = "three plain words"


@pytest.fixture(params=sorted(AUDITS), ids=lambda version: f"schema-{version}")
def version(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def home(version: int, tmp_path: Path) -> Home:
    unpack_home(f"schema-{version}.tar.xz", tmp_path / "home")
    assert schema_of(tmp_path / "home" / "drafts.db") == version
    return Home(tmp_path / "home")


def schema_of(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        number: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return number


def require_whole_audit(workspace: Workspace, audit_id: str) -> None:
    audit = open_draft(workspace, audit_id).audit
    assert audit.agency == AGENCY
    assert audit.answer("policy").comment == "Kept “as it was”: =1+1 <b>not</b> a formula"
    assert audit.answer("trained").number == 12.5
    assert audit.answer("hub-since").date == dt.date(2025, 4, 1)
    assert audit.answer("story").text == "Parents were asked.\nThen the children."
    assert audit.answer("who").people[0].name == "Zoë O’Neill"
    assert len(audit.answers) == 10
    (evidence,) = audit.evidence
    workspace.vault.verify(evidence.sha256, evidence.size)
    (record,) = audit.exports
    assert record.reference == f"{audit_id.upper()}-1"


def test_an_earlier_home_opens_whole_and_is_backed_up_first(home: Home, version: int) -> None:
    with open_home(home) as workspace:
        assert [summary.id for summary in list_drafts(workspace)] == [AUDITS[version]]
        require_whole_audit(workspace, AUDITS[version])
        history = workspace.drafts.history(AUDITS[version])
        assert {EventKind.BEGUN, EventKind.ANSWERED, EventKind.ATTACHED, EventKind.EXPORTED} <= {
            entry.what for entry in history
        }
    assert schema_of(home.database) == SCHEMA_VERSION
    (before,) = home.backups.glob(f"before-upgrade-from-{version}-*.db")
    assert schema_of(before) == version


def test_an_earlier_home_is_worked_on_and_makes_the_next_return(home: Home, version: int, tmp_path: Path) -> None:
    with open_home(home) as workspace:
        save_answer(workspace, AUDITS[version], Answer("story", text="And then?"))
        made = make_return(workspace, AUDITS[version], tmp_path / "out", PASSPHRASE)
        first, second = open_draft(workspace, AUDITS[version]).audit.exports
    assert (made.number, second.digest) == (2, made.sha256)
    read = verify_return(made.path, deep=True)
    assert read.is_verified
    assert read.read.audit_file is not None
    assert read.read.audit_file.return_facts.replaces == first.digest


def test_an_earlier_backup_is_restored(home: Home, version: int) -> None:
    (backup,) = home.backups.glob("drafts-*.db")
    restored = restore_backup(home, backup, system_clock())
    assert restored.set_aside is not None
    with open_home(home) as workspace:
        require_whole_audit(workspace, AUDITS[version])


def test_identity_and_known_signers_of_an_earlier_version_are_read(home: Home) -> None:
    identity = current_identity(home)
    assert identity is not None
    assert identity.name == "Zoë O’Neill"
    assert [(known.name, known.fingerprint) for known in known_signers(home)] == [("Kim at the partnership", "ab" * 32)]


def test_a_return_of_the_first_version_verifies() -> None:
    verdict = verify_return(GOLDEN / "homes" / "return-of-schema-1.zip", deep=True)
    assert verdict.is_unchanged
    assert verdict.read.audit_file is not None
    assert verdict.read.audit_file.agency == AGENCY


def test_a_pack_of_the_first_version_is_installed(tmp_path: Path) -> None:
    with Workspace(Home(tmp_path)) as workspace:
        installed = install_pack(workspace, GOLDEN / "packs" / "format-1")
        assert installed in list_topics(workspace)

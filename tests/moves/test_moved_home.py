"""Everything moves as one file: whole, beside what is there, and never twice."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import archive_draft, begin_draft, list_drafts, open_draft
from s11desk.app.audits.question_maps import keep_map, map_between
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import add_known_signer, known_signers
from s11desk.app.moves.moved_home import moved_at, take_home_back
from s11desk.app.moves.take_in_home import TakenHome, look_into_home_file, take_in_home
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.app.topics import list_topics
from s11desk.domain.audits.audit import Answer
from s11desk.domain.keeping.moved_audit import Relation
from s11desk.domain.topics.question_map import ChoicePair, QuestionMap
from s11desk.errors.draft_errors import AuditHandedOver
from s11desk.errors.file_errors import FileExists
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseWrong
from s11desk.files.durable import UnnamedFile
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.store.rows.draft_content import content_of
from tests.moves.conftest import PASSPHRASE
from tests.samples import NOON

PERSON = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "a@riverside.example")
FINGERPRINT = "ab" * 32
SETTINGS = b'{"scheme": "dark", "zoom": 125}'


@pytest.fixture
def second(workspace: Workspace) -> str:
    """A home in which everything is that can be: a second audit off the list, a key, signers, maps, settings."""
    second = begin_draft(workspace, "sample", "Hilltop School").audit.id
    save_answer(workspace, second, Answer("story", text="Another one"))
    archive_draft(workspace, second)
    home = workspace.home
    create_identity(home.identity, PERSON, "key passphrase here", NOON)
    add_known_signer(home, "Sam", FINGERPRINT, NOON)
    keep_map(home, QuestionMap("sample", "other", choices=(ChoicePair("Green", "Met"),)))
    home.settings.write_bytes(SETTINGS)
    home.returns.mkdir()
    return second


def bring(workspace: Workspace, path: Path) -> TakenHome:
    seen = look_into_home_file(workspace, path, PASSPHRASE)
    try:
        return take_in_home(workspace, seen)
    finally:
        close_file(workspace, seen)


def test_everything_arrives_on_an_empty_computer(
    workspace: Workspace, laptop: Workspace, audit_id: str, second: str, tmp_path: Path
) -> None:
    moved = write_home_file(workspace, tmp_path / "all", PASSPHRASE)
    assert moved.path.name == "all.s11home"
    assert (moved.audits, moved.left) == (2, 0)
    assert stat.S_IMODE(moved.path.stat().st_mode) == 0o600
    taken = bring(laptop, moved.path)
    assert set(taken.audits) == {audit_id, second}
    assert set(taken.relations) == {Relation.NEW}
    for one in (audit_id, second):
        before, after = open_draft(workspace, one), open_draft(laptop, one)
        assert content_of(after.audit) == content_of(before.audit)
        assert after.notes == before.notes
        for item in after.audit.evidence:
            laptop.vault.verify(item.sha256, item.size)
    assert {one.id: one.is_archived for one in list_drafts(laptop)} == {audit_id: False, second: True}
    assert "sample" in {topic.id for topic in list_topics(laptop)}
    assert [one.name for one in known_signers(laptop.home)] == ["Sam"]
    assert map_between(laptop.home, "sample", "other").choices
    assert laptop.home.settings.read_bytes() == SETTINGS
    assert unlock(laptop.home.identity, "key passphrase here", NOON).certificate
    assert (
        laptop.home.identity.with_suffix(".crt").read_bytes()
        == workspace.home.identity.with_suffix(".crt").read_bytes()
    )
    assert not list(laptop.home.work.iterdir())
    assert not list(workspace.home.work.iterdir())


def test_the_old_computer_says_that_everything_moved_and_takes_it_back(
    workspace: Workspace, audit_id: str, second: str, tmp_path: Path
) -> None:
    assert moved_at(workspace.home) is None
    write_home_file(workspace, tmp_path / "all.s11home", PASSPHRASE)
    assert moved_at(workspace.home) is not None
    for one in (audit_id, second):
        with pytest.raises(AuditHandedOver):
            save_answer(workspace, one, Answer("story", text="Too late"))
    assert take_home_back(workspace) == 2
    assert moved_at(workspace.home) is None
    save_answer(workspace, audit_id, Answer("story", text="Here again"))


def test_what_is_there_stays_and_what_went_on_on_both_comes_in_beside(
    workspace: Workspace, laptop: Workspace, audit_id: str, second: str, tmp_path: Path
) -> None:
    bring(laptop, write_home_file(workspace, tmp_path / "one.s11home", PASSPHRASE).path)
    save_answer(laptop, audit_id, Answer("story", text="On the laptop"))
    add_known_signer(laptop.home, "Sam of the laptop", FINGERPRINT, NOON)
    laptop.home.settings.write_bytes(b'{"scheme": "light", "zoom": 100}')
    key = laptop.home.identity.read_bytes()
    take_home_back(workspace)
    save_answer(workspace, audit_id, Answer("story", text="At the office"))
    taken = bring(laptop, write_home_file(workspace, tmp_path / "two.s11home", PASSPHRASE).path)
    assert sorted(taken.relations) == [Relation.FORKED, Relation.SAME]
    texts = {open_draft(laptop, one.id).audit.answer("story").text for one in list_drafts(laptop)}
    assert texts == {"On the laptop", "At the office", "Another one"}
    assert [one.name for one in known_signers(laptop.home)] == ["Sam of the laptop"]
    assert b"light" in laptop.home.settings.read_bytes()
    assert laptop.home.identity.read_bytes() == key
    assert second in {one.id for one in list_drafts(laptop)}


def test_taking_the_file_in_twice_changes_nothing(
    workspace: Workspace, laptop: Workspace, audit_id: str, second: str, tmp_path: Path
) -> None:
    path = write_home_file(workspace, tmp_path / "all.s11home", PASSPHRASE).path
    bring(laptop, path)
    before = {one: content_of(open_draft(laptop, one).audit) for one in (audit_id, second)}
    assert set(bring(laptop, path).relations) == {Relation.SAME}
    assert {one: content_of(open_draft(laptop, one).audit) for one in (audit_id, second)} == before
    assert len(list_drafts(laptop)) == 2


def test_an_audit_that_moved_before_stays_and_is_counted(
    workspace: Workspace, audit_id: str, second: str, tmp_path: Path
) -> None:
    write_home_file(workspace, tmp_path / "one.s11home", PASSPHRASE)
    begin_draft(workspace, "sample", "A third")
    moved = write_home_file(workspace, tmp_path / "two.s11home", PASSPHRASE)
    assert (moved.audits, moved.left) == (1, 2)
    assert {audit_id, second} <= {one.id for one in list_drafts(workspace) if one.handed_over is not None}


def test_a_weak_or_wrong_passphrase_and_a_taken_name_are_refused_and_nothing_moved(
    workspace: Workspace, laptop: Workspace, audit_id: str, second: str, tmp_path: Path
) -> None:
    with pytest.raises(PassphraseTooShort):
        write_home_file(workspace, tmp_path / "all.s11home", "x")
    (tmp_path / "taken.s11home").write_text("mine")
    with pytest.raises(FileExists):
        write_home_file(workspace, tmp_path / "taken.s11home", PASSPHRASE)
    assert (tmp_path / "taken.s11home").read_text() == "mine"
    assert moved_at(workspace.home) is None
    assert all(one.handed_over is None for one in list_drafts(workspace))
    path = write_home_file(workspace, tmp_path / "all.s11home", PASSPHRASE).path
    with pytest.raises(PassphraseMissing):
        look_into_home_file(laptop, path)
    with pytest.raises(PassphraseWrong):
        look_into_home_file(laptop, path, "another one here")
    assert not list(laptop.home.work.glob("*"))
    assert {audit_id, second}


def test_if_the_file_gets_no_name_every_audit_can_be_changed_as_before(
    workspace: Workspace, audit_id: str, second: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_name(file: UnnamedFile) -> None:
        raise FileExists(path=file.target)

    monkeypatch.setattr(UnnamedFile, "name", no_name)
    with pytest.raises(FileExists):
        write_home_file(workspace, tmp_path / "all.s11home", PASSPHRASE)
    assert not list(tmp_path.glob("*.s11home"))
    for one in (audit_id, second):
        save_answer(workspace, one, Answer("story", text="Still here"))


def test_a_home_without_audits_moves_too(tmp_path: Path, laptop: Workspace) -> None:
    with Workspace(Home(tmp_path / "empty")) as empty:
        moved = write_home_file(empty, tmp_path / "all.s11home", PASSPHRASE)
    assert moved.audits == 0
    assert msgspec.structs.asdict(look_into_home_file(laptop, moved.path, PASSPHRASE).read.home)["left"] == 0

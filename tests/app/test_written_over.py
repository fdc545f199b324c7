"""A drafts file or log that another program writes over in place, while it is open: nothing is called saved into it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.notices import new_notices
from s11desk.app.home.open_home import open_home_again
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.domain.keeping.home_notice import NoticeKind
from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsMoved
from s11desk.store.checks.file_identity import FileIdentity
from s11desk.store.checks.known_content import KnownDrafts, holds_known
from s11desk.store.drafts import draft_store
from s11desk.store.opening.connection import second_connection
from tests.app.conftest import SteppingClock, keep
from tests.samples import small_topic

LOG = "drafts.db-wal"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The drafts as they were before the last session."""
    return tmp_path / "older.db"


@pytest.fixture
def home(tmp_path: Path, older: Path) -> Home:
    """A home whose last session changed an audit and filled another; what is saved next changes only some pages."""
    home = Home(tmp_path / "home")
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        keep(workspace, small_topic())
        audit = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        save_answer(workspace, audit, Answer("story", text="Old"))
    shutil.copy(home.database, older)
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        save_answer(workspace, audit, Answer("story", text="New"))
        filled = begin_draft(workspace, "sample", "Another trust").audit.id
        save_answer(workspace, filled, Answer("story", text="We do. " * 4000))
    return home


@pytest.fixture
def workspace(home: Home) -> Iterator[Workspace]:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        yield workspace


@pytest.fixture
def audit(workspace: Workspace) -> str:
    return first_audit(workspace)


def first_audit(workspace: Workspace) -> str:
    return next(draft.id for draft in list_drafts(workspace) if draft.agency == "Riverside Trust")


def write_over(path: Path, content: bytes) -> None:
    """Write into the file that is there, as ``cp`` and some sync programs do."""
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


def an_older_state(home: Home, older: Path) -> None:
    write_over(home.database, older.read_bytes())


def an_older_state_with_its_times(home: Home, older: Path) -> None:
    times = home.database.stat()
    an_older_state(home, older)
    os.utime(home.database, ns=(times.st_atime_ns, times.st_mtime_ns))


def another_home(home: Home, older: Path) -> None:
    other = Home(older.parent / "other")
    with Workspace(other, SteppingClock(), backs_up=False) as workspace:
        keep(workspace, small_topic())
        begin_draft(workspace, "sample", "Somebody else")
    write_over(home.database, other.database.read_bytes())


def rubbish(home: Home, _: Path) -> None:
    write_over(home.database, os.urandom(home.database.stat().st_size))


def zeros(home: Home, _: Path) -> None:
    write_over(home.database, bytes(home.database.stat().st_size))


def half_of_it(home: Home, _: Path) -> None:
    write_over(home.database, home.database.read_bytes()[: home.database.stat().st_size // 8192 * 4096])


def nothing(home: Home, _: Path) -> None:
    write_over(home.database, b"")


def rubbish_in_the_log(home: Home, _: Path) -> None:
    write_over(home.folder / LOG, os.urandom((home.folder / LOG).stat().st_size))


def no_log(home: Home, _: Path) -> None:
    write_over(home.folder / LOG, b"")


def a_shorter_log(home: Home, _: Path) -> None:
    log = home.folder / LOG
    write_over(log, log.read_bytes()[: -4096 - 24])


def the_log_of_another_home(home: Home, older: Path) -> None:
    other = Home(older.parent / "other")
    with Workspace(other, SteppingClock(), backs_up=False) as workspace:
        keep(workspace, small_topic())
        begin_draft(workspace, "sample", "Somebody else")
        write_over(home.folder / LOG, (other.folder / LOG).read_bytes())


EVERY_FILE = [an_older_state, an_older_state_with_its_times, another_home, rubbish, zeros, half_of_it, nothing]
EVERY_LOG = [rubbish_in_the_log, no_log, a_shorter_log, the_log_of_another_home]


@pytest.mark.parametrize("overwrite", [*EVERY_FILE, *EVERY_LOG])
def test_nothing_is_called_saved_after_the_file_was_written_over(
    workspace: Workspace, audit: str, older: Path, overwrite: Callable[[Home, Path], None]
) -> None:
    save_answer(workspace, audit, Answer("story", text="Saved"))
    overwrite(workspace.home, older)
    for _ in range(2):
        with pytest.raises(DraftsMoved):
            save_answer(workspace, audit, Answer("story", text="Lost"))
    with pytest.raises(DraftsMoved):
        open_draft(workspace, audit)


@pytest.mark.parametrize("overwrite", EVERY_FILE)
def test_nothing_is_called_saved_when_it_is_written_over_during_the_save(
    workspace: Workspace,
    audit: str,
    older: Path,
    overwrite: Callable[[Home, Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The checks stand before and after COMMIT: here the file changes right after the last one before it."""
    checks = FileIdentity.check
    looks = []

    def check(identity: FileIdentity) -> None:
        checks(identity)
        looks.append(identity)
        if len(looks) == 2:
            overwrite(workspace.home, older)

    monkeypatch.setattr(FileIdentity, "check", check)
    with pytest.raises(DraftsMoved):
        save_answer(workspace, audit, Answer("story", text="Lost"))


def test_a_second_connection_sees_it_too(workspace: Workspace, older: Path) -> None:
    an_older_state(workspace.home, older)
    with pytest.raises(DraftsMoved):
        open_home_again(workspace.home)
    with pytest.raises(DraftsMoved), second_connection(workspace.home.database):
        pass


@pytest.mark.parametrize("overwrite", EVERY_FILE)
def test_closing_adds_nothing_of_the_log_to_a_file_that_was_written_over(
    home: Home, older: Path, overwrite: Callable[[Home, Path], None]
) -> None:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        save_answer(workspace, first_audit(workspace), Answer("story", text="Saved"))
        overwrite(home, older)
        content = home.database.read_bytes()
    if content:  # SQLite itself removes the log of an empty file
        assert home.database.read_bytes() == content
        assert any(path.stat().st_size for path in home.folder.glob("*-wal"))


def test_the_file_that_is_there_opens_without_the_log_of_the_other(home: Home, older: Path) -> None:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        audit = first_audit(workspace)
        save_answer(workspace, audit, Answer("story", text="Saved"))
        an_older_state(home, older)
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        assert open_draft(workspace, audit).audit.answer("story").text == "Old"
        assert len(list_drafts(workspace)) == 1
        assert NoticeKind.WRITTEN_OVER in {notice.kind for notice in new_notices(workspace)}


def test_opening_again_saves_into_the_file_that_is_there(workspace: Workspace, audit: str, older: Path) -> None:
    save_answer(workspace, audit, Answer("story", text="Saved"))
    an_older_state(workspace.home, older)
    workspace.reopen()
    assert open_draft(workspace, audit).audit.answer("story").text == "Old"
    save_answer(workspace, audit, Answer("story", text="Typed again"))
    workspace.close()
    with Workspace(workspace.home, SteppingClock(), backs_up=False) as again:
        assert open_draft(again, audit).audit.answer("story").text == "Typed again"


def test_opening_again_is_refused_while_the_file_is_half_written(workspace: Workspace, audit: str, older: Path) -> None:
    half_of_it(workspace.home, older)
    with pytest.raises(DraftsDamaged):
        workspace.reopen()
    with pytest.raises(DraftsMoved):
        save_answer(workspace, audit, Answer("story", text="Lost"))
    an_older_state(workspace.home, older)
    workspace.reopen()
    assert open_draft(workspace, audit).audit.answer("story").text == "Old"


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_file_with_the_same_content_is_not_another_file(workspace: Workspace, audit: str, ending: str) -> None:
    """A backup program or a virus scanner may change the times, and a copy may bring the same bytes."""
    save_answer(workspace, audit, Answer("story", text="Saved"))
    path = workspace.home.database.with_name(f"drafts.db{ending}")
    write_over(path, path.read_bytes())
    path.chmod(0o640)
    save_answer(workspace, audit, Answer("story", text="Saved again"))
    workspace.close()
    with Workspace(workspace.home, SteppingClock(), backs_up=False) as again:
        assert open_draft(again, audit).audit.answer("story").text == "Saved again"


def test_an_older_state_that_the_log_completes_is_not_another_file(
    home: Home, workspace: Workspace, audit: str
) -> None:
    """SQLite adds the log to it, and has all pages as they were saved."""
    before = home.database.read_bytes()
    for number in range(5):
        save_answer(workspace, audit, Answer("story", text=f"Saved {number}"))
        write_over(home.database, before)
    workspace.close()
    with Workspace(home, SteppingClock(), backs_up=False) as again:
        assert open_draft(again, audit).audit.answer("story").text == "Saved 4"


def test_a_checkpoint_of_another_program_does_not_make_another_file(workspace: Workspace, audit: str) -> None:
    save_answer(workspace, audit, Answer("story", text="Saved"))
    for text in ("one", "two", "three"):
        with closing(sqlite3.connect(workspace.home.database)) as other:
            assert other.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
        save_answer(workspace, audit, Answer("story", text=text))
    assert open_draft(workspace, audit).audit.answer("story").text == "three"


def test_the_log_is_copied_into_the_file_while_it_is_open(
    workspace: Workspace, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_store, "_MAX_LOG_SIZE", 200_000)
    for number in range(40):
        save_answer(workspace, audit, Answer("story", text=f"{number} " * 500))
    assert (workspace.home.folder / LOG).stat().st_size < 400_000
    assert open_draft(workspace, audit).audit.answer("story").text.startswith("39 ")


@pytest.mark.parametrize("mode", ["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
def test_checkpoints_of_another_program_at_the_moment_of_looking_are_no_other_file(
    workspace: Workspace, audit: str, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """Each time the program reads the file to find out whose change it was, the other program changes it once more."""
    looks = 0

    def look_during_checkpoint(database: Path, home_id: str, known: KnownDrafts) -> bool:
        nonlocal looks
        looks += 1
        is_known = holds_known(database, home_id, known)
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("UPDATE home SET backup_counter = backup_counter + 1")
            other.execute(f"PRAGMA wal_checkpoint({mode})")
        os.utime(database)
        return is_known

    for number in range(5):
        save_answer(workspace, audit, Answer("story", text=f"Text {number}. " * 400))
        with closing(sqlite3.connect(workspace.home.database, isolation_level=None)) as other:
            other.execute(f"PRAGMA wal_checkpoint({mode})")
        with monkeypatch.context() as patched:
            patched.setattr("s11desk.store.checks.file_identity.holds_known", look_during_checkpoint)
            workspace.drafts.check_path()
    assert looks >= 5
    assert open_draft(workspace, audit).audit.answer("story").text.startswith("Text 4")


def set_aside_in(home: Home) -> list[str]:
    """The text of the audit in each copy that was kept of drafts that were replaced."""
    texts = []
    for path in sorted(home.folder.glob("drafts-damaged-replaced-*.db")):
        with closing(sqlite3.connect(path)) as copy:
            ((body,),) = copy.execute(
                "SELECT answer.body FROM answer JOIN audit ON audit.id = audit WHERE agency = 'Riverside Trust'"
            )
        texts.append(body)
    return texts


@pytest.mark.parametrize("endings", [("-wal",), ("-wal", "-shm")], ids=["log", "log and index"])
@pytest.mark.parametrize("opens_again", [True, False])
def test_what_was_saved_is_there_after_another_program_deleted_the_log(
    home: Home, endings: tuple[str, ...], opens_again: bool
) -> None:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        audit = first_audit(workspace)
        save_answer(workspace, audit, Answer("story", text="Saved"))
        for ending in endings:
            home.database.with_name(f"drafts.db{ending}").unlink()
        with pytest.raises(DraftsMoved):
            save_answer(workspace, audit, Answer("story", text="Not saved"))
        if opens_again:
            workspace.reopen()
            assert open_draft(workspace, audit).audit.answer("story").text == "Saved"
            save_answer(workspace, audit, Answer("story", text="Saved"))
    with Workspace(home, SteppingClock(), backs_up=False) as again:
        assert open_draft(again, audit).audit.answer("story").text == "Saved"
    assert set_aside_in(home) == []


@pytest.mark.parametrize("opens_again", [True, False])
def test_what_was_saved_is_in_the_list_after_a_sync_program_put_an_older_file_there(
    home: Home, older: Path, opens_again: bool
) -> None:
    """It renames a new file to the name, so only the program that has the old one open still has its content."""
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        audit = first_audit(workspace)
        save_answer(workspace, audit, Answer("story", text="Saved"))
        shutil.copy(older, home.folder / "incoming")
        (home.folder / "incoming").replace(home.database)
        home.database.with_name(LOG).unlink()
        with pytest.raises(DraftsMoved):
            save_answer(workspace, audit, Answer("story", text="Not saved"))
        if opens_again:
            workspace.reopen()
            assert NoticeKind.WRITTEN_OVER in {notice.kind for notice in new_notices(workspace)}
    (kept,) = set_aside_in(home)
    assert "Saved" in kept


def test_what_was_saved_is_in_the_list_after_the_file_was_deleted(home: Home) -> None:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        save_answer(workspace, first_audit(workspace), Answer("story", text="Saved"))
        home.database.unlink()
    (kept,) = set_aside_in(home)
    assert "Saved" in kept


def test_nothing_is_written_where_a_home_was_that_a_person_renamed(home: Home) -> None:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        save_answer(workspace, first_audit(workspace), Answer("story", text="Saved"))
        home.folder.rename(home.folder.with_name("renamed"))
    assert not home.folder.exists()
    assert set_aside_in(Home(home.folder.with_name("renamed"))) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("put_there", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_at_the_path_stops_neither_trying_again_nor_closing(
    home: Home, put_there: Callable[[Path], None]
) -> None:
    own = home.folder / "own-drafts.json"
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        save_answer(workspace, first_audit(workspace), Answer("story", text="Saved"))
        before = own.read_bytes()
        home.database.rename(home.folder / "x")
        put_there(home.database)
        for _ in range(2):
            with pytest.raises(UserError):
                workspace.reopen()
    (kept,) = set_aside_in(home)
    assert "Saved" in kept
    assert own.read_bytes() == before

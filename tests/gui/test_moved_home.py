"""A home or a drafts file that is deleted, replaced or renamed while it is in use: the open file is the file there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.standalone.backups.data_page import DataPage
from s11desk.domain.audits.audit import Answer
from tests.gui.conftest import Bench, SteppingClock, question, type_in

FILES = ("drafts.db", "drafts.db-wal", "drafts.db-shm")


def delete_home(home: Home) -> None:
    shutil.rmtree(home.folder)


def delete_file(home: Home) -> None:
    home.database.unlink()


def rename_home(home: Home) -> None:
    home.folder.rename(home.folder.with_name("elsewhere"))


def rename_file(home: Home) -> None:
    home.database.rename(home.folder / "drafts (old).db")


def replace_file(home: Home) -> None:
    copy = home.folder / "copy.db"
    shutil.copy(home.database, copy)
    copy.replace(home.database)


def delete_log(home: Home) -> None:
    home.folder.joinpath("drafts.db-wal").unlink()


EVERY_MOVE = [delete_home, delete_file, rename_home, rename_file, replace_file, delete_log]


@pytest.fixture
def typing(bench: Bench, audit_id: str) -> Bench:
    """A window in which "We" is saved as the answer to the question "story"."""
    bench.open(audit_id, question("story"))
    write(bench, "We")
    bench.settle()
    assert bench.audit.top.saved.text().startswith("Saved on this computer")
    return bench


def write(bench: Bench, text: str) -> None:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    type_in(field, text)
    bench.audit.open_draft.flush()


def typed(bench: Bench) -> str:
    return bench.audit.open_draft.answer("story").text


def stored(folder: Path, audit_id: str) -> str:
    with Workspace(Home(folder), SteppingClock()) as workspace:
        return open_draft(workspace, audit_id).audit.answer("story").text


@pytest.mark.parametrize("move", EVERY_MOVE)
def test_nothing_is_called_saved_after_the_file_was_moved(typing: Bench, move: Callable[[Home], None]) -> None:
    move(typing.home)
    write(typing, " do")
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Not saved: ")
    assert typing.audit.top.again.isVisibleTo(typing.audit.top)
    assert typed(typing) == "We do"
    typing.audit.open_draft.look_again()
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Not saved: ")
    typing.answers.confirm_with = True


@pytest.mark.parametrize("move", EVERY_MOVE)
def test_it_is_shown_when_the_person_comes_back_to_the_window(typing: Bench, move: Callable[[Home], None]) -> None:
    move(typing.home)
    typing.audit.open_draft.look_again()
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Not saved: ")


def test_what_was_typed_is_saved_when_the_folder_is_back(typing: Bench, audit_id: str) -> None:
    rename_home(typing.home)
    write(typing, " do")
    typing.settle()
    typing.audit.top.again.click()
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Not saved: ")
    typing.home.folder.with_name("elsewhere").rename(typing.home.folder)
    typing.audit.top.again.click()
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Saved on this computer")
    assert not typing.audit.top.again.isVisibleTo(typing.audit.top)
    assert stored(typing.home.folder, audit_id) == "We do"


def test_what_was_typed_is_saved_into_the_file_that_is_there(typing: Bench, audit_id: str) -> None:
    replaced = typing.home.folder.with_name("replaced")
    shutil.copytree(typing.home.folder, replaced)
    for name in FILES:
        (replaced / name).replace(typing.home.folder / name)
    write(typing, " do")
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Not saved: ")
    typing.audit.top.again.click()
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Saved on this computer")
    assert stored(typing.home.folder, audit_id) == "We do"


def test_both_versions_are_shown_where_the_file_that_is_there_has_another_answer(typing: Bench, audit_id: str) -> None:
    replaced = typing.home.folder.with_name("replaced")
    shutil.copytree(typing.home.folder, replaced)
    with Workspace(Home(replaced), SteppingClock()) as workspace:
        save_answer(workspace, audit_id, Answer("story", text="They"))
    for name in FILES:
        typing.home.folder.joinpath(name).unlink()
    (replaced / "drafts.db").replace(typing.home.database)
    write(typing, " do")
    typing.settle()
    typing.answers.choose_with = 1
    typing.audit.top.again.click()
    typing.settle()
    assert "They" in typing.answers.asked[-1]
    assert "We do" in typing.answers.asked[-1]
    assert stored(typing.home.folder, audit_id) == "We do"


def test_what_was_typed_stays_where_the_file_that_is_there_has_no_such_audit(typing: Bench, tmp_path: Path) -> None:
    with Workspace(Home(tmp_path / "other"), SteppingClock()):
        pass
    for name in FILES:
        typing.home.folder.joinpath(name).unlink()
    shutil.copy(tmp_path / "other" / "drafts.db", typing.home.database)
    write(typing, " do")
    typing.settle()
    typing.answers.expect_messages = True
    typing.audit.top.again.click()
    typing.settle()
    assert typing.audit.top.saved.text().startswith("Not saved: ")
    assert typed(typing) == "We do"
    typing.answers.confirm_with = True


@pytest.mark.usefixtures("audit_id")
def test_the_list_of_audits_is_read_from_the_file_that_is_there(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    replaced = bench.home.folder.with_name("replaced")
    shutil.copytree(bench.home.folder, replaced)
    with Workspace(Home(replaced), SteppingClock()) as workspace:
        begun = begin_draft(workspace, "sample", "Begun there").audit.id
    for name in FILES:
        bench.home.folder.joinpath(name).unlink(missing_ok=True)
    (replaced / "drafts.db").replace(bench.home.database)
    bench.window.load_home()
    bench.settle()
    assert bench.window.home_page.findChildren(QPushButton, f"open-{begun}")


@pytest.fixture
def missing(home: Home, new_bench: Callable[[], Bench]) -> Bench:
    """A window on a home with backups whose drafts file was deleted before the start."""
    with Workspace(home, SteppingClock()) as workspace:
        workspace.back_up()
    for name in FILES:
        home.folder.joinpath(name).unlink(missing_ok=True)
    bench = new_bench()
    bench.window.load_home()
    bench.settle()
    return bench


def press(bench: Bench, text: str) -> None:
    next(found for found in bench.window.home_page.findChildren(QPushButton) if found.text() == text).click()
    bench.settle()


def test_a_missing_file_is_damage_and_the_backups_are_offered(missing: Bench) -> None:
    assert not missing.window.shows_drafts
    assert not missing.home.database.exists()
    press(missing, "&Bring back a backup…")
    assert isinstance(missing.window.page_stack.page, DataPage)


def test_a_person_can_begin_with_no_audits_where_the_file_is_missing(missing: Bench) -> None:
    missing.answers.confirm_with = False
    press(missing, "Start with no audits…")
    assert not missing.home.database.exists()
    missing.answers.confirm_with = True
    press(missing, "Start with no audits…")
    missing.settle()
    assert missing.window.shows_drafts
    with missing.elsewhere() as workspace:
        assert list_drafts(workspace) == ()
    assert list(missing.home.backups.glob("*.db"))


def test_the_audits_of_another_home_are_used_only_if_the_person_says_so(
    home: Home, tmp_path: Path, new_bench: Callable[[], Bench]
) -> None:
    other = Home(tmp_path / "other")
    for used in (home, other):
        with Workspace(used, SteppingClock()) as workspace:
            workspace.back_up()
    shutil.copy(other.database, home.database)
    bench = new_bench()
    bench.window.load_home()
    bench.settle()
    assert not bench.window.shows_drafts
    bench.answers.confirm_with = False
    press(bench, "&Use these audits…")
    assert not bench.window.shows_drafts
    bench.answers.confirm_with = True
    press(bench, "&Use these audits…")
    bench.settle()
    assert bench.window.shows_drafts


@pytest.mark.usefixtures("audit_id")
def test_a_second_version_made_by_a_sync_program_is_explained_once(bench: Bench) -> None:
    bench.answers.expect_messages = True
    (bench.home.folder / "drafts (conflicted copy).db").write_bytes(b"")
    bench.window.listed.connect(lambda: bench.window.standalone.show_notices())
    for _ in range(2):
        bench.window.load_home()
        bench.settle()
    assert [found for found in bench.answers.messages if "second version of your audits" in found] == (
        bench.answers.messages
    )
    assert len(bench.answers.messages) == 1

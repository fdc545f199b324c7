"""A partnership makes tables of the returns in a folder, and sees which files do not count."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.app.returns.making.encrypt import create_receiver
from s11desk.desktop.standalone.received.tables_page import TablesPage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench
from tests.samples import NOON

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"
OFFICER = IdentityDetails("Kim Officer", "Officer", "Partnership", "kim@partnership.example")
PASSPHRASE = "a quiet river in spring"


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible()).replace("\u200b", "")


def open_page(bench: Bench) -> TablesPage:
    next(one for one in bench.window.findChildren(QAction) if one.text() == "&Tables of many returns…").trigger()
    bench.settle()
    return page_of(bench)


def page_of(bench: Bench) -> TablesPage:
    page = bench.window.page_stack.page
    assert isinstance(page, TablesPage)
    return page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two returns of one audit, and a letter."""
    made = tmp_path / "returns"
    made.mkdir()
    for name in ("one-signature.zip", "two-signatures.zip"):
        (made / name).write_bytes((GOLDEN / name).read_bytes())
    (made / "letter.txt").write_text("Please find our return enclosed.")
    return made


def choose(bench: Bench, page: TablesPage, folder: Path, out: Path) -> None:
    bench.answers.folder_chosen = folder
    page.choose.click()
    bench.answers.saved_as = out
    page.place.click()


def test_tables_are_made_and_what_does_not_count_is_named(bench: Bench, folder: Path, tmp_path: Path) -> None:
    page = open_page(bench)
    assert not page.make.isVisible(), "there is nothing to make tables of yet"
    choose(bench, page, folder, tmp_path / "tables")
    page.make.click()
    bench.settle()
    assert (tmp_path / "tables" / "Answers of all agencies.xlsx").is_file()
    shown = text_of(page)
    assert "1 return in the tables" in shown
    assert "letter.txt: refused. It is plain text" in shown
    assert "one-signature.zip: earlier return." in shown


def test_the_result_stays_when_the_colours_change(bench: Bench, folder: Path, tmp_path: Path) -> None:
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    page.make.click()
    bench.settle()
    bench.window.appearance.set_scheme(Scheme.DARK)
    bench.settle()
    assert page_of(bench) is not page
    assert "1 return in the tables" in text_of(page_of(bench))


def test_who_has_not_returned_is_said(bench: Bench, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text(
        "Agency,Type\nRiverside Trust - The Hub & Friends,Charity\nQuayside Nursery,Nursery\n"
    )
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    bench.answers.files_chosen = (tmp_path / "agencies.csv",)
    page.expected.click()
    page.make.click()
    bench.settle()
    shown = text_of(page)
    assert "All agencies on the list: 1 of 2 have returned (50%)" in shown
    assert "Not returned yet\nQuayside Nursery" in shown


def test_a_name_that_is_not_on_the_list_is_named_with_the_one_it_may_be(
    bench: Bench, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "agencies.csv").write_text("Agency\nRiverside Trust The Hub Friend\n")
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    bench.answers.files_chosen = (tmp_path / "agencies.csv",)
    page.expected.click()
    page.make.click()
    bench.settle()
    assert "Is this “Riverside Trust The Hub Friend” on your list?" in text_of(page)


def test_a_list_that_cannot_be_used_is_explained(bench: Bench, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("Ref,Head\n1,Kim\n")
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    bench.answers.files_chosen = (tmp_path / "agencies.csv",)
    page.expected.click()
    page.make.click()
    bench.settle()
    assert "has no heading “Agency”. It has: ref, head." in text_of(page)
    assert not (tmp_path / "tables").exists()


def test_the_next_tables_get_another_folder(bench: Bench, folder: Path, tmp_path: Path) -> None:
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    page.make.click()
    bench.settle()
    page.make.click()
    bench.settle()
    assert (tmp_path / "tables-2" / "Answers of all agencies.xlsx").is_file()


def test_an_empty_folder_is_explained_and_another_can_be_chosen(bench: Bench, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    page = open_page(bench)
    choose(bench, page, tmp_path / "empty", tmp_path / "tables")
    page.make.click()
    bench.settle()
    assert "There are no files in this folder" in text_of(page)
    choose(bench, page, folder, tmp_path / "tables")
    page.make.click()
    bench.settle()
    assert "1 return in the tables" in text_of(page)
    assert "There are no files" not in text_of(page)


def test_the_passphrase_is_asked_for_only_where_there_is_a_receiving_key(
    bench: Bench, audit_id: str, folder: Path, tmp_path: Path
) -> None:
    assert audit_id, "this home has a file of drafts already"
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    assert not page.passphrase.isVisible()
    create_receiver(bench.home, OFFICER, PASSPHRASE, NOON)
    page.back.click()
    page = open_page(bench)
    choose(bench, page, folder, tmp_path / "tables")
    assert page.passphrase.isVisible()
    page.passphrase.field.setText("another passphrase")
    page.make.click()
    bench.settle()
    assert "passphrase" in text_of(page)
    assert not (tmp_path / "tables").exists()
    page.passphrase.field.setText(PASSPHRASE)
    page.make.click()
    bench.settle()
    assert (tmp_path / "tables" / "Answers of all agencies.xlsx").is_file()

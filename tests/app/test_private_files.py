"""Nobody else can read what the program keeps, and nothing private passes through the system's temporary folder."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk import app
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.fault_log import note_fault
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import add_known_signer
from s11desk.desktop.shell.preferences import Preferences, write_preferences
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, small_topic

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")

DETAILS = IdentityDetails("Amina Yusuf", "Lead", "Riverside Trust", "amina@riverside.example")


@pytest.fixture(autouse=True)
def no_rights_are_taken_by_the_system() -> Iterator[None]:
    """Programs run with any mask; the widest shows what the program itself takes away."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The rights of others to each file and folder that have any."""
    found = (folder, *folder.rglob("*"))
    rights = {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) & 0o077 for path in found}
    return {name: rights[name] for name in rights if rights[name]}


def work_in(home: Home) -> None:
    """Do a little of everything that writes into a home."""
    write_preferences(home.settings, Preferences())
    note_fault(home.logs, ValueError())
    with Workspace(home, SteppingClock()) as workspace:
        keep(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        save_answer(workspace, audit_id, Answer(question="motto", text="=1+1"))
        attach(workspace, audit_id, "example", resources_folder() / "demo" / "good-practice-example.pdf")
        create_identity(home.identity, DETAILS, "three plain words", NOON)
        add_known_signer(home, "Sam", "0" * 64, NOON)
        app.write_print_copy(workspace, audit_id, DocumentKind.DRAFT_COPY, "copy")
        app.choose_second_place(home, home.folder.parent / "stick", "a quiet river in spring", NOON)
        workspace.back_up()
        app.back_up_to_second_place(home, NOON)


def test_others_can_read_nothing_in_a_home_and_in_its_second_place(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    work_in(Home(tmp_path / "home"))
    assert modes(tmp_path / "home") == {}
    assert modes(next((tmp_path / "stick").iterdir())) == {}


def test_a_home_whose_folder_somebody_else_made_is_closed_to_others_too(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    for folder in (home.folder, home.folder / "evidence", home.folder / "identity"):
        folder.mkdir(mode=0o755)
    (home.folder / "settings.json").touch(mode=0o644)
    Workspace(home).close()
    assert modes(home.folder) == {}


def test_a_home_behind_a_link_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir(mode=0o755)
    (tmp_path / "home").symlink_to(tmp_path / "disk")
    Workspace(Home(tmp_path / "home")).close()
    assert modes(tmp_path / "disk") == {}


def test_a_folder_with_other_files_keeps_its_own_rights_and_ours_are_private(tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    documents.mkdir(mode=0o755)
    (documents / "letter.docx").touch(mode=0o644)
    Workspace(Home(documents)).close()
    assert set(modes(documents)) == {".", "letter.docx"}


def test_a_file_in_a_place_that_a_person_asked_for_is_like_their_other_files(tmp_path: Path) -> None:
    with Workspace(Home(tmp_path / "home"), SteppingClock()) as workspace:
        keep(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        app.write_document(workspace, audit_id, tmp_path / "out" / "draft.pdf", DocumentKind.DRAFT_COPY)
    assert set(modes(tmp_path / "out")) == {".", "draft.pdf"}


def test_nothing_goes_through_the_systems_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "no such folder"
    monkeypatch.setattr(tempfile, "tempdir", str(missing))
    for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(missing))
    (tmp_path / "stick").mkdir()
    work_in(Home(tmp_path / "home"))
    steps = list(app.run_demo(tmp_path / "out", SteppingClock()))
    assert len(steps) == len(app.DemoStep)
    with Workspace(Home(tmp_path / "home"), SteppingClock()) as workspace:
        audit_id = app.list_drafts(workspace)[0].id
        for ending, kind in (
            ("xlsx", DocumentKind.ACTION_PLAN_WORKBOOK),
            ("docx", DocumentKind.ACTION_PLAN_DOCUMENT),
            ("pdf", DocumentKind.BOARD_SUMMARY),
        ):
            app.write_document(workspace, audit_id, tmp_path / f"plan.{ending}", kind)

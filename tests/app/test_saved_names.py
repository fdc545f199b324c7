"""Names that a stranger chose never become hidden files, programs, or names of the system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.app.asking.ask_questions import questions_file_name
from s11desk.app.asking.asking_format import ANSWERS_ENDING, QUESTIONS_ENDING
from s11desk.app.asking.send_back import answers_file_name
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.write_draft_file import draft_file_name
from s11desk.app.returns.making.encrypt import create_receiver, decrypt_return, receiver_certificate
from s11desk.app.saved_names import decrypted_name, free_path, savable_path, stranger_name
from s11desk.bundle.safe_names import name_fault, safe_name, safe_names
from s11desk.domain.reserved_names import is_device
from s11desk.errors.file_errors import FileExists, FileNameRefused
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.samples import NOON

OPENED = {
    "RETURN.zip.s11": "RETURN.zip",
    "RETURN.ZIP.S11": "RETURN.zip",
    "My return.zip.s11": "My-return.zip",
    "return (1).zip.s11": "return-1.zip",
    "evil.exe.s11": "evil.exe.zip",
    "evil.s11": "evil.zip",
    "evil.zip.exe": "evil.zip",
    ".bashrc.s11": "bashrc.zip",
    ".s11": "file.zip",
    "..s11": "file.zip",
    "...zip.s11": "file.zip",
    "nul.zip.s11": "file-nul.zip",
    "COM1.s11": "file-COM1.zip",
    "com¹.zip.s11": "file-com1.zip",
    "a:b.zip.s11": "a-b.zip",
    "desktop.ini.s11": "desktop.ini.zip",
    "~$x.zip.s11": "x.zip",
    "-rf.zip.s11": "rf.zip",
    "\u202epiz.exe.s11": "piz-exe.zip",
    "a\nb.zip.s11": "a-b.zip",
    "x" * 300 + ".zip.s11": "x" * 76 + ".zip",
}


@pytest.mark.parametrize(("encrypted", "opened"), OPENED.items())
def test_an_opened_return_has_a_plain_name(encrypted: str, opened: str) -> None:
    assert decrypted_name(encrypted, ".s11") == opened


@given(st.text())
def test_every_opened_name_is_allowed_everywhere_and_a_zip(name: str) -> None:
    opened = decrypted_name(name, ".s11")
    assert name_fault(opened) is None
    assert opened.endswith(".zip")


def test_a_decrypted_file_takes_no_name_of_the_strangers_choice_and_no_place_of_another(tmp_path: Path) -> None:
    home, out = Home(tmp_path / "home"), tmp_path / "out"
    with Workspace(home):
        create_receiver(home, IdentityDetails("A", "B", "C", "a@b.example"), "three plain words", NOON)
    recipient = load_recipient(receiver_certificate(home).read_bytes())
    for name in (".profile.s11", "nul.s11", "evil.exe.s11"):
        with (tmp_path / name).open("w+b") as sealed, (home.receiver).open("rb") as content:
            encrypt(content, home.receiver.stat().st_size, sealed, [recipient])
        opened = decrypt_return(tmp_path / name, out, home.receiver, "three plain words")
        assert opened.parent == out
        with pytest.raises(FileExists):
            decrypt_return(tmp_path / name, out, home.receiver, "three plain words")
    assert {path.name for path in out.iterdir()} == {"profile.zip", "file-nul.zip", "evil.exe.zip"}


@pytest.mark.parametrize("name", [".x.pdf", "~$x.pdf", "nul.pdf", "CON.pdf", "lpt1.pdf", "x..pdf", "x .pdf", ".pdf"])
def test_a_hidden_name_and_one_of_the_system_are_refused(name: str) -> None:
    with pytest.raises(FileNameRefused):
        savable_path(Path("/tmp") / name, ".pdf")  # noqa: S108 - nothing is written


@pytest.mark.parametrize("ending", [".exe", ".lnk", "", ".scf", ".html", ".s11", ".PDF.exe"])
def test_an_ending_that_is_none_of_evidence_is_refused(ending: str) -> None:
    with pytest.raises(FileNameRefused):
        savable_path(Path(f"/folder/x{ending}"), ending)


def test_the_ending_is_added_where_a_person_left_it_out() -> None:
    for typed, kept in (("x", "x.pdf"), ("x.exe", "x.exe.pdf"), ("X.PDF", "X.PDF"), ("x.pdf", "x.pdf")):
        assert savable_path(Path(f"/folder/{typed}"), ".pdf").name == kept


def test_a_suggested_name_is_free(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "a-2.pdf").symlink_to("nowhere")
    assert free_path(tmp_path, "a.pdf") == tmp_path / "a-3.pdf"
    assert stranger_name("Policy", ".pdf") == "Policy.pdf"


@pytest.mark.parametrize("person", ["Kim Example", "", "Dr. O'Neill-Łódź", "x" * 200])
def test_every_name_that_is_offered_for_a_file_keeps_its_ending(person: str) -> None:
    """The system opens a file with us by its ending, so a name without it is a file that no double click opens."""
    names = {
        QUESTIONS_ENDING: questions_file_name(person, "Riverside Trust"),
        ANSWERS_ENDING: answers_file_name(person),
        ".s11draft": draft_file_name(person or "Riverside Trust"),
    }
    for ending, name in names.items():
        assert Path(name).suffix == ending
        assert name_fault(name) is None


RESERVED = (
    "con",
    "NUL",
    "aux.txt",
    "Com1",
    "lpt9.pdf",
    "nul .zip",
    "prn.",
    "con  ",
    "aux. .",
    "CON.tar.gz",
    "com\u00b9",
)


@pytest.mark.parametrize("name", RESERVED)
def test_no_name_made_of_a_strangers_text_is_one_that_windows_keeps(name: str) -> None:
    made = (
        safe_name(name, ()),
        *safe_names([name, name]),
        stranger_name(name, ".pdf"),
        decrypted_name(f"{name}.zip.s11", ".s11"),
        draft_file_name(name),
        questions_file_name(name, name),
        answers_file_name(name),
    )
    assert [one for one in made if name_fault(one) is not None or is_device(one)] == []
    for path in ("return", "evidence"):
        assert name_fault(f"{path}/{made[0]}") is None

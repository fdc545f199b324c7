"""A chair asks for changes, the lead makes another return, the chair approves it: all through AT-SPI, nothing seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import list_drafts, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.next_signer import keep_next_signer
from s11desk.app.returns.verifying.verify import verify_return
from tests.gui.atspi.real_desktop import RealDesktop, ScreenReader
from tests.gui.every_page import make_sample_return
from tests.gui.scene import PASSPHRASE as SIGNER
from tests.gui.test_asking_journey import at_home_of, close, open_file
from tests.gui.test_receiving_journeys import DETAILS, PASSPHRASE

WANTED = {"3": "Name the new policy", "5": "Add the date of the training"}

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """Return 1. The home ``theirs`` has its audit and its signer."""
    path = make_sample_return(tmp_path)
    with Workspace(Home(tmp_path / "theirs")) as workspace:
        audit = list_drafts(workspace)[0]
        reference = open_draft(workspace, audit.id).audit.exports[-1].reference
        keep_next_signer(workspace, audit.id, reference, is_wanted=True)
    return path


@pytest.fixture
def desktop(tmp_path: Path, returned: Path) -> Iterator[RealDesktop]:
    assert returned.is_file()
    opened = RealDesktop(tmp_path)
    yield opened
    opened.close()


def test_changes_are_asked_for_made_and_approved_with_a_screen_reader(desktop: RealDesktop, returned: Path) -> None:
    _ask_for_changes(desktop, returned)
    second = _make_another(desktop)
    approved = _approve(desktop, second)
    _send(desktop, approved)


def _ask_for_changes(desktop: RealDesktop, returned: Path) -> None:
    reader = desktop.reader
    at_home_of(desktop, "chair")
    reader.find("button", "Open a file you were sent")
    open_file(desktop, returned, "You are reading a return")
    for number, words in WANTED.items():
        reader.press("button", f"Ask for a change to question {number}")
        reader.write(f"What has to change in question {number}?", words)
        reader.press("button", f"Done: what has to change in question {number}")
    reader.heard("You ask for 2 changes. Nothing is sent yet. The button that sends your changes is at the top")
    reader.press("button", "Send your 2 changes")
    said = reader.heard("This goes to Amina Yusuf in one e-mail. Read it once more")
    assert all(words in said for words in WANTED.values()), "the whole e-mail is read out"
    reader.press("button", "I have sent it")
    reader.heard("You asked Amina Yusuf for 2 changes. Nothing is approved")
    close(desktop)


def _make_another(desktop: RealDesktop) -> Path:
    reader = desktop.reader
    at_home_of(desktop, "theirs")
    reader.press("button", "Send it to be approved")
    reader.heard("You have signed return 1, and someone else signs next. Do not send this file to the partnership yet.")
    reader.press("button", "They ask for changes: note them here")
    reader.write("What has to change?", "\n\n".join(f"Question {number}: {words}" for number, words in WANTED.items()))
    reader.press("button", "Keep this note")
    reader.heard("Changes are asked for. Do not send this return yet")
    reader.press("button", "Go to question 5")
    reader.heard("The person who signs next asks you to change this answer. “Question 5: Add the date")
    reader.write("Your answer", "Trained on 12 May 2026")
    reader.press("button", "Check answers and sign")
    reader.heard("Changed since return 1")
    reader.press("button", "Continue to sign")
    reader.heard("Then sign here to make return 2. It replaces return 1")
    reader.write("Passphrase", SIGNER)
    reader.press("button", "Sign and make return 2")
    reader.heard("You have signed return 2, and someone else signs next. Reference")
    close(desktop)
    return next((desktop.folder / "Documents").glob("*-2.zip"))


def _approve(desktop: RealDesktop, second: Path) -> Path:
    reader = desktop.reader
    at_home_of(desktop, "chair")
    reader.find("button", "Open again")
    open_file(desktop, second, "You are reading a return")
    reader.heard("What is new since return 1")
    reader.find("button", "Question 5: ")
    _know_signer(reader)
    reader.press("button", "Approve…")
    reader.press("button", "Change the organisation")
    for name, text in DETAILS.items():
        reader.write(name, text)
    assert reader.unnamed() == []
    for name in ("Choose a passphrase", "Type it again"):
        reader.write(name, PASSPHRASE)
    reader.press("button", "Set up my signature")
    reader.heard("Your signature is set up")
    reader.find("heading", "You approve as")
    reader.press("button", "Approve this return")
    reader.heard("You have approved the return")
    assert reader.unnamed() == []
    close(desktop)
    return next((desktop.folder / "Documents").glob("*-approved.zip"))


def _know_signer(reader: ScreenReader) -> None:
    assert reader.unnamed() == []
    reader.press("button", "How we know")
    reader.press("button", "I have checked who this is")
    reader.write("The name you know them by", "Amina of Riverside")
    reader.press("button", "Remember this person")
    reader.find("heading", "Verified")
    reader.heard("Verified")
    assert reader.unnamed() == []


def _send(desktop: RealDesktop, approved: Path) -> None:
    reader = desktop.reader
    at_home_of(desktop, "theirs")
    reader.find("button", "Open the approved file they sent back")
    open_file(desktop, approved, "Bo Head has approved your return")
    reader.press("button", "Keep this approved return")
    reader.heard("Your return is signed and ready")
    reader.find("label", "Approved by Bo Head")
    reader.press("button", "I have sent it")
    reader.heard("You sent it on")
    assert len(verify_return(approved, deep=True).read.signatures) == 2

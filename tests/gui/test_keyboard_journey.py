"""A whole audit by keyboard alone, in a real window, from the first start to a signed return.

It uses no pointer and no shortcut that a person has to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.home.paths import resources_folder
from s11desk.app.returns.verifying.verify import verify_return
from tests.gui.atspi.real_desktop import RealDesktop, Seen, until

PASSPHRASE = "correct horse battery"
QUESTIONS = 11
FAR = 60
"""More presses of Tab than any page needs."""

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[RealDesktop]:
    opened = RealDesktop(tmp_path)
    yield opened
    opened.close()


def test_an_audit_can_be_completed_by_keyboard(desktop: RealDesktop) -> None:
    desktop.open_program()
    _begin(desktop)
    _say_who(desktop)
    for number in range(3, QUESTIONS):
        _judge(desktop, number)
    _attach(desktop)
    _sign(desktop)
    until(lambda: any((desktop.folder / "Documents").glob("*.zip")))
    bundle = next((desktop.folder / "Documents").glob("*.zip"))
    verdict = verify_return(bundle, deep=True)
    assert verdict.is_verified


def tab_to(desktop: RealDesktop, name: str, *, back: bool = False) -> Seen:
    """Press Tab until the object with this name has the keyboard."""
    passed: list[str] = []
    seen = desktop.reader.moved(after=0)
    for _ in range(FAR):
        if seen.name.startswith(name):
            return seen
        passed.append(seen.name)
        moves = desktop.reader.moves()
        desktop.keys("shift+Tab" if back else "Tab")
        seen = desktop.reader.moved(moves)
    pytest.fail(f"Tab never came to {name!r}, only to {passed}")


def _begin(desktop: RealDesktop) -> None:
    desktop.reader.find("button", "Begin: Topic 2")
    tab_to(desktop, "Begin: Topic 2")
    desktop.keys("space")
    tab_to(desktop, "Name of your organisation or club")
    desktop.type("Riverside Trust")
    desktop.keys("Return")
    desktop.reader.heard("Topic 2 - Early Help & Prevention")
    tab_to(desktop, "Continue")
    desktop.keys("space")
    desktop.reader.heard("Question 1 of 11")
    tab_to(desktop, "British Transport Police")
    desktop.keys("Down", "space")
    desktop.reader.find("list item", "1. Your agency. Completed")
    tab_to(desktop, "Save and continue")
    desktop.keys("space")


def _say_who(desktop: RealDesktop) -> None:
    desktop.reader.heard("Question 2 of 11")
    tab_to(desktop, "Name, Person completing this audit")
    desktop.type("Amina Yusuf")
    desktop.keys("Tab")
    desktop.type("Practice manager")
    desktop.keys("Tab")
    desktop.type("amina@riverside.example")
    desktop.keys("alt+s")


def _judge(desktop: RealDesktop, number: int) -> None:
    desktop.reader.heard(f"Question {number} of {QUESTIONS}")
    tab_to(desktop, "Yes")
    desktop.keys("space")
    desktop.reader.find("label", f"{number} complete,")
    desktop.keys("alt+s")


def _attach(desktop: RealDesktop) -> None:
    desktop.reader.heard(f"Question {QUESTIONS} of {QUESTIONS}")
    tab_to(desktop, "Choose files to attach")
    desktop.keys("space")
    desktop.choose_file(resources_folder() / "demo" / "good-practice-example.pdf")
    desktop.reader.find("label", "1 file attached")
    desktop.keys("alt+s")


def _sign(desktop: RealDesktop) -> None:
    desktop.reader.heard("Action plan")
    tab_to(desktop, "Save and continue")
    desktop.keys("space")
    desktop.reader.find("label", "Everything needed is filled in")
    tab_to(desktop, "Continue to sign")
    desktop.keys("space")
    desktop.reader.find("radio button", "No, I send it to the partnership")
    tab_to(desktop, "No, I send it to the partnership")
    desktop.keys("space")
    desktop.reader.find("password text", "Choose a passphrase")
    tab_to(desktop, "Choose a passphrase")
    desktop.type(PASSPHRASE)
    desktop.keys("Tab")
    desktop.type(PASSPHRASE)
    tab_to(desktop, "Set up my signature")
    desktop.keys("space")
    desktop.reader.find("password text", "Passphrase")
    tab_to(desktop, "Passphrase")
    desktop.type(PASSPHRASE)
    desktop.keys("Return")
    desktop.reader.find("heading", "Your return is signed and ready")

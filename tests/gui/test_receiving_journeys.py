"""A return is checked by the partnership and approved by a head, by keyboard alone.

Through AT-SPI it is part of `test_changes_by_ear.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.returns.verifying.verify import verify_return
from tests.gui.atspi.real_desktop import RealDesktop, until
from tests.gui.every_page import make_sample_return
from tests.gui.test_asking_journey import open_file
from tests.gui.test_keyboard_journey import tab_to

PASSPHRASE = "correct horse battery"
DETAILS = {
    "Your name": "Bo Head",
    "Role or job title": "Head",
    "Organisation": "Riverside Trust",
    "E-mail": "bo@riverside.example",
}

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_return(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[RealDesktop]:
    opened = RealDesktop(tmp_path)
    yield opened
    opened.close()


def begin(desktop: RealDesktop, returned: Path) -> None:
    """Open the return, and hear at once whether it verifies."""
    desktop.open_program()
    desktop.reader.find("button", "Open a file you were sent")
    until(lambda: desktop.reader.focused().role == "button")
    open_file(desktop, returned, "You are reading a return")
    said = _verdict(desktop)
    assert said.index("asks you to read and approve this") < said.index("Nobody has changed this file")


def _verdict(desktop: RealDesktop) -> str:
    return next(text for text in reversed(desktop.reader.announced()) if "You are reading a return" in text)


def approved(desktop: RealDesktop) -> bool:
    found = list((desktop.folder / "Documents").glob("*.zip"))
    return bool(found) and len(verify_return(found[0], deep=True).read.signatures) == 2


def test_a_return_is_checked_and_approved_by_keyboard(desktop: RealDesktop, returned: Path) -> None:
    begin(desktop, returned)
    tab_to(desktop, "How we know")
    desktop.keys("Return")
    tab_to(desktop, "I have checked who this is")
    desktop.keys("Return")
    until(lambda: desktop.reader.focused().name == "The name you know them by")
    tab_to(desktop, "Remember this person")
    desktop.keys("Return")
    desktop.reader.find("heading", "Verified")
    tab_to(desktop, "Find in this return")
    desktop.type("posters")
    desktop.keys("Return")
    desktop.reader.heard("Posters")
    tab_to(desktop, "Approve…", back=True)
    desktop.keys("Return")
    desktop.reader.heard("Approve this return")
    for name, text in DETAILS.items():
        if name == "Organisation":  # it is known, and stays as it is
            continue
        tab_to(desktop, name)
        desktop.keys("ctrl+a")
        desktop.type(text)
    for name in ("Choose a passphrase", "Type it again"):
        tab_to(desktop, name)
        desktop.type(PASSPHRASE)
    desktop.keys("Return")
    desktop.reader.heard("Your signature is set up")
    tab_to(desktop, "Approve this return")
    desktop.keys("Return")
    desktop.reader.heard("You have approved the return")
    assert approved(desktop)
    tab_to(desktop, "Back, away from", back=True)
    desktop.keys("Return")

"""The desk of an officer, worked through AT-SPI and by keyboard: take in, decide, send back, remind, read all."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.home.known_desks import remember_desk
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.arrivals.unfinished import note_take_in
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.returns.making.make import make_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.signing.identity.lifecycle import create_identity
from tests.app.conftest import SteppingClock, keep
from tests.desk.conftest import COMPLETER, OFFICER, PASSPHRASE, answered
from tests.gui.atspi.real_desktop import RealDesktop, ScreenReader, Seen, until
from tests.gui.test_keyboard_journey import tab_to
from tests.samples import NOON, small_topic

DESK = "Sample Partnership"
AGENCIES = (
    ExpectedAgency("Hilltop Club", "Club"),
    ExpectedAgency("Quay Nursery", "Nursery", email="quay@quay.example"),
    ExpectedAgency("Riverside Trust", "Charity"),
)
DAY = "31 March 2099"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an officer with a signature, and the post of a day: two returns and a letter."""
    base, before = tmp_path_factory.mktemp("made"), NOON - dt.timedelta(days=1)
    create_identity(Home(base / "drafts").identity, OFFICER, PASSPHRASE, before)
    with Workspace(Home(base / "agency"), SteppingClock()) as workspace:
        keep(workspace, small_topic())
        create_identity(workspace.home.identity, COMPLETER, PASSPHRASE, before)
        for agency in ("Hilltop Club", "Riverside Trust"):
            make_return(workspace, answered(workspace, agency), base / "post", PASSPHRASE)
    (base / "post" / "letter.txt").write_text("Please find our return enclosed.")
    return base


@pytest.fixture
def desktop(made: Path, tmp_path: Path) -> Iterator[RealDesktop]:
    """The program at an empty desk, whose taking-in of the post was stopped by a kill."""
    home, desk = Home(tmp_path / "drafts"), tmp_path / "desk"
    with Workspace(home) as workspace:
        keep(workspace, small_topic())
        shutil.copytree(made / "drafts", home.folder, dirs_exist_ok=True)
    officer = Officer(home, sentence, who="Kim")
    create_desk(desk, officer, DESK)
    with ReceivingDesk(desk, officer) as opened:
        take_in_agencies(opened, AGENCIES)
    remember_desk(home, desk, DESK)
    note_take_in(desk, [made / "post"], NOON)
    opened_desktop = RealDesktop(tmp_path)
    yield opened_desktop
    opened_desktop.close()


def moved_by(desktop: RealDesktop, *keys: str) -> Seen:
    """Press keys, and return what has the keyboard then."""
    moves = desktop.reader.moves()
    desktop.keys(*keys)
    return desktop.reader.moved(moves)


def has_come_to(desktop: RealDesktop, name: str) -> None:
    """Wait until the object with this name has the keyboard, such as after a page was left."""
    until(lambda: desktop.reader.moved(after=0).name.startswith(name))


def open_tab(reader: ScreenReader, name: str, state: str) -> None:
    """Open a page of the desk: it says its heading, whose desk it is, and how things are."""
    reader.press("page tab", name)
    said = reader.heard(f"{name}. Receiving desk of {DESK}.")
    assert state in said
    assert reader.unnamed() == []


def begin(desktop: RealDesktop) -> None:
    desktop.open_program()
    desktop.reader.find("button", f"Open the desk of {DESK}")


def test_the_desk_is_worked_with_a_screen_reader(desktop: RealDesktop) -> None:
    begin(desktop)
    reader = desktop.reader
    reader.press("button", f"Open the desk of {DESK}")
    assert "Taking in is not finished. Nothing needs a look. No return is here yet." in reader.heard("Overview.")
    reader.press("button", "Go on")
    reader.heard("3 files taken in. 1 of them needs a look.")
    reader.press("button", "I have dealt with letter.txt")
    reader.heard("You have dealt with it. Nothing needs a look")
    reader.find("heading", "Nothing needs a look")
    _decide(desktop)
    _reply(reader)
    _remind(reader)
    _read_all(desktop)
    open_tab(reader, "Look after", "You can set up later: the receiving key and a backup on another disk.")


def _decide(desktop: RealDesktop) -> None:
    """Accept one return and send the next one back."""
    reader = desktop.reader
    reader.press("page tab", "Returns")
    reader.heard(f"Returns. Receiving desk of {DESK}. 2 returns.")
    assert reader.unnamed() == []
    assert moved_by(desktop, "Right").name == "Hilltop Club. State: New, counts", "whose cell, which column, and what"
    assert moved_by(desktop, "Left").name.startswith("Hilltop Club. New, counts. Made 2 March 2026")
    desktop.keys("Return")
    reader.heard("Hilltop Club. New, counts.")
    reader.find("label", "Unchanged since it was signed")
    assert reader.unnamed() == []
    reader.press("button", "Accept and go to the next")
    reader.heard("Accepted")
    reader.heard("Riverside Trust. New, counts.")
    reader.press("button", "Send it back to be corrected…")
    reader.write("Point 1: what should they correct?", "Which policy do you mean?")
    reader.write("By when?", DAY)
    reader.write("Passphrase of your signature", "not the one")
    reader.press("button", "Send it back with these words")
    reader.heard("That is not the right passphrase")
    assert ".." not in reader.focused().description
    reader.write("Passphrase of your signature", PASSPHRASE)
    assert reader.unnamed() == []
    desktop.keys("Return")
    reader.heard("To be sent back. The request for the agency is made: send it now")
    until(lambda: reader.focused().name.startswith("E-mail this: request to correct for Riverside Trust"))
    reader.press("button", "I have sent it: request to correct")
    reader.heard("Recorded as sent")
    reader.find("heading", "Sent back.")


def _reply(reader: ScreenReader) -> None:
    reader.press("button", "Back, away from: Riverside Trust")
    reader.find("page tab", "Replies")
    open_tab(reader, "Replies", "To make: 1. To send: 0. Sent: 1.")
    reader.press("button", "Make it")
    reader.heard("1 reply is made. It is in the list “To send”.")
    until(lambda: reader.focused().name.startswith("E-mail this: receipt for Hilltop Club"))
    reader.press("button", "Copy the text: receipt")
    reader.heard("The text is copied")
    reader.press("button", "I have sent it: receipt")
    reader.find("button", "I have not sent it yet: receipt")


def _remind(reader: ScreenReader) -> None:
    """Hear who has not returned, and copy a reminder for them."""
    open_tab(reader, "Agencies", "1 of 3 have returned")
    reader.find("table column header", "State")
    reader.find("table cell", "Quay Nursery. State: Not returned")
    reader.press("button", "Remind agencies…")
    reader.heard(f"Remind agencies. Receiving desk of {DESK}. To remind: 1.")
    assert reader.unnamed() == []
    reader.press("button", "Copy the reminder for Quay Nursery")
    reader.heard("The text for Quay Nursery is copied")
    reader.press("button", "Back, away from: Remind agencies")
    reader.gone("button", "Back, away from: Remind agencies")  # both pages have the tabs
    reader.find("page tab", "Answers")


def _read_all(desktop: RealDesktop) -> None:
    """Search, open what was found, and walk through the table of all answers."""
    reader = desktop.reader
    open_tab(reader, "Answers", "1 return counts.")
    reader.write("Words", "visitors")
    reader.press("button", "Search")
    reader.heard("2 texts found in 2 returns.")
    reader.press("button", "Read the whole answer of Hilltop Club")
    reader.heard("Hilltop Club. One answer of a return.")
    has_come_to(desktop, "Back, away from: Hilltop Club")
    desktop.keys("Escape")
    has_come_to(desktop, "Read the whole answer of Hilltop Club")  # where the person was
    reader.press("button", "See all answers side by side")
    reader.heard("Sample topic, 2026. As at")
    reader.find("table row header", "Hilltop Club")
    reader.find("table column header", "3. Question about policy?")
    assert reader.unnamed() == []
    until(lambda: reader.focused().role == "table")
    moved_by(desktop, "Right")
    assert moved_by(desktop, "Right").name == "Hilltop Club. 3. Question about policy?. Yes"
    desktop.keys("space")
    has_come_to(desktop, "Back, away from: Hilltop Club")
    desktop.keys("Escape")
    reader.press("button", "Show the totals")
    until(lambda: reader.focused().name == "Totals of each question")
    desktop.keys("Return")
    has_come_to(desktop, "Back, away from: 1. Question about agency?")
    desktop.keys("Escape")
    has_come_to(desktop, "1. Question about agency?. A school")
    desktop.keys("Escape")
    reader.find("page tab", "Look after")


def test_the_desk_is_worked_by_keyboard(desktop: RealDesktop) -> None:
    begin(desktop)
    reader = desktop.reader
    tab_to(desktop, f"Open the desk of {DESK}")
    desktop.keys("Return")
    reader.find("button", "Go on")
    desktop.keys("alt+n")
    reader.heard("3 files taken in. 1 of them needs a look.")
    reader.find("button", "I have dealt with")
    _to_page(desktop, "Returns")
    assert moved_by(desktop, "Down").name.startswith("Riverside Trust. New, counts")
    desktop.keys("Return")
    reader.heard("Riverside Trust. New, counts.")
    tab_to(desktop, "Send it back to be corrected…")
    desktop.keys("space")
    tab_to(desktop, "Point 1: what should they correct?")
    desktop.type("Which policy?")
    desktop.keys("Escape")
    tab_to(desktop, "By when?")
    desktop.type(DAY)
    tab_to(desktop, "Passphrase of your signature")
    desktop.type(PASSPHRASE)
    desktop.keys("Return")
    reader.heard("To be sent back. The request for the agency is made: send it now")
    has_come_to(desktop, "E-mail this: request to correct")
    desktop.keys("Escape")
    has_come_to(desktop, "Riverside Trust. To be sent back")  # in the list, at its line
    assert moved_by(desktop, "Up").name.startswith("Hilltop Club. New, counts")
    desktop.keys("space")
    reader.heard("Hilltop Club. New, counts.")
    tab_to(desktop, "Accept")
    desktop.keys("Return")
    reader.heard("Accepted")
    reader.find("button", "Take the last decision back")
    has_come_to(desktop, "Read the whole return")
    desktop.keys("Escape")
    has_come_to(desktop, "Hilltop Club. Accepted")
    _to_page(desktop, "Agencies")
    assert moved_by(desktop, "Down").name.startswith("Quay Nursery. ")
    desktop.keys("Return")
    reader.heard("Quay Nursery. Receiving desk of Sample Partnership. Sample topic, 2026: not returned.")
    desktop.keys("alt+d")
    has_come_to(desktop, "Last day")
    desktop.keys("Escape")
    has_come_to(desktop, "Give it more time…")
    desktop.keys("Escape")
    has_come_to(desktop, "Quay Nursery. ")  # in the list, at its line


def _to_page(desktop: RealDesktop, name: str) -> None:
    tab_to(desktop, name, back=True)
    desktop.keys("Return")
    desktop.reader.heard(f"{name}. Receiving desk of {DESK}.")
    until(lambda: desktop.reader.focused().role == "table")

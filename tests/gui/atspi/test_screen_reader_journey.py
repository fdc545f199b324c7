"""From the first start to a signed return through AT-SPI alone, as a person with a screen reader does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.returns.verifying.verify import verify_return
from tests.gui.atspi.real_desktop import RealDesktop, ScreenReader, Seen, until

PASSPHRASE = "correct horse battery"
QUESTIONS = 11

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[RealDesktop]:
    opened = RealDesktop(tmp_path)
    yield opened
    opened.close()


def test_an_audit_can_be_completed_with_a_screen_reader(desktop: RealDesktop) -> None:
    program = desktop.open_program()
    reader = desktop.reader
    _begin(reader)
    _go_through_the_list(desktop)
    _say_who(reader)
    _go_through_the_options(desktop)
    for number in range(3, QUESTIONS):
        _judge(reader, number)
    reader.find("label", f"Question {QUESTIONS} of")
    reader.press("button", "Save and continue")
    reader.heard("Action plan")
    _check_and_sign(reader)
    until(lambda: any((desktop.folder / "Documents").glob("*.zip")))
    bundle = next((desktop.folder / "Documents").glob("*.zip"))
    assert verify_return(bundle, deep=True).is_verified
    assert program.poll() is None


def _begin(reader: ScreenReader) -> None:
    reader.press("button", "Begin: Topic 2")
    reader.write("Name of your organisation or club", "Riverside Trust")
    assert reader.unnamed() == []
    reader.press("button", "Begin this audit")
    reader.heard("Topic 2 - Early Help & Prevention")
    reader.press("button", "Continue")
    reader.heard("Question 1 of 11. Please select your agency")
    reader.press("radio button", "GP practice")
    reader.find("list item", "1. Your agency. Completed")
    assert reader.unnamed() == []
    reader.press("button", "Save and continue")


def _go_through_the_list(desktop: RealDesktop) -> None:
    """Each key says one line and nothing else; the page says itself when it is entered."""
    reader = desktop.reader
    reader.heard("Question 2 of 11")
    desktop.keys("ctrl+f")
    _comes_to(desktop, "Search this audit")
    desktop.keys("Down")
    _comes_to(desktop, "2. Who completed the audit")
    said = len(reader.announced())
    for key, line in (
        ("End", "Sign and send"),
        ("Home", "Introduction"),
        ("3", "3. Staff"),
        ("Up", "2. Who completed"),
    ):
        desktop.keys(key)
        _comes_to(desktop, line)
    assert reader.announced()[said:] == []
    desktop.keys("Return")
    _comes_to(desktop, "Name, Person completing this audit")
    until(lambda: len(reader.announced()) > said)
    assert [text[:16] for text in reader.announced()[said:]] == ["Question 2 of 11"]


def _go_through_the_options(desktop: RealDesktop) -> None:
    reader = desktop.reader
    reader.heard("Question 3 of 11")
    _comes_to(desktop, "Yes")
    for key, option, place in (("Down", "Partly", "2 of 4."), ("Down", "No", "3 of 4."), ("Up", "Partly", "2 of 4.")):
        desktop.keys(key)
        found = _comes_to(desktop, option)
        assert found.description.endswith(place)
        assert "checked" not in found.states
    desktop.keys("space")
    reader.heard("your answer is Partly")
    desktop.keys("Up")
    assert "checked" not in _comes_to(desktop, "Yes").states
    assert "checked" in reader.find("radio button", "Partly").states


def _comes_to(desktop: RealDesktop, name: str) -> Seen:
    """Wait until the object that said last that it has the keyboard has a name that begins with ``name``."""
    found: list[Seen] = []

    def is_there() -> bool:
        found.append(desktop.reader.newest())
        return found[-1].name.startswith(name)

    until(is_there)
    return found[-1]


def _say_who(reader: ScreenReader) -> None:
    reader.heard("Question 2 of 11")
    reader.write("Name, Person completing this audit", "Amina Yusuf")
    reader.write("Role or job title, Person completing this audit", "Practice manager")
    reader.write("E-mail, Person completing this audit", "amina@riverside.example")
    reader.find("list item", "2. Who completed the audit. Completed")
    until(lambda: "Saved" in _announced_since(reader, "Question 2 of 11"))
    assert _announced_since(reader, "Question 2 of 11").count("Saved") == 1, "one announcement for three saved fields"
    assert reader.unnamed() == []
    reader.press("button", "Save and continue")


def _announced_since(reader: ScreenReader, beginning: str) -> list[str]:
    announced = reader.announced()
    return announced[next(index for index, text in enumerate(announced) if text.startswith(beginning)) :]


def _judge(reader: ScreenReader, number: int) -> None:
    reader.heard(f"Question {number} of {QUESTIONS}")
    reader.find("label", f"Question {number} of {QUESTIONS}")
    assert reader.find("heading", "").level == "1"
    reader.press("radio button", "Yes")
    reader.find("label", f"{number} complete,")
    if number == 3:
        assert reader.unnamed() == []
    reader.press("button", "Save and continue")


def _check_and_sign(reader: ScreenReader) -> None:
    reader.press("button", "Check answers and sign")
    reader.heard("Check your answers")
    reader.find("label", "Everything needed is filled in")
    assert reader.unnamed() == []
    reader.press("button", "Continue to sign")
    reader.press("radio button", "No, I send it to the partnership")
    assert reader.find("text", "Your name").text == "Amina Yusuf"
    reader.write("Choose a passphrase", PASSPHRASE)
    reader.write("Type it again", PASSPHRASE)
    reader.press("button", "Set up my signature")
    reader.write("Passphrase", "not the one")
    reader.press("button", "Sign and make the return")
    reader.heard("Passphrase: That is not the right passphrase")
    reader.write("Passphrase", PASSPHRASE)
    assert reader.unnamed() == []
    reader.press("button", "Sign and make the return")
    reader.find("heading", "Your return is signed and ready")

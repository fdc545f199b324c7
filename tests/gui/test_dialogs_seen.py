"""Every dialog that the program can show: named, in contrast, and with a focus to be seen, in each scheme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget

from s11desk.desktop.parts.documents_folder import documents_folder, downloads_folder
from s11desk.desktop.shell.dialogs import ModalDialogs
from s11desk.desktop.theme.tokens import Scheme
from tests.gui import pixels
from tests.gui.conftest import Bench
from tests.gui.faults import LEAST_TARGET

DESKTOP = Path(__file__).parents[2] / "s11desk" / "desktop"
LONG = "A long text with many words.\n" * 200

SHOWN: dict[str, Callable[[ModalDialogs, Path], object]] = {
    "message": lambda dialogs, _: dialogs.show_message("What happened", "What to do next."),
    "question": lambda dialogs, _: dialogs.confirm("Remove it?", "It goes.", yes="Remove", no="Keep it"),
    "choice": lambda dialogs, _: dialogs.choose("Which one?", "Choose.", ("This", "That", "Neither")),
    "two versions": lambda dialogs, _: dialogs.keeps_mine("Changed elsewhere", "Choose.", LONG, LONG),
    "long message": lambda dialogs, _: dialogs.show_message("What happened", LONG),
    "long question": lambda dialogs, _: dialogs.confirm("Remove them?", LONG, yes="Remove", no="Keep them"),
    "files": lambda dialogs, _: dialogs.files("Choose files to attach", ("pdf",)),
    "offer": lambda dialogs, _: dialogs.offer("It is saved", f"It is in {LONG[:80]}.", yes="Open it"),
    "all files": lambda dialogs, _: dialogs.files("Choose the returns", (), were_sent=True),
    "folder of files": lambda dialogs, _: dialogs.folder_of_files("Choose the folder with the returns"),
    "folder": lambda dialogs, folder: dialogs.folder("Choose a folder", folder),
    "new file": lambda dialogs, folder: dialogs.save_as("Save it", folder / "copy.pdf"),
}


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_every_dialog_can_be_seen_read_and_used_by_keyboard(bench: Bench, tmp_path: Path, scheme: Scheme) -> None:
    bench.window.appearance.set_scheme(scheme)
    wrong: list[str] = []
    for name, show in SHOWN.items():
        seen: list[str] = []
        QTimer.singleShot(50, bench.window, lambda seen=seen: _look(seen))
        show(ModalDialogs(bench.window), tmp_path)
        assert seen[:1] == ["looked at"], f"{name} did not open"
        wrong += [f"{name}: {fault}" for fault in seen[1:]]
    assert not wrong, "\n".join(wrong)


def test_dialogs_are_made_in_one_place_only() -> None:
    makers = {"QMessageBox", "QFileDialog", "QPrintDialog", "QInputDialog", "QColorDialog", "QDialog"}
    found = {
        path.name
        for path in DESKTOP.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "import" in line and any(maker in line for maker in makers)
    }
    assert found == {"dialogs.py", "long_text_dialog.py"}


def _look(seen: list[str]) -> None:
    """Look at the dialog that is open, and close it."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    seen.append("looked at")
    QTest.qWaitForWindowActive(dialog)  # before that, no button looks as if it had the keyboard
    try:
        seen += [f"text: {fault}" for fault in pixels.text_faults(dialog)]
        seen += _button_faults(dialog)
        words = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text().strip()]
        seen += [] if words or dialog.windowTitle() != "s11desk" else ["it says nothing"]
    finally:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        if dialog.isVisible():
            dialog.done(0)


def _button_faults(dialog: QDialog) -> list[str]:
    found = []
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    for one in buttons:
        found += [] if one.text().strip() or one.accessibleName() else ["a button without a name"]
        found += [f"{one.text()} is {one.height()} high"] if one.height() < LEAST_TARGET else []
        found += _focus_faults(one, next(iter(set(buttons) - {one}), None))
    return found or ([] if buttons else ["no button"])


def _focus_faults(one: QPushButton, other: QWidget | None) -> list[str]:
    """Compare the button with the keyboard and without it."""
    if other is None:
        return []
    inside = QRect(0, 0, one.width(), one.height())
    other.setFocus()
    without = list(pixels.pixels_of(one.grab(inside).toImage()))
    one.setFocus()
    with_focus = list(pixels.pixels_of(one.grab(inside).toImage()))
    changed = sum(a != b and pixels.ratio_of(a, b) >= pixels.PART for a, b in zip(without, with_focus, strict=True))
    needed = one.width() + one.height()
    return [] if changed >= needed else [f"the focus on {one.text()!r} changes {changed} of {needed} pixels"]


def test_a_file_is_saved_in_documents_or_where_the_person_was_last(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "copy.pdf").write_bytes(b"")

    def get(_window: object, _headline: str, start: str, *_: object, **__: object) -> tuple[str, str]:
        asked.append(start)
        return str(elsewhere / "chosen.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", get)
    dialogs = ModalDialogs(bench.window)
    name, beside = Path("copy.pdf"), tmp_path / "key.p12"
    for start, may_replace in ((beside, False), (name, True), (name, False), (beside, False)):
        dialogs.save_as("Save it", start, may_replace=may_replace)
    first = documents_folder() / "copy.pdf"
    assert asked == [str(one) for one in (beside, first, elsewhere / "copy-2.pdf", beside)]


def test_files_that_were_sent_are_looked_for_where_they_are_put(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    filters: list[str] = []
    chosen = [str(tmp_path / "return.zip")]

    def get(_window: object, _headline: str, start: str, kinds: str, **_: object) -> tuple[list[str], str]:
        asked.append(start)
        filters.append(kinds)
        return chosen, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", get)
    dialogs = ModalDialogs(bench.window)
    for types, were_sent in ((("zip", "s11"), True), (("zip",), False), (("pdf", "doc", "png", "jpg"), True)):
        dialogs.files("Open it", types, were_sent=were_sent)
    names = [[one.split(" (")[0] for one in kinds.split(";;")] for kinds in filters]
    assert [one for one, _ in names] == ["Files of s11desk", ".zip files", "Files you can choose"]
    assert {one for _, one in names} == {"All files"}
    assert asked == [str(one) for one in (downloads_folder(), documents_folder(), tmp_path)]


def test_only_one_place_says_where_dialogs_begin() -> None:
    begins = ("StandardLocation", "Path.home()")
    found = {path.name for path in DESKTOP.rglob("*.py") if any(one in path.read_text("utf-8") for one in begins)}
    assert found == {"documents_folder.py"}

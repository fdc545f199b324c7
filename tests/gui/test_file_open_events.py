"""On macOS a double-clicked file comes as an event. The events are sent here as macOS sends them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from s11desk.desktop import start
from s11desk.desktop.shell.file_open_events import FileOpenEvents


class Opener:
    def __init__(self) -> None:
        self.opened: list[Path] = []

    def open(self, path: Path) -> None:
        self.opened.append(path)


class WindowWithOpener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.file_opener = Opener()


@pytest.fixture
def window() -> Iterator[WindowWithOpener]:
    made = WindowWithOpener()
    yield made
    shiboken6.delete(made)


@pytest.mark.parametrize("name", ["return.zip", "Ölberg & Straße/my return.zip.s11", "100 %.s11draft"])
def test_a_file_that_is_double_clicked_is_opened(
    qapp: QApplication, qtbot: QtBot, window: WindowWithOpener, tmp_path: Path, name: str
) -> None:
    start.open_files_of_events(window)  # type: ignore[arg-type]
    qapp.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / name))))
    qtbot.waitUntil(lambda: window.file_opener.opened == [tmp_path / name])


def test_an_address_is_not_opened(qapp: QApplication, window: WindowWithOpener) -> None:
    opened: list[Path] = []
    FileOpenEvents(window).opened.connect(opened.append)
    qapp.sendEvent(qapp, QFileOpenEvent(QUrl("https://example.org/return.zip")))
    qapp.processEvents()
    assert opened == []


def test_other_events_go_on_to_the_application(qapp: QApplication, window: WindowWithOpener) -> None:
    assert FileOpenEvents(window).eventFilter(qapp, QEvent(QEvent.Type.User)) is False


def test_only_macos_is_asked_for_such_events(monkeypatch: pytest.MonkeyPatch, window: WindowWithOpener) -> None:
    asked: list[object] = []
    monkeypatch.setattr(start, "open_files_of_events", asked.append)
    for system in ("linux", "win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        start.open_files_of_system(window)  # type: ignore[arg-type]
    assert asked == [window]

"""Files: chosen, dropped, refused in words, removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from s11desk.desktop.inputs.evidence import EvidencePanel
from tests.gui.conftest import Bench, question

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180d45c7c050000000049454e44ae426082"
)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Site entrance.png"
    path.write_bytes(PNG)
    return path


@pytest.fixture
def panel(bench: Bench, audit_id: str) -> EvidencePanel:
    bench.open(audit_id, question("example"))
    return bench.audit.findChildren(EvidencePanel)[0]


def words(panel: EvidencePanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_a_chosen_file_is_attached_and_shown(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    bench.answers.files_chosen = (picture,)
    panel.drop.choose.click()
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    assert "Site entrance.png" in words(panel)
    assert [item.name for item in bench.audit.opened.draft.audit.evidence] == ["Site entrance.png"]


def test_dropped_files_are_attached(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = panel.drop.rect().center()
    entering = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(panel.drop, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(panel.drop, QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, buttons, keys))
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))


def test_a_refused_file_is_named_and_the_others_are_kept(
    bench: Bench, panel: EvidencePanel, picture: Path, tmp_path: Path
) -> None:
    false = tmp_path / "Minutes.pdf"
    false.write_bytes(PNG)
    gone = tmp_path / "Gone.pdf"
    bench.answers.files_chosen = (false, gone, picture)
    panel.drop.choose.click()
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    assert "Minutes.pdf: The file's name does not match what is in it" in words(panel)
    assert "Gone.pdf: The file is no longer there" in words(panel)


def test_no_more_can_be_chosen_than_the_question_takes(bench: Bench, panel: EvidencePanel, tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.png")
        paths[-1].write_bytes(PNG + bytes([number]))
    bench.answers.files_chosen = tuple(paths)
    panel.drop.choose.click()
    bench.bot.waitUntil(lambda: "No more files can be attached" in words(panel))
    assert not panel.drop.choose.isEnabled()


def test_a_file_is_removed_after_a_question(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    panel.add((picture,))
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    remove = next(button for button in panel.findChildren(QPushButton) if button.text() == "Remove")
    bench.answers.confirm_with = False
    remove.click()
    bench.settle()
    assert "1 file attached" in words(panel)
    bench.answers.confirm_with = True
    remove.click()
    bench.bot.waitUntil(lambda: "1 file attached" not in words(panel))
    assert bench.answers.asked == ["Remove Site entrance.png?"] * 2
    assert picture.exists()

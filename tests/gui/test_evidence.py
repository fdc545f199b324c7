"""Files of evidence: choose, drop, paste, caption, view and remove them, and refusals in words."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.evidence_copies import shows_photo_location
from s11desk.desktop.inputs.evidence.dropped_files import FROM_MAIL, FROM_THE_WEB, local_files
from s11desk.desktop.inputs.evidence.evidence_card import EvidenceCard
from s11desk.desktop.inputs.evidence.evidence_panel import BUDGETS, EvidencePanel
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.shell.preferences import read_preferences
from s11desk.domain.returns.mail_size import Budget
from s11desk.wording.amounts import file_size
from tests.evidence.test_photo_location import PLACES
from tests.gui.conftest import Bench, question, type_in

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
    assert [item.name for item in bench.audit.open_draft.draft.audit.evidence] == ["Site entrance.png"]


def drop_on(bench: Bench, data: QMimeData) -> bool:
    """Drag ``data`` over the open audit, far from the area for files, and drop it. Whether it may be dropped."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(bench.audit.rect().topRight(), Qt.DropAction.CopyAction, data, buttons, keys)
    entering.setAccepted(False)
    QApplication.sendEvent(bench.audit, entering)
    if entering.isAccepted():
        place = QPointF(bench.audit.rect().topRight())
        QApplication.sendEvent(bench.audit, QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    return entering.isAccepted()


def held(*files: tuple[str, bytes]) -> QMimeData:
    """Files as a mail program on Windows holds them."""
    data = QMimeData()
    listed = struct.pack("<I", len(files))
    for name, content in files:
        listed += struct.pack("<64xII", 0, len(content)) + name.encode("utf-16-le").ljust(520, b"\0")
    data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', listed)
    for at, (_, content) in enumerate(files):
        data.setData(f'application/x-qt-windows-mime;value="FileContents";index={at}', content)
    return data


def linked(address: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setText(address)
    return data


def test_files_are_dropped_anywhere_on_the_page(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    assert drop_on(bench, data)
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))


def test_a_picture_from_a_browser_is_attached(bench: Bench, panel: EvidencePanel) -> None:
    data = linked("https://school.example/gate.png")
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    data.setImageData(picture)
    assert drop_on(bench, data)
    bench.bot.waitUntil(lambda: "Pasted picture 1.png" in words(panel))


def test_files_that_a_mail_program_holds_are_attached_under_their_own_names(bench: Bench, panel: EvidencePanel) -> None:
    assert drop_on(bench, held(("Site entrance.png", PNG), (r"C:\\..\\Sign.png", PNG + b"1")))
    bench.bot.waitUntil(lambda: "2 files attached" in words(panel))
    assert [item.name for item in bench.audit.open_draft.draft.audit.evidence] == ["Site entrance.png", "Sign.png"]


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (linked("https://school.example/gate.png"), FROM_THE_WEB),
        (held(("Minutes.pdf", b"")), FROM_MAIL),
        (held(), FROM_MAIL),
    ],
    ids=["web", "mail", "none"],
)
def test_what_cannot_be_attached_says_what_to_do_and_the_next_file_ends_that(
    bench: Bench, panel: EvidencePanel, picture: Path, data: QMimeData, advice: str
) -> None:
    assert drop_on(bench, data)
    assert advice in words(panel)
    panel.add((picture,))
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    assert advice not in words(panel)


def test_a_field_leaves_files_to_the_page_and_takes_text(bench: Bench, audit_id: str, picture: Path) -> None:
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    assert not page.comment.canInsertFromMimeData(data)
    assert page.comment.canInsertFromMimeData(linked("https://school.example/policy"))


def test_tab_into_a_caption_selects_nothing(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    panel.add((picture,))
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    (card,) = panel.cards.values()
    card.caption.setText("The gate")
    card.caption.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.caption, Qt.Key.Key_X)
    assert card.caption.text() == "The gatex"


def test_the_words_of_a_card_begin_at_the_same_place_beside_any_picture(
    bench: Bench, panel: EvidencePanel, picture: Path
) -> None:
    panel.add((picture,))
    bench.settle()
    (card,) = panel.cards.values()
    places = set()
    for width in (8, 24, 56):
        card.icon.show_pixmap(QPixmap(width, 24))
        bench.bot.wait(20)
        places.add(card.caption.mapTo(card, QPoint(0, 0)).x())
    assert len(places) == 1


def test_a_refused_file_is_named_and_the_others_are_attached(
    bench: Bench, panel: EvidencePanel, picture: Path, tmp_path: Path
) -> None:
    false = tmp_path / "Minutes.pdf"
    false.write_bytes(PNG)
    gone = tmp_path / "Gone.pdf"
    bench.answers.files_chosen = (false, gone, picture)
    panel.drop.choose.click()
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    bench.settle()
    assert "Minutes.pdf: The file's name does not match what is in it" in words(panel)
    assert "Gone.pdf: The file is no longer there" in words(panel)


def test_a_file_with_a_wrong_ending_is_kept_under_the_right_one_with_one_click(
    bench: Bench, panel: EvidencePanel, tmp_path: Path
) -> None:
    wrong = tmp_path / "Entrance.jpg"
    wrong.write_bytes(PNG)
    panel.add((wrong,))
    bench.bot.waitUntil(lambda: "It can be kept as Entrance.png" in words(panel))
    button(panel, "Keep it as Entrance.png").click()
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    assert [item.name for item in bench.audit.open_draft.draft.audit.evidence] == ["Entrance.png"]
    assert "It can be kept as" not in words(panel)
    assert wrong.read_bytes() == PNG


def photograph(folder: Path, name: str = "Garden.png") -> Path:
    path = folder / name
    path.write_bytes(PLACES["png with EXIF"])
    return path


def test_the_place_of_a_photo_is_removed_and_that_is_shown(bench: Bench, panel: EvidencePanel, tmp_path: Path) -> None:
    photo = photograph(tmp_path)
    before = photo.read_bytes()
    panel.add((photo,))
    bench.bot.waitUntil(lambda: "Garden.png said where it was taken. The copy does not" in words(panel))
    item = bench.audit.open_draft.draft.audit.evidence[0]
    with bench.elsewhere() as workspace:
        assert not shows_photo_location(workspace, item)
    assert photo.read_bytes() == before


def test_a_person_can_keep_the_place_of_a_photo_and_the_choice_lasts(
    bench: Bench, panel: EvidencePanel, tmp_path: Path
) -> None:
    assert panel.location_choice.isChecked()
    panel.location_choice.click()
    panel.add((photograph(tmp_path),))
    bench.bot.waitUntil(lambda: "The place where it was taken is in this photo." in words(panel))
    bench.audit.go(question("policy"))
    assert not bench.audit.findChildren(EvidencePanel)[0].location_choice.isChecked()
    assert not read_preferences(bench.home.settings).removes_photo_location


def test_a_choice_about_photos_and_one_about_the_look_are_both_kept(bench: Bench, panel: EvidencePanel) -> None:
    panel.location_choice.click()
    bench.window.appearance.zoom(1)
    preferences = read_preferences(bench.home.settings)
    assert not preferences.removes_photo_location
    assert preferences.zoom > 100


def test_the_same_file_under_a_second_name_keeps_both_names(
    bench: Bench, panel: EvidencePanel, picture: Path, tmp_path: Path
) -> None:
    attached(bench, panel, picture)
    second = tmp_path / "Annex B.png"
    second.write_bytes(PNG)
    panel.add((second,))
    bench.bot.waitUntil(lambda: "Annex B.png is the same file as Site entrance.png" in words(panel))
    assert "Nothing was added" in words(panel)
    bench.audit.go(question("policy"))
    bench.settle()
    other = bench.audit.findChildren(EvidencePanel)[0]
    other.add((second,))
    bench.bot.waitUntil(lambda: "Both names are kept" in words(other))
    rows = [(item.name, item.questions) for item in bench.audit.open_draft.draft.audit.evidence]
    assert rows == [("Site entrance.png", ("example",)), ("Annex B.png", ("policy",))]


def test_adding_is_switched_off_when_the_question_is_full(bench: Bench, panel: EvidencePanel, tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.png")
        paths[-1].write_bytes(PNG + bytes([number]))
    bench.answers.files_chosen = tuple(paths)
    panel.drop.choose.click()
    bench.bot.waitUntil(lambda: "No more files can be attached" in words(panel))
    assert not panel.drop.choose.isEnabled()


def test_a_file_is_removed_after_the_person_agrees(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
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


def test_a_removed_file_comes_back_with_its_caption(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    panel.add((picture,))
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    (card,) = panel.cards.values()
    type_in(card.caption, "The gate")
    bench.settle()
    before = bench.audit.open_draft.draft.audit.evidence
    bench.answers.confirm_with = True
    card.removed.emit()
    bench.bot.waitUntil(lambda: "Site entrance.png was removed." in words(panel))
    undo = panel.findChild(QPushButton, "undo-removal")
    assert undo is not None
    undo.click()
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    assert "was removed" not in words(panel)
    assert bench.audit.open_draft.draft.audit.evidence == before


class Viewer(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.files.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    handler = Viewer()
    QDesktopServices.setUrlHandler("file", handler, "take")  # type: ignore[arg-type]
    yield handler
    QDesktopServices.unsetUrlHandler("file")


def button(panel: EvidencePanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())


def attached(bench: Bench, panel: EvidencePanel, picture: Path) -> EvidenceCard:
    panel.add((picture,))
    bench.bot.waitUntil(lambda: "1 file attached" in words(panel))
    return next(iter(panel.cards.values()))


def test_a_picture_is_pasted(bench: Bench, panel: EvidencePanel) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QApplication.clipboard().setImage(image)
    panel.drop.choose.setFocus()
    QTest.keyClick(panel.drop.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bench.bot.waitUntil(lambda: "Pasted picture 1.png" in words(panel))
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    panel.drop.paste.click()
    bench.bot.waitUntil(lambda: "Pasted picture 2.png" in words(panel))
    assert not list(bench.home.work.glob("*"))


def test_copied_files_are_pasted(
    bench: Bench, panel: EvidencePanel, picture: Path, request: pytest.FixtureRequest
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    QApplication.clipboard().setMimeData(data)
    request.addfinalizer(QApplication.clipboard().clear)  # Qt would delete it after the interpreter has ended
    panel.drop.paste.click()
    bench.bot.waitUntil(lambda: "Site entrance.png" in words(panel))


@pytest.mark.usefixtures("bench")
def test_pasting_without_a_picture_shows_how_to_paste_one(panel: EvidencePanel) -> None:
    QApplication.clipboard().setText("No picture")
    panel.drop.paste.click()
    assert "There is no picture to paste. Copy a picture or take a screenshot first" in words(panel)


def test_pasting_in_a_text_field_pastes_text(bench: Bench, panel: EvidencePanel) -> None:
    QApplication.clipboard().setText("From elsewhere")
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    page.comment.setFocus()
    QTest.keyClick(page.comment, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.comment.toPlainText() == "From elsewhere"
    assert "no picture" not in words(panel)


def test_a_caption_is_saved_without_interrupting_typing(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    card = attached(bench, panel, picture)
    type_in(card.caption, "Our front door ")
    bench.bot.waitUntil(lambda: bench.audit.open_draft.draft.audit.evidence[0].caption == "Our front door")
    assert next(iter(panel.cards.values())) is card
    assert card.caption.text() == "Our front door "
    assert card.caption.hasFocus()
    bench.audit.go(question("policy"))
    bench.audit.go(question("example"))
    assert bench.audit.findChildren(EvidenceCard)[0].caption.text() == "Our front door"


def test_a_caption_is_saved_before_the_window_closes(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    card = attached(bench, panel, picture)
    type_in(card.caption, "Just typed")
    bench.window.close()
    bench.bot.waitUntil(lambda: not bench.window.isVisible())
    with bench.elsewhere() as workspace:
        audit = open_draft(workspace, bench.audit.open_draft.draft.audit.id).audit
    assert audit.evidence[0].caption == "Just typed"


def test_a_picture_has_a_thumbnail(bench: Bench, panel: EvidencePanel, tmp_path: Path) -> None:
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    path = tmp_path / "wide.png"
    image.save(str(path))
    card = attached(bench, panel, path)
    bench.bot.waitUntil(lambda: card.icon.pixmap().width() > card.icon.pixmap().height())
    assert card.icon.pixmap().toImage().pixelColor(3, 3).blue() > 200


def test_a_picture_with_a_huge_stated_size_is_not_decoded(bench: Bench, panel: EvidencePanel, tmp_path: Path) -> None:
    vast = bytearray(PNG)
    vast[16:24] = (60_000).to_bytes(4) * 2
    vast[29:33] = zlib.crc32(vast[12:29]).to_bytes(4)
    path = tmp_path / "vast.png"
    path.write_bytes(bytes(vast))
    card = attached(bench, panel, path)
    bench.settle()
    assert bench.audit.open_draft.thumbnails == {}
    assert card.icon.pixmap().width() == card.icon.pixmap().height()


def test_viewing_opens_a_copy_and_not_the_kept_file(
    bench: Bench, panel: EvidencePanel, picture: Path, viewer: Viewer
) -> None:
    attached(bench, panel, picture)
    button(panel, "View").click()
    bench.bot.waitUntil(lambda: bool(viewer.files))
    copy = viewer.files[0]
    assert (copy.name, copy.read_bytes()) == ("Site-entrance.png", PNG)
    assert copy.is_relative_to(bench.home.work)
    assert not copy.stat().st_mode & 0o222
    bench.window.go_home()
    bench.bot.waitUntil(lambda: not copy.exists())


def test_a_file_from_another_question_can_be_used(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    attached(bench, panel, picture)
    bench.audit.go(question("policy"))
    bench.settle()
    other = bench.audit.findChildren(EvidencePanel)[0]
    button(other, "Use a file from another question").click()
    menu = other.drop.findChildren(QMenu)[0]
    assert [action.text() for action in menu.actions()] == [f"Site entrance.png, {file_size(len(PNG))}"]
    menu.actions()[0].trigger()
    menu.close()
    bench.bot.waitUntil(lambda: "1 file attached" in words(other))
    assert "Also used for 1 other question." in words(other)
    assert [item.questions for item in bench.audit.open_draft.draft.audit.evidence] == [("example", "policy")]


def test_the_size_of_all_files_is_shown_in_words(bench: Bench, panel: EvidencePanel, picture: Path) -> None:
    attached(bench, panel, picture)
    total = f"All files of this audit together: {file_size(len(PNG))}. Small enough to send by e-mail."
    assert total in words(panel)


def test_every_state_of_the_budget_has_words() -> None:
    assert set(BUDGETS) == set(Budget)


def test_an_empty_clipboard_has_no_files() -> None:
    assert local_files(None) == ()

"""Text that others chose is shown as it is: no page, tooltip, dialog or title reads a pack or a return as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QGroupBox,
    QLabel,
    QListWidgetItem,
    QMessageBox,
    QTextEdit,
    QToolButton,
    QWidget,
)

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.parts.text.text_parts import (
    button,
    escape_shortcut_marks,
    label,
    set_tool_tip,
    spoken_text,
    window_title,
)
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.shell.dialogs import ModalDialogs
from s11desk.domain.topics.topic import Contact, Topic
from s11desk.topics.pack import encode_topic, load_pack
from tests.gui import agency_scenes, desk_scenes, every_page
from tests.gui.conftest import Bench, SteppingClock, install
from tests.gui.every_page import SCENES, make_sample_return
from tests.gui.scene import Scene
from tests.samples import small_topic

MARKUP = '<img src="//elsewhere.example/a.png"> <a href="file://elsewhere.example/b">press</a> &lt;b&gt; '
WORDS = {
    "body", "descriptor", "heading", "help", "instructions", "label", "licence", "meaning", "name", "note", "publisher",
    "short", "short_name", "term", "text", "title", "year",
}  # fmt: skip
"""The keys of a pack whose texts people read."""


def marked_up(value: object, key: str = "") -> object:
    """``value`` with markup before every text that people read."""
    match value:
        case dict():
            return {name: marked_up(inner, name) for name, inner in value.items()}
        case list():
            return [marked_up(inner, key) for inner in value]
        case str() if key in WORDS:
            return f"{MARKUP[:50] if key == 'short' else MARKUP}{value}"
    return value


def hostile_topic() -> Topic:
    topic = msgspec.structs.replace(
        small_topic(), contact=Contact("Kim", email="kim@sp.example", origin=small_topic().contact.origin)
    )
    return msgspec.convert(marked_up(msgspec.to_builtins(topic)), Topic)


@pytest.fixture(autouse=True)
def _everything_is_marked_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(every_page, "small_topic", hostile_topic)
    for module in (every_page, agency_scenes, desk_scenes):
        monkeypatch.setattr(module, "LONG", MARKUP * 3)
    sample = tmp_path / "sample" / "<img src=x> &lt;b.pdf"
    sample.parent.mkdir()
    sample.write_bytes(every_page.SAMPLE.read_bytes())
    monkeypatch.setattr(every_page, "SAMPLE", sample)


@pytest.fixture
def audit_id(home: Home) -> str:
    with Workspace(home, SteppingClock()) as workspace:
        install(workspace, hostile_topic())
        return begin_draft(workspace, "sample", f"{MARKUP}Riverside").audit.id


@pytest.fixture
def scene(bench: Bench, audit_id: str, tmp_path: Path) -> Scene:
    return Scene(bench, audit_id, tmp_path, make_sample_return(tmp_path / "elsewhere"))


def tips(widget: QWidget) -> Iterator[str]:
    """Every text of a widget that Qt shows in a tooltip or a small window of its own."""
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis())
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        yield widget.defaultAction().toolTip()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        roles = (3, 4, 5)  # tooltip, status tip, "What's this?"
        model = widget.model()
        for row in range(model.rowCount()):
            yield from (str(model.index(row, 0).data(role) or "") for role in roles)


def words_of(widget: QWidget) -> str:
    """Every label's text, without the invisible spaces that let a long word break."""
    return " ".join(one.text() for one in widget.findChildren(QLabel)).replace("\u200b", "")


def may_be_read_as_html(text: str) -> bool:
    """Whether Qt would read more in ``text`` than the words in our own wrapping."""
    inner = text.removeprefix("<qt>").removesuffix("</qt>")
    is_wrapped = text.startswith("<qt>") and html.escape(html.unescape(inner)) == inner
    return GuiQt.mightBeRichText(text) and not is_wrapped


def rich_surfaces(roots: list[QWidget]) -> Iterator[str]:
    """Every widget below ``roots`` that would read text as HTML."""
    for root in roots:
        for action in root.findChildren(QAction):
            if may_be_read_as_html(action.statusTip()) or may_be_read_as_html(action.whatsThis()):
                yield f"action {action.text()}"
        for widget in (root, *root.findChildren(QWidget)):
            if isinstance(widget, QLabel) and widget.textFormat() is not GuiQt.TextFormat.PlainText and widget.text():
                yield f"label {widget.text()}"
            if isinstance(widget, QTextEdit):
                yield f"rich editor {widget.objectName()}"
            yield from (f"tip {tip}" for tip in tips(widget) if may_be_read_as_html(tip))


def without_their_mark(roots: list[QWidget]) -> Iterator[str]:
    """Every button, action and group below ``roots`` that took an ``&`` of a stranger for the mark of a letter."""
    for root in roots:
        named = [(one.text(), one.text()) for one in root.findChildren(QAction)]
        named += [(one.text(), one.accessibleName()) for one in root.findChildren(QAbstractButton)]
        named += [(one.title(), one.accessibleName()) for one in root.findChildren(QGroupBox)]
        for text, spoken in named:
            if "lt;b" in spoken_text(text).replace("&lt;b", "") or "lt;b" in spoken.replace("&lt;b", ""):
                yield text


@pytest.mark.parametrize("name", SCENES)
def test_no_page_reads_a_strangers_text_as_html(scene: Scene, name: str) -> None:
    seen = 0
    for state in SCENES[name](scene):
        window = scene.bench.window
        assert list(rich_surfaces([window])) == [], state
        assert list(without_their_mark([window])) == [], state
        seen += "elsewhere.example" in words_of(window)
        assert "\n" not in window.windowTitle()
    assert seen


def test_the_page_of_a_pack_reads_no_html(bench: Bench, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "topic.json").write_bytes(encode_topic(hostile_topic()))
    assert load_pack(pack) == hostile_topic()  # such a pack is a good one
    bench.window.file_opener.open(pack)
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None)
    page = bench.window.page_stack.page
    assert page is not None
    assert "elsewhere.example" in words_of(page)
    assert list(rich_surfaces([bench.window])) == []


def test_dialogs_read_no_html(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[QMessageBox] = []

    def keep(box: QMessageBox) -> int:
        boxes.append(box)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", keep)
    dialogs = ModalDialogs(bench.window)
    dialogs.show_message(MARKUP, MARKUP)
    dialogs.confirm(MARKUP, MARKUP, yes=MARKUP, no=MARKUP)
    dialogs.choose(MARKUP, MARKUP, (MARKUP, MARKUP))
    assert len(boxes) == 3
    for box in boxes:
        assert sum(one.text() == MARKUP for one in box.findChildren(QLabel)) == 2
        assert list(rich_surfaces([box])) == []
        assert box.testOption(QMessageBox.Option.DontUseNativeDialog)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", [MARKUP, "<b>x</b>", "a < b & c", "plain", "&amp;", "<qt>x</qt>"])
def test_a_tooltip_shows_its_text_as_it_is(text: str) -> None:
    for place in (QLabel(), QListWidgetItem()):
        set_tool_tip(place, text)
        assert not may_be_read_as_html(place.toolTip())
        is_wrapped = GuiQt.mightBeRichText(text)
        assert place.toolTip() == (f"<qt>{html.escape(text)}</qt>" if is_wrapped else text)


@pytest.mark.usefixtures("qapp")
def test_a_label_is_plain_before_it_has_a_text() -> None:
    assert label("").textFormat() is GuiQt.TextFormat.PlainText


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["Smith & Sons", "“The Hub” && friends", "R&D", "&c", "a &b &&& c"])
def test_a_name_on_a_button_keeps_its_marks_and_makes_no_letter_a_key(name: str) -> None:
    made = button(escape_shortcut_marks(name))
    link = WrappedLink("Another", "link", "black")
    link.setText(name)
    for one in (made, link):
        assert spoken_text(one.text()) == one.accessibleName() == name
        assert one.shortcut().isEmpty()


OVERRIDE, RIGHT = "policy\u202efdp.exe", "\u2067שלום\u2069 \u200fע\u200f"


@pytest.mark.usefixtures("qapp")
def test_text_that_turns_its_surroundings_shows_what_turns_it() -> None:
    for shown in (label(OVERRIDE).text(), button(OVERRIDE).text(), window_title(OVERRIDE)):
        assert shown == "policy[U+202E]fdp.exe"
    assert label(RIGHT).text() == RIGHT


@pytest.mark.usefixtures("qapp")
def test_the_title_of_the_window_keeps_every_character() -> None:
    widget = QWidget()
    widget.setWindowTitle(window_title("a[*]b"))
    assert window_title("a[*]b") == "a[*][*]b"

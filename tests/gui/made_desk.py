"""A receiving desk with two returns of one audit, made without the window, and shown in it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.standalone.standalone_page import StandalonePage
from tests.gui.conftest import Bench

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"
REFERENCE = "JPH9-WHFD-1"
Page = TypeVar("Page", bound=StandalonePage)


def officer(bench: Bench) -> Officer:
    return Officer(bench.home, sentence, who="Kim", clock=bench.clock)


def make_desk(bench: Bench, folder: Path) -> Path:
    bench.window.load_home()
    bench.settle()  # a key in a home without drafts would look as if these were lost
    create_desk(folder, officer(bench), "Riverside Partnership")
    with ReceivingDesk(folder, officer(bench)) as desk:
        take_in_returns(desk, find_incoming([GOLDEN / "one-signature.zip"]))
    return folder


def show_tab(bench: Bench, folder: Path, tab: DeskTab, kind: type[Page]) -> Page:
    bench.window.standalone.show_desk(str(folder))
    bench.settle()
    page_of(bench, DeskPage).tabs[tab].click()
    bench.settle()
    return page_of(bench, kind)


def page_of(bench: Bench, kind: type[Page]) -> Page:
    page = bench.window.page_stack.page
    assert isinstance(page, kind)
    return page


def text_of(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible()).replace("\u200b", "")

"""The files at a desk in which no return was read, each with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import breakable, label
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.override import override
from s11desk.wording.desk.file_lines import FILES_ABOUT, file_line, without_return

if TYPE_CHECKING:
    from s11desk.app.receiving.returns.files_seen import FilesSeen


class FilesPage(DeskPage):
    """It is behind the page that counts these files."""

    TAB = DeskTab.OVERVIEW

    def __init__(self, services: Services, desk: OpenDesk, seen: FilesSeen) -> None:
        super().__init__(services, desk, seen.partnership, heading="Files without a return")
        self._words = without_return(len(seen.files))
        self.layout_.addWidget(label(f"{self._words} {FILES_ABOUT}"))
        self.add_lines("", [partial(_line, file_line(one)) for one in seen.files], "files")

    @override
    def spoken_state(self) -> str:
        return self._words


def _line(words: str) -> QWidget:
    return label(breakable(words))

"""The user guide: all chapters on one page, with a list of them on top."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from s11desk.app.guide import Chapter
from s11desk.desktop.parts.picture_view import picture_view
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.prose_view import ProseView
from s11desk.desktop.parts.text.text_parts import Kind, button, escape_shortcut_marks, label
from s11desk.desktop.standalone.find_words import FindWords
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.override import override

Shortcut = tuple[str, str]

SHORTCUTS = "Keyboard shortcuts"
"""The title of the last chapter."""
DESK_CHAPTER = "Receive audits for a partnership"
"""The title of the chapter about the receiving desk."""


class GuidePage(StandalonePage):
    """The page with the user guide.

    ``shortcuts``: keys and their commands, for the last chapter. ``at``: the title of the chapter at which it begins;
    empty for the top.
    """

    def __init__(
        self,
        services: Services,
        chapters: tuple[Chapter, ...],
        shortcuts: tuple[Shortcut, ...],
        *,
        at: str = "",
    ) -> None:
        super().__init__(services, "User guide")
        titles = (*(chapter.title for chapter in chapters), SHORTCUTS)
        self._headings: dict[str, QLabel] = {}
        self.find_words = FindWords(self.theme, self, "Find in this guide")
        self.layout_.addWidget(self.find_words)
        self._links = [self._link(title) for title in titles]
        self._at = at
        for chapter in chapters:
            self._add_heading(chapter.title)
            self.layout_.addWidget(ProseView(self.theme, chapter.text))
            if chapter.picture is not None:
                self.layout_.addWidget(picture_view(self.theme, chapter.picture.path, chapter.picture.caption))
        self._add_heading(SHORTCUTS)
        for keys, command in shortcuts:
            self.layout_.addWidget(label(f"{keys}: {command}"))

    @override
    def spoken_state(self) -> str:
        return "Escape leads back to where you were"

    @override
    def first_field(self) -> QWidget:
        return self._links[0]

    @override
    def begin(self) -> None:
        if self._at in self._headings:
            self.setFocus()
            self.go(self._at)
        else:
            super().begin()

    def go(self, title: str) -> None:
        """Scroll to the chapter with this title."""
        ground = self.widget()
        if ground is not None:
            self.verticalScrollBar().setValue(self._headings[title].mapTo(ground, QPoint(0, 0)).y())
            self.setFocus()
            self.read_from(self._headings[title])

    def _link(self, title: str) -> QWidget:
        link = button(escape_shortcut_marks(title), "link", name=f"Chapter: {title}")
        link.clicked.connect(lambda: self.go(title))
        self.layout_.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def _add_heading(self, title: str) -> None:
        self.layout_.addSpacing(self.theme.pixels(16))
        heading = label(title, Kind.HEADING)
        self._headings[title] = heading
        self.layout_.addWidget(heading)

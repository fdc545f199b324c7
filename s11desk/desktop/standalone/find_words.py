"""Find words on a page that is opened to read: each press of Enter goes to the next place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from s11desk.desktop.inputs.form_rows import field_label
from s11desk.desktop.inputs.search_field import SearchField, clear_link
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_NONE = "No match. Try a shorter word."


class FindWords(QWidget):
    """A field and a button. The labels of ``page`` are looked through in their order; a found one is selected.

    ``title``: the words above the field. Ctrl+F goes to the field.
    """

    def __init__(self, theme: Theme, page: QWidget, title: str = "Find in this return") -> None:
        super().__init__()
        self._page = page
        self._found: QLabel | None = None
        self.words = SearchField()
        self.words.setAccessibleName(title)
        self.words.setMaximumWidth(theme.pixels(320))
        self.words.down_pressed.connect(self.go_on)
        self.next = button("Find")
        self.next.clicked.connect(self.go_on)
        self.status = label("", Kind.SMALL)
        whole = column(self, theme, spacing=2)
        whole.addWidget(field_label(title, self.words))
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(12))
        whole.addLayout(row)
        row.addWidget(self.words)
        row.addWidget(self.next, 0, Qt.AlignmentFlag.AlignVCenter)
        clear = clear_link(self.words, "Clear the words to find")  # it appears, and must not move the button
        row.addWidget(clear, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.status, 1)
        QShortcut(QKeySequence("Ctrl+F"), page).activated.connect(self._go_to_field)

    def _go_to_field(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def go_on(self) -> None:
        """Show the next label that has the words, and select them in it."""
        wanted = self.words.text().strip().casefold()
        everywhere = self._page.findChildren(QLabel)
        labels = [one for one in everywhere if one.isVisibleTo(self._page) and not self.isAncestorOf(one)]
        hits = _hits(labels, wanted)
        self._unmark()
        if not hits:
            self._say(_NONE if wanted else "")
            bring_into_sight(self)
            return
        before = hits.index(self._found) if self._found in hits else -1
        self._found = hits[(before + 1) % len(hits)]
        self._mark(self._found, wanted)
        self._say(f"{(before + 1) % len(hits) + 1} of {len(hits)}")
        bring_into_sight(self._found)

    def _mark(self, found: QLabel, wanted: str) -> None:
        """Select the words. The label cannot be reached by Tab, as before."""
        found.setTextInteractionFlags(found.textInteractionFlags() | _SELECTABLE)
        text = found.text().casefold()
        whole = _whole_word(wanted).search(text)
        found.setSelection(whole.start() if whole is not None else text.index(wanted), len(wanted))

    def _unmark(self) -> None:
        if self._found is not None:
            self._found.setSelection(0, 0)

    def _say(self, text: str) -> None:
        self.status.setText(text)
        if text and self._found is not None:
            announce(self, f"{text}. {self._found.text()}")
        elif text:
            announce(self, text)


def _hits(labels: Sequence[QLabel], wanted: str) -> list[QLabel]:
    """The labels with ``wanted``: first those that have it as whole words, so that “late” is found before “later”."""
    having = [one for one in labels if wanted and wanted in one.text().casefold()]
    whole = [one for one in having if _whole_word(wanted).search(one.text().casefold())]
    return [*whole, *(one for one in having if one not in whole)]


def _whole_word(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")

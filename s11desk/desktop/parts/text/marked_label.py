"""A text in which the words that a person searched for are marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption

from s11desk.desktop.parts.text.qt_length import qt_length
from s11desk.desktop.parts.text.text_parts import Kind, PlainLabel, prepared
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

_WORD = re.compile(r"\w+")
_BREAK = "\u200b"
_SHOWN_WORD = re.compile(rf"\w(?:[\w\u0300-\u036f]|{_BREAK}(?=\w))*")
"""With accents of their own, and with places to break."""


class MarkedLabel(PlainLabel):
    """A label whose marked words have a line below them and another ground.

    It stays plain text: what is marked is only painted, and a screen reader reads the text as that of any label.
    """

    def __init__(self, ground: QColor, line: QColor) -> None:
        super().__init__()
        self._words, self._ground, self._line = "", ground, line

    def mark(self, words: str) -> None:
        """Mark the words that begin with one of ``words``."""
        self._words = words
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in self.marked_places():
            painter.fillRect(place, self._ground)
            painter.fillRect(QRectF(place.left(), place.bottom() - 2, place.width(), 2), self._line)
        painter.end()
        super().paintEvent(event)

    def marked_places(self) -> list[QRectF]:
        """Where the marked words are, each with one place or, where it is broken, with more."""
        inside, text = self.contentsRect(), self.text()
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        top, found = float(inside.y()), list(marked_ranges(text, self._words))
        places = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(inside.width())
            begin, end = line.textStart(), line.textStart() + line.textLength()
            for start, stop in ((max(start, begin), min(stop, end)) for start, stop in found):
                if start < stop:
                    left, right = sorted((_x(line, start), _x(line, stop)))
                    places.append(QRectF(inside.x() + left, top, right - left, line.height()))
            top += line.height()
        layout.endLayout()
        return places


def marked_label(theme: Theme, text: str, words: str = "") -> MarkedLabel:
    """Make a label that wraps, with the words marked that begin with one of ``words``."""
    made = MarkedLabel(QColor(theme.colours.accent_soft), QColor(theme.colours.accent))
    made.mark(words)
    return prepared(made, text, Kind.BODY)


def marked_ranges(text: str, words: str) -> Iterator[tuple[int, int]]:
    """The beginning and the end of each word of ``text`` that begins with one of ``words``, in UTF-16 units.

    As in the search, capitals and accents make no difference.
    """
    wanted = tuple(_plain(one) for one in _WORD.findall(words))
    for found in _SHOWN_WORD.finditer(text):
        if wanted and _plain(found.group()).startswith(wanted):
            yield qt_length(text[: found.start()]), qt_length(text[: found.end()])


def _plain(word: str) -> str:
    split = unicodedata.normalize("NFD", word.replace(_BREAK, "").casefold())
    return "".join(one for one in split if not unicodedata.combining(one))


def _x(line: QTextLine, at: int) -> float:
    """Where a position is. Qt's binding gives the place alone, or with the position that it belongs to."""
    found = cast("float | tuple[float, int]", line.cursorToX(at))
    return found[0] if isinstance(found, tuple) else found

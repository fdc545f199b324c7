"""A picture that is as wide as its place, but no wider than itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override


def picture_view(theme: Theme, path: Path, caption: str) -> QWidget:
    """Show the picture and, below it, the caption, which a screen reader reads."""
    return pixmap_view(theme, QPixmap(str(path)), caption)


def pixmap_view(theme: Theme, picture: QPixmap, caption: str) -> QWidget:
    """Show a picture that is in memory, and its caption below it."""
    whole = QWidget()
    layout = column(whole, theme, spacing=4)
    layout.addWidget(_PictureView(picture, theme))
    layout.addWidget(label(caption, Kind.CAPTION))
    return whole


class _PictureView(QWidget):
    def __init__(self, picture: QPixmap, theme: Theme) -> None:
        super().__init__()
        self._picture = picture
        self._edge = theme.colours.edge
        self._veil = theme.veil()
        self._widest = theme.pixels(picture.width())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(self._widest)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * self._picture.height() / max(self._picture.width(), 1))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._widest, self.heightForWidth(self._widest))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        rect = QRect(0, 0, self.width(), self.heightForWidth(self.width()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(rect, self._picture)
        painter.fillRect(rect, self._veil)
        painter.setPen(QPen(self._edge))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()

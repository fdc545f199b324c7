"""Text on the screen. Always plain: what a pack or a person wrote is never taken for markup."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget


class Kind(StrEnum):
    """The looks a label may have; the style sheet knows each."""

    TITLE = "title"
    HEADING = "heading"
    STRONG = "strong"
    BODY = "body"
    QUIET = "quiet"
    CAPTION = "caption"
    SMALL = "small"
    ERROR = "error"
    GOOD = "good"


def label(text: str, kind: Kind = Kind.BODY) -> QLabel:
    """A label that wraps and that can be read out; the mouse can copy from it."""
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    result.setWordWrap(True)
    result.setProperty("kind", kind.value)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    result.setSizePolicy(policy)
    return result


def short_label(text: str, kind: Kind = Kind.BODY) -> QLabel:
    """A label of one line."""
    result = label(text, kind)
    result.setWordWrap(False)
    result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return result


def picture(widget: QLabel) -> QLabel:
    """Decoration: an icon whose meaning stands in words beside it, so a screen reader passes it over."""
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return widget


def button(text: str, kind: str = "", *, name: str = "", described: str = "") -> QPushButton:
    """``name`` is the accessible name where ``text`` alone would not say what the button is about."""
    result = QPushButton(text)
    if kind:
        result.setProperty("kind", kind)
    result.setAccessibleName(name or text.replace("&", ""))
    if described:
        result.setAccessibleDescription(described)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.setAutoDefault(False)
    return result


def frame(kind: str) -> QFrame:
    result = QFrame()
    result.setProperty("kind", kind)
    return result


def set_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Mark an input as one with a problem. The words beside it say which."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def unmarked(text: str) -> str:
    """``text`` for a place where Qt would take ``&`` for the mark of a shortcut."""
    return text.replace("&", "&&")

"""The size of the window at the start: as the person left it, or as suits the screen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from s11desk.desktop.shell.preferences import WindowSize, change_preferences, read_preferences
from s11desk.errors import S11Error

_USUAL = QSize(1180, 760)
_FRAME = QSize(20, 60)
"""What the frame of a window takes at most."""
_SMALL = QSize(1440, 900)
"""On a screen up to this size, guidance fits beside a question only if the window is maximised."""


def fit_screen(window: QWidget, settings: Path, screen: QSize) -> bool:
    """Give ``window`` its size before it is shown. ``screen``: the pixels that a window can use there.

    Returns whether the window is to be shown maximised.
    """
    stored = read_preferences(settings).window
    size = QSize(stored.width, stored.height) if stored is not None else _USUAL
    window.resize(size.boundedTo(screen - _FRAME).expandedTo(QSize(1, 1)))
    is_small = screen.width() <= _SMALL.width() or screen.height() <= _SMALL.height()
    return stored.is_maximised if stored is not None else is_small


def keep_size(window: QWidget, settings: Path) -> None:
    """Store the size of ``window`` for the next start. A folder that is gone is not made again for it."""
    usual = window.normalGeometry().size()
    size = usual if usual.isValid() and not usual.isEmpty() else window.size()
    now = WindowSize(size.width(), size.height(), window.isMaximized())
    with suppress(S11Error, OSError):  # not worth a message: the next window opens as it would have without
        if settings.parent.is_dir() and read_preferences(settings).window != now:
            change_preferences(settings, lambda before: before._replace(window=now))

"""The window's frame: start-up checks, closing, dialogs, appearance, and the handler for unexpected errors.

The entries of the menus are imported after the first paint (s11desk/late_names.py).
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.menus import Menus as Menus

_OFFERED = {
    "s11desk.desktop.menus": ("Menus",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

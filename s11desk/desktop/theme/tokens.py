"""Colours, type and the sizes that parts share. Nothing else in the window names a colour of its own."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Scheme(StrEnum):
    """What a person chooses. ``SYSTEM`` follows the computer, where the computer says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Colours(NamedTuple):
    """``ring`` and ``ring_line`` are the two tones of the focus ring: on any ground one of them stands out."""

    ground: str
    panel: str
    raised: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    good: str
    danger: str
    danger_soft: str
    ring: str
    ring_line: str


LIGHT = Colours(
    ground="#ffffff",
    panel="#f3f5f8",
    raised="#f7f8fa",
    line="#d5dae1",
    edge="#6d7685",
    text="#12161c",
    quiet="#4b5563",
    accent="#1c5cad",
    accent_strong="#173964",
    accent_soft="#e8f0fb",
    on_accent="#ffffff",
    good="#0b6b3a",
    danger="#b3261e",
    danger_soft="#fdeeec",
    ring="#ffbf1f",
    ring_line="#12161c",
)

DARK = Colours(
    ground="#14171c",
    panel="#191d23",
    raised="#1e232b",
    line="#343b47",
    edge="#8b95a5",
    text="#eef1f5",
    quiet="#b3bcc9",
    accent="#8ab8ff",
    accent_strong="#b3d0ff",
    accent_soft="#1d2c44",
    on_accent="#12161c",
    good="#74d6a0",
    danger="#ff9d94",
    danger_soft="#3a1f1e",
    ring="#ffbf1f",
    ring_line="#12161c",
)

HIGH_CONTRAST = Colours(
    ground="#000000",
    panel="#000000",
    raised="#000000",
    line="#767676",
    edge="#ffffff",
    text="#ffffff",
    quiet="#ffffff",
    accent="#ffff00",
    accent_strong="#ffffff",
    accent_soft="#003030",
    on_accent="#000000",
    good="#7dff9e",
    danger="#ffb0a8",
    danger_soft="#300000",
    ring="#00ffff",
    ring_line="#000000",
)


class Type(NamedTuple):
    """Sizes of type in pixels at 100 %, for a system font of :data:`USUAL_SYSTEM_PIXELS`."""

    title: int = 26
    heading: int = 18
    body: int = 15
    small: int = 13


class Space(NamedTuple):
    """Widths in pixels at 100 %. ``column`` is the widest a line of text gets before it is hard to read."""

    edge: int = 44
    narrow_edge: int = 20
    column: int = 680
    side: int = 272
    guidance: int = 300
    gap: int = 24


TYPE = Type()
SPACE = Space()

USUAL_SYSTEM_PIXELS = 13
"""The pixel size of the interface font on most desktops; a larger one makes the whole window larger."""

SMALLEST_ZOOM, LARGEST_ZOOM, ZOOM_STEP = 100, 300, 25
"""Per cent."""

"""Colours, type and the sizes that parts share. No other module of the window has colours of its own."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import NamedTuple

SYSTEM_NAME = {"win32": "Windows", "darwin": "macOS"}.get(sys.platform, "the desktop")
"""What people call the system whose colours can be followed."""


class Scheme(StrEnum):
    """The colour scheme that a person chooses. ``SYSTEM`` follows the computer, if it has one."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Colours(NamedTuple):
    """The colours of one scheme.

    ``ring`` and ``ring_line`` are the two tones of the focus ring: one of them is visible on any ground. ``line``
    divides, ``frame`` is around panels and cards, ``option`` around options, ``edge`` around fields and buttons.
    ``disabled`` is the text of a control that is switched off, ``hint`` that of an example in an empty field. ``track``
    is the empty part of a bar, ``chosen`` the outline of the current line of a list, ``pressed`` the ground of a
    pressed button.
    """

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
    frame: str
    option: str
    disabled: str
    disabled_edge: str
    hint: str
    track: str
    track_edge: str
    chosen: str
    pressed: str


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
    frame="#d5dae1",
    option="#8a93a1",
    disabled="#6d7685",
    disabled_edge="#9aa3b0",
    hint="#5f6876",
    track="#d5dae1",
    track_edge="#d5dae1",
    chosen="#e8f0fb",
    pressed="#d5dae1",
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
    frame="#3d4552",
    option="#606a79",
    disabled="#8b95a5",
    disabled_edge="#606a79",
    hint="#98a2b1",
    track="#343b47",
    track_edge="#6b7585",
    chosen="#1d2c44",
    pressed="#343b47",
)

HIGH_CONTRAST = Colours(
    ground="#000000",
    panel="#000000",
    raised="#000000",
    line="#ffffff",
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
    frame="#ffffff",
    option="#ffffff",
    disabled="#a6a6a6",
    disabled_edge="#a6a6a6",
    hint="#d0d0d0",
    track="#000000",
    track_edge="#ffffff",
    chosen="#ffff00",
    pressed="#404040",
)


class Type(NamedTuple):
    """Sizes of type in pixels at 100 %, for a system font of :data:`USUAL_SYSTEM_PIXELS`."""

    title: int = 26
    heading: int = 18
    body: int = 15
    small: int = 13


class Space(NamedTuple):
    """Widths in pixels at 100 %. In a column wider than ``column``, lines are hard to read.

    ``least_column``, ``least_guidance``: what a question and its guidance need to stand side by side.
    """

    edge: int = 44
    narrow_edge: int = 20
    column: int = 680
    least_column: int = 430
    side: int = 272
    guidance: int = 300
    least_guidance: int = 270
    gap: int = 24


TYPE = Type()
SPACE = Space()

USUAL_SYSTEM_PIXELS = 13
"""The size of the system font on most desktops, in pixels. A larger font makes the whole window larger."""

MIN_ZOOM, MAX_ZOOM, ZOOM_STEP = 100, 300, 25
"""Per cent."""

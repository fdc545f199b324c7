"""The look: readable in every scheme, changed without a loss, remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QColor

from s11desk.app.paths import resources_folder
from s11desk.desktop.preferences import Preferences, read_preferences, write_preferences
from s11desk.desktop.theme.sheet import style_sheet
from s11desk.desktop.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Colours, Scheme
from tests.gui.conftest import Bench

SCHEMES = {"light": LIGHT, "dark": DARK, "high contrast": HIGH_CONTRAST}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: str) -> float:
        parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
        red, green, blue = (_linear(part) for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_words_stand_out_from_every_ground(colours: Colours) -> None:
    grounds = (colours.ground, colours.panel, colours.raised, colours.accent_soft, colours.danger_soft)
    for ground in grounds:
        assert contrast(colours.text, ground) >= 7
        assert contrast(colours.quiet, ground) >= 4.5
    for ground in (colours.ground, colours.panel, colours.raised):
        for ink in (colours.accent, colours.good, colours.danger):
            assert contrast(ink, ground) >= 4.5
    assert contrast(colours.danger, colours.danger_soft) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_strong) >= 4.5


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_what_is_pressed_or_disabled_or_under_way_can_be_read(colours: Colours) -> None:
    """A pressed button, a disabled one and what is left of a bar have the colour of lines for their ground."""
    for ink in (colours.text, colours.quiet):
        assert contrast(ink, colours.line) >= 4.5
    assert contrast(colours.good, colours.line) >= 3


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_edges_and_the_ring_stand_out(colours: Colours) -> None:
    for ground in (colours.ground, colours.panel, colours.raised, colours.accent, colours.accent_soft):
        assert max(contrast(colours.ring, ground), contrast(colours.ring_line, ground)) >= 3
    for ground in (colours.ground, colours.panel, colours.raised):
        assert contrast(colours.edge, ground) >= 3


def test_every_icon_that_is_named_is_there_and_takes_a_colour() -> None:
    source = Path(__file__).resolve().parents[2] / "s11desk" / "desktop"
    named = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    icons = resources_folder() / "icons"
    shipped = {path.stem for path in icons.glob("*.svg")}
    assert (icons / "LICENCE.txt").is_file()
    for name in shipped:
        assert f'"{name}"' in named, f"{name} is shipped and never drawn"
        assert "currentColor" in (icons / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_a_list_that_opens_says_so_by_an_arrow(bench: Bench, colours: Colours) -> None:
    """A style sheet takes its pictures from files, one for each colour."""
    arrow = resources_folder() / "icons" / "arrows" / f"{colours.quiet.removeprefix('#')}.svg"
    assert f'stroke="{colours.quiet}"' in arrow.read_text(encoding="utf-8")
    assert f"arrows/{arrow.name}" in style_sheet(colours, "Noto Sans", round)
    assert QFile.exists(f"icons:arrows/{arrow.name}")
    for ground in (colours.ground, colours.panel, colours.raised):
        assert contrast(colours.quiet, ground) >= 3


def test_the_look_is_remembered(new_bench: Callable[[], Bench]) -> None:
    first = new_bench()
    first.window.appearance.set_scheme(Scheme.DARK)
    first.window.appearance.zoom(2)
    assert read_preferences(first.home.settings) == Preferences(Scheme.DARK, 150)
    second = new_bench()
    assert second.window.palette().window().color() == QColor(DARK.ground)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"scheme": "pink", "zoom": 100}', b'{"zoom": "x"}', b"\xff"])
def test_damaged_preferences_mean_the_usual_look(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert read_preferences(path) == Preferences()


def test_preferences_are_read_back_and_kept_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    write_preferences(path, Preferences(Scheme.HIGH_CONTRAST, 175))
    assert read_preferences(path) == Preferences(Scheme.HIGH_CONTRAST, 175)
    path.write_text('{"scheme": "dark", "zoom": 5000}')
    assert read_preferences(path).zoom == 300


def test_text_is_no_larger_than_three_times_and_no_smaller_than_usual(bench: Bench) -> None:
    for _ in range(20):
        bench.window.appearance.zoom(1)
    assert not bench.window.menus.larger.isEnabled()
    for _ in range(20):
        bench.window.appearance.zoom(-1)
    assert not bench.window.menus.smaller.isEnabled()
    assert read_preferences(bench.home.settings).zoom == 100

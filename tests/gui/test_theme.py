"""The look: legible in every scheme, changed without losing text, and stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QColor, QFontMetricsF

from s11desk.app.home.paths import resources_folder
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.shell.preferences import Preferences, read_preferences, write_preferences
from s11desk.desktop.theme.style_sheet import style_sheet
from s11desk.desktop.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Colours, Scheme
from tests.gui.conftest import Bench

SCHEMES = {"light": LIGHT, "dark": DARK, "high contrast": HIGH_CONTRAST}


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
        red, green, blue = (_linear(part) for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_text_has_enough_contrast_on_every_ground(colours: Colours) -> None:
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
def test_pressed_and_disabled_controls_have_enough_contrast(colours: Colours) -> None:
    for ink in (colours.text, colours.quiet):
        assert contrast(ink, colours.pressed) >= 4.5
    for ground in (colours.ground, colours.raised):
        assert contrast(colours.disabled, ground) >= 4
        assert contrast(colours.text, colours.disabled) >= 1.5, "what is disabled looks like what is not"
    assert contrast(colours.hint, colours.ground) >= 4.5
    assert contrast(colours.good, colours.track) >= 3
    assert contrast(colours.track_edge, colours.ground) >= 1.4


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
def test_edges_and_the_focus_ring_have_enough_contrast(colours: Colours) -> None:
    for ground in (colours.ground, colours.panel, colours.raised, colours.accent, colours.accent_soft):
        assert max(contrast(colours.ring, ground), contrast(colours.ring_line, ground)) >= 3
    for ground in (colours.ground, colours.panel, colours.raised):
        assert contrast(colours.edge, ground) >= 3
    assert contrast(colours.option, colours.ground) >= 3
    assert contrast(colours.frame, colours.ground) >= 1.4


def test_panels_have_outlines_in_high_contrast() -> None:
    """Panels and cards are black on black there, so only their outlines show them."""
    black = HIGH_CONTRAST.ground
    for outline in (HIGH_CONTRAST.line, HIGH_CONTRAST.frame, HIGH_CONTRAST.option, HIGH_CONTRAST.track_edge):
        assert contrast(outline, black) >= 7
    assert contrast(HIGH_CONTRAST.chosen, HIGH_CONTRAST.accent_soft) >= 7
    assert contrast(HIGH_CONTRAST.hint, black) >= 7


@pytest.mark.parametrize("colour", ["#0b6b3a", "#b3261e", "#000000", "#4b5563", "#1c5cad"])
def test_the_colour_of_an_option_is_visible_on_black(bench: Bench, colour: str) -> None:
    bench.window.appearance.set_scheme(Scheme.HIGH_CONTRAST)
    theme = bench.window.home_page.theme
    assert contrast(theme.seen_on_ground(QColor(colour)).name(), HIGH_CONTRAST.ground) >= 3
    bench.window.appearance.set_scheme(Scheme.LIGHT)
    assert theme.seen_on_ground(QColor(colour)).name() == colour


@pytest.mark.parametrize("zoom", [0, 4, 8])
@pytest.mark.parametrize("kind", [Kind.TITLE, Kind.HEADING, Kind.STRONG, Kind.BODY, Kind.SMALL])
def test_a_j_at_the_start_of_a_line_is_not_cut(bench: Bench, kind: Kind, zoom: int) -> None:
    bench.window.appearance.zoom(zoom)
    shown = label("J", kind)
    bench.bot.addWidget(shown)
    shown.show()
    drawn = shown.grab().toImage()
    ground = drawn.pixelColor(drawn.width() - 1, 0)
    inked = [x for x in range(drawn.width()) if any(drawn.pixelColor(x, y) != ground for y in range(drawn.height()))]
    assert len(inked) >= QFontMetricsF(shown.font()).tightBoundingRect("J").width()


@pytest.mark.usefixtures("bench")
def test_labels_begin_at_the_left_edge_of_fields() -> None:
    about, other = label("Judgements"), label("Name")
    assert about.property("hangs")
    assert not other.property("hangs")
    about.setText("Name")
    assert not about.property("hangs")


def test_every_named_icon_exists_and_takes_a_colour() -> None:
    source = Path(__file__).resolve().parents[2] / "s11desk" / "desktop"
    named = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    icons = resources_folder() / "icons"
    shipped = {path.stem for path in icons.glob("*.svg")}
    assert (icons / "LICENCE.txt").is_file()
    for name in shipped:
        assert f'"{name}"' in named, f"{name} is shipped and never drawn"
        assert "currentColor" in (icons / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.usefixtures("bench")
def test_a_drop_down_list_has_an_arrow(colours: Colours) -> None:
    """A style sheet reads its pictures from files, one for each colour."""
    arrow = resources_folder() / "icons" / "arrows" / f"{colours.quiet.removeprefix('#')}.svg"
    assert f'stroke="{colours.quiet}"' in arrow.read_text(encoding="utf-8")
    assert f"arrows/{arrow.name}" in style_sheet(colours, "Noto Sans", round)
    assert QFile.exists(f"icons:arrows/{arrow.name}")
    for ground in (colours.ground, colours.panel, colours.raised):
        assert contrast(colours.quiet, ground) >= 3


def test_the_look_is_stored(new_bench: Callable[[], Bench]) -> None:
    first = new_bench()
    first.window.appearance.set_scheme(Scheme.DARK)
    first.window.appearance.zoom(2)
    assert read_preferences(first.home.settings) == Preferences(Scheme.DARK, 150)
    second = new_bench()
    assert second.window.palette().window().color() == QColor(DARK.ground)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"scheme": "pink", "zoom": 100}', b'{"zoom": "x"}', b"\xff"])
def test_damaged_preferences_give_the_usual_look(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert read_preferences(path) == Preferences()


def test_preferences_are_stored_and_kept_within_limits(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    write_preferences(path, Preferences(Scheme.HIGH_CONTRAST, 175))
    assert read_preferences(path) == Preferences(Scheme.HIGH_CONTRAST, 175)
    path.write_text('{"scheme": "dark", "zoom": 5000}')
    assert read_preferences(path).zoom == 300


def test_the_size_of_text_stays_between_100_and_300_per_cent(bench: Bench) -> None:
    for _ in range(20):
        bench.window.appearance.zoom(1)
    assert not bench.window.menus.larger.isEnabled()
    for _ in range(20):
        bench.window.appearance.zoom(-1)
    assert not bench.window.menus.smaller.isEnabled()
    assert read_preferences(bench.home.settings).zoom == 100

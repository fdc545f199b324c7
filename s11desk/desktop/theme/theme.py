"""The theme in use: its colours and sizes. When it changes, the window builds its pages again."""

from __future__ import annotations

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QLocale, QObject, QSize, Signal
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from s11desk.app.home.paths import resources_folder
from s11desk.desktop.theme import icons
from s11desk.desktop.theme.style_sheet import style_sheet
from s11desk.desktop.theme.tokens import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    MAX_ZOOM,
    MIN_ZOOM,
    TYPE,
    USUAL_SYSTEM_PIXELS,
    Colours,
    Scheme,
)
from s11desk.domain.topics.language_tags import is_same_language

_FAMILY = "Noto Sans"
_ICON_SIZE = 18
"""Pixels at 100 % of an icon on a button."""
_ICON_GAP = 5
"""Pixels at 100 % between an icon and its text, in addition to Qt's own."""

_DIM = 96
"""How much a dark page dims a bright picture, of 255."""

_LIGHT, _LESS_LIGHT = 0.62, 0.5
"""The least lightness, from 0 to 1, of a pack's colour in high contrast and in the dark scheme."""

_BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
"""For Qt's own parts, and for a voice that reads the texts, whatever the language of the computer is."""


class Theme(QObject):
    """The colours, sizes and icons that are in use.

    ``changed`` comes after the palette and the style sheet of the whole application were set, ``changing`` before.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, application: QApplication, scheme: Scheme = Scheme.SYSTEM, zoom: int = 100) -> None:
        super().__init__()
        QLocale.setDefault(_BRITISH)
        self._application = application
        font = QWidget().fontInfo()
        self._system = font.pixelSize() / USUAL_SYSTEM_PIXELS
        self._family = _load_family(font.family())
        self.scheme = scheme
        self.zoom = zoom
        self._sizes: dict[float, int] = {}
        self._pixmaps: dict[tuple[str, str, int, float, int], QPixmap] = {}
        application.setWindowIcon(icons.application_icon())
        self._is_dark = not _has_light_palette(application) and _is_scheme_dark()
        self._apply()

    def complete(self) -> None:
        """Do what the first paint does not need: it would read Qt's enumerations, which PySide makes one by one."""
        QtCore.QDir.setSearchPaths("icons", [str(resources_folder() / "icons")])
        stop_effects(self._application)
        self._application.styleHints().colorSchemeChanged.connect(self._follow_system)
        if self._is_dark != _is_scheme_dark():
            self._follow_system()

    @property
    def colours(self) -> Colours:
        """The colours of the scheme. If the system gives no scheme, the window is light."""
        if self.scheme is Scheme.HIGH_CONTRAST:
            return HIGH_CONTRAST
        if self.scheme is Scheme.SYSTEM:
            return DARK if self._is_dark else LIGHT
        return DARK if self.scheme is Scheme.DARK else LIGHT

    @property
    def scale(self) -> float:
        """The size of everything: 1 at 100 % with the usual system font."""
        return max(self._system, 0.9) * self.zoom / 100

    def pixels(self, at_100: float) -> int:
        """Convert pixels at 100 % to pixels on this screen, at least one."""
        if at_100 not in self._sizes:  # a page asks some hundred times for the same few
            self._sizes[at_100] = max(round(at_100 * self.scale), 1)
        return self._sizes[at_100]

    def font(self, at_100: int = TYPE.body, *, bold: bool = False) -> QtGui.QFont:
        """Make a font for controls that paint themselves. The style sheet sets the font of all others."""
        font = QtGui.QFont(self._family)
        font.setPixelSize(self.pixels(at_100))
        font.setBold(bold)
        return font

    def veil(self) -> QColor:
        """The colour over a picture of bright pages, which would dazzle between dark ones."""
        return QColor(0, 0, 0, 0 if self.colours is LIGHT else _DIM)

    def seen_on_ground(self, colour: QColor) -> QColor:
        """Lighten a pack's colour on a dark ground. Packs choose colours for paper."""
        least = _LIGHT if self.colours is HIGH_CONTRAST else _LESS_LIGHT if self.colours is DARK else 0.0
        if colour.lightnessF() >= least:
            return colour
        return QColor.fromHslF(max(colour.hslHueF(), 0.0), colour.hslSaturationF(), least)

    def set_scheme(self, scheme: Scheme) -> None:
        """Use another colour scheme."""
        self.changing.emit()
        self.scheme = scheme
        self._apply()
        self.changed.emit()

    def set_zoom(self, zoom: int) -> None:
        """Use another size, in per cent. Values outside 100 to 300 are moved to the nearest limit."""
        wanted = min(max(zoom, MIN_ZOOM), MAX_ZOOM)
        if wanted != self.zoom:
            self.changing.emit()
            self.zoom = wanted
            self._apply()
            self.changed.emit()

    def icon(self, name: str, colour: str = "") -> QIcon:
        """Make an icon for a button; without ``colour`` it has that of text."""
        return QIcon(self.pixmap(name, colour, _ICON_SIZE))

    def icon_beside(self, button: QAbstractButton, name: str, colour: str = "", size: int = _ICON_SIZE) -> None:
        """Put an icon before the text of ``button`` with enough space between: Qt leaves four pixels at any size."""
        pixels, gap = self.pixels(size), self.pixels(_ICON_GAP)
        button.setIcon(QIcon(self._drawn(name, colour, pixels, gap)))
        button.setIconSize(QSize(pixels + gap, pixels))

    def pixmap(self, name: str, colour: str = "", size: int = 20) -> QPixmap:
        """Make the pixmap of an icon. ``size`` is in pixels at 100 %; without ``colour`` it has that of text."""
        return self._drawn(name, colour, self.pixels(size))

    def _drawn(self, name: str, colour: str, pixels: int, after: int = 0) -> QPixmap:
        """Draw each icon once: every page and every line of a list shows the same few."""
        key = (name, colour or self.colours.text, pixels, self._ratio(), after)
        if key not in self._pixmaps:
            self._pixmaps[key] = icons.pixmap(*key)
        return self._pixmaps[key]

    def _ratio(self) -> float:
        return self._application.devicePixelRatio()

    def _follow_system(self) -> None:
        self._is_dark = _is_scheme_dark()
        if self.scheme is Scheme.SYSTEM:
            self.set_scheme(Scheme.SYSTEM)

    def _apply(self) -> None:
        self._pixmaps.clear()
        self._sizes.clear()
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours, self._family, self.pixels))


def stop_effects(application: QApplication) -> None:
    """Let nothing in the window move by itself. The style sheet stops the effects of the style."""
    effects = QtCore.Qt.UIEffect
    for effect in effects:
        if effect is not effects.UI_General:
            application.setEffectEnabled(effect, False)  # noqa: FBT003 - Qt's own


def _is_scheme_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark


def _has_light_palette(application: QApplication) -> bool:
    """Whether the computer's own colours are light. Its scheme is then light too, and need not be asked for."""
    palette = application.palette()
    ground, text = (palette.color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText))
    return ground.lightness() > text.lightness()


def locale_of(language: str) -> QLocale:
    """Return the locale of a form's ``language``, for the voice that reads it. English is British."""
    return QLocale(language) if language and not is_same_language(language, "en") else _BRITISH


def _load_family(fallback: str) -> str:
    """Load the project's typeface, which looks the same everywhere and has the letters of all names."""
    fonts = resources_folder() / "fonts"
    loaded = [QFontDatabase.addApplicationFont(str(fonts / f"NotoSans-{style}.ttf")) for style in ("Regular", "Bold")]
    return _FAMILY if all(number >= 0 for number in loaded) else fallback


def _palette(colours: Colours) -> QPalette:
    """Make the palette for everything that the style draws itself: menus, dialogs."""
    result = QPalette()
    role = QPalette.ColorRole
    for wanted, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.ground,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.hint,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.line,
        role.Dark: colours.edge,
    }.items():
        result.setColor(wanted, QColor(colour))
    for dimmed in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, dimmed, QColor(colours.disabled))
    return result

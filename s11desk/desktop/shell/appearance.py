"""The commands that change colours, text size and the language of forms. The choice is stored for the next start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import SignalInstance

from s11desk.desktop.shell.photo_location_choice import PhotoLocationChoice
from s11desk.desktop.shell.preferences import change_preferences, read_preferences
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SYSTEM_NAME, ZOOM_STEP, Scheme
from s11desk.errors import S11Error

_SCHEMES = {
    Scheme.SYSTEM: f"same as {SYSTEM_NAME}",
    Scheme.LIGHT: "light",
    Scheme.DARK: "dark",
    Scheme.HIGH_CONTRAST: "high contrast",
}


class Appearance:
    """The commands that change the colours, the size of text and the language of forms.

    ``form_language``: the tag of the language in which the person reads forms that have it; empty for each form's own.
    ``say`` has a screen reader say what has changed.

    ``settings``: the file that stores this choice, and the one about photographs.
    """

    def __init__(self, theme: Theme, settings: Path, say: Callable[[str], None] = lambda _: None) -> None:
        self._theme = theme
        self._say = say
        self._settings = settings
        self.photo_location = PhotoLocationChoice(settings)
        self.form_language = read_preferences(settings).language

    def set_scheme(self, scheme: Scheme) -> None:
        """Use another colour scheme."""
        self._theme.set_scheme(scheme)
        self._say(f"Colours: {_SCHEMES[scheme]}")
        self._keep()

    def next_scheme(self) -> None:
        """Use the next colour scheme: light, dark, high contrast."""
        order = (Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST)
        now = self._theme.scheme
        self.set_scheme(order[(order.index(now) + 1) % len(order)] if now in order else Scheme.DARK)

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller by ``steps``; 0 returns to the usual size."""
        self._theme.set_zoom(self._theme.zoom + steps * ZOOM_STEP if steps else 100)
        self._say(f"Text size: {self._theme.zoom}%")
        self._keep()

    def serve(
        self, smaller: SignalInstance, larger: SignalInstance, colours: SignalInstance, language: SignalInstance
    ) -> None:
        """Do what the buttons of an audit ask for."""
        smaller.connect(lambda: self.zoom(-1))
        larger.connect(lambda: self.zoom(1))
        colours.connect(self.next_scheme)
        language.connect(self.set_form_language)

    def set_form_language(self, language: str) -> None:
        """Show forms in ``language`` if they have it. The open audit is built again."""
        self.form_language = language
        self._keep()
        self._theme.changing.emit()
        self._theme.changed.emit()

    def _keep(self) -> None:
        try:
            scheme, zoom, language = self._theme.scheme, self._theme.zoom, self.form_language
            change_preferences(
                self._settings, lambda before: before._replace(scheme=scheme, zoom=zoom, language=language)
            )
        except S11Error:
            return  # not worth a message: the window looks as chosen until it is closed

"""What a screen reader says of saving: as much as a person at the keyboard wants to hear, and no more."""

from __future__ import annotations

from collections.abc import Callable

from s11desk.desktop.saving.save_state import Saved, SaveState

SAVED = "Saved"


class SpokenSaving:
    """Says the first save of each page, and the first after trouble; not one for every pause in the typing.

    Why something is not saved is said at once, and again only where the reason is another. ``say`` is given the words,
    and whether they are urgent.
    """

    def __init__(self, say: Callable[[str, bool], None]) -> None:
        self._say = say
        self._is_awaited = True
        self._was_saving = False
        self._trouble = ""

    def begin_page(self) -> None:
        self._is_awaited = True

    def follow(self, state: SaveState) -> None:
        if state.saved is Saved.NO:
            self._tell_trouble(state.reason.whole if state.reason is not None else "")
        elif state.saved is Saved.YES:
            self._tell_saved()
        self._was_saving = state.saved is not Saved.YES

    def _tell_trouble(self, reason: str) -> None:
        if reason != self._trouble:
            self._say(f"Not saved: {reason}", True)  # noqa: FBT003 - urgent
        self._trouble = reason
        self._is_awaited = True

    def _tell_saved(self) -> None:
        if self._was_saving and self._is_awaited:
            self._say(SAVED, False)  # noqa: FBT003 - not urgent
            self._is_awaited = False
        self._trouble = ""

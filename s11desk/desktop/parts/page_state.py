"""What a page says of its state when it opens: that something is done, is wrong, or is missing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from s11desk.desktop.parts.text.text_parts import HeadingLabel, Kind, without_breaks

_LOOKS = {"done", "problem", "needed"}
"""The frames that a person sees at once: their headings say how things are."""
_KINDS = {Kind.GOOD.value, Kind.ERROR.value}
SAID = "said"
"""A property of a label: what is said in the place of its text, with what is below it."""
_MOST = 3
"""A page with a problem at every field is not read out as a whole."""


def state_of(page: QWidget, said_elsewhere: str = "") -> str:
    """Return the sentences that tell the state of ``page`` as one text. Empty if there are none.

    ``said_elsewhere``: what a screen reader is about to say itself, such as the description of a field.
    """
    return spoken(*state_sentences(page, said_elsewhere))


def state_sentences(page: QWidget, said_elsewhere: str = "") -> list[str]:
    """Return the first sentences that tell the state of ``page``, without those in ``said_elsewhere``."""
    told: list[str] = []
    for one in page.findChildren(QLabel):
        shown = without_breaks(one.text()).strip()
        text = str(one.property(SAID) or shown).strip()
        is_new = bool(text) and text not in told and not (shown and shown in said_elsewhere)
        if is_new and one.isVisibleTo(page) and tells_state(one):
            told.append(text)
    return told[:_MOST]


def spoken(*parts: str) -> str:
    """Join what a screen reader says in one go, with a full stop after each part."""
    return " ".join(part if part[-1] in ".?!:" else f"{part}." for part in (one.strip() for one in parts) if part)


def tells_state(one: QLabel) -> bool:
    """Whether the text of ``one`` says that something is done, is wrong, or is missing."""
    if one.property("kind") in _KINDS:
        return True
    frame = one.parentWidget()
    return isinstance(one, HeadingLabel) and isinstance(frame, QFrame) and frame.property("kind") in _LOOKS

"""The person in a certificate as one line. Whoever made the certificate chose these texts."""

from __future__ import annotations

from s11desk.domain.text.blank_text import is_blank_text
from s11desk.wording.plain_text import short_line

NAMELESS = "Somebody without a name"


def signer_name(name: str, *others: str) -> str:
    """The name and what else the certificate says of a person, such as the organisation, as one line.

    A certificate may leave the name out; then nothing else takes its place.
    """
    shown = NAMELESS if is_blank_text(name) else short_line(name)
    return ", ".join((shown, *(short_line(other) for other in others if not is_blank_text(other))))

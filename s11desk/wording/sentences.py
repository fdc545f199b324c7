"""A text in its sentences."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|$)", re.DOTALL)


def sentences_of(text: str) -> list[str]:
    """The sentences of ``text``, each with its full stop, in order."""
    return _SENTENCE.findall(text)

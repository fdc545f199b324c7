"""The facts of an error as words. A text from a file or a person stays on one line, even if it has line breaks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from s11desk.wording.plain_text import one_line

_NOT_KNOWN = "(not known)"


def printable(fact: str | Path) -> str:
    """A text or path on one line, with control characters made visible."""
    return one_line(str(fact))


def printable_name(name: str) -> str:
    """A name, or "(not known)" if the error has none."""
    return printable(name) or _NOT_KNOWN


def printable_names(names: Iterable[str] | None) -> str:
    """A list of names. ``names`` is None if the error cannot give any."""
    return _NOT_KNOWN if names is None else printable(", ".join(names)) or "none"


def suggestion(nearest: str) -> str:
    """A question to add to a sentence: did the person mean ``nearest``? Empty if ``nearest`` is empty."""
    return f" Did you mean “{printable(nearest)}”?" if nearest else ""

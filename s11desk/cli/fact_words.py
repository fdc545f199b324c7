"""The facts of an error as words. Text that comes from files and people stays on its line, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from s11desk.wording.plain_text import one_line

_NOT_KNOWN = "(not known)"


def shown(fact: str | Path) -> str:
    return one_line(str(fact))


def named(name: str) -> str:
    """A name that an error may lack."""
    return shown(name) or _NOT_KNOWN


def names(known: Iterable[str] | None) -> str:
    """A list of names; None where the error has none to give."""
    return _NOT_KNOWN if known is None else shown(", ".join(known)) or "none"


def suggestion(nearest: str) -> str:
    """A question of its own after a sentence, where something near was found."""
    return f" Did you mean “{shown(nearest)}”?" if nearest else ""

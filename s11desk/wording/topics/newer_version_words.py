"""That a newer version of an audit's questions is here. The list of audits says it without all that carries over."""

from __future__ import annotations


def newer_line(version: int, newest: int) -> str:
    """Say that there is a newer version of the questions of an audit, which keeps its own."""
    return f"This audit keeps version {version} of the questions. Version {newest} is here too."

"""The user guide, which comes with the program."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.paths import resources_folder

_TITLE = "## "


@dataclass(frozen=True, slots=True)
class Chapter:
    """``text``: prose as :func:`s11desk.domain.prose.parse_prose` reads it, without the title."""

    title: str
    text: str


def read_guide() -> tuple[Chapter, ...]:
    """The chapters in the order of their files' names. Each begins with its title."""
    return tuple(
        _chapter(path.read_text(encoding="utf-8")) for path in sorted((resources_folder() / "guide").glob("*.md"))
    )


def _chapter(content: str) -> Chapter:
    title, _, text = content.partition("\n")
    return Chapter(title.removeprefix(_TITLE).strip(), text.strip())

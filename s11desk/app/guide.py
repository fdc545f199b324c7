"""Read the user guide that comes with the program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.home.paths import resources_folder

_TITLE = "## "
_PICTURE = re.compile(r"\n*!\[(?P<caption>[^\]]+)\]\((?P<name>[a-z-]+\.png)\)\s*\Z")


@dataclass(frozen=True, slots=True)
class ChapterPicture:
    """The picture of a chapter.

    ``path``: a PNG file of 1024 by 600 pixels. ``caption``: for people who see the picture and who do not.
    """

    path: Path
    caption: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the guide.

    ``text``: without title and picture; :func:`s11desk.domain.text.prose.parse_prose` reads it.
    """

    title: str
    text: str
    picture: ChapterPicture | None = None


def read_guide() -> tuple[Chapter, ...]:
    """Read the chapters, in the order of their file names. A file begins with a title and may end with a picture."""
    folder = resources_folder() / "guide"
    return tuple(_chapter(path.read_text(encoding="utf-8"), folder) for path in sorted(folder.glob("*.md")))


def _chapter(content: str, folder: Path) -> Chapter:
    title, _, text = content.partition("\n")
    found = _PICTURE.search(text)
    picture = ChapterPicture(folder / found["name"], found["caption"]) if found else None
    return Chapter(title.removeprefix(_TITLE).strip(), text[: found.start() if found else None].strip(), picture)

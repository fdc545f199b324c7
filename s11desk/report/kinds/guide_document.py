"""The user guide as one PDF, to read or print before the program is installed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.report.blocks.figures import Figure, FigureRow
from s11desk.report.blocks.pictures import read_picture_stream
from s11desk.report.blocks.prose_blocks import compose_prose
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.margins import BODY, DocumentDetails
from s11desk.report.page.pages import load_assets, write_pages
from s11desk.report.page.structure_tree import Tag

_TITLE = "User guide"
_SUBJECT = "Section 11 self-audits, offline"
_MOST_PIXELS = (1200, 1200)


@dataclass(frozen=True, slots=True)
class GuideChapter:
    """A chapter: ``text`` is prose, ``picture`` a PNG file or None, ``caption`` what it shows."""

    title: str
    text: str
    picture: Path | None = None
    caption: str = ""


def write_guide(
    out: BinaryIO, chapters: Sequence[GuideChapter], version: str, fonts: Path, made_at: dt.datetime
) -> None:
    """Write the guide. ``version``: of the program. Raises the errors of reading the pictures."""
    details = DocumentDetails(
        f"s11desk \u2013 {_TITLE}", _SUBJECT, "s11desk", "s11desk", f"Version {version}", made_at, first=BODY
    )

    def compose(composer: Composer) -> Story:
        story: Story = [composer.text(_SUBJECT, design.EYEBROW), composer.text(_TITLE, design.TITLE, Tag.TITLE)]
        for chapter in chapters:
            with composer.inside(Tag.SECTION):
                story += _chapter(composer, chapter)
        return story

    write_pages(out, details, load_assets(fonts), compose)


def _chapter(composer: Composer, chapter: GuideChapter) -> Story:
    heading = composer.text(chapter.title, design.SECTION, Tag.HEADING)
    story = [*keep_with_next([heading]), *compose_prose(composer, chapter.text)]
    return [*story, *_figure(composer, chapter)]


def _figure(composer: Composer, chapter: GuideChapter) -> Story:
    if chapter.picture is None:
        return []
    with chapter.picture.open("rb") as stream:
        picture = read_picture_stream(stream, _MOST_PIXELS)
    if picture is None:
        return []
    node = composer.add(Tag.FIGURE, words=chapter.caption)
    return [FigureRow([Figure(picture, node, composer.text(chapter.caption, design.FINE))])]

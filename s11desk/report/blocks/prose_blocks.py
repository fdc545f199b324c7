"""Prose of a topic on paper: paragraphs, headings and bullets."""

from __future__ import annotations

from s11desk.domain.text.prose import Block, BlockKind, parse_prose
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.structure_tree import Tag


def compose_prose(composer: Composer, text: str) -> Story:
    """The blocks of ``text``; its headings come below those of the second level."""
    return [part for block in parse_prose(text) for part in _block(composer, block)]


def _block(composer: Composer, block: Block) -> Story:
    if block.kind is BlockKind.HEADING:
        return keep_with_next([composer.text(block.text, design.PROSE_HEADING, Tag.SUBHEADING)])
    if block.kind is BlockKind.BULLETS:
        return composer.bullets(block.texts)
    return [composer.text(block.text)]

"""The simple markup of introductions and guidance; all other text is shown as it was typed.

Blank lines separate paragraphs. A line that begins with ``## `` is a heading. A line that begins with ``- `` is a
bullet; it continues on the lines below it up to the next mark or blank line. There is no markup inside a line, so no
text from a pack can become a link, a picture or a command.

We use a markup of our own for a reason. A Markdown library knows links, pictures and HTML, and each of them would have
to be switched off again for packs from strangers. Three marks are all that introductions need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

_HEADING = "## "
_BULLET = "- "
_SPACES = re.compile(r"[ \t]+")


class BlockKind(StrEnum):
    """The kinds of block that the markup can make."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"


class Block(msgspec.Struct, frozen=True):
    """One block. ``texts`` has one entry, or one for each bullet; no entry is empty or has a line break."""

    kind: BlockKind
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text of the heading or paragraph; for bullets, one line for each."""
        return "\n".join(self.texts)


def parse_prose(text: str) -> tuple[Block, ...]:
    """The blocks of ``text``, which may be any text. Bullets with only blank lines between them are one list."""
    blocks: list[Block] = []
    for block in _blocks(text):
        if blocks and block.kind is BlockKind.BULLETS is blocks[-1].kind:
            block = Block(BlockKind.BULLETS, blocks.pop().texts + block.texts)
        blocks.append(block)
    return tuple(blocks)


def _blocks(text: str) -> Iterator[Block]:
    """The blocks before neighbouring bullets are joined: each bullet is still a block of its own."""
    kind, lines = BlockKind.PARAGRAPH, list[str]()
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        marked, words = _split_mark(_SPACES.sub(" ", line).strip())
        if marked is not None or not words:
            if lines:
                yield Block(kind, (" ".join(lines),))
            kind, lines = marked or BlockKind.PARAGRAPH, []
        if words:
            lines.append(words)
        if marked is BlockKind.HEADING:
            yield Block(kind, (words,))
            kind, lines = BlockKind.PARAGRAPH, []


def _split_mark(line: str) -> tuple[BlockKind | None, str]:
    """The kind of block that the line begins, if it begins one, and the line without the mark.

    A mark with no text after it counts as ordinary text.
    """
    if line.startswith(_HEADING):
        return BlockKind.HEADING, line.removeprefix(_HEADING)
    if line.startswith(_BULLET):
        return BlockKind.BULLETS, line.removeprefix(_BULLET)
    return None, line

"""The few marks that introductions and guidance may use; everything else is shown as it was typed.

Blank lines separate paragraphs. A line that begins with ``## `` is a heading. A line that begins with ``- `` is a
bullet, and goes on over the lines below it up to the next mark or blank line. Nothing is marked inside a line, so no
text from a pack can become a link, a picture or a command in whatever shows it.

It is our own for good. A Markdown library knows links, pictures and HTML, and each of them would have to be switched
off again for packs from strangers. Three marks are all that introductions need.
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
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"


class Block(msgspec.Struct, frozen=True):
    """One block. ``texts`` has one entry, or one for each bullet; none is empty, none has a line break."""

    kind: BlockKind
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of a heading or paragraph; of bullets, all of them with a line for each."""
        return "\n".join(self.texts)


def parse_prose(text: str) -> tuple[Block, ...]:
    """The blocks of ``text``, which may be any text at all. Bullets parted by blank lines only are one list."""
    blocks: list[Block] = []
    for block in _blocks(text):
        if blocks and block.kind is BlockKind.BULLETS is blocks[-1].kind:
            block = Block(BlockKind.BULLETS, blocks.pop().texts + block.texts)
        blocks.append(block)
    return tuple(blocks)


def _blocks(text: str) -> Iterator[Block]:
    """The blocks before neighbouring bullets are put together: each bullet is a block of its own."""
    kind, lines = BlockKind.PARAGRAPH, list[str]()
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        marked, words = _unmarked(_SPACES.sub(" ", line).strip())
        if marked is not None or not words:
            if lines:
                yield Block(kind, (" ".join(lines),))
            kind, lines = marked or BlockKind.PARAGRAPH, []
        if words:
            lines.append(words)
        if marked is BlockKind.HEADING:
            yield Block(kind, (words,))
            kind, lines = BlockKind.PARAGRAPH, []


def _unmarked(line: str) -> tuple[BlockKind | None, str]:
    """What the line begins and its words. A mark with nothing behind it is a word like any other."""
    if line.startswith(_HEADING):
        return BlockKind.HEADING, line.removeprefix(_HEADING)
    if line.startswith(_BULLET):
        return BlockKind.BULLETS, line.removeprefix(_BULLET)
    return None, line

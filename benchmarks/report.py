"""The report: the cost of tagging, pages in a second, and the memory for a report of 200 pages.

The floor runs in the same rounds, in turn: the same story and flowables on the same pages, without marks, logical tree,
metadata and colour profile, in streams as reportlab writes them.

The story is the long audit of the tests: twelve comments of 1,200 words in many scripts, and sixty actions.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate

from benchmarks._measuring import Figure, medians, peak_memory, print_all
from s11desk.override import override
from s11desk.report.kinds.documents import DraftCopy, write_draft_copy
from s11desk.report.page import pages
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.structure_tree import Node
from tests.report.long_sample import LONG_AUDIT, LONG_TOPIC, WORDS_EACH
from tests.report.sample import MADE
from tests.report.shaped_samples import SHAPED

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
ROUNDS = 9
MANY_PAGES = 200
TIMES_AS_LONG = 8
"""Comments that are repeated this many times fill more than :data:`MANY_PAGES` pages."""

LATIN = "Every member of staff reads the policy in their first week, and says what it means for them. "
DRAFT = DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE)


class UntaggedCanvas(PageCanvas):
    """A canvas that draws pages without tags."""

    @contextmanager
    @override
    def marked(self, node: Node | None) -> Iterator[None]:
        yield

    @contextmanager
    @override
    def margin(self) -> Iterator[None]:
        yield

    @override
    def showPage(self) -> None:
        Canvas.showPage(self)
        self.pieces.append([])


class UntaggedDocument(pages._Document):  # noqa: SLF001 - the benchmark replaces this class
    """A document that draws on :class:`UntaggedCanvas`."""

    @override
    def _makeCanvas(self, filename: Any = None, canvasmaker: Any = None) -> PageCanvas:
        canvas: PageCanvas = BaseDocTemplate._makeCanvas(self, filename, UntaggedCanvas)  # noqa: SLF001 - reportlab's
        return canvas


def tagged(draft: DraftCopy = DRAFT) -> bytes:
    """The draft copy as the program writes it."""
    out = io.BytesIO()
    write_draft_copy(out, draft, FONTS)
    return out.getvalue()


def untagged() -> bytes:
    """The draft copy without tags."""
    with patch.object(pages, "_Document", UntaggedDocument):
        return tagged()


def number_of_pages(content: bytes) -> int:
    """The number of pages of a PDF."""
    document = pdfium.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def speed() -> list[Figure]:
    """Compare the tagged with the untagged draft copy."""
    assert b"/StructTreeRoot" in tagged()
    assert b"/StructTreeRoot" not in untagged()
    count = number_of_pages(tagged())
    assert count == number_of_pages(untagged())
    ours, least = medians(tagged, untagged, ROUNDS)
    name = f"draft copy of {count} pages, tagged"
    print(f"{name:44}{ours:9.3f} s   floor {least:7.3f} s   ratio {ours / least:5.2f}   aim 1.8")
    print(f"{'pages a second':44}{count / ours:9.0f}                                     aim 60")
    print(f"{'size':44}{len(tagged()) / 1000:9.0f} KB  floor {len(untagged()) / 1000:7.0f} KB")
    return [
        Figure(name, round(ours / least, 3), "ratio to the same story untagged", 1.8),
        Figure("draft copy, tagged", round(count / ours, 1), "pages a second", 60, lower_is_better=False),
    ]


def shaping() -> Figure:
    """Compare comments whose every word is shaped with comments of as many words in Latin letters."""
    ours, least = medians(lambda: tagged(_commented(SHAPED)), lambda: tagged(_commented(LATIN)), ROUNDS)
    name = "draft copy with every word shaped"
    print(f"{name:44}{ours:9.3f} s   floor {least:7.3f} s   ratio {ours / least:5.2f}   aim 3.0")
    return Figure(name, round(ours / least, 3), "ratio to as many words in Latin letters", 3.0)


def _commented(sentences: str) -> DraftCopy:
    words = (sentences.split() * WORDS_EACH)[:WORDS_EACH]
    comment = "\n\n".join(" ".join(words[first : first + 150]) for first in range(0, WORDS_EACH, 150))
    answers = tuple(msgspec.structs.replace(answer, comment=comment) for answer in LONG_AUDIT.answers)
    return DraftCopy(LONG_TOPIC, msgspec.structs.replace(LONG_AUDIT, answers=answers, actions=()), MADE)


def memory() -> Figure:
    """The peak memory of a separate process that runs :func:`write_many_pages`."""
    result = subprocess.run([sys.executable, "-m", "benchmarks.report", "many"], capture_output=True, check=True)
    count, least, peak = (int(part) for part in result.stdout.split())
    name = f"peak memory, draft copy of {count} pages"
    print(f"{name:44}{peak / 1e6:9.1f} MB  floor {least / 1e6:7.1f} MB (imports alone)        aim 200")
    return Figure(name, round(peak / 1e6, 1), "MB", 200)


def write_many_pages() -> None:
    """Write the pages. Print their number, and the peak memory in bytes before and after."""
    before = peak_memory()
    answers = tuple(
        msgspec.structs.replace(answer, comment="\n\n".join([answer.comment] * TIMES_AS_LONG))
        for answer in LONG_AUDIT.answers
    )
    content = tagged(DraftCopy(LONG_TOPIC, msgspec.structs.replace(LONG_AUDIT, answers=answers), MADE))
    after = peak_memory()
    count = number_of_pages(content)
    assert count >= MANY_PAGES
    print(count, before, after)


def main() -> None:
    """Run all and print the figures."""
    print_all([memory(), *speed(), shaping()])


if __name__ == "__main__":
    write_many_pages() if sys.argv[1:] == ["many"] else main()

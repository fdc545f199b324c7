"""Shows pictures of the evidence under a question: two in a row, each with its caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reportlab.platypus import Flowable

from s11desk.domain.audits.audit import Evidence
from s11desk.domain.text.clean_text import clean_line
from s11desk.override import override
from s11desk.report.blocks.pictures import FIGURE_WIDTH, Picture, Pictures
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.structure_tree import Node, Tag

_GAP = 16.0
_ABOVE_CAPTION = 3.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, and its node in the structure tree."""

    picture: Picture
    node: Node
    caption: Text


class FigureRow(Flowable):  # type: ignore[misc]
    """One or two figures side by side, always on one page, because a picture cannot be split."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        super().__init__()
        self.figures = tuple(figures)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        captions = [figure.caption.wrap(FIGURE_WIDTH, 0)[1] for figure in self.figures]
        self._tallest = max(figure.picture.size[1] for figure in self.figures)
        self.width, self.height = available_width, self._tallest + _ABOVE_CAPTION + max(captions)
        return self.width, self.height

    @override
    def getSpaceBefore(self) -> float:
        return 4.0

    @override
    def getSpaceAfter(self) -> float:
        return 8.0

    @override
    def draw(self) -> None:
        for index, figure in enumerate(self.figures):
            left = index * (FIGURE_WIDTH + _GAP)
            self._draw_picture(figure, left)
            figure.caption.drawOn(self.canv, left, self.height - self._tallest - _ABOVE_CAPTION - figure.caption.height)

    def _draw_picture(self, figure: Figure, left: float) -> None:
        canvas: PageCanvas = self.canv
        width, height = figure.picture.size
        bottom = self.height - self._tallest
        with canvas.marked(figure.node):
            canvas.draw_picture(figure.picture, left, bottom, width, height)
        figure.node.box = canvas.box(left, bottom, width, height)
        canvas.setStrokeColor(design.RULE)
        canvas.setLineWidth(0.5)
        canvas.rect(left, bottom, width, height, stroke=1, fill=0)


def compose_figures(composer: Composer, files: Sequence[Evidence], pictures: Pictures) -> Story:
    """A figure for each of ``files`` that has a picture; a line for each whose picture cannot be shown."""
    offered = [(item, pictures[item.id]) for item in files if item.id in pictures]
    shown = [(item, picture) for item, picture in offered if picture is not None]
    broken = [item for item, picture in offered if picture is None]
    story: Story = [FigureRow([_figure(composer, *one) for one in row]) for row in _pairs(shown)]
    return [*story, *(composer.text(_cannot_be_shown(item), design.ABSENT) for item in broken)]


def _pairs(shown: list[tuple[Evidence, Picture]]) -> Iterator[list[tuple[Evidence, Picture]]]:
    for row in zip_longest(shown[::2], shown[1::2]):
        yield [one for one in row if one is not None]


def _figure(composer: Composer, item: Evidence, picture: Picture) -> Figure:
    """The figure. Its text for screen readers has the agency's caption, or says that there is none."""
    description = clean_line(item.caption) or "What it shows is not described."
    words = f"Picture \u201c{clean_line(item.name)}\u201d, attached as evidence. {description}"
    node = composer.add(Tag.FIGURE, words=words)
    return Figure(picture, node, composer.text(item.caption or item.name, design.FINE))


def _cannot_be_shown(item: Evidence) -> str:
    return f"The picture \u201c{item.name}\u201d cannot be shown here."

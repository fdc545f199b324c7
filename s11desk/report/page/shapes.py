"""Parts of a document that are drawn: a panel, a divider, boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from s11desk.override import override
from s11desk.report.page.design import FAINT, RULE, TINT
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_canvas import PageCanvas

_PAD_X = 14.0
_PAD_Y = 9.0
_BAR = 4.0
_LINE_GAP = 24.0
_TICK = 10.0
_LINE_FROM = 70.0


class Panel(Flowable):  # type: ignore[misc]
    """Texts on a tinted background with a coloured bar on the left. The texts say the same as the colour."""

    def __init__(self, texts: Sequence[Text], colour: Color) -> None:
        super().__init__()
        self.texts, self.colour = tuple(texts), colour

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        heights = [text.wrap(available_width - _BAR - 2 * _PAD_X, 0)[1] for text in self.texts]
        self.width, self.height = available_width, sum(heights) + 2 * _PAD_Y
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, 0)
        left = available_height - 2 * _PAD_Y
        for number, text in enumerate(self.texts):
            if text.height > left:
                pieces = text.split(text.width, left)
                if not pieces and not number:
                    return []
                first, rest = (pieces[:1], pieces[1:]) if pieces else ([], [text])
                kept = [*self.texts[:number], *first]
                return [Panel(kept, self.colour), Panel([*rest, *self.texts[number + 1 :]], self.colour)]
            left -= text.height
        return []

    @override
    def getSpaceAfter(self) -> float:
        return 6.0

    @override
    def draw(self) -> None:
        canvas: PageCanvas = self.canv
        canvas.setFillColor(TINT)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(self.colour)
        canvas.rect(0, 0, _BAR, self.height, stroke=0, fill=1)
        top = self.height - _PAD_Y
        for text in self.texts:
            top -= text.height
            text.drawOn(canvas, _BAR + _PAD_X, top)


class Divider(Flowable):  # type: ignore[misc]
    """A thin line between two parts. It is left out at the top of a page, where it is not needed."""

    def __init__(self, gap: float = 16.0) -> None:
        super().__init__()
        self.gap = gap

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        frame = getattr(self, "_frame", None)
        at_top = frame is not None and bool(frame._atTop)  # noqa: SLF001 - reportlab has no public name for it
        self.width, self.height = available_width, 0.0 if at_top else 2 * self.gap
        return self.width, self.height

    @override
    def draw(self) -> None:
        if self.height:
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.6)
            self.canv.line(0, self.gap, self.width, self.gap)


class Band(Flowable):  # type: ignore[misc]
    """A short thick coloured bar, the only ornament."""

    def __init__(self, colour: Color, width: float = 54.0, thickness: float = 4.0, after: float = 22.0) -> None:
        super().__init__()
        self.colour, self.width, self.height, self.after = colour, width, thickness, after

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    @override
    def getSpaceAfter(self) -> float:
        return self.after

    @override
    def draw(self) -> None:
        self.canv.setFillColor(self.colour)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)


class FormField(Flowable):  # type: ignore[misc]
    """A text with a box to tick before it, a line to write on after it, or both."""

    def __init__(
        self, texts: Sequence[Text], *, box: bool = False, line: bool = False, indent: float | None = None
    ) -> None:
        super().__init__()
        self.texts, self.box, self.line = tuple(texts), box, line
        self.left = indent if indent is not None else 2.2 * _TICK if box else 0.0

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        heights = [text.wrap(available_width - self.left, 0)[1] for text in self.texts]
        self.width, self.height = available_width, sum(heights) + (_LINE_GAP - _TICK if self.line else 0.0)
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Divide texts that are too long for a page. The box stays with the first line, the line with the last."""
        self.wrap(available_width, 0)
        left = available_height
        for number, text in enumerate(self.texts):
            if text.height > left:
                pieces = text.split(text.width, left)
                if not pieces and not number:
                    return []
                kept, rest = [*self.texts[:number], *pieces[:1]], [*(pieces[1:] or [text]), *self.texts[number + 1 :]]
                head = FormField(kept, box=self.box, indent=self.left)
                return [head, FormField(rest, line=self.line, indent=self.left)]
            left -= text.height
        return []

    @override
    def getSpaceAfter(self) -> float:
        return 5.0

    @override
    def draw(self) -> None:
        canvas: PageCanvas = self.canv
        canvas.setStrokeColor(FAINT)
        canvas.setLineWidth(0.9)
        first = self.texts[0]
        top = self.height - (_LINE_GAP - _TICK if self.line else 0.0)
        if self.box:
            canvas.rect(0, top - first.style.leading / 2 - _TICK / 2, _TICK, _TICK, stroke=1, fill=0)
        if self.line:
            canvas.setLineWidth(0.5)
            left = max(self.left + first.natural_width() + 8, _LINE_FROM)
            canvas.line(left, top - first.height + 2, self.width, top - first.height + 2)
        for text in self.texts:
            top -= text.height
            text.drawOn(canvas, self.left, top)


class WritingLines(Flowable):  # type: ignore[misc]
    """Ruled lines for a pen."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self.lines * _LINE_GAP
        return self.width, self.height

    @override
    def getSpaceAfter(self) -> float:
        return 8.0

    @override
    def draw(self) -> None:
        self.canv.setStrokeColor(FAINT)
        self.canv.setLineWidth(0.5)
        for line in range(self.lines):
            self.canv.line(0, line * _LINE_GAP + 0.5, self.width, line * _LINE_GAP + 0.5)

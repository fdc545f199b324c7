"""Finds what authors get wrong in the options of a scale although it can be used: scores, colours, N/A."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Option, Scale, Total
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text

_NOT_APPLICABLE = re.compile(r"\b(?:n/?a|not applicable|does not apply)\b", re.IGNORECASE)
_COLOURS = {"red": (330, 20), "amber": (20, 65), "yellow": (40, 75), "green": (75, 175), "blue": (180, 260)}
"""For each name of a colour, its hues in degrees."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def scale_flaws(path: JsonPath, scale: Scale) -> Iterator[Flaw]:
    """A flaw for each thing in ``scale``, which is at ``path``, that is worth a look."""
    scored = [option for option in scale.options if option.score is not None]
    scores = [option.score or 0 for option in scored]
    if scores not in (sorted(scores), sorted(scores, reverse=True)):
        yield Flaw(ProblemCode.SCORES_DISORDERED, (*path, "options"), found=", ".join(map(str, scores)))
    if scale.total in {Total.SUM, Total.PERCENT} and not scored:
        yield Flaw(ProblemCode.TOTAL_EMPTY, (*path, "total"), found=scale.total.value)
    yield from _reversed_flaws(path, scale)
    for position, option in enumerate(scale.options):
        place = (*path, "options", position)
        earlier = [other.score for other in scale.options[:position] if not other.left_out_of_totals]
        if option.score is not None and not option.left_out_of_totals and option.score in earlier:
            yield Flaw(ProblemCode.SCORE_REPEATED, (*place, "score"), found=str(option.score))
        is_missing = option.score is None and not option.left_out_of_totals and not _NOT_APPLICABLE.search(option.label)
        if is_missing and scored:
            yield Flaw(ProblemCode.SCORE_MISSING, (*place, "score"), found=cut_text(option.label))
        yield from _not_applicable_flaws(place, scale, option)
        yield from _colour_flaws(place, option)


def _reversed_flaws(path: JsonPath, scale: Scale) -> Iterator[Flaw]:
    """A scale whose worst end has the highest scores: the options that demand an action, or red beside green."""
    counted = [one for one in scale.options if one.score is not None and not one.left_out_of_totals]
    weak, sound = ([one for one in counted if one.needs_action is is_weak] for is_weak in (True, False))
    red, green = ([one for one in counted if _is_near(one.colour, colour)] for colour in ("red", "green"))
    for worse, better in ((weak, sound), (red, green)):
        if worse and better and min(map(_score, worse)) > max(map(_score, better)):
            place = scale.options.index(worse[0])
            found, allowed = cut_text(worse[0].label), (cut_text(better[0].label),)
            yield Flaw(ProblemCode.SCORES_REVERSED, (*path, "options", place, "score"), found, allowed)


def _score(option: Option) -> int:
    return option.score or 0


def _not_applicable_flaws(place: JsonPath, scale: Scale, option: Option) -> Iterator[Flaw]:
    if not _NOT_APPLICABLE.search(option.label):
        return
    if not option.takes_reason:
        yield Flaw(ProblemCode.NOT_APPLICABLE_UNEXPLAINED, (*place, "label"), found=cut_text(option.label))
    is_counted = scale.total is not Total.NONE or option.score is not None
    if is_counted and not option.left_out_of_totals:
        yield Flaw(ProblemCode.NOT_APPLICABLE_COUNTED, (*place, "label"), found=cut_text(option.label))


def _colour_flaws(place: JsonPath, option: Option) -> Iterator[Flaw]:
    """A label that names one colour, on an option that has another."""
    if not _COLOUR.fullmatch(option.colour):
        return
    shown = _colour_name(option.colour)
    named = [name for name in _COLOURS if re.search(rf"\b{name}\b", f"{option.label} {option.code}", re.IGNORECASE)]
    if shown and len(named) == 1 and not _is_near(option.colour, named[0]):
        found, allowed = cut_text(option.label), (shown,)
        yield Flaw(ProblemCode.COLOUR_MISLEADING, (*place, "colour"), found=found, allowed=allowed)


def _hue(colour: str) -> float | None:
    """The hue in degrees; None for a grey, or for what is no colour."""
    if not _COLOUR.fullmatch(colour):
        return None
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return None if saturation < 0.2 else hue * 360


def _is_near(colour: str, name: str) -> bool:
    hue = _hue(colour)
    low, high = _COLOURS[name]
    return hue is not None and (low <= hue <= high if low < high else hue >= low or hue <= high)


def _colour_name(colour: str) -> str:
    if _hue(colour) is None:
        return "grey" if colour else ""
    return next((name for name in _COLOURS if _is_near(colour, name)), "another colour")

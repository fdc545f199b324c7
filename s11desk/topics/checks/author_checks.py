"""Finds what authors of real forms got wrong although the pack can be used: each is a warning."""

from __future__ import annotations

import colorsys
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.question_matches import EarlierTopic, moved_ids
from s11desk.domain.topic import EvidenceRule, Option, QuestionKind, Scale, Topic, Total
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.readable import Readable, parts

_RESIDUE = re.compile(r"#(?:REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)[!?]?|^\s*=[A-Z]{2,}\(.*\)\s*$")
_PLACEHOLDER = re.compile(
    r"\b(?:TBC|TBA|TBD|X{3,8}|lorem ipsum)\b|[\[<]\s*(?:insert|enter|add|your|name of|date|to be)\b[^\]>]{0,60}[\]>]"
    r"|\[(?:name|date|title|partnership|agency|area|year|contact|e-?mail)\]",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?(?:b|i|u|p|br|ul|ol|li|strong|em|span|div|a|table|tr|td|font|h[1-6])\b[^>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+);"
    r"|\*\*[^*\n]+\*\*|(?<!\w)__[^_\n]+__(?!\w)|\[[^\]\n]+\]\((?:https?|mailto):[^)\n]+\)|^\s*\|.+\|.+\|\s*$",
    re.MULTILINE,
)
_BULLET = re.compile(r"^[ \t]*[•·▪‣*][ \t]+\S", re.MULTILINE)
_CUT_AT = 255
"""Older programs keep this many characters of a cell."""
_SENTENCE_ENDS = tuple(".!?:;)”\"'")
_TINY = 50_000
_TITLE_LENGTH, _QUESTION_LENGTH = 150, 600
_NOT_APPLICABLE = re.compile(r"\b(?:n/?a|not applicable|does not apply)\b", re.IGNORECASE)
_COLOURS = {"red": (330, 20), "amber": (20, 65), "yellow": (40, 75), "green": (75, 175), "blue": (180, 260)}
"""For each name of a colour, its hues in degrees."""
_NOT_TEXT = {"certificate", "id", "code", "colour", "email"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a pack is compared with. ``today``: for a deadline that is past; None leaves that out.

    ``earlier``: the topics that are here, for ids that moved to another question.
    """

    today: dt.date | None = None
    earlier: tuple[EarlierTopic, ...] = ()


NOTHING_AROUND = Surroundings()


def author_flaws(readable: Readable, around: Surroundings) -> Iterator[Flaw]:
    """A flaw for each thing that is worth a look."""
    topic, today = readable.topic, around.today
    if today is not None and topic.deadline is not None and topic.deadline < today:
        yield Flaw(ProblemCode.DEADLINE_PAST, ("deadline",), found=topic.deadline.isoformat())
    yield from _text_flaws(topic)
    yield from _question_flaws(topic)
    yield from _moved_flaws(topic, around)
    yield from _unused_lists(topic)
    for position, scale in enumerate(topic.scales):
        yield from _scale_flaws(("scales", position), scale)
    for path, part in parts(topic):
        if isinstance(part, EvidenceRule) and 0 < part.max_file_bytes < _TINY:
            yield Flaw(ProblemCode.LIMIT_TINY, (*path, "max_file_bytes"), found=str(part.max_file_bytes))


def _text_flaws(topic: Topic) -> Iterator[Flaw]:
    for path, part in parts(topic):
        if isinstance(part, tuple) or not hasattr(part, "__struct_fields__"):
            continue
        for name in part.__struct_fields__:
            text = getattr(part, name)
            if isinstance(text, str) and text and name not in _NOT_TEXT:
                yield from _flaws_of_text((*path, name), text)


def _flaws_of_text(path: JsonPath, text: str) -> Iterator[Flaw]:
    if residue := _RESIDUE.search(text):
        yield Flaw(ProblemCode.SPREADSHEET_RESIDUE, path, found=cut_text(residue[0].strip()))
    if placeholder := _PLACEHOLDER.search(text):
        yield Flaw(ProblemCode.PLACEHOLDER_LEFT, path, found=cut_text(placeholder[0]))
    if len(text) == _CUT_AT and not text.rstrip().endswith(_SENTENCE_ENDS):
        yield Flaw(ProblemCode.TEXT_CUT_OFF, path, limit=_CUT_AT)
    is_prose = path[-1] in {"body"} or (path[0] in {"guidance", "sections"} and path[-1] == "text")
    if markup := _MARKUP.search(text) or (None if is_prose else _BULLET.search(text)):
        yield Flaw(ProblemCode.MARKUP_SHOWN, path, found=cut_text(markup[0].strip()))


def _question_flaws(topic: Topic) -> Iterator[Flaw]:
    if len(topic.title) > _TITLE_LENGTH:
        yield Flaw(ProblemCode.TEXT_LONG, ("title",), found=str(len(topic.title)), limit=_TITLE_LENGTH)
    if topic.questions and not any(question.required for question in topic.questions):
        yield Flaw(ProblemCode.ALL_OPTIONAL, ("questions",))
    seen: dict[str, str] = {}
    agency = ""
    for position, question in enumerate(topic.questions):
        path: JsonPath = ("questions", position)
        words = " ".join(question.text.casefold().split())
        if words and words in seen:
            yield Flaw(ProblemCode.WORDING_REPEATED, (*path, "text"), found=seen[words])
        seen.setdefault(words, question.id)
        if len(question.text) > _QUESTION_LENGTH:
            found = str(len(question.text))
            yield Flaw(ProblemCode.TEXT_LONG, (*path, "text"), found=found, limit=_QUESTION_LENGTH)
        if question.kind is QuestionKind.AGENCY and agency:
            yield Flaw(ProblemCode.AGENCY_TWICE, (*path, "kind"), found=agency)
        agency = agency or (question.id if question.kind is QuestionKind.AGENCY else "")
        asked = {condition.question for condition in question.show_when if not condition.any}
        if len(asked) > 1:
            yield Flaw(ProblemCode.RULES_ALL_NEEDED, (*path, "show_when"), found=str(len(question.show_when)))


def _moved_flaws(topic: Topic, around: Surroundings) -> Iterator[Flaw]:
    """An id that belonged to another question: answers of two years would be compared that have nothing in common."""
    places = {question.id: position for position, question in enumerate(topic.questions)}
    for earlier in around.earlier:
        for moved in moved_ids(earlier, topic.questions) if earlier.id == topic.id else ():
            code = ProblemCode.ID_MOVED if moved.fits else ProblemCode.ID_REUSED
            allowed = (moved.fits,) if moved.fits else ()
            yield Flaw(code, ("questions", places[moved.id], "id"), moved.id, allowed, limit=earlier.version)


def _unused_lists(topic: Topic) -> Iterator[Flaw]:
    scales = {question.scale for question in topic.questions}
    lists = {question.choices for question in topic.questions}
    lists |= {column.choices for question in topic.questions for column in question.columns}
    for position, scale in enumerate(topic.scales):
        if scale.id and scale.id not in scales:
            yield Flaw(ProblemCode.SCALE_UNUSED, ("scales", position, "id"), found=scale.id)
    for position, choices in enumerate(topic.choice_lists):
        if choices.id and choices.id not in lists:
            yield Flaw(ProblemCode.CHOICES_UNUSED, ("choice_lists", position, "id"), found=choices.id)


def _scale_flaws(path: JsonPath, scale: Scale) -> Iterator[Flaw]:
    scored = [option for option in scale.options if option.score is not None]
    scores = [option.score or 0 for option in scored]
    if scores not in (sorted(scores), sorted(scores, reverse=True)):
        yield Flaw(ProblemCode.SCORES_DISORDERED, (*path, "options"), found=", ".join(map(str, scores)))
    for position, option in enumerate(scale.options):
        place = (*path, "options", position)
        earlier = [other.score for other in scale.options[:position] if not other.left_out_of_totals]
        if option.score is not None and not option.left_out_of_totals and option.score in earlier:
            yield Flaw(ProblemCode.SCORE_REPEATED, (*place, "score"), found=str(option.score))
        yield from _not_applicable_flaws(place, scale, option)
        yield from _colour_flaws(place, option)


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
    shown = _colour_name(option.colour)
    named = [name for name in _COLOURS if re.search(rf"\b{name}\b", f"{option.label} {option.code}", re.IGNORECASE)]
    if shown and len(named) == 1 and not _is_near(option.colour, named[0]):
        found, allowed = cut_text(option.label), (shown,)
        yield Flaw(ProblemCode.COLOUR_MISLEADING, (*place, "colour"), found=found, allowed=allowed)


def _hue(colour: str) -> float | None:
    """The hue in degrees; None for a grey, or for what is no colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
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

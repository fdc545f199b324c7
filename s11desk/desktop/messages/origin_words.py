"""Who wrote the texts of a topic, in words."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.domain.topics.topic import Origin, OriginKind, Scale, Source, Topic


@dataclass(frozen=True, slots=True)
class Credited:
    """A text whose origin a sentence gives. ``words`` begin the sentence; ``made`` is its verb."""

    words: str
    made: str = "written"
    is_several: bool = False


QUESTION = Credited("The question")
OPTIONS = Credited("The list of options")
TEXT_ABOVE = Credited("The text above")
MEANING = Credited("This meaning")

ORIGINS: dict[OriginKind, str] = {
    OriginKind.QUOTED: "{subject} {are} in the partnership's own words: {source}.",
    OriginKind.CARRIED_OVER: "{subject} {come} from the {year} form: {source}.",
    OriginKind.WRITTEN: "{subject} {were} {made} for this program, not by the partnership.",
    OriginKind.PROJECT_CHOICE: "{subject} {were} {made} for this program, not by the partnership.",
}
_PARTNERSHIPS_OWN = (OriginKind.QUOTED, OriginKind.CARRIED_OVER)
_OWN_HELP = (
    "The help was written for this program, not by the partnership. Its sources are in the blank form (File menu)."
)


def credited_answers(scale: Scale) -> Credited:
    """Make the subject of a sentence on the answers of ``scale``."""
    return Credited(f"The answers ({scale.title})", is_several=True)


def origin_text(topic: Topic, origin: Origin, credited: Credited = TEXT_ABOVE) -> str:
    """Say in a sentence who wrote ``credited``."""
    source = topic.source(origin.source)
    are, come, were = ("are", "come", "were") if credited.is_several else ("is", "comes", "was")
    return ORIGINS[origin.how].format(
        subject=credited.words,
        are=are,
        come=come,
        were=were,
        made=credited.made,
        source=source_text(source) if source else origin.source,
        year=source.year if source else "earlier",
    )


def source_text(source: Source) -> str:
    """Name a source by title, publisher and year."""
    return f"{source.title}, {source.publisher}, {source.year}"


def help_text(topic: Topic, origins: tuple[Origin, ...]) -> str:
    """Say who wrote the help on a page. ``origins``: what it rests on. The blank form names every source."""
    quoted = (topic.source(one.source) for one in dict.fromkeys(origins) if one.how in _PARTNERSHIPS_OWN)
    named = "; ".join(dict.fromkeys(source_text(source) for source in quoted if source))
    if not origins:
        return ""
    return f"The help comes from: {named}." if named else _OWN_HELP

"""A topic in which each kind of question comes twice or more, alike and unlike, so that pages are filled again."""

from __future__ import annotations

import msgspec

from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics.questions import (
    ColumnKind,
    EvidenceRule,
    OptionDescriptor,
    Question,
    QuestionKind,
    TableColumn,
    TableRow,
)
from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_texts import Guidance, Section
from tests.samples import ORIGIN, every_kind, question, small_topic

_KIND = QuestionKind
_COLUMNS = (
    TableColumn(id="what", label="What", kind=ColumnKind.SHORT_TEXT),
    TableColumn(id="when", label="When", kind=ColumnKind.DATE),
    TableColumn(id="many", label="How many", kind=ColumnKind.NUMBER),
)
_ONE_PICTURE = EvidenceRule(types=("png",), max_file_bytes=500_000, max_files=1, origin=ORIGIN)


def twin_topic() -> Topic:
    """The sample topic, each of its questions once more, and questions of other shapes between them."""
    kinds = every_kind()
    twins = tuple(msgspec.structs.replace(one, id=f"{one.id}-2", text=f"And {one.id}?", show_when=()) for one in kinds)
    topic = small_topic(*kinds, *_unlike(), *twins)
    sections = (
        Section("first", "Leadership", ORIGIN, "What inspectors look for.\n\n- One thing\n- Another", part="Part A"),
        Section("second", "Practice", ORIGIN),
    )
    guidance = (
        Guidance("how", "How to answer", (ORIGIN,), "First read this.\n\n- then that\n- and that"),
        Guidance("why", "Why it is asked", (ORIGIN, ORIGIN), "Because."),
    )
    placed = tuple(_placed(one, place) for place, one in enumerate(topic.questions))
    return msgspec.structs.replace(topic, questions=placed, sections=sections, guidance=guidance)


def _unlike() -> tuple[Question, ...]:
    """Questions whose pages need other widgets than those of the questions beside them."""
    return (
        question("described", _KIND.JUDGEMENT, scale="judgement", descriptors=(OptionDescriptor("yes", "All of it"),)),
        question("helped", _KIND.JUDGEMENT, scale="judgement", help="Think of all your sites."),
        question("pictured", _KIND.JUDGEMENT, scale="judgement", evidence=_ONE_PICTURE),
        question("shown", _KIND.FILE, evidence=_ONE_PICTURE, required=False),
        question("share", _KIND.NUMBER, minimum=0, maximum=1, unit="percent", required=False),
        question("since", _KIND.DATE, earliest="2020-01-01", required=False),
        question("courses", _KIND.TABLE, columns=_COLUMNS, required=False),
        question("quarters", _KIND.TABLE, columns=_COLUMNS, rows=(TableRow("q1", "First"),), required=False),
    )


def _placed(one: Question, place: int) -> Question:
    """Half of the questions are in each section, and some have guidance."""
    section = "first" if place < len(every_kind()) else "second"
    guidance = ((), ("how",), ("how", "why"))[place % 3]
    return msgspec.structs.replace(one, section=section, guidance=guidance)


def some_answers() -> tuple[Answer, ...]:
    """Answers of several kinds, among them weak ones that need an action, and one that was carried over."""
    return (
        Answer("agency", choice="other", other="A library"),
        Answer("policy", choice="no", comment="Not yet", marked_for_review=True),
        Answer("policy-2", choice="na", reason="No children here"),
        Answer("described", choice="no", comment="Soon"),
        Answer("helped", choice="yes", reason="kept from before", unconfirmed=True),
        Answer("story", text="One\nTwo\nThree"),
        Answer("staff", number=12.5),
        Answer("ages-2", choices=("school", "gp")),
        Answer("story-2", text="Other", comment="A comment where none is asked for"),
    )

"""Checks sections, the form's own numbers, frameworks and the persons who sign."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw
from s11desk.topics.checks.readable import Readable


def section_flaws(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each section that is unknown, unused, scattered or out of order, and for each repeated number."""
    yield from _unknown_sections(readable)
    yield from _scattered_questions(readable)
    yield from _unused_sections(readable)
    yield from _repeated_numbers(readable)
    yield from _unknown_frameworks(readable)


def _unknown_sections(readable: Readable) -> Iterator[Flaw]:
    ids = readable.ids("sections")
    for position, question in enumerate(readable.topic.questions):
        if question.section and ids is not None and question.section not in ids:
            path = ("questions", position, "section")
            yield Flaw(ProblemCode.SECTION_UNKNOWN, path, found=question.section, allowed=ids)


def _scattered_questions(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each question that is not among those of its section, or whose section comes too late in the list."""
    order = {section.id: index for index, section in reversed(list(enumerate(readable.topic.sections)))}
    reached = -1
    for position, question in enumerate(readable.topic.questions):
        if question.section and question.section not in order:
            continue
        index = order.get(question.section, -1)
        if index < reached:
            code = ProblemCode.SECTION_SCATTERED if question.section else ProblemCode.SECTION_LEFT_OUT
            yield Flaw(code, ("questions", position, "section"), found=question.section or question.id)
        reached = max(reached, index)


def _unused_sections(readable: Readable) -> Iterator[Flaw]:
    questions = readable.topic.questions
    if any(readable.is_broken("questions", position, "section") for position in range(len(questions))):
        return
    used = {question.section for question in questions}
    for position, section in enumerate(readable.topic.sections):
        if section.id not in used:
            yield Flaw(ProblemCode.SECTION_UNUSED, ("sections", position, "id"), found=section.id)


def _repeated_numbers(readable: Readable) -> Iterator[Flaw]:
    seen: set[str] = set()
    for position, question in enumerate(readable.topic.questions):
        if question.number and question.number.casefold() in seen:
            yield Flaw(ProblemCode.NUMBER_REPEATED, ("questions", position, "number"), found=question.number)
        seen.add(question.number.casefold())


def _unknown_frameworks(readable: Readable) -> Iterator[Flaw]:
    ids = readable.ids("frameworks")
    for position, question in enumerate(readable.topic.questions):
        for index, reference in enumerate(question.references):
            if ids is not None and reference.framework not in ids:
                path = ("questions", position, "references", index, "framework")
                yield Flaw(ProblemCode.FRAMEWORK_UNKNOWN, path, found=reference.framework, allowed=ids)

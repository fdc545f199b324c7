"""The lines of the list at the side: a step, a search hit, or the heading of a section."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.flow import Step, StepState


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a step, or a search hit in it.

    ``words`` name the state, or a search hit. The input ``field`` of the page holds the hit. ``where``: of a hit.
    """

    step: Step
    title: str
    words: str
    state: StepState
    field: str = ""
    where: TextPlace | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """The heading of a section in the list. ``words``: how far it is. A click folds or unfolds its steps."""

    section: str
    title: str
    words: str
    is_folded: bool


Entry = Line | SectionLine


def identity(entry: Entry) -> Step | str:
    """Return what identifies the line: its step, or the id of its section."""
    return entry.section if isinstance(entry, SectionLine) else entry.step

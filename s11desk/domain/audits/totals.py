"""Totals over the answers on one scale, for each section and for the whole form.

A question counts while it is asked, unless its answer is an option that is left out of totals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.summary import JudgementCount
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.questions import Question
from s11desk.domain.topics.scales import Scale, Total
from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_texts import Section


@dataclass(frozen=True, slots=True)
class ScaleTotal:
    """The total over one scale. ``section``: None for the whole form.

    ``answered`` of the ``applicable`` questions have an answer that counts. ``points``: the sum of their scores;
    ``highest``: the sum if each of these answers had the highest score of the scale.
    """

    scale: Scale
    section: Section | None
    counts: tuple[JudgementCount, ...]
    answered: int
    applicable: int
    points: int
    highest: int

    @property
    def percent(self) -> int | None:
        """The points as a share of the highest possible, rounded half up; None if nothing is answered."""
        return (200 * self.points + self.highest) // (2 * self.highest) if self.highest > 0 else None


def scale_totals(topic: Topic, audit: Audit) -> tuple[ScaleTotal, ...]:
    """For each scale with a total, one for each section with questions on it, and one for the whole form."""
    asked = asked_questions(topic, audit)
    totals: list[ScaleTotal] = []
    for scale in topic.scales:
        on_scale = [question for question in asked if question.scale == scale.id]
        if scale.total is Total.NONE or not on_scale:
            continue
        for section in topic.sections:
            within = [question for question in on_scale if question.section == section.id]
            if within:
                totals.append(_total(audit, scale, section, within))
        totals.append(_total(audit, scale, None, on_scale))
    return tuple(totals)


def _total(audit: Audit, scale: Scale, section: Section | None, questions: Sequence[Question]) -> ScaleTotal:
    chosen = [scale.option(audit.answer(question.id).choice) for question in questions]
    counted = [option for option in chosen if option is not None and not option.left_out_of_totals]
    left_out = sum(option is not None and option.left_out_of_totals for option in chosen)
    best = max((option.score or 0 for option in scale.options if not option.left_out_of_totals), default=0)
    return ScaleTotal(
        scale=scale,
        section=section,
        counts=tuple(JudgementCount(option, sum(one is option for one in chosen)) for option in scale.options),
        answered=len(counted),
        applicable=len(questions) - left_out,
        points=sum(option.score or 0 for option in counted),
        highest=best * len(counted),
    )

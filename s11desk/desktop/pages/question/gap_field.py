"""The field of a question's page in which a gap is filled."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.answers.answer_input import AnswerInput
from s11desk.desktop.inputs.answers.choice_input import ChoiceInput
from s11desk.desktop.inputs.answers.people_input import PeopleInput
from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.inputs.evidence.evidence_panel import EvidencePanel
from s11desk.desktop.pages.plan.action_edits import ActionEdits
from s11desk.domain.audits.completeness import PERSON_GAPS, Gap, GapCode
from s11desk.domain.topics.topic import Detail

_CELL_GAPS = {GapCode.CELL_MISSING, GapCode.CELL_OUT_OF_RANGE, GapCode.CELL_YEAR_IMPOSSIBLE}


def field_for_gap(
    gap: Gap, answer: AnswerInput | None, evidence: EvidencePanel | None, plan: ActionEdits
) -> QWidget | None:
    """Find the field; None where the gap has no field of its own, so that the first of the page serves.

    ``answer``, ``evidence``, ``plan``: the parts of the page; None for those that the question does not have.
    """
    if gap.code in _CELL_GAPS and isinstance(answer, TableInput):
        return answer.field_named(gap.detail)
    if gap.code in {GapCode.REASON_MISSING, GapCode.REASON_OR_FILE_MISSING} and isinstance(answer, ChoiceInput):
        return answer.reason
    if gap.code is GapCode.OTHER_UNSPECIFIED and isinstance(answer, ChoiceInput):
        return answer.other
    if gap.code in PERSON_GAPS and isinstance(answer, PeopleInput):
        role, _, detail = gap.detail.partition(".")
        return answer.fields.get((role, Detail(detail)))
    if gap.code in {GapCode.EVIDENCE_MISSING, GapCode.FILE_MISSING} and evidence is not None:
        return evidence.drop.choose
    return plan.field_for(gap) if gap.action else None

"""The sentence of the command line for each gap of an audit."""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.domain.audits.completeness import PERSON_GAPS, Gap, GapCode
from s11desk.domain.topics.topic import Detail, Question, Topic
from s11desk.wording.field_words import DETAILS_IN_SENTENCES
from s11desk.wording.returns.contact_words import impossible_detail

SENTENCES = {
    GapCode.UNANSWERED: "Question {number} is not answered.",
    GapCode.FILE_MISSING: "Question {number} needs a file.",
    GapCode.OTHER_UNSPECIFIED: "Question {number}: say what “other” is.",
    GapCode.PERSON_DETAIL_MISSING: "Question {number}: the {detail} is missing.",
    GapCode.NUMBER_OUT_OF_RANGE: "Question {number}: the number is outside the range asked for.",
    GapCode.NUMBER_NOT_WHOLE: "Question {number}: the number must be a whole number.",
    GapCode.NUMBER_ABOVE_OTHER: "Question {number}: the number is larger than the answer to question {detail}.",
    GapCode.DATE_OUT_OF_RANGE: "Question {number}: the date is outside the days asked for.",
    GapCode.ROWS_MISSING: "Question {number} needs at least {detail} rows.",
    GapCode.CELL_MISSING: "Question {number}: the cell “{detail}” is empty.",
    GapCode.CELL_OUT_OF_RANGE: "Question {number}: the number in “{detail}” is outside the range asked for.",
    GapCode.REASON_OR_FILE_MISSING: "Question {number}: “{detail}” needs a reason or a file of evidence.",
    GapCode.REASON_MISSING: "Question {number}: “{detail}” needs a reason.",
    GapCode.EVIDENCE_MISSING: "Question {number}: “{detail}” needs a file of evidence.",
    GapCode.ACTION_MISSING: "Question {number}: “{detail}” needs an action in the action plan.",
    GapCode.ACTION_UNFINISHED: "Action {action}{of_question}: “{detail}” is empty.",
    GapCode.UNCONFIRMED: "Question {number}: the answer was carried over from an earlier audit; confirm it.",
    GapCode.PERSON_DETAIL_IMPOSSIBLE: "Question {number}: the {detail} cannot be right. {reason}.",
    GapCode.YEAR_IMPOSSIBLE: "Question {number}: the year {detail} cannot be right.",
    GapCode.CELL_YEAR_IMPOSSIBLE: "Question {number}: the year in the cell “{detail}” cannot be right.",
    GapCode.DUE_YEAR_IMPOSSIBLE: "Action {action}{of_question}: the year in “{detail}” cannot be right.",
}


def gap_sentences(topic: Topic, gaps: Iterable[Gap]) -> tuple[str, ...]:
    """One sentence for each gap, in the order of ``gaps``."""
    return tuple(gap_sentence(topic, gap) for gap in gaps)


def gap_sentence(topic: Topic, gap: Gap) -> str:
    """The sentence for one gap."""
    question = topic.question(gap.question)
    number = topic.number_of(gap.question) if question is not None else ""
    return SENTENCES[gap.code].format(
        number=number,
        detail=_detail(question, gap),
        action=gap.action,
        reason=_reason(gap),
        of_question=f" (question {number})" if number else "",
    )


def _detail(question: Question | None, gap: Gap) -> str:
    if gap.code not in PERSON_GAPS or question is None:
        return gap.detail
    role, _, detail = gap.detail.partition(".")
    label = next((asked.label for asked in question.people if asked.id == role), role)
    return f"{DETAILS_IN_SENTENCES[Detail(detail)]} of “{label}”"


def _reason(gap: Gap) -> str:
    if gap.code is not GapCode.PERSON_DETAIL_IMPOSSIBLE:
        return ""
    return impossible_detail(Detail(gap.detail.partition(".")[2]))

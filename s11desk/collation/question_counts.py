"""How often each option of each question was chosen, with its base. Ratings are counted and never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from s11desk.bundle.audit_file import AuditFile, audit_of
from s11desk.collation.collated_tables import TableRow
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Question, Topic, answer_codes, label_of


def count_rows(topic: Topic, digest: str, returns: Iterable[AuditFile]) -> Iterator[TableRow]:
    """The rows of the table ``question_counts`` for one topic. ``digest``: its SHA-256. ``returns``: all that count."""
    chosen: Counter[tuple[str, str]] = Counter()
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    number_of_returns = 0
    for audit_file in returns:
        number_of_returns += 1
        audit = audit_of(audit_file)
        for question in asked_questions(topic, audit):
            answer = audit.answer(question.id)
            codes = {code for code in (answer.choice, *answer.choices) if code}
            asked[question.id] += 1
            answered[question.id] += bool(codes)
            chosen.update((question.id, code) for code in codes)
    for question in topic.questions:
        if answer_codes(topic, question):
            counts = {code: chosen[question.id, code] for code in answer_codes(topic, question)}
            totals = (answered[question.id], asked[question.id], number_of_returns)
            yield from _question_rows(topic, digest, question, counts, totals)


def _question_rows(
    topic: Topic, digest: str, question: Question, counts: dict[str, int], totals: tuple[int, int, int]
) -> Iterator[TableRow]:
    answered, asked, returns = totals
    left_out = {code for code in counts if _is_left_out(topic, question, code)}
    not_applicable = sum(counts[code] for code in left_out)
    base = answered - not_applicable
    for code, count in counts.items():
        percent = (200 * count + base) // (2 * base) if base and code not in left_out else None
        yield (
            topic.id,
            topic.version,
            digest,
            str(topic.number_of(question.id)),
            question.id,
            question.text,
            code,
            label_of(topic, question, code),
            count,
            base,
            percent,
            not_applicable,
            asked - answered,
            returns - asked,
            returns,
        )


def _is_left_out(topic: Topic, question: Question, code: str) -> bool:
    option = topic.option_of(question, code)
    return option is not None and option.left_out_of_totals

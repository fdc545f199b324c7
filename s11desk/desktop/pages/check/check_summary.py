"""What "Check your answers" says of the whole audit: how far it is, which answers were given, what is left out."""

from __future__ import annotations

from collections.abc import Set

from s11desk.desktop.messages.plan_words import action_line
from s11desk.domain.audits.answer_counts import answer_counts
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.draft_progress import draft_progress
from s11desk.domain.audits.totals import scale_totals
from s11desk.domain.audits.visibility import (
    asked_questions,
    hidden_answers,
    hidden_evidence,
    hidden_other_text,
    unneeded_actions,
    unneeded_reason,
)
from s11desk.domain.topics.topic import Question, Topic
from s11desk.wording.amounts import counted, listed
from s11desk.wording.audits.progress_words import questions_words
from s11desk.wording.audits.total_words import total_name, total_words


def summary_lines(topic: Topic, audit: Audit) -> tuple[str, ...]:
    """The lines above the answers."""
    counts = draft_progress(topic, audit)
    lines = [f"{audit.agency}: {topic.title}. {questions_words(counts)}."]
    lines += _count_lines(topic, audit)
    for total in scale_totals(topic, audit):
        lines.append(f"{total.scale.title}, {total_name(total)}: {total_words(total)}.")
    lines += _former_lines(topic, audit)
    return tuple(lines)


def left_out_notices(topic: Topic, audit: Audit) -> tuple[str, ...]:
    """Say in a few words where the return leaves something out. Empty if it leaves nothing out."""
    hidden = {answer.question for answer in hidden_answers(topic, audit)}
    hidden |= {name for item in hidden_evidence(topic, audit) for name in item.questions}
    places = [
        f"question {topic.number_of(one.id)}" for one in topic.questions if _leaves_out(topic, audit, one, hidden)
    ]
    actions = len(unneeded_actions(topic, audit))
    places += [counted(actions, "action")] if actions else []
    return (f"what your return leaves out: {listed(places, 'and')}",) if places else ()


def _leaves_out(topic: Topic, audit: Audit, question: Question, hidden: Set[str]) -> bool:
    """Whether something at ``question`` is not returned. ``hidden``: the questions that are not asked any more."""
    answer = audit.answer(question.id)
    former = hidden_other_text(answer) or unneeded_reason(topic, question, answer)
    return question.id in hidden or (bool(former) and question in asked_questions(topic, audit))


def _count_lines(topic: Topic, audit: Audit) -> list[str]:
    """The answers of each scale, such as "Your answers: 3 Yes, 1 No"."""
    groups = answer_counts(topic, audit)
    lines = []
    for group in groups:
        given = [f"{one.count} {one.label}" for one in group.counts if one.count]
        given += [f"{group.unanswered} not answered"] if group.unanswered else []
        title = f", {group.title}" if len(groups) > 1 else ""
        lines.append(f"Your answers{title}: {', '.join(given)}.")
    return lines


def _former_lines(topic: Topic, audit: Audit) -> list[str]:
    """What belongs to former choices."""
    lines = []
    for question in asked_questions(topic, audit):
        number, answer = topic.number_of(question.id), audit.answer(question.id)
        if words := hidden_other_text(answer):
            lines.append(f"Question {number}, “Other”, not chosen now: “{words}” is left out of the return.")
        if words := unneeded_reason(topic, question, answer):
            lines.append(f"Question {number}, another answer before: “{words}” is left out of the return.")
    for action in unneeded_actions(topic, audit):
        lines.append(f"An action is no longer needed, so your return leaves it out. {action_line(topic, action, '')}")
    return lines

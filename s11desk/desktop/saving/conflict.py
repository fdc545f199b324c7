"""Shows two versions of one answer and lets the person choose. Until then, neither replaces the other."""

from __future__ import annotations

import msgspec

from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.pages.check.answer_words import answer_lines
from s11desk.desktop.saving.edits import Conflict, Value
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.shell.dialogs import Dialogs
from s11desk.domain.audits.action_area import with_own_area
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.topics.topic import Topic
from s11desk.errors.answer_errors import ChangedElsewhere


def ask_which_version(dialogs: Dialogs, open_draft: OpenDraft, conflict: Conflict) -> None:
    """Show both versions and keep the one that the person chooses."""
    explanation = message(ChangedElsewhere(question=""))
    topic, audit = open_draft.draft.topic, open_draft.draft.audit
    mine, other = _words(topic, audit, conflict.mine), _words(topic, audit, conflict.other)
    if dialogs.keeps_mine(explanation.headline, explanation.text, mine, other):
        open_draft.keep_mine(conflict.key)
    else:
        open_draft.keep_other(conflict.key)


def _words(topic: Topic, audit: Audit, value: Value | None) -> str:
    if value is None:
        return "(removed)"
    if isinstance(value, Answer):
        return _answer_words(topic, audit, value)
    return _action_words(topic, value) if isinstance(value, Action) else value.text or "(empty)"


def _answer_words(topic: Topic, audit: Audit, answer: Answer) -> str:
    question = topic.question(answer.question)
    if question is None:
        return answer.text
    single_answer = msgspec.structs.replace(audit, answers=(answer,), evidence=())
    return "\n".join(answer_lines(topic, single_answer, question))


def _action_words(topic: Topic, action: Action) -> str:
    area = with_own_area(topic, action).area
    texts = (area, action.action, action.lead, action.job_role, action.resources, action.measure)
    return "\n".join(text for text in (*texts, action.progress) if text)

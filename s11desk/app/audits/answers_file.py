"""Save answers and actions from a JSON file with the shape of ``audit.json``: the whole file, or none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from s11desk.app.audits.actions import check_action
from s11desk.app.audits.answers import check_answer, find_question, with_answers, write_needed_plan
from s11desk.app.audits.drafts import Draft, open_draft, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_plan import is_untouched, next_action_id, plan_for_answers, with_action
from s11desk.domain.audits.answer_rules import texts_of_action, texts_of_answer
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.domain.text.text_limits import LimitedText, require_kept_length
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.errors.answer_errors import ActionUnknown, JsonBroken, JsonShapeWrong, QuestionAnsweredTwice, SeveralErrors
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors

_Value = TypeVar("_Value")

MAX_SIZE = 50_000_000
"""Bytes. No file of answers is larger."""


class AnswersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a file with answers and actions.

    ``answers`` replace the draft's answers to the same questions.

    An action without an id fills the empty line of its question. Without such a line it becomes a new one.
    """

    answers: tuple[Answer, ...] = ()
    action_plan: tuple[Action, ...] = ()


def read_answers_file(path: Path) -> bytes:
    """Read the file's bytes. Raises ``FileMissing``, ``FileIsFolder``, ``FileUnreadable`` or ``JsonShapeWrong``."""
    with reading_errors(path), open_regular(path) as stream:
        content = stream.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise JsonShapeWrong(file=str(path), detail="it is too large", place="")
    return content


def apply_answers_file(workspace: Workspace, audit_id: str, content: bytes, name: str) -> Draft:
    """Save the answers and actions of a file. ``name``: the file's name in errors.

    Raises ``JsonBroken``, ``JsonShapeWrong``, or ``SeveralErrors`` with one error for each answer that does not fit.
    In each case the draft stays as it is.
    """
    answers_file = decode_answers_file(content, name)
    draft = open_draft(workspace, audit_id)
    answers = _checked_answers(draft.topic, answers_file.answers)
    with workspace.drafts.changing(draft.audit.id, workspace.stamp()) as change:
        for answer in answers:
            require_kept_length(texts_of_answer(answer), texts_of_answer(change.audit.answer(answer.question)))
            change.put_answer(answer, settled=False)
        after = with_answers(change.audit, answers)
        after_answers = msgspec.structs.replace(after, actions=plan_for_answers(draft.topic, after))
        new_plan = _with_actions(draft.topic, after_answers, answers_file.action_plan)
        require_kept_length(_texts_of(new_plan.actions), _texts_of(change.audit.actions))
        write_needed_plan(draft.topic, change, new_plan, settled=False)
        change.settle()
    return with_topic(workspace, change.saved)


def _texts_of(actions: tuple[Action, ...]) -> Iterator[LimitedText]:
    return (text for action in actions for text in texts_of_action(action))


def decode_answers_file(content: bytes, name: str) -> AnswersFile:
    """Decode a file of answers, or an ``audit.json``, whose other fields are left out.

    Raises ``JsonBroken`` with line and column, or ``JsonShapeWrong`` with the place in the file.
    """
    try:
        text = content.decode("utf-8-sig")
        if '"format"' in text:
            return _from_audit_file(text)
        return msgspec.json.decode(text, type=AnswersFile)
    except UnicodeDecodeError as error:
        raise JsonBroken(file=name, line=0, column=0, detail="it is not UTF-8 text") from error
    except msgspec.ValidationError as error:
        detail, _, place = str(error).partition(" - at `$")
        raise JsonShapeWrong(file=name, detail=detail, place=place.rstrip("`").lstrip(".")) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise _broken(name, content, str(error)) from error


class _AuditFile(msgspec.Struct, frozen=True):
    """The fields of an ``audit.json`` that hold answers and actions."""

    format: int
    answers: tuple[Answer, ...]
    action_plan: tuple[Action, ...] = ()


def _from_audit_file(text: str) -> AnswersFile:
    raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    if "format" not in raw:
        return msgspec.json.decode(text, type=AnswersFile)
    whole = msgspec.json.decode(text, type=_AuditFile)
    return AnswersFile(answers=whole.answers, action_plan=whole.action_plan)


def _broken(name: str, content: bytes, detail: str) -> UserError:
    """The error with line and column, because msgspec gives only the number of a byte."""
    digits = "".join(c for c in detail.rpartition("byte ")[2] if c.isdigit())
    before = content[: int(digits)] if digits else content
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    plain = detail.removeprefix("JSON is malformed: ").partition(" (byte")[0]
    return JsonBroken(file=name, line=line, column=column, detail=plain)


def _checked_answers(topic: Topic, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    seen: set[str] = set()

    def fit(answer: Answer) -> Answer:
        question = find_question(topic, answer.question)
        if question.id in seen:
            raise QuestionAnsweredTwice(question=question.id)
        seen.add(question.id)
        return check_answer(topic, question, msgspec.structs.replace(answer, question=question.id))

    return _all_or_errors(fit, answers)


def _with_actions(topic: Topic, audit: Audit, actions: tuple[Action, ...]) -> Audit:
    plan = audit.actions
    for action in _all_or_errors(lambda action: check_action(topic, action), actions):
        if action.id and all(known.id != action.id for known in plan):
            raise ActionUnknown(action=action.id, known=tuple(known.id for known in plan))
        plan = with_action(plan, _with_id(topic, plan, action))
    return msgspec.structs.replace(audit, actions=plan)


def _with_id(topic: Topic, plan: tuple[Action, ...], action: Action) -> Action:
    if action.id:
        return action
    begun = next((a for a in plan if a.question == action.question and is_untouched(topic, a)), None)
    area = action.area or (begun.area if begun else "")
    return msgspec.structs.replace(action, id=begun.id if begun else next_action_id(plan), area=area)


def _all_or_errors(change: Callable[[_Value], _Value], values: Iterable[_Value]) -> tuple[_Value, ...]:
    done: list[_Value] = []
    errors: list[UserError] = []
    for value in values:
        try:
            done.append(change(value))
        except UserError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SeveralErrors(errors=tuple(errors))
    return tuple(done)

"""Take in answers that were collected with ODK or Kobo as drafts, and write a return in their shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.audits.answers_file import read_answers_file
from s11desk.app.audits.drafts import Draft, begin_filled_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.app.topics import find_topic, list_topics
from s11desk.bundle.audit_file import audit_of
from s11desk.domain.audits.action_plan import plan_for_answers
from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.topic import Topic
from s11desk.errors.answer_errors import JsonShapeWrong
from s11desk.files.durable import writing
from s11desk.store.drafts.change import Change
from s11desk.store.rows.journal import EventKind
from s11desk.topics.submissions.read_submissions import read_submissions
from s11desk.topics.submissions.submission import Submission, SubmittedValue
from s11desk.topics.submissions.submission_answers import question_names, take_answers
from s11desk.topics.submissions.write_submissions import submissions_as_csv, submissions_as_json


@dataclass(frozen=True, slots=True)
class CollectedDraft:
    """A draft made of a submission. ``left``: what was not taken."""

    draft: Draft
    submission: str
    left: tuple[SubmittedValue, ...]


@dataclass(frozen=True, slots=True)
class CollectedForm:
    """An export read for one topic. ``fitting``: how many of its values belong to a question of the topic."""

    topic: Topic
    submissions: tuple[Submission, ...]
    fitting: int


def find_collected(workspace: Workspace, path: Path) -> tuple[CollectedForm, ...]:
    """Read an export of ODK or Kobo for each topic of this home that it fits, the best first.

    Raises ``JsonShapeWrong`` with the reason, also if it fits none; ``FileMissing`` or ``FileUnreadable``.
    """
    content = read_answers_file(path)
    forms = [_form_of(topic, path, content) for topic in list_topics(workspace)]
    fitting = sorted((form for form in forms if form.fitting), key=lambda form: -form.fitting)
    if not fitting:
        raise JsonShapeWrong(file=str(path), detail="its answers are for no topic on this computer", place="")
    return tuple(fitting)


def _form_of(topic: Topic, path: Path, content: bytes) -> CollectedForm:
    submissions = _submissions(path, content, topic)
    names = {*question_names(topic)}
    values = (one.name.partition("/")[0] for each in submissions for one in each.values)
    tables = (one.name for each in submissions for one in each.tables)
    return CollectedForm(topic, submissions, sum(name in names for name in (*values, *tables)))


def read_collected(workspace: Workspace, path: Path, topic_id: str) -> tuple[Topic, tuple[Submission, ...]]:
    """Read an export of ODK or Kobo (CSV or JSON) for a topic of this home.

    Raises ``TopicUnknown``, ``JsonShapeWrong`` with the reason, ``FileMissing`` or ``FileUnreadable``.
    """
    topic = find_topic(workspace, topic_id)
    return topic, _submissions(path, read_answers_file(path), topic)


def _submissions(path: Path, content: bytes, topic: Topic) -> tuple[Submission, ...]:
    found = read_submissions(content, question_names(topic))
    if found.problem:
        raise JsonShapeWrong(file=str(path), detail=found.problem, place="")
    return found.submissions


def take_in_collected(workspace: Workspace, topic: Topic, submission: Submission, agency: str) -> CollectedDraft:
    """Begin a draft with the answers of ``submission``, all to be confirmed. Raises ``AgencyMissing``."""
    taken = take_answers(topic, submission)

    def fill(begun: Audit, change: Change) -> None:
        after = msgspec.structs.replace(begun, answers=taken.answers)
        plan = plan_for_answers(topic, after)
        change.bring_back(msgspec.structs.replace(after, actions=plan), EventKind.COLLECTED)

    draft = begin_filled_draft(workspace, topic, agency, fill)
    return CollectedDraft(draft, submission.id, taken.left)


def write_submission(verdict: Verdict, out: Path) -> None:
    """Write the answers of a return that verifies as ODK or Kobo export them: CSV or JSON by the ending of ``out``.

    Raises ``ReturnNotVerified``, ``FileExists`` and what writing raises.
    """
    audit_file, topic = verdict.read.audit_file, verdict.topic
    if not verdict.is_verified or audit_file is None or topic is None:
        raise ReturnNotVerified(path=verdict.path, verdict=verdict)
    audits = ((audit_file.return_facts.reference, audit_of(audit_file)),)
    write = submissions_as_json if out.suffix.lower() == ".json" else submissions_as_csv
    with writing(out, fresh=True, private=False) as stream:
        stream.write(write(topic, audits))

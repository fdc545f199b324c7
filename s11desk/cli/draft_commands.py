"""The commands for drafts: new, list, show, history, answer, attach, detach, check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click
import msgspec

from s11desk.app.audits.answers_file import apply_answers_file
from s11desk.app.audits.attachments import ChosenFile, CopyOptions, suggest_copy_options
from s11desk.app.audits.attachments import attach as attach_file
from s11desk.app.audits.attachments import detach as detach_file
from s11desk.app.audits.drafts import Draft, DraftSummary, begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.cli.guard import ANSWER_IS_NO
from s11desk.cli.sentences.gap_sentences import gap_sentences
from s11desk.cli.sentences.left_out_sentences import left_out_sentences
from s11desk.cli.session import Session, pass_session, read_bytes_of, shared_options
from s11desk.domain.audits.attach_remark import AttachRemark
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.draft_progress import DraftProgress
from s11desk.domain.audits.own_gaps import find_own_gaps
from s11desk.domain.audits.visibility import action_numbers, asked_questions, unneeded_reason
from s11desk.domain.topics.topic import Question, Topic, label_of
from s11desk.errors import UserError
from s11desk.errors.evidence_errors import EvidenceConvertible, EvidenceMislabelled
from s11desk.wording.amounts import file_size, number_text
from s11desk.wording.audits.attach_words import attach_sentence
from s11desk.wording.audits.progress_words import questions_words
from s11desk.wording.audits.table_words import row_lines
from s11desk.wording.dates import day, local_day, local_moment, log_moment


@click.command("new")
@click.argument("topic", metavar="TOPIC")
@click.option("--agency", required=True, metavar="NAME", help="Your agency's own name.")
@shared_options
@pass_session
def new(session: Session, topic: str, agency: str) -> None:
    """Begin an audit of TOPIC and print its id."""
    with session.workspace() as workspace:
        draft = begin_draft(workspace, topic, agency)
    session.show({"audit": draft.audit.id}, [draft.audit.id])


@click.command("list")
@shared_options
@pass_session
def list_all(session: Session) -> None:
    """List the audits in this home."""
    with session.workspace() as workspace:
        found = list_drafts(workspace)
    session.show(found, [_line(draft) for draft in found] or ["No audits yet. Begin one with “s11desk new”."])


@click.command("show")
@click.argument("audit")
@shared_options
@pass_session
def show(session: Session, audit: str) -> None:
    """Show an audit: every question, answer, file and action."""
    with session.workspace() as workspace:
        draft = open_draft(workspace, audit)
    session.show(draft.audit, _draft_lines(draft))


@click.command("history")
@click.argument("audit")
@shared_options
@pass_session
def history(session: Session, audit: str) -> None:
    """Show every change of an audit: when, who, what, old and new."""
    with session.workspace() as workspace:
        entries = draft_history(workspace, audit)
    lines = []
    for entry in entries:
        lines.append(f"{log_moment(entry.at)}  {entry.who}  {entry.what.value}  {entry.subject}")
        lines += [f"    {label}: {text}" for label, text in (("old", entry.old), ("new", entry.new)) if text]
    session.show(entries, lines)


@click.command("answer")
@click.argument("audit")
@click.argument("file", metavar="FILE.json", type=click.Path(allow_dash=True))
@shared_options
@pass_session
def answer(session: Session, audit: str, file: str) -> None:
    """Save the answers and actions from a JSON file in the form of audit.json. The file - is standard input."""
    content = read_bytes_of(file)
    with session.workspace() as workspace:
        draft = apply_answers_file(workspace, audit, content, "standard input" if file == "-" else file)
    gaps = find_own_gaps(draft.topic, draft.audit)
    session.show(
        {"audit": draft.audit.id, "answers": len(draft.audit.answers), "gaps": len(gaps)},
        [f"Saved. {len(draft.audit.answers)} answers are kept. What is missing: s11desk check {draft.audit.id}"],
    )


@click.command("attach")
@click.argument("audit")
@click.argument("question")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rename", is_flag=True, help="Attach a file that has the wrong ending with the right one.")
@click.option("--to-jpeg", is_flag=True, help="Attach a JPEG of a HEIC or WebP picture.")
@click.option("--keep-place", is_flag=True, help="Keep the place where a photo was taken in its copy.")
@shared_options
@pass_session
def attach(session: Session, /, audit: str, question: str, files: tuple[Path, ...], **choices: bool) -> None:
    """Attach files to a question, given by its id or number. Stops at the first file that is refused."""
    remarks: list[AttachRemark] = []
    ways_out = {"rename": EvidenceMislabelled, "to_jpeg": EvidenceConvertible}
    agreed = tuple(error for choice, error in ways_out.items() if choices[choice])
    with session.workspace() as workspace:
        draft = open_draft(workspace, audit)
        for file in files:
            chosen = ChosenFile(file, CopyOptions(keeps_location=choices["keep_place"]), remarks.append)
            draft = _attach(workspace, audit, question, chosen, agreed)
    lines = [_evidence_line(draft, item.id) for item in draft.audit.evidence]
    session.show(draft.audit.evidence, [*lines, *(attach_sentence(remark) for remark in remarks)])


def _attach(
    workspace: Workspace, audit: str, question: str, chosen: ChosenFile, agreed: tuple[type[UserError], ...]
) -> Draft:
    """Attach ``chosen``; after an error of a class in ``agreed``, in the way that the error offers."""
    try:
        return attach_file(workspace, audit, question, chosen)
    except agreed as error:
        options = suggest_copy_options(error, chosen.options)
        if options is None:
            raise
        return attach_file(workspace, audit, question, replace(chosen, options=options))


@click.command("detach")
@click.argument("audit")
@click.argument("evidence")
@shared_options
@pass_session
def detach(session: Session, audit: str, evidence: str) -> None:
    """Detach a file, given by its id (E1, E2…)."""
    with session.workspace() as workspace:
        draft = detach_file(workspace, audit, evidence)
    left = [_evidence_line(draft, item.id) for item in draft.audit.evidence]
    session.show(draft.audit.evidence, left or ["Detached. No files are attached now."])


@click.command("check")
@click.argument("audit")
@shared_options
@pass_session
def check(session: Session, audit: str) -> int:
    """Say what is still missing before the return can be signed. Exit code 1 if something is."""
    with session.workspace() as workspace:
        draft = open_draft(workspace, audit)
    gaps = find_own_gaps(draft.topic, draft.audit)
    numbers = action_numbers(draft.topic, draft.audit)
    named = [msgspec.structs.replace(gap, action=numbers.get(gap.action, gap.action)) for gap in gaps]
    lines = gap_sentences(draft.topic, named) or ["Nothing is missing. The return can be signed."]
    session.show(gaps, [*lines, *left_out_sentences(draft.topic, draft.audit)])
    return ANSWER_IS_NO if gaps else 0


def _line(draft: DraftSummary) -> str:
    if draft.is_damaged:
        return f"{draft.id}  {draft.agency}: damaged. An earlier backup may have it as it was: s11desk backup list"
    sent = f", handed over {local_day(draft.handed_over)}" if draft.handed_over is not None else ""
    if draft.exported is not None:
        sent += f", return made {local_day(draft.exported)}{', changed since' if draft.changed_since else ''}"
    done = questions_words(DraftProgress(draft.complete, draft.asked, draft.optional))
    return f"{draft.id}  {draft.agency}: {draft.topic_title}, {draft.year} ({done}{sent})"


def _draft_lines(draft: Draft) -> Iterator[str]:
    topic, audit = draft.topic, draft.audit
    yield f"{audit.agency}: {topic.title}, {topic.year}"
    yield f"Audit {audit.id}, last changed {local_moment(audit.changed)}"
    numbers = action_numbers(topic, audit)
    for question in asked_questions(topic, audit):
        yield ""
        yield f"{topic.number_of(question.id)}. {question.text}"
        yield from (f"   {line}" for line in _answer_lines(topic, question, audit.answer(question.id)))
        yield from (f"   File {_evidence_line(draft, item.id)}" for item in audit.evidence_for(question.id))
        for action in audit.actions_for(question.id):
            yield f"   {_action_name(numbers, action)}: {action.action or '(not filled in yet)'}"
    left_out = list(left_out_sentences(topic, audit))
    if left_out:
        yield from ("", *left_out)


def _action_name(numbers: Mapping[str, str], action: Action) -> str:
    """The number that people see, and the id that a file of answers takes if it is another one."""
    number = numbers.get(action.id)
    if number is None:
        return f"Action (id {action.id}; no longer needed, no part of the return)"
    return f"Action {number}" if number == action.id else f"Action {number} (id {action.id})"


def _answer_lines(topic: Topic, question: Question, answer: Answer) -> Iterator[str]:
    chosen = [label_of(topic, question, code) for code in (answer.choice, *answer.choices) if code]
    if chosen:
        yield f"Answer: {'; '.join(chosen)}{f' ({answer.other})' if answer.other else ''}"
    if answer.text:
        yield f"Answer: {answer.text}"
    if answer.number is not None:
        yield f"Answer: {number_text(answer.number)}"
    if answer.date is not None:
        yield f"Answer: {day(answer.date)}"
    yield from row_lines(topic, question, answer)
    for asked in question.people:
        person = answer.person(asked.id)
        if not person.is_blank():
            yield f"{asked.label}: {', '.join(filter(None, person.details()))}"
    if answer.reason:
        note = " (no longer needed, no part of the return)" if unneeded_reason(topic, question, answer) else ""
        yield f"Reason: {answer.reason}{note}"
    if answer.comment:
        yield f"Comment: {answer.comment}"
    if answer.marked_for_review:
        yield "Marked for review"


def _evidence_line(draft: Draft, evidence_id: str) -> str:
    item = next(item for item in draft.audit.evidence if item.id == evidence_id)
    numbers = ", ".join(str(draft.topic.number_of(question)) for question in item.questions)
    return f"{item.id}: {item.name} ({file_size(item.size)}), question {numbers}"

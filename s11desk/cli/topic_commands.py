"""``s11desk topics``: list, show, check, install."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from s11desk.app.incoming import check_received_pack
from s11desk.app.pack_review import PackStanding, issuer_of
from s11desk.app.topics import (
    Credit,
    Part,
    check_topic,
    find_topic,
    keep_pack,
    list_topics,
    other_versions,
    remove_topic,
    text_credits,
)
from s11desk.cli.guard import ANSWER_IS_NO
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.topic import OTHER, Origin, OriginKind, Question, Topic
from s11desk.topics.topic_invalid import TopicInvalid
from s11desk.wording.dates import day
from s11desk.wording.pack_review_sentences import change_line, issuer_lines, older_line
from s11desk.wording.pack_sentences import problem_sentence


@click.group("topics", invoke_without_command=True)
@shared_options
@pass_session
@click.pass_context
def topics(context: click.Context, session: Session) -> None:
    """List the topics that can be answered, each in its newest version."""
    if context.invoked_subcommand is not None:
        return
    with session.workspace() as workspace:
        found = list_topics(workspace)
        versions = {topic.id: other_versions(workspace, topic.id) for topic in found}
    rows = [
        {"id": t.id, "version": t.version, "title": t.title, "year": t.year, "questions": len(t.questions)}
        for t in found
    ]
    session.show(
        rows,
        [
            f"{t.id}  {t.title}, {t.year} ({t.partnership.short_name}, {len(t.questions)} questions)"
            f"{_newest_of(versions[t.id])}"
            for t in found
        ],
    )


@topics.command("show")
@click.argument("topic_id", metavar="ID")
@shared_options
@pass_session
def show(session: Session, topic_id: str) -> None:
    """Show a topic: its questions, their ids and answers, and whose words they are."""
    with session.workspace() as workspace:
        topic = find_topic(workspace, topic_id)
    session.show(topic, _shown(topic))


@topics.command("check")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@shared_options
@pass_session
def check(session: Session, path: Path) -> int:
    """Check a topic pack, a folder or a .zip, and name every problem in it."""
    problems = check_topic(path)
    session.show(problems, [problem_sentence(problem) for problem in problems] or [f"{path}: no problems found."])
    return ANSWER_IS_NO if problems else 0


@topics.command("install")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--confirm-change", is_flag=True, help="You have asked the partnership: it has another return address or key now."
)
@shared_options
@pass_session
def install(session: Session, path: Path, *, confirm_change: bool) -> None:
    """Check a topic pack, show who made it and what it changes, and keep it in this home."""
    with session.workspace() as workspace:
        seen = check_received_pack(workspace, path)
        if seen.topic is None or seen.review is None:
            raise TopicInvalid(file=path, problems=seen.problems)
        topic, review = seen.topic, seen.review
        for line in (*issuer_lines(review.issuer), *map(change_line, review.changes)):
            session.step(line)
        keep_pack(workspace, topic, path, confirmed=confirm_change)
    lines = [f"Installed: {topic.id}, version {topic.version}, {topic.title}"]
    if review.in_use is not None and review.standing is PackStanding.OLDER:
        lines.append(older_line(topic.version, review.in_use.version))
    session.show({"id": topic.id, "version": topic.version, "in_use": len(lines) == 1}, lines)


@topics.command("remove")
@click.argument("topic_id", metavar="ID")
@click.option("--version", type=int, help="The version; else the newest that was installed.")
@shared_options
@pass_session
def remove(session: Session, topic_id: str, version: int | None) -> None:
    """Remove an installed topic. Audits of it stay, and an earlier version is used again."""
    with session.workspace() as workspace:
        removed = remove_topic(workspace, topic_id, version)
    session.show(
        {"id": removed.id, "version": removed.version},
        [f"Removed: {removed.id}, version {removed.version}. Audits that use it stay as they are."],
    )


def _newest_of(versions: tuple[int, ...]) -> str:
    """Which version is used, where there are several: audits keep the one that they began with."""
    return "" if len(versions) == 1 else f", version {versions[-1]} of {', '.join(map(str, versions))}"


def _shown(topic: Topic) -> Iterator[str]:
    yield f"{topic.title} ({topic.year}), {topic.partnership.name}"
    yield f"id {topic.id}, version {topic.version}"
    yield from issuer_lines(issuer_of(topic))
    yield f"Deadline: {day(topic.deadline) if topic.deadline else 'none given'}"
    yield ""
    for number, question in enumerate(topic.questions, start=1):
        yield from _question_lines(topic, number, question)
    yield ""
    yield "Where the wording comes from"
    for credit in text_credits(topic):
        line = f"{_credited_part(topic, credit)}: {_origin_words(topic, credit.origin)}. {credit.origin.note}".rstrip()
        yield textwrap.fill(line, 100, initial_indent="  ", subsequent_indent="    ")


_PARTS = {
    Part.SECTION: "Introduction, “{name}”",
    Part.DEFINITION: "Definition of “{name}”",
    Part.QUESTION: "Question {name}",
    Part.HELP: "Help with question {name}",
    Part.PERSON: "Details of “{name}”",
    Part.GUIDANCE: "Guidance “{name}”",
    Part.SCALE: "Scale “{name}”",
    Part.CHOICE_LIST: "List “{name}”",
    Part.EVIDENCE: "Rules for evidence",
    Part.ACTION_PLAN: "Columns of the action plan",
    Part.CONTACT: "Contact",
    Part.RETURN_TO: "Return address",
    Part.RECIPIENT: "Certificate of {name}",
}


def _credited_part(topic: Topic, credit: Credit) -> str:
    is_question = credit.part in {Part.QUESTION, Part.HELP}
    name = str(topic.number_of(credit.name)) if is_question else credit.name
    return _PARTS[credit.part].format(name=name)


def _origin_words(topic: Topic, origin: Origin) -> str:
    source = topic.source(origin.source)
    if origin.how is OriginKind.PROJECT_CHOICE or source is None:
        return _ORIGINS[origin.how]
    return f"{_ORIGINS[origin.how]} {source.title}, {source.publisher}, {source.year} ({source.licence})"


_ORIGINS = {
    OriginKind.QUOTED: "quoted from",
    OriginKind.CARRIED_OVER: "carried over from",
    OriginKind.WRITTEN: "written for this pack, based on",
    OriginKind.PROJECT_CHOICE: "written for this program, not by the partnership",
}


def _question_lines(topic: Topic, number: int, question: Question) -> Iterator[str]:
    yield textwrap.fill(question.text, 100, initial_indent=f"{number:>3}. ", subsequent_indent="     ")
    needed = "required" if question.required else "optional"
    yield f"     [{question.id}] {question.kind.value}, {needed}"
    scale, choices = topic.scale_of(question), topic.choices_of(question)
    for option in scale.options if scale else ():
        yield f"       {option.code}: {option.label}"
    for choice in choices.choices if choices else ():
        yield f"       {choice.code}: {choice.label}"
    if choices is not None and choices.other:
        yield f"       {OTHER}: Other, in the agency's own words"
    for person in question.people:
        yield f"       {person.id}: {person.label}"

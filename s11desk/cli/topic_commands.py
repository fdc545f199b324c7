"""``s11desk topics``: list, show, check, install."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.incoming import check_received_pack
from s11desk.app.pack_preview import write_blank_pack
from s11desk.app.pack_review import PackReview, PackStanding, changes_between
from s11desk.app.topic_packs import (
    check_topic,
    earlier_topics,
    examine_topic,
    keep_pack,
    remove_topic,
    sign_pack,
    template_topic,
    write_pack,
    write_topic_workbook,
)
from s11desk.app.topics import find_topic, list_topics, other_versions, topic_in_use
from s11desk.cli.guard import ANSWER_IS_NO
from s11desk.cli.language import language_option, require_language
from s11desk.cli.passphrase import passphrase_file_option, with_passphrase
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.sentences.topic_lines import topic_lines
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.topics.pack_problems import Problem
from s11desk.domain.topics.question_matches import EarlierTopic
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.presence import Presence, presence
from s11desk.topics.topic_invalid import TopicInvalid
from s11desk.wording.topics.pack_review_sentences import NOT_SIGNED, change_line, issuer_lines, older_line, signer_line
from s11desk.wording.topics.pack_sentences import problem_sentence
from s11desk.wording.topics.question_change_sentences import question_change_lines


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
    session.show(topic, topic_lines(topic))


@topics.command("check")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@shared_options
@pass_session
def check(session: Session, path: Path) -> int:
    """Check a topic pack (a folder, a .zip or a workbook), and name every problem in it."""
    problems = check_topic(path, _today(), known_topics(session))
    session.show(problems, _problem_lines(problems) or [f"{path}: no problems found."])
    return 0 if all(problem.is_warning for problem in problems) else ANSWER_IS_NO


@topics.command("from-excel")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("out", metavar="[OUT]", type=click.Path(path_type=Path), required=False)
@shared_options
@pass_session
def from_excel(session: Session, path: Path, out: Path | None) -> int:
    """Make a topic pack from a workbook, beside it or as OUT. Names everything that is wrong, by sheet and row."""
    examination = examine_topic(path, _today(), known_topics(session))
    lines = _problem_lines(examination.problems)
    if examination.topic is None:
        session.show(examination.problems, lines)
        return ANSWER_IS_NO
    topic = examination.topic
    target = out or path.with_name(f"{topic.id}-{topic.version}.json")
    write_pack(topic, target)
    optional = sum(not question.required for question in topic.questions)
    done = f"{target}: {topic.title}, {len(topic.questions)} questions, {optional} of them may be left out."
    session.show(
        {"file": target, "id": topic.id, "version": topic.version, "problems": examination.problems}, [*lines, done]
    )
    return 0


@topics.command("to-excel")
@click.argument("topic_id", metavar="ID")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@shared_options
@pass_session
def to_excel(session: Session, topic_id: str, out: Path) -> None:
    """Write a topic of this home as a workbook that Excel, ODK and Kobo read."""
    with session.workspace() as workspace:
        topic = find_topic(workspace, topic_id)
        write_topic_workbook(topic, out, workspace.clock())
    session.show({"file": out}, [f"{out}: {topic.title}, {len(topic.questions)} questions."])


@topics.command("template")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@shared_options
@pass_session
def template(session: Session, out: Path) -> None:
    """Write a workbook to begin a topic with: an example of everything, and what to write in each column."""
    write_topic_workbook(template_topic(), out, system_clock(), is_template=True)
    session.show({"file": out}, [f"{out}: replace the example with your own questions."])


@topics.command("changes")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("earlier", metavar="[EARLIER]", type=click.Path(path_type=Path), required=False)
@shared_options
@pass_session
def changes(session: Session, path: Path, earlier: Path | None) -> int:
    """List what differs in the pack FILE from the version that is installed here, or from the pack EARLIER.

    Exit code 1 if something differs.
    """
    with session.workspace() as workspace:
        topic = _usable(workspace, path)
        before = _usable(workspace, earlier) if earlier is not None else topic_in_use(workspace, topic.id)
    if before is None:
        session.show([], [f"No version of {topic.id} is here, so there is nothing to compare with."])
        return 0
    found = (*map(change_line, changes_between(before, topic)), *question_change_lines(before, topic))
    lines = [f"From version {before.version} to version {topic.version}:", *(found or ("Nothing differs.",))]
    session.show(found, lines)
    return ANSWER_IS_NO if found else 0


@topics.command("preview")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("out", metavar="[OUT.pdf]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@language_option
@shared_options
@pass_session
def preview(session: Session, path: Path, out: Path | None, language: str) -> None:
    """Show a pack in the window as an agency will see it, or write its empty form as OUT.pdf. Nothing is installed."""
    with session.workspace() as workspace:
        topic = _usable(workspace, path)
        require_language(topic, language)
        if out is not None:
            write_blank_pack(workspace, topic.in_language(language), out)
    if out is None:
        session.previewed = path.absolute()
    else:
        session.show({"file": out}, [f"{out}: the empty form of {topic.title}, version {topic.version}."])


def _usable(workspace: Workspace, path: Path) -> Topic:
    """The topic of a pack. Raises ``TopicInvalid`` with everything that is wrong."""
    seen = check_received_pack(workspace, path)
    if seen.topic is None:
        raise TopicInvalid(file=path, problems=seen.problems)
    return seen.topic


def known_topics(session: Session) -> tuple[EarlierTopic, ...]:
    """The topics of the home, for ids that moved. It does not create a home that does not exist yet."""
    home = session.home_or_default()
    if presence(home.database) is not Presence.YES:
        return ()
    try:
        with session.workspace() as workspace:
            return earlier_topics(workspace)
    except UserError as error:
        session.step(f"The ids were not compared with the version that is installed. {sentence(error)}")
        return ()


def signed_line(review: PackReview) -> str:
    """Who signed the pack, or that nobody did."""
    if review.signer is None:
        return NOT_SIGNED
    return signer_line(review.signer.who, review.signer.standing.standing, review.signer.standing.name)


def _today() -> dt.date:
    """The day on this computer."""
    return system_clock().astimezone().date()


def _problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    """A line for each problem: first the errors, then the warnings."""
    errors = [problem_sentence(problem) for problem in problems if not problem.is_warning]
    warnings = [f"Worth a look: {problem_sentence(problem)}" for problem in problems if problem.is_warning]
    return [*errors, *warnings]


@topics.command("sign")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@passphrase_file_option
@shared_options
@pass_session
def sign(session: Session, path: Path, out: Path, passphrase_file: Path | None) -> None:
    """Sign a topic pack with the identity of this home, and write it as the zip OUT to hand out."""
    with session.workspace() as workspace:
        topic = with_passphrase(passphrase_file, lambda passphrase: sign_pack(workspace, path, out, passphrase))
    session.show({"file": out}, [f"{out}: {topic.title}, version {topic.version}, signed."])


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
        for line in (*issuer_lines(review.issuer), signed_line(review), *map(change_line, review.changes)):
            session.step(line)
        keep_pack(workspace, topic, path, review.signer, confirmed=confirm_change)
    lines = [f"Installed: {topic.id}, version {topic.version}, {topic.title}"]
    if review.in_use is not None and review.standing is PackStanding.OLDER:
        lines.append(older_line(topic.version, review.in_use.version))
    session.show({"id": topic.id, "version": topic.version, "in_use": len(lines) == 1}, lines)


@topics.command("remove")
@click.argument("topic_id", metavar="ID")
@click.option("--version", type=int, help="The version. Without it: the newest that was installed.")
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
    """Which version is used, if there are several: audits keep the one that they began with."""
    return "" if len(versions) == 1 else f", version {versions[-1]} of {', '.join(map(str, versions))}"

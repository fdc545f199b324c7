"""``s11desk ask``: questions to colleagues as files, their answers as files, merged question by question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from s11desk import app
from s11desk.app.asking.ask_questions import AskChoice, Asked
from s11desk.app.asking.send_back import ReplyChoice, SentBack
from s11desk.app.asking.take_answers import AnswersTakenIn, SeenAnswers
from s11desk.app.asking.take_questions import SeenQuestions
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import FileKind
from s11desk.cli.passphrase import file_passphrase_option, open_under_passphrase, write_under_passphrase
from s11desk.cli.sentences.fact_words import printable
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.asking.asked_questions import Decided, ItemKey
from s11desk.domain.asking.merge_answers import ItemValue, MergeItem, MergeOutcome
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.asking.ask_record_sentences import ask_line_with_numbers
from s11desk.wording.asking.asking_sentences import ANSWERS_REMARKS, OUTCOMES, OWN_QUESTIONS, item_text, item_title
from s11desk.wording.dates import local_moment

_Result = TypeVar("_Result")
_locked_option = click.option("--locked", is_flag=True, help="Lock the file with a passphrase.")
_AUDIT, _FILE = click.argument("audit"), click.argument("file", type=click.Path(path_type=Path))


@click.group("ask")
def ask() -> None:
    """Ask colleagues some questions of an audit, and take in their answers."""


@ask.command("out")
@_AUDIT
@_FILE
@click.option("--question", "questions", multiple=True, metavar="ID", help="A question, by id or number. Repeat it.")
@click.option("--all", "asks_all", is_flag=True, help="Every question that is asked now.")
@click.option("--to", "colleague", default="", metavar="NAME", help="The name of your colleague.")
@click.option("--line", default="", metavar="TEXT", help="What you write to them.")
@click.option("--without-files", is_flag=True, help="Leave out the files that are attached to these questions.")
@_locked_option
@file_passphrase_option
@shared_options
@pass_session
def out(
    session: Session,
    /,
    audit: str,
    file: Path,
    questions: tuple[str, ...],
    file_passphrase: Path | None,
    **rest: object,
) -> None:
    """Put questions of AUDIT for a colleague into the new FILE.s11questions. Your audit stays as it is."""
    with session.workspace() as workspace:
        if rest["asks_all"]:
            draft = app.open_draft(workspace, audit)
            questions = tuple(question.id for question in asked_questions(draft.topic, draft.audit))

        def write(passphrase: str) -> Asked:
            words = str(rest["colleague"]), str(rest["line"])
            choice = AskChoice(questions, *words, with_files=not rest["without_files"], passphrase=passphrase)
            return app.ask_questions(workspace, audit, file, choice)

        asked = write_under_passphrase(write, file_passphrase, is_locked=bool(rest["locked"]))
    where = f"{printable(asked.file.path)} ({file_size(asked.file.size)})"
    lines = [
        f"{counted(asked.questions, 'question')} for your colleague: {where}",
        "Send the file. When their answers come back: s11desk ask in FILE",
    ]
    session.show(asked, lines)


@ask.command("list")
@_AUDIT
@shared_options
@pass_session
def list_asked(session: Session, audit: str) -> None:
    """Say whom you asked about questions of AUDIT, when, and whether their answers came back."""
    with session.workspace() as workspace:
        draft = app.open_draft(workspace, audit)
        records, now = app.ask_records(workspace, draft.audit.id), workspace.clock()
    lines = [printable(ask_line_with_numbers(draft.topic, one, now)) for one in records]
    session.show(records, lines or ["Nobody was asked about questions of this audit."])


@ask.command("begin")
@_FILE
@file_passphrase_option
@shared_options
@pass_session
def begin(session: Session, file: Path, file_passphrase: Path | None) -> None:
    """Begin to answer the questions in FILE that a colleague asked, and print the id of the audit with them."""
    with session.workspace() as workspace:
        seen = _opened(app.look_into_questions, workspace, file, file_passphrase)
        try:
            audit = app.begin_answering(workspace, seen)
        finally:
            app.close_file(workspace, seen)
    session.show({"audit": audit}, [audit])


@ask.command("reply")
@_AUDIT
@_FILE
@click.option("--name", default="", metavar="NAME", help="Your name, so that your colleague knows who answered.")
@_locked_option
@file_passphrase_option
@shared_options
@pass_session
def reply(session: Session, audit: str, file: Path, name: str, file_passphrase: Path | None, *, locked: bool) -> None:
    """Put your answers in AUDIT into the new FILE.s11answers for the colleague who asked. You can do it again later."""
    with session.workspace() as workspace:

        def write(passphrase: str) -> SentBack:
            return app.send_back(workspace, audit, file, ReplyChoice(name, passphrase))

        sent = write_under_passphrase(write, file_passphrase, is_locked=locked)
    where = f"{printable(sent.file.path)} ({file_size(sent.file.size)})"
    session.show(sent, [f"Your answers are in {where}. Send the file to the colleague who asked."])


@ask.command("show")
@_FILE
@file_passphrase_option
@shared_options
@pass_session
def show(session: Session, file: Path, file_passphrase: Path | None) -> None:
    """Say what is in FILE, and what taking it in would do. Nothing is changed."""
    with session.workspace() as workspace:
        if app.find_file_kind(file) is FileKind.QUESTIONS:
            asked = _opened(app.look_into_questions, workspace, file, file_passphrase)
            app.close_file(workspace, asked)
            session.show(asked.file, _question_lines(asked))
            return
        seen = _opened(app.look_into_answers, workspace, file, file_passphrase)
        app.close_file(workspace, seen)
    session.show(seen.items, _answer_lines(seen))


@ask.command("in")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--keep-mine", is_flag=True, help="Keep your answer wherever the two disagree.")
@click.option("--theirs", multiple=True, metavar="NUMBER", help="Take the colleague's at this question. Repeat it.")
@click.option("--name-them", is_flag=True, help="Name the colleague in the comment of each answer that comes in.")
@file_passphrase_option
@shared_options
@pass_session
def take_in(
    session: Session,
    files: tuple[Path, ...],
    theirs: tuple[str, ...],
    file_passphrase: Path | None,
    *,
    keep_mine: bool,
    name_them: bool,
) -> None:
    """Take in the answers of colleagues, in any order. Where the two disagree, say which ones you want."""
    lines, results = [], []
    with session.workspace() as workspace:
        for file in files:
            seen = _opened(app.look_into_answers, workspace, file, file_passphrase)
            try:
                choice = app.TakingChoice(_choices(seen, theirs, keep_mine=keep_mine), name_them)
                taken = app.take_answers(workspace, seen, choice)
            finally:
                app.close_file(workspace, seen)
            results.append({"file": file, "audit": seen.draft.audit.id, "taken": taken.taken, "kept": taken.kept})
            lines += _taken_lines(seen, taken)
    session.show(results, lines)


def _choices(seen: SeenAnswers, theirs: tuple[str, ...], *, keep_mine: bool) -> dict[ItemKey, Decided]:
    topic, choices = seen.draft.topic, dict[ItemKey, Decided]()
    for item in seen.conflicts:
        number = topic.number_of(item.key.question) if item.key.question else ""
        if not {number, item.key.question}.isdisjoint(theirs):
            choices[item.key] = Decided.CHOSEN
        elif keep_mine:
            choices[item.key] = Decided.KEPT
    return choices


def _opened(
    look: Callable[[Workspace, Path, str], _Result], workspace: Workspace, file: Path, passphrase_file: Path | None
) -> _Result:
    return open_under_passphrase(partial(look, workspace, file), file, passphrase_file)


def _question_lines(seen: SeenQuestions) -> list[str]:
    file, topic = seen.file, seen.read.topic
    line = [f"“{printable(file.asked.line)}”"] if file.asked.line else []
    begun = [f"You are answering them in the audit {seen.begun}."] if seen.begun else []
    return [
        f"{printable(file.agency)} asks you {counted(len(topic.questions), 'question')} of {printable(topic.title)}, "
        f"{printable(topic.year)}. The file was made {local_moment(file.made)}.",
        *line,
        *(f"{topic.number_of(question.id)}. {printable(question.text)}" for question in topic.questions),
        *begun,
        *([OWN_QUESTIONS] if seen.is_own else []),
    ]


def _answer_lines(seen: SeenAnswers) -> list[str]:
    file, draft = seen.file, seen.draft
    lines = [
        f"Answers of {printable(file.name)} for the audit {draft.audit.id} of {printable(draft.audit.agency)}, made "
        f"{local_moment(file.made)}",
        *(ANSWERS_REMARKS[remark] for remark in seen.remarks),
    ]
    for item in seen.items:
        lines += _item_lines(draft.topic, item)
    return lines


def _item_lines(topic: Topic, item: MergeItem) -> list[str]:
    lines = [
        f"{printable(item_title(topic, item))} {OUTCOMES[item.outcome]}.",
        *_indented("Theirs", topic, item.theirs),
    ]
    return [*lines, *_indented("Yours", topic, item.ours)] if item.outcome is MergeOutcome.CONFLICT else lines


def _indented(heading: str, topic: Topic, value: ItemValue | None) -> list[str]:
    text = item_text(topic, value)
    return [f"  {heading}:", *(f"    {printable(line)}" for line in text.split("\n"))]


def _taken_lines(seen: SeenAnswers, taken: AnswersTakenIn) -> list[str]:
    kept = f" {counted(taken.kept, 'answer')} of yours stayed; the history has both." if taken.kept else ""
    came = (
        f"{printable(seen.path.name)}: {counted(taken.taken, 'change')} of {printable(seen.file.name)} came into the "
        f"audit {seen.draft.audit.id}.{kept}"
    )
    return [*((came,) if taken.taken or taken.kept else ()), *(ANSWERS_REMARKS[remark] for remark in seen.remarks)]

"""Questions to colleagues and their answers, for the tests in which every call of an operation fails in turn."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.asking.ask_questions import AskChoice, ask_questions
from s11desk.app.asking.read_asking_file import read_answers_stream, read_questions_stream
from s11desk.app.asking.send_back import ReplyChoice, send_back
from s11desk.app.asking.take_answers import TakingChoice, look_into_answers, take_answers
from s11desk.app.asking.take_questions import begin_answering, look_into_questions
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer

QUESTIONS = ("local-services", "case-study")
_FILE = resources_folder() / "demo" / "good-practice-example.pdf"
_OUT, _BACK = "asked.s11questions", "mine.s11answers"


def ask(home: Home, audit: str) -> None:
    """Put questions of the audit into a file."""
    with open_home(home) as workspace:
        ask_questions(workspace, audit, home.folder.parent / _OUT, AskChoice(QUESTIONS, "Kim"))


def begin(home: Home, _: str) -> None:
    """Begin to answer what another agency asks."""
    with open_home(home) as workspace:
        begin_answering(workspace, look_into_questions(workspace, home.folder.parent / "new.s11questions"))


def reply(home: Home, _: str) -> None:
    """Send back the answers to what another agency asked before."""
    with open_home(home) as workspace:
        asked = next(line.id for line in list_drafts(workspace) if line.is_asked)
        send_back(workspace, asked, home.folder.parent / _BACK, ReplyChoice("Sam"))


def take(home: Home, _: str) -> None:
    """Take in the answers of a colleague, with a file."""
    with open_home(home) as workspace:
        take_answers(workspace, look_into_answers(workspace, home.folder.parent / "kim.s11answers"), TakingChoice())


def files_in(folder: Path) -> tuple[str, ...]:
    """The files that were made. Raises what reading raises if one of them is not whole."""
    found = []
    for name, read in ((_OUT, read_questions_stream), (_BACK, read_answers_stream)):
        if (folder / name).exists():
            with (folder / name).open("rb") as stream:
                read(stream, folder / name)
            found.append(name)
    return tuple(found)


def prepare_asking(here: Workspace, audit: str, folder: Path) -> None:
    """Make ``kim.s11answers`` for the audit, ``new.s11questions``, and an audit here that began with others."""
    asked = ask_questions(here, audit, folder.with_name("for-kim"), AskChoice(QUESTIONS, "Kim")).file.path
    with open_home(Home(folder.with_name("kim"))) as there:
        theirs = begin_answering(there, look_into_questions(there, asked))
        save_answer(there, theirs, Answer("local-services", choice="no", comment="From Kim"))
        attach(there, theirs, "case-study", _FILE)
        send_back(there, theirs, folder / "kim.s11answers", ReplyChoice("Kim"))
        own = begin_draft(there, "wscp-early-help-2023", "Hillside").audit.id
        ask_questions(there, own, folder / "new.s11questions", AskChoice(QUESTIONS))
        other = begin_draft(there, "wscp-early-help-2023", "Lakeside").audit.id
        before = ask_questions(there, other, folder.with_name("before"), AskChoice(QUESTIONS)).file.path
    begin_answering(here, look_into_questions(here, before))

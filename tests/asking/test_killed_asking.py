"""Asking and taking in that are killed at the worst moments: a whole file or none, all of the answers or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from s11desk.app.asking.take_answers import look_into_answers
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.store.rows.draft_content import content_of
from s11desk.store.rows.journal import EventKind
from tests.app.test_attaching import picture
from tests.asking.conftest import asked, begun, replied, taken

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import os, signal, sys
from pathlib import Path
from s11desk.files import durable
from s11desk.app.asking import ask_questions, take_answers
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.store.drafts.change import Change

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

folder, audit_id, path, moment = sys.argv[1:]
if moment == "unrecorded":
    ask_questions.record_asking = killed
elif moment == "unnamed":
    named = durable._name
    durable._name = lambda *given, **how: killed() if given[1].suffix == ".s11questions" else named(*given, **how)
elif moment == "named":
    name = durable.UnnamedFile.name
    durable.UnnamedFile.name = lambda file: (name(file), killed() if file.target.suffix == ".s11questions" else None)
elif moment == "files kept":
    take_answers.write_merge = killed
elif moment == "half written":
    Change.record = killed
with open_home(Home(Path(folder))) as workspace:
    if moment in ("files kept", "half written"):
        seen = take_answers.look_into_answers(workspace, Path(path))
        take_answers.take_answers(workspace, seen, take_answers.TakingChoice())
    else:
        ask_questions.ask_questions(workspace, audit_id, Path(path), ask_questions.AskChoice(("story",)))
"""


def kill(home: Home, audit_id: str, path: Path, moment: str) -> None:
    command = [sys.executable, "-c", WORKER, str(home.folder), audit_id, str(path), moment]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("moment", "is_recorded", "is_named"),
    [("unrecorded", False, False), ("unnamed", True, False), ("named", True, True)],
)
def test_a_killed_asking_leaves_a_whole_file_or_none(
    workspace: Workspace,
    audit_id: str,
    colleagues: tuple[Workspace, ...],
    tmp_path: Path,
    moment: str,
    is_recorded: bool,
    is_named: bool,
) -> None:
    home, before, out = workspace.home, content_of(open_draft(workspace, audit_id).audit), tmp_path / "q.s11questions"
    workspace.close()
    kill(home, audit_id, out, moment)
    assert out.exists() is is_named
    with open_home(home) as again:
        assert content_of(open_draft(again, audit_id).audit) == before
        assert (draft_history(again, audit_id)[-1].what is EventKind.ASKED) is is_recorded
        path = out if is_named else asked(again, audit_id, out, "story")
        theirs = begun(colleagues[0], path)
        save_answer(colleagues[0], theirs, Answer("story", text="Theirs"))
        taken(again, replied(colleagues[0], theirs, tmp_path / "a"))
        assert open_draft(again, audit_id).audit.answer("story").text == "Theirs"


@pytest.mark.parametrize("moment", ["files kept", "half written"])
def test_a_killed_taking_in_leaves_the_audit_as_it_was_and_can_be_done_again(
    workspace: Workspace, audit_id: str, colleagues: tuple[Workspace, ...], tmp_path: Path, moment: str
) -> None:
    theirs = begun(colleagues[0], asked(workspace, audit_id, tmp_path / "q"))
    save_answer(colleagues[0], theirs, Answer("story", text="Theirs"))
    attach_bytes(colleagues[0], theirs, "example", PastedFile("photo.png", picture("blue")))
    path = replied(colleagues[0], theirs, tmp_path / "a")
    home, before = workspace.home, content_of(open_draft(workspace, audit_id).audit)
    workspace.close()
    kill(home, audit_id, path, moment)
    with open_home(home) as again:
        assert content_of(open_draft(again, audit_id).audit) == before
        assert len(look_into_answers(again, path).items) == 2
        assert taken(again, path).taken == 2
        assert open_draft(again, audit_id).audit.answer("story").text == "Theirs"

"""A day's work whose every write is recorded: ``python -m tests.power.recorded_work FOLDER EVENTS``.

It answers, notes, attaches, cites, detaches, exports, backs up, restores and hands over, and says what it acknowledged.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from pathlib import Path

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach, cite_evidence, detach
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.drafts_copies import list_copies
from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.app.returns.making.make import make_return
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.signing.identity.lifecycle import create_identity
from tests.e2e.killed_exports import AMINA, PASSPHRASE
from tests.power.claims import ANSWERS
from tests.power.disk_recorder import DiskRecorder
from tests.power.sqlite_recorder import SqliteRecorder

QUESTION = "family-hubs"


def work(folder: Path, recorder: DiskRecorder) -> None:
    home, demo = Home(folder / "home"), resources_folder() / "demo"
    with open_home(home) as workspace:
        audit = begin_draft(workspace, "wscp-early-help-2023", "Riverside").audit.id
        recorder.acknowledge("begun", audit)
        apply_answers_file(workspace, audit, read_answers_file(demo / "answers.json"), "answers.json")
        for text in ANSWERS[:-2]:
            _answer(workspace, audit, text, recorder)
        save_note(workspace, audit, PrivateNote(QUESTION, "Ask Bo"))
        recorder.acknowledge("note", QUESTION, "Ask Bo")
        photo = attach(workspace, audit, "case-study", demo / "toolbox-display.jpg").audit.evidence[-1]
        recorder.acknowledge("attached", photo.id, photo.sha256)
        paper = attach(workspace, audit, "case-study", demo / "good-practice-example.pdf").audit.evidence[-1]
        recorder.acknowledge("attached", paper.id, paper.sha256)
        cite_evidence(workspace, audit, paper.id, QUESTION)
        recorder.acknowledge("cited", paper.id, QUESTION)
        detach(workspace, audit, photo.id)
        recorder.acknowledge("detached", photo.id)
        create_identity(home.identity, AMINA, PASSPHRASE, system_clock())
        made = make_return(workspace, audit, folder / "out", PASSPHRASE)
        recorder.acknowledge("made", made.path.relative_to(folder).as_posix(), made.sha256)
        _answer(workspace, audit, ANSWERS[-2], recorder)
        workspace.back_up()
    _restore(home, recorder)
    with open_home(home) as workspace:
        _answer(workspace, audit, ANSWERS[-1], recorder)
        assert open_draft(workspace, audit).audit.exports
        _move(workspace, audit, folder, recorder)


def _move(workspace: Workspace, audit: str, folder: Path, recorder: DiskRecorder) -> None:
    moved = write_draft_file(workspace, audit, folder / "moved" / "a.s11draft", MoveChoice(MovePurpose.HAND_OVER))
    digest = hashlib.sha256(moved.path.read_bytes()).hexdigest()
    recorder.acknowledge("moved", moved.path.relative_to(folder).as_posix(), digest)


def _answer(workspace: Workspace, audit: str, text: str, recorder: DiskRecorder) -> None:
    save_answer(workspace, audit, Answer(QUESTION, choice="yes", comment=text), settled=False)
    recorder.acknowledge("answered", QUESTION, text)


def _restore(home: Home, recorder: DiskRecorder) -> None:
    """The newest backup has everything: it was made at the end of the work."""
    restore_backup(home, list_copies(home)[0].copy.path, system_clock())
    recorder.acknowledge("restored", "")


def main() -> None:
    folder, events = Path(sys.argv[1]), Path(sys.argv[2])
    recorder = DiskRecorder(folder)
    recorder.install()
    kept = SqliteRecorder(recorder)
    work(folder, recorder)
    assert kept
    events.write_bytes(pickle.dumps(recorder.events))


if __name__ == "__main__":
    main()

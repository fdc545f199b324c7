"""Work that can be killed at any moment: it says what it is about to do, does it, and says that it is done."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, cite_evidence, detach
from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.drafts_copies import last_good_backup
from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.returns.making.make import make_return
from s11desk.domain.audits.audit import Answer, PrivateNote
from tests.e2e.killed_exports import PASSPHRASE

QUESTIONS = ("family-hubs", "family-toolbox", "local-services")
MOST_FILES = 4


class Step(msgspec.Struct, frozen=True):
    """``subject``: a question, a file or a path. ``value``: what it is to have; empty if it is to go."""

    kind: str
    subject: str = ""
    value: str = ""


class Line(msgspec.Struct, frozen=True):
    """A line of a worker: a step that it begins, or one that was acknowledged."""

    step: Step
    is_done: bool


@dataclass
class Worker:
    """Works on one audit of ``home`` until it is killed; ``samples`` has files to attach."""

    home: Home
    audit: str
    samples: Path
    out: Path
    chance: random.Random
    report: int

    def work(self) -> None:
        """Never returns. Each step of work is chosen at random; saving an answer is the most frequent one."""
        steps: list[Callable[[Workspace], None]] = [self._answer] * 8
        steps += [self._note, self._attach, self._attach, self._detach, self._cite, self._export, self._back_up]
        while True:
            self._begin(Step("opened"))
            with open_home(self.home) as workspace:
                self._done(Step("opened"))
                for _ in range(self.chance.randrange(1, 30)):
                    self.chance.choice(steps)(workspace)
                self._back_up(workspace)
            self._restore()

    def _answer(self, workspace: Workspace) -> None:
        text = f"Agreed {self.chance.getrandbits(40)}. " + "We meet monthly. " * self.chance.randrange(60) + "Done."
        step = Step("answer", self.chance.choice(QUESTIONS), text)
        self._begin(step)
        answer = Answer(step.subject, choice="yes", comment=text)
        save_answer(workspace, self.audit, answer, settled=self.chance.random() < 0.5)
        self._done(step)

    def _note(self, workspace: Workspace) -> None:
        step = Step("note", self.chance.choice(QUESTIONS), f"Ask Bo {self.chance.getrandbits(40)}")
        self._begin(step)
        save_note(workspace, self.audit, PrivateNote(step.subject, step.value))
        self._done(step)

    def _attach(self, workspace: Workspace) -> None:
        if len(open_draft(workspace, self.audit).audit.evidence) < MOST_FILES:
            source = self.chance.choice(sorted(self.samples.iterdir()))
            self._begin(Step("attach", source.name))
            attach(workspace, self.audit, "case-study", source)
            self._done(Step("attach", source.name))

    def _detach(self, workspace: Workspace) -> None:
        files = open_draft(workspace, self.audit).audit.evidence
        if len(files) > 1:
            chosen = self.chance.choice(files)
            self._begin(Step("detach", chosen.name))
            detach(workspace, self.audit, chosen.id)
            self._done(Step("detach", chosen.name))

    def _cite(self, workspace: Workspace) -> None:
        files = open_draft(workspace, self.audit).audit.evidence
        if files:
            chosen = self.chance.choice(files)
            self._begin(Step("cite", chosen.name))
            cite_evidence(workspace, self.audit, chosen.id, QUESTIONS[0])
            self._done(Step("cite", chosen.name))

    def _export(self, workspace: Workspace) -> None:
        if self.chance.random() < 0.4:
            self._begin(Step("return"))
            made = make_return(workspace, self.audit, self.out, PASSPHRASE)
            self._done(Step("return", made.path.name, made.sha256))

    def _back_up(self, workspace: Workspace) -> None:
        self._begin(Step("backup"))
        workspace.back_up()
        self._done(Step("backup"))

    def _restore(self) -> None:
        """The newest backup is as new as the drafts: it was made right before."""
        newest = last_good_backup(self.home)
        assert newest is not None
        self._begin(Step("restore"))
        restore_backup(self.home, newest.path, system_clock())
        self._done(Step("restore"))

    def _begin(self, step: Step) -> None:
        self._write(Line(step, is_done=False))

    def _done(self, step: Step) -> None:
        self._write(Line(step, is_done=True))

    def _write(self, line: Line) -> None:
        os.write(self.report, msgspec.json.encode(line) + b"\n")

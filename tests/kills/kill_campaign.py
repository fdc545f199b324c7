"""Kills a worker at random moments and checks each time that everything it acknowledged is there.

``python -m tests.kills.kill_campaign FOLDER KILLS SEED`` prints its :class:`Findings` as JSON. It forks, so it runs in
a process without threads. Linux and macOS only.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
import openpyxl

import s11desk.report.kinds.documents
import s11desk.signing.pdf_signatures
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import Draft, begin_draft, open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.errors import UserError
from s11desk.signing.identity.lifecycle import create_identity
from tests.e2e.killed_exports import AMINA, PASSPHRASE
from tests.kills.old_schema import as_schema_3
from tests.kills.work_to_kill import QUESTIONS, Line, Step, Worker

LOADED = (openpyxl, s11desk.report.kinds.documents, s11desk.signing.pdf_signatures)
"""Slow imports, done before the first fork, so that a kill hits the work and not the import."""

RENEWED_AFTER = 100
"""Kills after which the work goes on in a new home, whose drafts are of an older version: opening it migrates them."""
USUALLY_LIVES, SOMETIMES_LIVES = 0.3, 2.0
"""Seconds that a worker lives at most. A return takes longer than all other steps together, so some live longer."""
SAMPLES = 12
STEPS = 100
"""Acknowledged steps after which a campaign may end. A busy computer does few before each kill."""


class Findings(msgspec.Struct):
    """``kinds``: how many kills fell into each kind of step. ``wrong``: each fault, with the number of the kill."""

    kills: int = 0
    acknowledged: int = 0
    returns: int = 0
    kinds: dict[str, int] = {}
    wrong: list[str] = []


class Known:
    """What a home must have: what was acknowledged, and the step that may or may not have been done."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self.files: set[str] = set()
        self.returns: dict[str, str] = {}
        self.tried: Step | None = None
        self.settled_returns = 0

    def take(self, lines: list[Line]) -> int:
        """Follow the lines of a worker. Returns how many steps were acknowledged."""
        self.tried = None
        for line in lines:
            self.tried = None if line.is_done else line.step
            if line.is_done:
                self._keep(line.step)
        return sum(line.is_done for line in lines)

    def _keep(self, step: Step) -> None:
        match step.kind:
            case "answer" | "note":
                self.values[step.kind, step.subject] = step.value
            case "attach":
                self.files.add(step.subject)
            case "detach":
                self.files.discard(step.subject)
            case "return":
                self.returns[step.subject] = step.value

    def settle(self, draft: Draft, out: Path) -> None:
        """Take over what the step that was killed has done after all."""
        notes = {note.question: note.text for note in draft.notes}
        for question in QUESTIONS:
            self.values["answer", question] = draft.audit.answer(question).comment
            self.values["note", question] = notes.get(question, "")
        self.files = {item.name for item in draft.audit.evidence}
        self.returns = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("[!.]*")}
        self.settled_returns = len(self.returns)


class Campaign:
    """Kills in one home after another, below ``folder``."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._chance = random.Random(seed)  # noqa: S311 - not for secrets
        self.findings = Findings()
        self._samples = folder / "samples"
        self._samples.mkdir(parents=True)
        photo = (resources_folder() / "demo" / "toolbox-display.jpg").read_bytes()
        for number in range(SAMPLES):
            (self._samples / f"photo {number}.jpg").write_bytes(_with_comment(photo, f"Sample {number}"))

    def run(self, kills: int) -> Findings:
        """Kill ``kills`` workers, and more until :data:`STEPS` were acknowledged."""
        while self._goes_on(kills):
            home, audit = self._new_home()
            known, ends_at = Known(), self.findings.kills + RENEWED_AFTER
            while self._goes_on(kills) and self.findings.kills < ends_at:
                self._kill_one(home, audit, known)
            shutil.rmtree(home.folder.parent)
        return self.findings

    def _goes_on(self, kills: int) -> bool:
        return self.findings.kills < kills or self.findings.acknowledged <= STEPS

    def _new_home(self) -> tuple[Home, str]:
        folder = self._folder / f"home-{self.findings.kills}"
        home, demo = Home(folder / "home"), resources_folder() / "demo"
        with open_home(home, backs_up=False) as workspace:
            audit = begin_draft(workspace, "wscp-early-help-2023", "Riverside").audit.id
            apply_answers_file(workspace, audit, read_answers_file(demo / "answers.json"), "answers.json")
            attach(workspace, audit, "case-study", demo / "good-practice-example.pdf")
            create_identity(home.identity, AMINA, PASSPHRASE, workspace.clock())
        as_schema_3(home.database)
        (folder / "out").mkdir()
        return home, audit

    def _kill_one(self, home: Home, audit: str, known: Known) -> None:
        out = home.folder.parent / "out"
        reading, report = os.pipe()
        seed = self._chance.getrandbits(32)
        child = os.fork()
        if child == 0:
            os.close(reading)
            Worker(home, audit, self._samples, out, random.Random(seed), report).work()  # noqa: S311 - not for secrets
            os._exit(1)
        os.close(report)
        time.sleep(self._chance.uniform(0, self._chance.choice((*[USUALLY_LIVES] * 5, SOMETIMES_LIVES))))
        os.kill(child, signal.SIGKILL)
        is_killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        with os.fdopen(reading, "rb") as stream:
            lines = [msgspec.json.decode(line, type=Line) for line in stream.read().split(b"\n") if line.endswith(b"}")]
        self._note("the worker ended by itself" if not is_killed else "")
        self._check(home, audit, known, lines)

    def _check(self, home: Home, audit: str, known: Known, lines: list[Line]) -> None:
        findings, out = self.findings, home.folder.parent / "out"
        findings.kills += 1
        findings.acknowledged += known.take(lines)
        kind = known.tried.kind if known.tried else "between steps"
        findings.kinds[kind] = findings.kinds.get(kind, 0) + 1
        try:
            with open_home(home, backs_up=False) as workspace:
                draft = open_draft(workspace, audit)
                for fault in (*_lost(draft, known), *_ghosts(workspace, draft), *_bad_returns(draft, out, known)):
                    self._note(f"{kind}: {fault}")
        except UserError as error:
            self._note(f"{kind}: the home does not open: {error!r}")
            raise
        findings.returns += len(draft.audit.exports) - known.settled_returns
        known.settle(draft, out)

    def _note(self, fault: str) -> None:
        if fault:
            self.findings.wrong.append(f"kill {self.findings.kills}: {fault}")


def _lost(draft: Draft, known: Known) -> list[str]:
    notes = {note.question: note.text for note in draft.notes}
    tried, wrong = known.tried or Step(""), []
    for (kind, question), value in known.values.items():
        found = draft.audit.answer(question).comment if kind == "answer" else notes.get(question, "")
        may_be = {value, tried.value} if (tried.kind, tried.subject) == (kind, question) else {value}
        if found not in may_be:
            wrong.append(f"{kind} to {question} is lost")
    if known.files:
        found_files = {item.name for item in draft.audit.evidence}
        expected = {file for file in known.files if (tried.kind, tried.subject) != ("detach", file)}
        wrong += [f"{name} is lost" for name in expected - found_files]
        allowed = known.files | ({tried.subject} if tried.kind == "attach" else set())
        wrong += [f"{name} came back" for name in found_files - allowed if name.startswith("photo")]
    return wrong


def _ghosts(workspace: Workspace, draft: Draft) -> list[str]:
    """Rows of files that are not whole in the vault."""
    wrong = []
    for item in draft.audit.evidence:
        try:
            workspace.vault.verify(item.sha256, item.size)
        except UserError as error:
            wrong.append(f"{item.name} has a row, but {error!r}")
    return wrong


def _bad_returns(draft: Draft, out: Path, known: Known) -> list[str]:
    """Files under a final name that are not whole or not recorded, and records whose file is gone."""
    wrong = []
    found = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("[!.]*")}
    wrong += [
        f"{path.name} does not verify"
        for path in found
        if path.name not in known.returns and not verify_return(path, deep=True).is_verified
    ]
    recorded = Counter(record.digest for record in draft.audit.exports)
    if recorded != Counter(found.values()):
        wrong.append(f"{sum(recorded.values())} returns are recorded, {len(found)} are there")
    wrong += [f"{name} was changed" for name, digest in known.returns.items() if found.get(out / name) != digest]
    return wrong


def _with_comment(photo: bytes, text: str) -> bytes:
    """The same JPEG with a comment, so that it is another file."""
    comment = text.encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    sys.stdout.write(msgspec.json.encode(Campaign(folder, seed).run(kills)).decode() + "\n")


if __name__ == "__main__":
    main()

"""Exports that are killed. A program imports everything first and then forks an export each time it is asked.

The kill therefore hits the export itself, not the second that Python takes to start. POSIX only.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "three plain words"
AMINA = IdentityDetails(name="Amina Yusuf", job_title="Lead", organisation="Riverside", email="a@riverside.example")

EXPORTER = """
import os, signal, sys, time
from pathlib import Path
import s11desk.report.kinds.documents, s11desk.signing.pdf_signatures, openpyxl
from s11desk.app.home.paths import Home
from s11desk.app.returns.making.make import make_return
from s11desk.app.home.open_home import open_home

home, audit_id, out, passphrase = Home(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
print("ready", flush=True)
for seconds in sys.stdin:
    child = os.fork()
    if child == 0:
        with open_home(home) as workspace:
            make_return(workspace, audit_id, out, passphrase)
        os._exit(0)
    if seconds.strip():
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)  # nobody has waited for it, so no other process can have its number
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def ready_to_export(home: Home) -> str:
    """Fill ``home`` with an identity and a complete audit, and return the id of the audit."""
    demo = resources_folder() / "demo"
    with open_home(home) as workspace:
        audit_id = begin_draft(workspace, "wscp-early-help-2023", "Riverside").audit.id
        apply_answers_file(workspace, audit_id, read_answers_file(demo / "answers.json"), "answers.json")
        attach(workspace, audit_id, "case-study", demo / "good-practice-example.pdf")
        create_identity(home.identity, AMINA, PASSPHRASE, workspace.clock())
    return audit_id


@dataclass(frozen=True)
class AfterKill:
    """The state after a kill. ``named_files``: files with a final name. ``draft``: the draft as read afterwards."""

    was_killed: bool
    named_files: tuple[Path, ...]
    draft: Audit

    @property
    def unverified_files(self) -> tuple[Path, ...]:
        return tuple(path for path in self.named_files if not verify_return(path, deep=True).is_verified)


class Exporter:
    """Exports ``audit_id`` of ``home`` to ``out``, as often as it is asked to."""

    def __init__(self, home: Home, audit_id: str, out: Path) -> None:
        self.home, self.audit_id, self.out = home, audit_id, out
        command = [sys.executable, "-c", EXPORTER, str(home.folder), audit_id, str(out), PASSPHRASE]
        self._program = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._line() == "ready"

    def __enter__(self) -> Exporter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()

    def time_one_export(self) -> float:
        start = time.perf_counter()
        assert self._export("") == 0
        return time.perf_counter() - start

    def kill_after(self, seconds: float) -> AfterKill:
        was_killed = self._export(f"{seconds}") != 0
        named_files = tuple(path for path in self.out.glob("*") if not path.name.startswith("."))
        with open_home(self.home) as workspace:
            return AfterKill(was_killed, named_files, open_draft(workspace, self.audit_id).audit)

    def _export(self, seconds: str) -> int:
        """Export once and return the exit status; a negative number is the signal that ended the export."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{seconds}\n")
        self._program.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().strip()


def kill_exports(folder: Path, kills: int, chance: random.Random) -> tuple[list[AfterKill], Audit, list[Path]]:
    """Kill exports at random moments until ``kills`` of them have died; then let one finish.

    Returns the state after each export, also of those that finished before the kill, then the draft and the returns at
    the end. The answers change after each export, so that no two returns are the same.
    """
    home, out = Home(folder / "home"), folder / "out"
    audit_id = ready_to_export(home)
    outcomes: list[AfterKill] = []
    with Exporter(home, audit_id, out) as exporter:
        full_duration = exporter.time_one_export()
        while sum(outcome.was_killed for outcome in outcomes) < kills:
            comment = f"Said {len(outcomes)} times"
            with open_home(home) as workspace:
                save_answer(workspace, audit_id, Answer("family-hubs", choice="yes", comment=comment))
            outcomes.append(exporter.kill_after(chance.uniform(0, full_duration)))
            if not outcomes[-1].was_killed:
                full_duration *= 0.8  # the machine was busy during the timed export, and this one was quicker
        exporter.time_one_export()
    with open_home(home) as workspace:
        return outcomes, open_draft(workspace, audit_id).audit, sorted(out.glob("*.zip"))

"""Exports that are killed: a program that has everything imported and forks one export after another, on demand.

So a kill falls into the export itself, not into the second that Python takes to start. POSIX only.
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
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.open_home import open_home
from s11desk.app.returns.verify import verify_return
from s11desk.domain.audit import Answer, Audit
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "three plain words"
AMINA = IdentityDetails(name="Amina Yusuf", job_title="Lead", organisation="Riverside", email="a@riverside.example")

EXPORTER = """
import os, signal, sys, time
from pathlib import Path
import s11desk.report.documents, s11desk.signing.pdf_signatures, openpyxl
from s11desk.app.home.paths import Home
from s11desk.app.returns.make import make_return
from s11desk.app.open_home import open_home

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
        os.kill(child, signal.SIGKILL)  # it has not been waited for, so the number is its own even if it has ended
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def ready_to_export(home: Home) -> str:
    """A home with an identity and an audit from which nothing is missing; the audit's id."""
    demo = resources_folder() / "demo"
    with open_home(home) as workspace:
        audit_id = begin_draft(workspace, "wscp-early-help-2023", "Riverside").audit.id
        apply_answers_file(workspace, audit_id, read_answers_file(demo / "answers.json"), "answers.json")
        attach(workspace, audit_id, "case-study", demo / "good-practice-example.pdf")
        create_identity(home.identity, AMINA, PASSPHRASE, workspace.clock())
    return audit_id


@dataclass(frozen=True)
class Found:
    """What a kill left. ``final``: files under a name of their own; ``draft``: as it is read afterwards."""

    was_killed: bool
    final: tuple[Path, ...]
    draft: Audit

    @property
    def unsound(self) -> tuple[Path, ...]:
        return tuple(path for path in self.final if not verify_return(path, deep=True).is_verified)


class Exporter:
    """Exports ``audit_id`` of ``home`` to ``out``, as often as it is told to."""

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

    def seconds_undisturbed(self) -> float:
        start = time.perf_counter()
        assert self._export("") == 0
        return time.perf_counter() - start

    def killed_after(self, seconds: float) -> Found:
        was_killed = self._export(f"{seconds}") != 0
        final = tuple(path for path in self.out.glob("*") if not path.name.startswith("."))
        with open_home(self.home) as workspace:
            return Found(was_killed, final, open_draft(workspace, self.audit_id).audit)

    def _export(self, seconds: str) -> int:
        """The exit status; a negative number is the signal that ended it."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{seconds}\n")
        self._program.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().strip()


def kill_exports(folder: Path, kills: int, chance: random.Random) -> tuple[list[Found], Audit, list[Path]]:
    """Kill exports at random moments until ``kills`` of them died; then let one finish.

    What each left, those included that were done before the blow fell, and what stands in the end. The answers change
    in between, so that no two returns are alike.
    """
    home, out = Home(folder / "home"), folder / "out"
    audit_id = ready_to_export(home)
    found: list[Found] = []
    with Exporter(home, audit_id, out) as exporter:
        whole = exporter.seconds_undisturbed()
        while sum(each.was_killed for each in found) < kills:
            comment = f"Said {len(found)} times"
            with open_home(home) as workspace:
                save_answer(workspace, audit_id, Answer("family-hubs", choice="yes", comment=comment))
            found.append(exporter.killed_after(chance.uniform(0, whole)))
            if not found[-1].was_killed:
                whole *= 0.8  # it was quicker than the one that was timed, on a machine that was busy then
        exporter.seconds_undisturbed()
    with open_home(home) as workspace:
        return found, open_draft(workspace, audit_id).audit, sorted(out.glob("*.zip"))

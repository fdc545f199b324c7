"""``s11desk self-test`` as a person sees it: the report, the file with it, and the exit code."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.app.home.system_facts import system_facts
from s11desk.app.self_test import SelfTestReport, SelfTestStep, TriedStep, TryDesktop
from s11desk.cli import self_test_command
from s11desk.cli.main import run
from s11desk.cli.self_test_command import _STEPS
from s11desk.errors.device_errors import DisplayMissing
from tests.cli.conftest import Command

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def quick_self_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the window is tried. Another test runs the whole."""

    def quick(folder: Path, try_desktop: TryDesktop, shown: Callable[[TriedStep], None]) -> SelfTestReport:
        steps = [TriedStep(step, 0.5, "seen") for step in SelfTestStep][:-1]
        try:
            steps.append(TriedStep(SelfTestStep.WINDOW, 0.5, try_desktop(SelfTestStep.WINDOW, folder)))
        except DisplayMissing as error:
            steps.append(TriedStep(SelfTestStep.WINDOW, 0.5, problem=error.code, error=error))
        shown(steps[0])
        return SelfTestReport(system_facts(folder, NOW), tuple(steps))

    monkeypatch.setattr(self_test_command, "run_self_test", quick)


def without_display(*_: object) -> str:
    raise DisplayMissing(packages=())


def test_every_step_has_its_words() -> None:
    assert list(_STEPS) == list(SelfTestStep)


def test_the_report_is_kept_in_a_file_and_never_replaces_one(s11desk: Command, tmp_path: Path) -> None:
    kept = tmp_path / "report.txt"
    first = s11desk("self-test", "--report", kept)
    assert first.code == 0
    text = kept.read_text(encoding="utf-8")
    assert text.strip().endswith("seconds.")
    assert "Encrypt the return and open it again" in text
    assert s11desk("self-test", "--report", kept).code == 2
    assert kept.read_text(encoding="utf-8") == text


def test_the_report_names_no_person_computer_or_folder(s11desk: Command, tmp_path: Path) -> None:
    report = s11desk("self-test").out
    assert str(tmp_path) not in report
    assert str(Path.home()) not in report
    words = report.split()
    assert not {getpass.getuser(), socket.gethostname()} & set(words)


def test_a_failure_gives_its_exit_code_and_its_sentence_beside_the_report(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run(["--home", str(tmp_path / "home"), "self-test"], lambda *_: 0, without_display)
    out, err = capfd.readouterr()
    assert code == 3
    assert "FAILED" in out.splitlines()[-1]
    assert "environment.no-display" in out
    assert "There is no screen" in err
    assert not (tmp_path / "home").exists()


def test_the_report_as_json_names_each_step(s11desk: Command) -> None:
    report = json.loads(s11desk("self-test", "--json").out)
    assert report["passed"] is True
    assert [step["step"] for step in report["steps"]] == [step.value for step in SelfTestStep]
    assert report["facts"]["program"].startswith("s11desk ")

"""The self-test: what it tries, what it does after a failure, and that its report is nobody's secret."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from pathlib import Path

import pytest

from s11desk.app import self_test
from s11desk.app.self_test import SelfTestReport, SelfTestStep, TriedStep, run_self_test
from s11desk.errors.device_errors import DisplayMissing

PRIVATE = "Kim Private"


def report_of(folder: Path, failing: SelfTestStep | None = None) -> tuple[SelfTestReport, list[SelfTestStep]]:
    """The report, and the steps of the window that were tried."""
    asked = []

    def try_desktop(step: SelfTestStep, path: Path) -> str:
        asked.append(step)
        assert step is SelfTestStep.WINDOW or path.read_bytes().startswith(b"%PDF")
        if step is failing:
            raise DisplayMissing(packages=())
        return "seen"

    shown: list[TriedStep] = []
    report = run_self_test(folder, try_desktop, shown.append)
    assert tuple(shown) == report.steps
    return report, asked


def test_every_step_passes_in_its_order(tmp_path: Path) -> None:
    report, asked = report_of(tmp_path)
    assert [tried.step for tried in report.steps] == list(SelfTestStep)
    assert (report.has_passed, report.first_error) == (True, None)
    assert asked == [SelfTestStep.PAGE, SelfTestStep.WINDOW]


def quick_steps(*_: object) -> Generator[None]:
    """Stands for the steps before those of the window."""
    yield from [None] * (len(SelfTestStep) - 2)


def test_an_error_of_the_window_is_reported_by_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_core_steps", quick_steps)
    (tmp_path / "copy.pdf").write_bytes(b"%PDF")
    report, _ = report_of(tmp_path, SelfTestStep.WINDOW)
    assert report.steps[-1].problem == "environment.no-display"
    assert isinstance(report.first_error, DisplayMissing)


def fail(*_: object) -> None:
    raise RuntimeError(f"the file of {PRIVATE}")


@pytest.mark.parametrize(
    ("function", "failed"),
    [("write_first_drafts", 0), ("find_topic", 9)],
)
def test_after_a_fault_only_the_window_is_tried(
    function: str, failed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, function, fail)
    report, asked = report_of(tmp_path)
    passed = [tried.has_passed for tried in report.steps]
    assert passed == [True] * failed + [False] * (len(passed) - failed - 1) + [True]
    assert [tried.seconds is None for tried in report.steps[failed + 1 : -1]] == [True] * (10 - failed)
    assert asked == [SelfTestStep.WINDOW]


def test_a_fault_is_reported_by_its_type_and_place_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "write_first_drafts", fail)
    report, _ = report_of(tmp_path)
    (problem,) = [tried.problem for tried in report.steps if tried.problem]
    assert problem.startswith("RuntimeError at test_self_test.py:")
    told = [dataclasses.astuple(fact) for fact in report.facts], [tried.problem + tried.facts for tried in report.steps]
    assert PRIVATE not in str(told)
    assert str(tmp_path) not in str(told)


def test_a_return_that_opens_as_something_else_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(*_: object) -> Path:
        (tmp_path / "other.zip").write_bytes(b"another return")
        return tmp_path / "other.zip"

    monkeypatch.setattr(self_test, "decrypt_return", other)
    report, _ = report_of(tmp_path)
    assert [tried.step for tried in report.steps if tried.problem] == [SelfTestStep.SEALED]

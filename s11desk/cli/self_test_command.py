"""``s11desk self-test``: try everything on this computer, and print a report that a person can send to a helper."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from s11desk.app.self_test import SelfTestReport, SelfTestStep, TriedStep, run_self_test
from s11desk.cli.guard import exit_code_for
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.errors import UserError
from s11desk.files.durable import writing

USUAL_SECONDS = 60
"""The self-test takes less on every computer that is quick enough for the program."""

_WIDTH = 58
_STEPS = {
    SelfTestStep.MIGRATED: "Open drafts of the first version and bring them up to date",
    SelfTestStep.BEGUN: "Begin a sample audit",
    SelfTestStep.ANSWERED: "Answer its questions",
    SelfTestStep.ATTACHED: "Attach a PDF and a photograph",
    SelfTestStep.CHECKED: "Check that nothing is missing",
    SelfTestStep.IDENTIFIED: "Make an identity for signing",
    SelfTestStep.EXPORTED: "Sign and write the return",
    SelfTestStep.VERIFIED: "Read the return and verify it",
    SelfTestStep.RENDERED: "Write a copy to read, and the action plan in four formats",
    SelfTestStep.SEALED: "Encrypt the return and open it again",
    SelfTestStep.PAGE: "Turn a page into a picture, as for printing",
    SelfTestStep.WINDOW: "Open the first window and close it",
}


@click.command("self-test")
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path, dir_okay=False), help="Keep the report in this new file."
)
@shared_options
@pass_session
def self_test(session: Session, report_file: Path | None) -> int:
    """Try every step of an audit, and the window, on this computer. Nothing is left behind but a report."""
    with tempfile.TemporaryDirectory(prefix="s11desk-self-test-", ignore_cleanup_errors=True) as folder:
        report = run_self_test(Path(folder), session.try_desktop, lambda tried: session.step(_progress(tried)))
    lines = report_lines(report)
    if report_file is not None:
        with writing(report_file, fresh=True) as out:
            out.write("\n".join([*lines, ""]).encode())
    session.show(_as_json(report), lines)
    if isinstance(report.first_error, UserError):
        session.step(sentence(report.first_error))  # not in the report, because it may name a path
    return exit_code_for(report.first_error)


def report_lines(report: SelfTestReport) -> list[str]:
    """The report as lines for people."""
    seconds = sum(tried.seconds or 0 for tried in report.steps)
    return [
        "s11desk self-test",
        "This report has no names, paths or answers in it. You can send it to the person who helps you.",
        "",
        *(f"{fact.name + ':':<14}{fact.value}" for fact in report.facts),
        "",
        *map(_step_line, report.steps),
        "",
        *_advice(report, seconds),
        f"The self-test {'passed' if report.has_passed else 'FAILED'}, in {seconds:.0f} seconds.",
    ]


def _progress(tried: TriedStep) -> str:
    return f"Step {list(SelfTestStep).index(tried.step) + 1} of {len(SelfTestStep)}"


def _step_line(tried: TriedStep) -> str:
    if tried.seconds is None:
        return f"{_STEPS[tried.step]:.<{_WIDTH}} not tried"
    result = "FAILED" if tried.problem else "passed"
    detail = tried.problem or tried.facts
    return f"{_STEPS[tried.step] + ' ':.<{_WIDTH}} {result} {tried.seconds:6.2f} s{'  ' if detail else ''}{detail}"


def _advice(report: SelfTestReport, seconds: float) -> list[str]:
    error = report.first_error
    if error is not None:
        return ["Your own audits were not touched. Please send this report to the person who helps you with s11desk."]
    return [f"It usually takes less than {USUAL_SECONDS} seconds."] if seconds > USUAL_SECONDS else []


def _as_json(report: SelfTestReport) -> object:
    steps = [
        {"step": tried.step.value, "passed": tried.has_passed, "seconds": tried.seconds, "problem": tried.problem}
        for tried in report.steps
    ]
    facts = {fact.name.lower(): fact.value for fact in report.facts}
    return {"passed": report.has_passed, "facts": facts, "steps": steps}

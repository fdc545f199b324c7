"""Try everything that a return needs on this computer, and record the result and the seconds of each step.

It works in a temporary home of its own and opens nobody's audits. The report has no names, paths or answers.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.app.demo import TOPIC, DemoStep, run_steps
from s11desk.app.home.fault_log import call_stack
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.system_facts import SystemFact, system_facts
from s11desk.app.home.workspace import Clock, Workspace, system_clock
from s11desk.app.returns.making.encrypt import (
    ENDING,
    create_receiver,
    decrypt_return,
    receiver_certificate,
    seal_return,
)
from s11desk.app.topics import find_topic
from s11desk.app.write_documents import write_document
from s11desk.domain.returns.document_kind import ACTION_PLANS, DocumentKind
from s11desk.domain.topics.topic import Origin, OriginKind, Recipient, Topic
from s11desk.errors import IntegrityError, UserError
from s11desk.files.durable import writing
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.store.opening.old_schema import write_first_drafts

_RECEIVER = IdentityDetails(
    name="Sample Partnership", job_title="Officer", organisation="Sample", email="partnership@sample.example"
)


class SelfTestStep(StrEnum):
    """The steps of the self-test, in their order."""

    MIGRATED = "migrated"
    BEGUN = "begun"
    ANSWERED = "answered"
    ATTACHED = "attached"
    CHECKED = "checked"
    IDENTIFIED = "identified"
    EXPORTED = "exported"
    VERIFIED = "verified"
    RENDERED = "rendered"
    SEALED = "sealed"
    PAGE = "page"
    WINDOW = "window"


_PDF = "copy.pdf"

TryDesktop = Callable[[SelfTestStep, Path], str]
"""Does one of the last two steps: shows a page of the PDF at the path as a picture, or opens the window with a home in
the folder at the path. Returns facts for the report."""


@dataclass(frozen=True, slots=True)
class TriedStep:
    """One step: its seconds, facts for the report, and the error with which it failed.

    ``problem`` is the error as a code, or as a type and lines of the program; empty if the step passed. A step that was
    not tried, because one that it needs failed, has neither seconds nor a problem.
    """

    step: SelfTestStep
    seconds: float | None
    facts: str = ""
    problem: str = ""
    error: Exception | None = None

    @property
    def has_passed(self) -> bool:
        """Whether it was tried and did not fail."""
        return self.seconds is not None and not self.problem


@dataclass(frozen=True, slots=True)
class SelfTestReport:
    """Every step, and facts about this computer."""

    facts: tuple[SystemFact, ...]
    steps: tuple[TriedStep, ...]

    @property
    def has_passed(self) -> bool:
        """Whether every step passed."""
        return all(step.has_passed for step in self.steps)

    @property
    def first_error(self) -> Exception | None:
        """The error of the first step that failed."""
        return next((step.error for step in self.steps if step.error is not None), None)


def run_self_test(
    folder: Path, try_desktop: TryDesktop, show: Callable[[TriedStep], None], clock: Clock = system_clock
) -> SelfTestReport:
    """Do every step in ``folder``, which the caller removes, and call ``show`` after each. Errors go into the report.

    After a failure only the step of the window is still tried: it needs none of the others.
    """
    steps: list[TriedStep] = []
    with closing(_core_steps(folder, clock)) as core:
        for step in SelfTestStep:
            steps.append(_try_step(step, steps, core, folder, try_desktop))
            show(steps[-1])
    return SelfTestReport(system_facts(folder, clock()), tuple(steps))


def _try_step(
    step: SelfTestStep, before: list[TriedStep], core: Iterator[None], folder: Path, try_desktop: TryDesktop
) -> TriedStep:
    if step is SelfTestStep.WINDOW:
        return _run_timed(step, lambda: try_desktop(step, folder / "window"))
    if not all(one.has_passed for one in before):
        return TriedStep(step, None)
    if step is SelfTestStep.PAGE:
        return _run_timed(step, lambda: try_desktop(step, folder / _PDF))
    return _run_timed(step, lambda: next(core) or "")


def _run_timed(step: SelfTestStep, do: Callable[[], str]) -> TriedStep:
    start = time.monotonic()
    try:
        facts = do()
    except Exception as error:  # noqa: BLE001 - a fault is a result of the test
        return TriedStep(step, time.monotonic() - start, problem=_problem(error), error=error)
    return TriedStep(step, time.monotonic() - start, facts)


def _problem(error: Exception) -> str:
    """The code of the error, or its type and lines: its text might name a path or quote an answer."""
    return error.code if isinstance(error, UserError) else f"{type(error).__name__} at {call_stack(error)}"


def _core_steps(folder: Path, clock: Clock) -> Generator[None]:
    """Do the steps before those of the window, and yield after each."""
    home = Home(folder / "home")
    write_first_drafts(home.database)
    with open_home(home, clock) as workspace:
        yield
        audit_id, bundle = "", folder
        for done in run_steps(workspace, folder / "out"):
            audit_id = done.result if done.step is DemoStep.BEGUN else audit_id
            bundle = Path(done.result) if done.step is DemoStep.EXPORTED else bundle
            yield
        _render(workspace, audit_id, folder)
        yield
        _seal_and_open(workspace, bundle, folder)
        yield


def _render(workspace: Workspace, audit_id: str, folder: Path) -> None:
    """Write the copy to read, and the action plan in each of its formats."""
    write_document(workspace, audit_id, folder / _PDF, DocumentKind.DRAFT_COPY)
    for kind in ACTION_PLANS:
        write_document(workspace, audit_id, folder / f"plan-{kind}{kind.ending}", kind)


def _seal_and_open(workspace: Workspace, bundle: Path, folder: Path) -> None:
    """Encrypt the return to a new key and decrypt it. Raises IntegrityError if something else comes out."""
    passphrase = secrets.token_urlsafe(16)
    create_receiver(workspace.home, _RECEIVER, passphrase, workspace.clock())
    certificate = receiver_certificate(workspace.home).read_text(encoding="utf-8")
    sealed = folder / f"{bundle.name}{ENDING}"
    with writing(sealed) as out:
        seal_return(bundle, out, _with_recipient(find_topic(workspace, TOPIC), certificate))
    opened = decrypt_return(sealed, folder / "opened", workspace.home.receiver, passphrase)
    if opened.read_bytes() != bundle.read_bytes():
        raise IntegrityError("the return that was opened is not the one that was encrypted")


def _with_recipient(topic: Topic, certificate: str) -> Topic:
    origin = Origin(source=topic.sources[0].id, how=OriginKind.PROJECT_CHOICE)
    return msgspec.structs.replace(topic, encrypt_to=(Recipient("Sample Partnership", certificate, origin),))

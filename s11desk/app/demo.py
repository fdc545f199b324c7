"""Make a sample audit, from the first answer to a verified bundle. ``demo`` shows it, ``self-test`` times it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Clock, Workspace, system_clock
from s11desk.app.returns.making.make import make_return, require_complete
from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.errors import IntegrityError
from s11desk.files.durable import make_folder
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails

TOPIC = "wscp-early-help-2023"
AGENCY = "Riverside Community Trust (sample)"
_EVIDENCE = (("case-study", "good-practice-example.pdf"), ("family-toolbox", "toolbox-display.jpg"))
_PERSON = IdentityDetails(
    name="Sam Sample",
    job_title="Designated safeguarding lead",
    organisation=AGENCY,
    email="sam.sample@riverside.example",
)


class DemoStep(StrEnum):
    """The steps of the sample audit, in their order."""

    BEGUN = "begun"
    ANSWERED = "answered"
    ATTACHED = "attached"
    CHECKED = "checked"
    IDENTIFIED = "identified"
    EXPORTED = "exported"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class FinishedStep:
    """A finished step. ``result``: an id, a count, a fingerprint or a path."""

    step: DemoStep
    result: str


def run_demo(folder: Path, clock: Clock = system_clock) -> Iterator[FinishedStep]:
    """Answer, sign and verify a sample audit in a temporary home. Leave the bundle and its signed PDF in ``folder``.

    Yields each step when it is done. Raises what the use cases raise, and IntegrityError if the bundle does not verify.
    """
    make_folder(folder, private=False)
    home = Home(folder / f".demo-{secrets.token_hex(4)}")
    try:
        with open_home(home, clock) as workspace:
            yield from run_steps(workspace, folder)
    finally:
        shutil.rmtree(home.folder, ignore_errors=True)


def run_steps(workspace: Workspace, folder: Path) -> Iterator[FinishedStep]:
    """The steps of :func:`run_demo` in an open workspace, which keeps the sample audit."""
    samples = resources_folder() / "demo"
    audit_id = begin_draft(workspace, TOPIC, AGENCY).audit.id
    yield FinishedStep(DemoStep.BEGUN, audit_id)
    draft = apply_answers_file(workspace, audit_id, read_answers_file(samples / "answers.json"), "answers.json")
    yield FinishedStep(DemoStep.ANSWERED, str(len(draft.audit.answers)))
    for question, name in _EVIDENCE:
        draft = attach(workspace, audit_id, question, samples / name)
    yield FinishedStep(DemoStep.ATTACHED, str(len(draft.audit.evidence)))
    require_complete(workspace, audit_id)
    yield FinishedStep(DemoStep.CHECKED, str(len(draft.audit.actions)))
    passphrase = secrets.token_urlsafe(16)  # nobody needs it later, because the identity is deleted with the home
    identity = create_identity(workspace.home.identity, _PERSON, passphrase, workspace.clock())
    yield FinishedStep(DemoStep.IDENTIFIED, identity.fingerprint_spoken)
    made_return = make_return(workspace, audit_id, folder, passphrase)
    yield FinishedStep(DemoStep.EXPORTED, str(made_return.path))
    if not verify_return(made_return.path, deep=True).is_verified:
        raise IntegrityError("the sample return does not verify")
    pdf = made_return.path.with_suffix(".pdf")
    save_signed_pdf(made_return.seen, pdf)
    yield FinishedStep(DemoStep.VERIFIED, str(pdf))

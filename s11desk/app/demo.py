"""A sample audit from the first answer to a verified bundle. ``demo`` shows it, and ``self-test`` checks it."""

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
from s11desk.app.returns.make import make_return, require_complete
from s11desk.app.returns.verify import save_signed_pdf, verify_return
from s11desk.durable import make_folder
from s11desk.errors import IntegrityError
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
class DemoDone:
    """A finished step. ``result``: an id, a count, a fingerprint or a path."""

    step: DemoStep
    result: str


def run_demo(folder: Path, clock: Clock = system_clock) -> Iterator[DemoDone]:
    """Answer, sign and verify a sample audit in a temporary home. Leave the bundle and its signed PDF in ``folder``.

    Yields each step when it is done. Raises what the use cases raise, and IntegrityError if the bundle does not verify.
    """
    make_folder(folder)
    home = Home(folder / f".demo-{secrets.token_hex(4)}")
    try:
        with open_home(home, clock) as workspace:
            yield from _whole_job(workspace, folder)
    finally:
        shutil.rmtree(home.folder, ignore_errors=True)


def _whole_job(workspace: Workspace, folder: Path) -> Iterator[DemoDone]:
    samples = resources_folder() / "demo"
    audit_id = begin_draft(workspace, TOPIC, AGENCY).audit.id
    yield DemoDone(DemoStep.BEGUN, audit_id)
    draft = apply_answers_file(workspace, audit_id, read_answers_file(samples / "answers.json"), "answers.json")
    yield DemoDone(DemoStep.ANSWERED, str(len(draft.audit.answers)))
    for question, name in _EVIDENCE:
        draft = attach(workspace, audit_id, question, samples / name)
    yield DemoDone(DemoStep.ATTACHED, str(len(draft.audit.evidence)))
    require_complete(workspace, audit_id)
    yield DemoDone(DemoStep.CHECKED, str(len(draft.audit.actions)))
    passphrase = secrets.token_urlsafe(16)  # nobody needs it later: the identity is deleted with the home
    yield DemoDone(
        DemoStep.IDENTIFIED, create_identity(workspace.home.identity, _PERSON, passphrase, workspace.clock()).spoken
    )
    exported = make_return(workspace, audit_id, folder, passphrase)
    yield DemoDone(DemoStep.EXPORTED, str(exported.path))
    if not verify_return(exported.path, deep=True).is_verified:
        raise IntegrityError("the sample return does not verify")
    pdf = exported.path.with_suffix(".pdf")
    save_signed_pdf(exported.path, pdf)
    yield DemoDone(DemoStep.VERIFIED, str(pdf))

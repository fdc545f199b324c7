"""Whether a home has everything that was acknowledged before the power was cut."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.read_draft_file import read_draft_stream
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Audit
from s11desk.errors import UserError
from tests.power.disk_events import Acknowledged

ANSWERS = (
    *("Met once. " + "Agreed. " * (40 * number) + f"Minute {number}." for number in range(8)),
    "After the first return",
    "After restoring",
)
"""What is answered to one question, one after the other."""


DETACHED = "E1"
"""The file that is detached right after the other one is cited."""


def lost(folder: Path, claims: Sequence[Acknowledged]) -> list[str]:
    """Each claim that does not hold, and each file that is there under a final name and is not whole."""
    wrong = [f"{path.name} does not verify" for path in sorted((folder / "out").glob("[!.]*")) if not _verifies(path)]
    wrong += [f"{path.name} is not whole" for path in sorted((folder / "moved").glob("[!.]*")) if not _is_whole(path)]
    if not claims:
        return wrong
    try:
        with open_home(Home(folder / "home")) as workspace:
            begun = next(claim.subject for claim in claims if claim.claim == "begun")
            audit = open_draft(workspace, begun).audit
            notes = {note.question: note.text for note in open_draft(workspace, begun).notes}
            return (
                wrong
                + [
                    f"{claim.claim} {claim.subject}"
                    for claim in _that_still_count(claims)
                    if not _holds(folder, audit, notes, claim)
                ]
                + _ghosts(workspace, audit)
            )
    except UserError as error:
        return [*wrong, f"the home does not open: {error!r}"]


def _that_still_count(claims: Sequence[Acknowledged]) -> list[Acknowledged]:
    """Of several answers to one question the last; not the file that may be detached by now."""
    last = {(claim.claim, claim.subject): claim for claim in claims}
    may_be_detached = any(claim.claim == "cited" for claim in claims)
    return [
        claim
        for claim in last.values()
        if not (claim.claim == "attached" and claim.subject == DETACHED and may_be_detached)
    ]


def _holds(folder: Path, audit: Audit, notes: dict[str, str], claim: Acknowledged) -> bool:
    files = {item.id: item for item in audit.evidence}
    match claim.claim:
        case "answered":
            return _at_least(audit.answer(claim.subject).comment, claim.value)
        case "note":
            return notes.get(claim.subject) == claim.value
        case "attached":
            return claim.subject in files and files[claim.subject].sha256 == claim.value
        case "cited":
            return claim.value in files[claim.subject].questions
        case "detached":
            return claim.subject not in files
        case "made":
            path, recorded = folder / claim.subject, {record.digest for record in audit.exports}
            is_whole = path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == claim.value
            return is_whole and claim.value in recorded
        case "moved":
            path = folder / claim.subject
            return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == claim.value
        case _:
            return True


def _at_least(found: str, acknowledged: str) -> bool:
    """What was acknowledged, or the answer after it, which may have reached the disk and not been acknowledged yet."""
    return found in ANSWERS and ANSWERS.index(found) - ANSWERS.index(acknowledged) in {0, 1}


def _ghosts(workspace: Workspace, audit: Audit) -> list[str]:
    """Rows of files that are not in the vault."""
    wrong = []
    for item in audit.evidence:
        try:
            workspace.vault.verify(item.sha256, item.size)
        except UserError:
            wrong.append(f"{item.name} has a row and no file")
    return wrong


def _is_whole(path: Path) -> bool:
    """Whether another computer would take in the audit in this file."""
    try:
        with path.open("rb") as stream:
            read_draft_stream(stream, path)
    except UserError:
        return False
    return True


def _verifies(path: Path) -> bool:
    return verify_return(path, deep=True).is_verified

"""Find identifiers of people in a draft, and record that a person accepts one. They never stop a return."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.identifiers import Finding, Identifier, find_identifiers, finding_fingerprint
from s11desk.store.drafts.identifier_decisions import Decision, decisions, identifier_salt, keep_decision, known_salt
from s11desk.store.rows.journal import Stamp

__all__ = ["Decision", "Finding", "Identifier", "ReviewedFinding", "accept_identifier", "review_identifiers"]


@dataclass(frozen=True, slots=True)
class ReviewedFinding:
    """A finding, and the decision on it.

    ``decision``: who accepted this identifier, and when. None until somebody does.
    """

    finding: Finding
    decision: Decision | None


def review_identifiers(workspace: Workspace, audit_id: str) -> tuple[ReviewedFinding, ...]:
    """Find every identifier that a return would have, in the topic's order. Writes nothing. Raises ``AuditUnknown``."""
    draft = open_draft(workspace, audit_id)
    salt = known_salt(workspace.drafts, draft.audit.id)
    decided = {decision.fingerprint: decision for decision in decisions(workspace.drafts, draft.audit.id)}
    return tuple(
        ReviewedFinding(finding, decided.get(finding_fingerprint(finding, salt)) if salt else None)
        for finding in find_identifiers(draft.topic, draft.audit)
    )


def accept_identifier(
    workspace: Workspace, audit_id: str, finding: Finding, stamp: Stamp
) -> tuple[ReviewedFinding, ...]:
    """Record that a person means this identifier to be in the draft, in every place. Return the findings after that.

    Raises ``AuditUnknown``.
    """
    audit = open_draft(workspace, audit_id).audit
    fingerprint = finding_fingerprint(finding, identifier_salt(workspace.drafts, audit.id))
    keep_decision(workspace.drafts, audit.id, fingerprint, finding.kind.value, stamp)
    return review_identifiers(workspace, audit.id)

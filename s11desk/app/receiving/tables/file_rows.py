"""The row of one received file in the table ``files``."""

from __future__ import annotations

from s11desk.app.receiving.arrivals.read_file import ReadFile
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.audit_file import AuditFile
from s11desk.collation.collated_tables import FILES, CellValue, TableRow
from s11desk.collation.rows import utc_text
from s11desk.domain.receiving.counted_returns import CountDecision
from s11desk.domain.topics.signer_role import Role
from s11desk.wording.returns.role_words import role_titles

_STATE, _REASON, _FORKED = (FILES.column_names.index(name) for name in ("state", "reason", "forked"))
_EMPTY: dict[str, CellValue] = {column.name: None if column.type.value == "integer" else "" for column in FILES.columns}
"""Each column, and what a file without a value for it has there."""

_COLUMNS: dict[Role, tuple[str, str]] = {
    Role.COMPLETER: ("signed_by", "signer"),
    Role.APPROVER: ("approved_by", "approver"),
    Role.SECOND_APPROVER: ("second_approved_by", "second_approver"),
}
"""For each role the columns of its signer, and of whether this computer's list has them."""


def file_row(read: ReadFile) -> TableRow:
    """The row before it is decided which returns count."""
    cells = _EMPTY | {"file": read.name, "size": read.size, "sha256": read.sha256}
    if (audit_file := read.audit_file) is not None and read.verdict is not None:
        cells |= _return_cells(audit_file, read.verdict) | _signature_cells(read.verdict)
    return with_decision(tuple(cells.values()), CountDecision(read.state), read.reason)


def with_decision(row: TableRow, decision: CountDecision, reason: str) -> TableRow:
    """``row`` with the columns that a decision fills."""
    cells = list(row)
    cells[_STATE], cells[_REASON] = decision.state.value, reason
    cells[_FORKED] = "yes" if decision.is_forked or decision.is_signed_apart else "no"
    return tuple(cells)


def _return_cells(audit_file: AuditFile, verdict: Verdict) -> dict[str, CellValue]:
    facts, topic = audit_file.return_facts, audit_file.topic
    return {
        "reference": facts.reference,
        "return_number": facts.number,
        "audit_id": audit_file.audit_id,
        "agency": audit_file.agency,
        "topic": topic.id,
        "topic_version": topic.version,
        "topic_title": topic.title,
        "topic_year": topic.year,
        "topic_sha256": topic.digest,
        "partnership": topic.partnership,
        "made": utc_text(facts.made),
        "questions_known": verdict.topic_standing.value if verdict.topic_standing is not None else "",
        "pages": verdict.comparison.pages.value,
    }


def _signature_cells(verdict: Verdict) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {}
    for signature, standing in zip(verdict.read.signatures, verdict.standings, strict=True):
        signer = signature.cms.signer
        if signer is None:
            continue
        prefix, word = _COLUMNS[signature.role]
        cells |= {prefix: signer.name, f"{prefix}_key": signer.fingerprint, word: standing.standing.value}
        if signature.role is Role.COMPLETER:
            cells |= {"signed_by_job": signer.job_title, "signed_by_organisation": signer.organisation}
    topic, to_sign = verdict.topic, verdict.roles_to_sign
    return cells | {"to_sign": "; ".join(role_titles(topic, to_sign)) if topic is not None else ""}

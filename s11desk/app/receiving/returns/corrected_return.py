"""What an officer asked an agency to correct, beside the return that answers it: what differs since then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.desk.stored_return import desk_of_stored
from s11desk.app.receiving.returns.review_return import review_history, topic_of
from s11desk.bundle.audit_file import audit_of, decode_audit_file
from s11desk.domain.audits.audit import Audit
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewState
from s11desk.domain.returns.return_changes import ReturnChanges, compare_returns
from s11desk.domain.topics.topic import Topic
from s11desk.register.received_rows import find_return, return_data, returns_of_audit


@dataclass(frozen=True, slots=True)
class CorrectedReturn:
    """``reference`` and ``number``: of the earlier return that was sent back. ``review``: that decision, with what was
    asked.

    ``changes``: what differs between that return and this one. ``earlier`` and ``now``: what each of them says.
    """

    reference: str
    number: int
    review: Review
    changes: ReturnChanges
    earlier: Audit
    now: Audit


def what_was_asked(
    desk: ReceivingDesk, received: ReceivedReturn, of_audit: Sequence[ReceivedReturn], topic: Topic
) -> CorrectedReturn | None:
    """The newest earlier return of the audit, if it was sent back; else None. Raises what reading the register raises.

    ``of_audit``: every return of the audit.
    """
    earlier = [one for one in of_audit if one.facts.number < received.facts.number]
    before = max(earlier, key=lambda one: (one.facts.number, one.facts.made), default=None)
    history = review_history(desk, before.facts.sha256) if before is not None else ()
    if before is None or not history or history[-1].state is not ReviewState.SENT_BACK:
        return None
    was, now = _audit(desk, before), _audit(desk, received)
    changes = compare_returns(topic, was, now)
    return CorrectedReturn(before.facts.reference, before.facts.number, history[-1], changes, was, now)


def correction_in_file(officer: Officer, path: Path) -> CorrectedReturn | None:
    """What was asked about the return before the one in ``path``, where a desk stores it; None if nothing was.

    Raises what opening and reading the register raises.
    """
    with ReceivingDesk(desk_of_stored(path), officer) as desk:
        received = find_return(desk.register, path.name)
        if received is None:
            return None
        of_audit = returns_of_audit(desk.register, received.facts.audit_id)
        return what_was_asked(desk, received, of_audit, topic_of(desk, received))


def _audit(desk: ReceivingDesk, received: ReceivedReturn) -> Audit:
    return audit_of(decode_audit_file(return_data(desk.register, received.facts.sha256)))

"""What an officer asked an agency to correct, beside the return that answers it: what differs since then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.review_return import review_history
from s11desk.bundle.audit_file import audit_of, decode_audit_file
from s11desk.domain.audits.audit import Audit
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewState
from s11desk.domain.returns.return_changes import ReturnChanges, compare_returns
from s11desk.domain.topics.topic import Topic
from s11desk.register.received_rows import return_data


@dataclass(frozen=True, slots=True)
class CorrectedReturn:
    """``reference``: of the earlier return that was sent back. ``review``: that decision, with what was asked.

    ``changes``: what differs between that return and this one.
    """

    reference: str
    review: Review
    changes: ReturnChanges


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
    changes = compare_returns(topic, _audit(desk, before), _audit(desk, received))
    return CorrectedReturn(before.facts.reference, history[-1], changes)


def _audit(desk: ReceivingDesk, received: ReceivedReturn) -> Audit:
    return audit_of(decode_audit_file(return_data(desk.register, received.facts.sha256)))

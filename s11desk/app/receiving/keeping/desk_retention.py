"""Says how long a desk keeps returns, and which it keeps whatever their last day is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_values import ReceivedReturn, RetentionClass, RetentionRule
from s11desk.domain.receiving.retention import MOST_MONTHS
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.text.text_limits import LINE_LIMIT, LimitedText, require_kept_length
from s11desk.errors.reply_errors import ReasonMissing
from s11desk.register.received_rows import change_return, returns_kept_before, returns_with_hold


def keep_for(desk: ReceivingDesk, kind: RetentionClass, months: int | None) -> None:
    """Say how long returns of a class are kept that are taken in from now on; None: without an end.

    Those that are here keep the day that was recorded with them. Raises ValueError for no usable number of months.
    """
    others = tuple(rule for rule in desk.facts.rules if rule.kind is not kind)
    keep_by(desk, others if months is None else (*others, RetentionRule(kind, months)))


def keep_by(desk: ReceivingDesk, rules: tuple[RetentionRule, ...]) -> None:
    """As :func:`keep_for`, for every class at once; one without a rule is kept without an end."""
    for rule in rules:
        if not 1 <= rule.months <= MOST_MONTHS:
            raise ValueError(rule.months)
    desk.register.change_facts(lambda facts: msgspec.structs.replace(facts, rules=rules))


def set_retention(desk: ReceivingDesk, received: ReceivedReturn, kind: str, until: dt.date | None) -> ReceivedReturn:
    """Record under which rule a return is kept, and until when; None: without an end. A hold stays.

    Nothing else changes, such as what a comparison of the pages found since ``received`` was read. Raises
    ``DeskReturnUnknown`` if it was deleted since.
    """
    return _changed(desk, received, lambda now: msgspec.structs.replace(now, retention=kind, kept_until=until))


def hold_return(desk: ReceivingDesk, received: ReceivedReturn, why: str) -> ReceivedReturn:
    """Keep a return whatever its last day is: it cannot be deleted until the hold is taken off.

    Raises ``ReasonMissing`` and ``TextTooLong``.
    """
    reason = clean_line(why)
    if not reason:
        raise ReasonMissing
    require_kept_length([LimitedText(reason, LINE_LIMIT)])
    return _changed(desk, received, lambda now: msgspec.structs.replace(now, hold=reason))


def release_return(desk: ReceivingDesk, received: ReceivedReturn) -> ReceivedReturn:
    """Take the hold off. The last day counts again."""
    return _changed(desk, received, lambda now: msgspec.structs.replace(now, hold=""))


def _changed(
    desk: ReceivingDesk, received: ReceivedReturn, change: Callable[[ReceivedReturn], ReceivedReturn]
) -> ReceivedReturn:
    with desk.register.changing() as connection:
        changed = change(require_return(desk, received.sha256))
        change_return(connection, changed)
    return changed


def returns_on_hold(desk: ReceivingDesk) -> tuple[ReceivedReturn, ...]:
    """The returns that are kept whatever their last day is, by agency and reference."""
    return returns_with_hold(desk.register)


def returns_past_their_date(desk: ReceivingDesk, day: dt.date) -> tuple[ReceivedReturn, ...]:
    """The returns whose last day is over on ``day``, without those on hold: a preview of what may be deleted."""
    return tuple(one for one in returns_kept_before(desk.register, day) if not one.hold)

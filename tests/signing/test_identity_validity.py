"""Whether an identity can sign now."""

from __future__ import annotations

import datetime as dt

import pytest

from s11desk.signing.identity.identity_summary import IdentitySummary, Validity, validity

BEGIN = dt.datetime(2026, 3, 2, 9, 30, 15, tzinfo=dt.UTC)
END = dt.datetime(2027, 3, 2, 9, 30, 15, tzinfo=dt.UTC)
SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (BEGIN - SECOND, Validity.NOT_YET_VALID),
        (BEGIN, Validity.VALID),
        (END - 60 * DAY - SECOND, Validity.VALID),
        (END - 60 * DAY, Validity.EXPIRES_SOON),
        (END, Validity.EXPIRES_SOON),
        (END + SECOND, Validity.EXPIRED),
        (END.astimezone(dt.timezone(dt.timedelta(hours=5))), Validity.EXPIRES_SOON),
    ],
)
def test_validity_changes_at_the_right_second(now: dt.datetime, expected: Validity) -> None:
    summary = IdentitySummary("Zoë", "Lead", "Surgery", "zoe@example.org", "00" * 32, "0000", BEGIN, END, "P-256")
    assert validity(summary, now) is expected

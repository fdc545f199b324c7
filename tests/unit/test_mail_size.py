"""The e-mail budget: its states at the limits, and the size of an attachment in a real message."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import msgspec
import pytest

from s11desk.domain.returns.mail_size import Budget, budget_state, encoded_size, evidence_total, mail_fit
from tests.samples import audit_with, evidence_on


@pytest.mark.parametrize(
    ("total", "state"),
    [
        (0, Budget.GREEN),
        (10_000_000, Budget.GREEN),
        (10_000_001, Budget.AMBER),
        (15_000_000, Budget.AMBER),
        (15_000_001, Budget.RED),
    ],
)
def test_the_state_changes_above_each_limit(total: int, state: Budget) -> None:
    assert budget_state(total) is state


def test_files_with_the_same_content_count_once() -> None:
    second = msgspec.structs.replace(evidence_on("story"), id="E2", sha256="b" * 64, size=5)
    again = msgspec.structs.replace(second, id="E3")
    assert evidence_total(audit_with(evidence=(evidence_on("policy", "story"), second, again))) == 15


@pytest.mark.parametrize("size", [0, 1, 1000, 1_000_000])
def test_the_encoded_size_is_never_less_than_a_real_message(size: int) -> None:
    message = EmailMessage(policy=SMTP)
    message.set_content("Words")
    message.add_attachment(bytes(size), maintype="application", subtype="zip", filename="return.zip")
    written = len(message.as_bytes())
    assert written <= encoded_size(size) <= written + 20_000


def test_a_return_fits_common_mailboxes_large_ones_or_none() -> None:
    fits = [mail_fit(size) for size in (1, 18_000_000, 18_000_001, 19_000_000, 25_000_000, 26_000_000)]
    assert [fit.fits_common for fit in fits] == [True, True, True, False, False, False]
    assert [fit.fits_large for fit in fits] == [True, True, True, True, True, False]
    assert [fit.to_split for fit in fits] == [False, False, True, True, True, True]

"""The sentences on copies of the drafts."""

from __future__ import annotations

import datetime as dt

import pytest

from s11desk.wording.keeping.copy_sentences import made_words
from tests.samples import NOON


@pytest.mark.parametrize("ahead", [dt.timedelta(days=1), dt.timedelta(days=365 * 73)])
def test_a_date_that_is_still_to_come_is_explained(ahead: dt.timedelta) -> None:
    assert made_words(NOON + ahead, NOON).endswith(" (the computer's clock was wrong then)")


@pytest.mark.parametrize("ahead", [-dt.timedelta(days=365), dt.timedelta(), dt.timedelta(minutes=5)])
def test_any_other_date_is_only_shown(ahead: dt.timedelta) -> None:
    assert "clock" not in made_words(NOON + ahead, NOON)

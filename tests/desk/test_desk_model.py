"""After any arrivals, decisions and deletions, lists, overviews and reminders say what a model of one page says."""

from __future__ import annotations

import hashlib
import random

import pytest

from s11desk.app.receiving.agencies.agency_register import overview_on, take_in_agencies
from s11desk.app.receiving.agencies.remind import reminders_due
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.app.receiving.keeping.erasing import erase_return
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import accept_return, leave_out, send_return_back, undo_review
from s11desk.domain.receiving.desk_values import CountingRule, ReviewReason
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.register.received_rows import find_return
from tests.desk.conftest import Post, take
from tests.samples import small_topic

AGENCIES = {"riverside": "Riverside Trust", "harbour": "=Harbour School"}
HILLTOP = ("approved", "second", "first")
"""The returns of one audit; the first of them that may count does."""


class Model:
    """``here``: what each return is, by SHA-256. ``decided``: the decision on it. ``gone``: what was deleted."""

    def __init__(self) -> None:
        self.here: dict[str, str] = {}
        self.decided: dict[str, str] = {}
        self.gone: set[str] = set()

    def counted(self, *admitted: str) -> set[str]:
        fit = {name: sha256 for sha256, name in self.here.items() if self.decided.get(sha256, "") in admitted}
        newest = [fit[name] for name in HILLTOP if name in fit][:1]
        return {sha256 for name, sha256 in fit.items() if name in AGENCIES} | set(newest)

    def silent(self) -> set[str]:
        return {*AGENCIES.values(), "Hilltop Club"} - {
            AGENCIES.get(name, "Hilltop Club") for name in self.here.values()
        }


def step(desk: ReceivingDesk, post: Post, model: Model, chance: random.Random) -> None:
    doing = chance.choice(["take", "take", "take", "accept", "send back", "leave out", "undo", "delete"])
    if doing == "take" or not model.here:
        names = chance.sample([*AGENCIES, *HILLTOP], 2)
        take(desk, *(post[name] for name in names))
        digests = {hashlib.sha256(post[name].read_bytes()).hexdigest(): name for name in names}
        model.here |= {sha256: name for sha256, name in digests.items() if sha256 not in model.gone}
        return
    which = chance.choice(sorted(model.here))
    model.decided[which] = "" if doing == "undo" else doing
    if doing == "accept":
        accept_return(desk, which)
    elif doing == "send back":
        send_return_back(desk, which, [ReviewReason("Please look again.")])
    elif doing == "leave out":
        leave_out(desk, which, "Not ours.")
    elif doing == "undo":
        undo_review(desk, which)
    else:
        received = find_return(desk.register, which)
        assert received is not None
        erase_return(desk, received, "Kept for one year.")
        model.gone.add(which)
        del model.here[which], model.decided[which]


@pytest.mark.parametrize("seed", range(2))
def test_lists_overviews_and_reminders_agree_with_a_model(desk: ReceivingDesk, post: Post, seed: int) -> None:
    ask_topics(desk, (small_topic(),))
    take_in_agencies(desk, [ExpectedAgency(name) for name in (*AGENCIES.values(), "Hilltop Club")])
    model, chance = Model(), random.Random(seed)  # noqa: S311 - the same each time
    for _ in range(12):
        step(desk, post, model, chance)
        for rule, admitted in ((CountingRule.OPEN, ("", "accept")), (CountingRule.ACCEPTED, ("accept",))):
            counted = model.counted(*admitted)
            assert {one.sha256 for one in list_returns(desk, rule) if one.counts} == counted
            (whole, *_) = overview_on(desk, rule=rule).rates
            assert (whole.returned, whole.expected) == (len(counted), 3)
        assert {one.standing.agency.name for one in reminders_due(desk)} == model.silent()

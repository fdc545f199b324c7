"""The round trip: draft, return, desk, request, return 2, receipt, and the agency's program shows it. In three ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.replies.send_replies import due_replies, write_due_replies
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import accept_return, send_return_back
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.replies.audit_news import AskedChange, all_news
from s11desk.app.returns.replies.partnership_replies import replies_of, reply_news, take_in_reply
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import SIGN, Step, StepKind
from s11desk.domain.receiving.desk_values import CountingRule, ReviewReason, TakeOutcome
from s11desk.domain.returns.return_verdict import Standing
from s11desk.signing.identity.lifecycle import unlock
from tests.desk.conftest import PASSPHRASE, Post, answered, take_one
from tests.samples import NOON

Send = Callable[[Workspace, str, Path], Path]
"""Makes the return of an audit, and gives the file that the agency sends."""
POLICY = ReviewReason("Which policy do you mean?", "policy")
WHOLE = ReviewReason("Thank you.")


def plain(agency: Workspace, audit: str, out: Path) -> Path:
    return make_return(agency, audit, out, PASSPHRASE).path


def encrypted(agency: Workspace, audit: str, out: Path) -> Path:
    made = make_return(agency, audit, out, PASSPHRASE)
    assert made.to_send != made.path
    return made.to_send


def approved(agency: Workspace, audit: str, out: Path) -> Path:
    """Only return 2 waits for the approver, who takes far longer than everything else here."""
    made = make_return(agency, audit, out, PASSPHRASE)
    if made.number == 1:
        return made.path
    key = ApproverKey(agency.home.approver, PASSPHRASE, agency.clock())
    return countersign(agency.home, verify_return(made.path), out / "approved", key).path


@pytest.mark.parametrize(("send", "topic"), [(plain, "sample"), (encrypted, "closed"), (approved, "sample")])
def test_a_return_comes_back_is_corrected_and_is_received(
    with_key: ReceivingDesk, post: Post, agency: Workspace, tmp_path: Path, send: Send, topic: str
) -> None:
    desk, signer = with_key, unlock(post.partnership.identity, PASSPHRASE, NOON)
    audit = answered(agency, "Marsh House", topic=topic)

    first = take_one(desk, send(agency, audit, tmp_path / "1"))
    send_return_back(desk, first.reference, [POLICY, WHOLE], NOON.date() + dt.timedelta(days=30))
    assert not any(one.counts for one in list_returns(desk))
    (request,) = write_due_replies(desk, signer)
    assert due_replies(desk) == ()
    assert POLICY.text in request.letter.read_text("utf-8")

    asked = take_in_reply(agency, request.file)
    assert asked.standing.standing is Standing.UNKNOWN
    (news,) = (one for name, one in all_news(agency).items() if name == audit)
    policy = Step(StepKind.QUESTION, "policy")
    assert news.changes == (AskedChange(POLICY, "3", policy), AskedChange(WHOLE, "", SIGN))
    save_answer(agency, audit, Answer("motto", text="We listen better"))
    second = send(agency, audit, tmp_path / "2")
    answered_now = reply_news(agency, audit)
    assert answered_now.reasons == (), "the later return answers it"
    assert answered_now.answered is not None
    assert answered_now.answered.reply == asked.reply

    taken = take_one(desk, second)
    assert taken.outcome is TakeOutcome.REPLACING
    assert accept_return(desk, taken.reference) == require_return(desk, taken.reference)
    assert [one.counts for one in list_returns(desk, CountingRule.ACCEPTED)].count(True) == 1
    (receipt,) = write_due_replies(desk, signer)
    take_in_reply(agency, receipt.file)
    assert reply_news(agency, audit).receipt is not None
    assert [one.is_receipt for one in replies_of(agency, audit)] == [False, True]

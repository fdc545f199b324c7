"""The clock of a desk was wrong and is put right: nothing is lost, hidden or left undone by that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from s11desk.app.receiving.agencies.agency_register import chart_of, overview_on, require_return, take_in_agencies
from s11desk.app.receiving.agencies.remind import reminders_due
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.erasing import erase_return
from s11desk.app.receiving.replies.send_replies import write_due_replies
from s11desk.app.receiving.returns.desk_attention import look_at_overview
from s11desk.app.receiving.returns.review_return import leave_out, send_return_back, undo_review
from s11desk.app.returns.replies.reply_file import check_reply
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.register.register_backups import backups_in
from s11desk.signing.identity.lifecycle import unlock
from tests.desk.conftest import PASSPHRASE, Post, take, take_one
from tests.samples import NOON


def set_clock(desk: ReceivingDesk, at: dt.datetime) -> None:
    desk.officer = replace(desk.officer, clock=lambda: at)


def test_a_backup_that_was_just_made_is_never_thinned_out_and_one_remains_after_a_deletion(
    desk: ReceivingDesk, post: Post
) -> None:
    received = require_return(desk, take_one(desk, post["riverside"]).received)
    ahead = NOON + dt.timedelta(days=1500)
    for minute in range(26):
        set_clock(desk, ahead + dt.timedelta(minutes=minute))
        back_up_desk(desk)
    for minute in range(2):
        set_clock(desk, NOON + dt.timedelta(minutes=minute))
        written = back_up_desk(desk)
        assert backups_in(desk.folder.backups)[0] == written
    erase_return(desk, received, "Kept for one year.")
    (left,) = backups_in(desk.folder.backups)
    assert left.is_file()


def test_a_second_request_is_due_though_the_first_is_dated_later_and_is_the_last_word(
    desk: ReceivingDesk, post: Post
) -> None:
    signer = unlock(post.partnership.identity, PASSPHRASE, NOON)
    received = take_one(desk, post["riverside"]).received
    said = []
    for hours in (5, 3, 1):
        set_clock(desk, NOON + dt.timedelta(hours=hours))
        send_return_back(desk, received, [ReviewReason(f"Ask {hours}", "policy")])
        (written,) = write_due_replies(desk, signer)
        assert write_due_replies(desk, signer) == ()
        with written.file.open("rb") as stream:
            said.append(check_reply(stream, written.file).reply)
    assert [one.reasons[0].text for one in sorted(said, key=lambda one: one.at)] == ["Ask 5", "Ask 3", "Ask 1"]


def test_every_page_of_today_has_what_came_before_the_clock_was_set_back(desk: ReceivingDesk, post: Post) -> None:
    set_clock(desk, NOON + dt.timedelta(days=2))
    take_in_agencies(desk, [ExpectedAgency("Riverside Trust"), ExpectedAgency("Quay Nursery")])
    received, _ = (one.received for one in take(desk, post["riverside"], post["harbour"]).files)
    leave_out(desk, received, "It is a copy.")
    undo_review(desk, received)
    set_clock(desk, NOON - dt.timedelta(days=400))
    seen, today = look_at_overview(desk), overview_on(desk)
    assert {one.name for one in seen.attention} == {"=Harbour School", "Riverside Trust"}
    assert (seen.rates[0].returned, seen.rates[0].expected) == (1, 2)
    assert [one.standing.agency.name for one in reminders_due(desk, today)] == ["Quay Nursery"]
    assert today.later == ()
    assert len(overview_on(desk, england_day(desk.now()) - dt.timedelta(days=1)).later) == 2
    chart = chart_of(desk, "sample", None)
    assert chart is not None
    assert chart.points[-1].returned == 1

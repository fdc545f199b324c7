"""The officer gives their name once, and the first page says what is still to go back to the agencies."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.home.known_desks import known_desks
from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.replies.reply_post import note_reply, replies_to
from s11desk.app.receiving.replies.send_replies import write_due_replies
from s11desk.app.receiving.returns.review_return import accept_return, send_return_back
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.replies_page import RepliesPage
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.register.received_rows import all_returns
from s11desk.signing.identity.lifecycle import create_identity, unlock
from tests.gui.conftest import Bench
from tests.gui.made_desk import make_desk, officer, page_of, show_tab, text_of
from tests.gui.scene import DETAILS, PASSPHRASE
from tests.samples import NOON


def test_a_name_that_is_typed_is_kept_before_any_decision_and_not_asked_for_again(bench: Bench, tmp_path: Path) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    with ReceivingDesk(folder, officer(bench)) as desk:
        accept_return(desk, "JPH9-WHFD-1")
    returns = show_tab(bench, folder, DeskTab.RETURNS, ReturnsPage)
    returns.table.chosen.emit(returns.model.index(0, 0))
    bench.settle()
    page = page_of(bench, DeskReturnPage)
    assert page.decision.name is not None
    page.decision.name.field.setText("Ann Porter")
    page.decision.name.field.editingFinished.emit()
    bench.settle()
    assert known_desks(bench.home).officer == "Ann Porter"
    page.back.click()
    bench.settle()
    replies = show_tab(bench, folder, DeskTab.REPLIES, RepliesPage)
    assert replies.identity is not None
    assert replies.identity.name.text() == "Ann Porter"
    returns = show_tab(bench, folder, DeskTab.RETURNS, ReturnsPage)
    returns.table.chosen.emit(returns.model.index(0, 0))
    bench.settle()
    assert page_of(bench, DeskReturnPage).decision.name is None


@pytest.mark.parametrize("how_far", ["decided", "made", "sent"])
def test_the_first_page_says_what_is_not_made_and_what_is_not_sent(bench: Bench, tmp_path: Path, how_far: str) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    with ReceivingDesk(folder, officer(bench)) as desk:
        accept_return(desk, "JPH9-WHFD-1")
        if how_far != "decided":
            create_identity(bench.home.identity, DETAILS, PASSPHRASE, NOON)
            write_due_replies(desk, unlock(bench.home.identity, PASSPHRASE, NOON))
        if how_far == "sent":
            (received,) = all_returns(desk.register)
            (made,) = replies_to(desk, received, None)
            note_reply(desk, made, PreparedAs.SENT)
    page = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    says = {"decided": "1 reply is still to be made.", "made": "1 reply is made and not sent.", "sent": ""}[how_far]
    if not says:
        assert "reply is" not in text_of(page)
        return
    assert says in text_of(page)
    assert says in page.spoken_state()
    page.numbers.replies.click()
    bench.settle()
    page_of(bench, RepliesPage)


def test_every_page_says_that_a_return_is_to_be_sent_back_until_the_request_is_sent(
    bench: Bench, tmp_path: Path
) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    create_identity(bench.home.identity, DETAILS, PASSPHRASE, NOON)
    with ReceivingDesk(folder, officer(bench)) as desk:
        (received,) = all_returns(desk.register)
        take_in_agencies(desk, [ExpectedAgency(received.agency)])
        send_return_back(desk, received.sha256, [ReviewReason("Which policy?")])
    assert _said(bench, folder) == ("To be sent back", "To be sent back.", "To be sent back")
    with ReceivingDesk(folder, officer(bench)) as desk:
        write_due_replies(desk, unlock(bench.home.identity, PASSPHRASE, NOON))
    assert _said(bench, folder) == ("To be sent back", "To be sent back.", "To be sent back")
    with ReceivingDesk(folder, officer(bench)) as desk:
        (made,) = replies_to(desk, received, None)
        note_reply(desk, made, PreparedAs.SENT)
    listed, shown, standing = _said(bench, folder)
    assert (listed, shown) == ("Sent back", "Sent back.")
    assert standing != "To be sent back"


def _said(bench: Bench, folder: Path) -> tuple[str, str, str]:
    """What the list of returns, the page of the return and the list of agencies say of it."""
    returns = show_tab(bench, folder, DeskTab.RETURNS, ReturnsPage)
    listed = returns.model.index(0, 1).data()
    returns.table.chosen.emit(returns.model.index(0, 0))
    bench.settle()
    shown = page_of(bench, DeskReturnPage).state.text()
    agencies = show_tab(bench, folder, DeskTab.AGENCIES, AgenciesPage)
    return listed, shown, agencies.model.index(0, 2).data()


def test_a_passphrase_that_was_just_chosen_is_not_asked_for_again(bench: Bench, tmp_path: Path) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    with ReceivingDesk(folder, officer(bench)) as desk:
        accept_return(desk, "JPH9-WHFD-1")
    page = show_tab(bench, folder, DeskTab.REPLIES, RepliesPage)
    form = page.identity
    assert form is not None
    details = (DETAILS.name, DETAILS.job_title, DETAILS.organisation, DETAILS.email)
    for field, words in zip((form.name, form.job_title, form.organisation, form.email), details, strict=True):
        field.setText(words)
    form.first_typed.setText(PASSPHRASE)
    form.second_typed.setText(PASSPHRASE)
    form.make.click()
    bench.settle()
    page = page_of(bench, RepliesPage)
    assert page.form is not None
    assert page.form.row is None
    page.form.make.click()
    bench.settle()
    page = page_of(bench, RepliesPage)
    assert "To send: 1" in text_of(page)
    assert "Your list of agencies has no e-mail address for it." in text_of(page)

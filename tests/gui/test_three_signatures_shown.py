"""A pack with three roles in the window: who is asked to sign, as whom a person signs, and who is still to sign."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QWidget

from s11desk.app.audits.drafts import begin_draft, list_drafts
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.topic_packs import keep_pack
from s11desk.desktop.messages.sending_words import TO_SIGN_NEXT
from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import SigningRole
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench
from tests.gui.every_page import complete
from tests.gui.test_approval_shown import HEAD, LEAD, PASSPHRASE, opened, press, shown_panel, text_of
from tests.samples import NOON, small_topic

CHAIR = IdentityDetails("Cy Chair", "Chair of governors", "Riverside Trust", "cy@riverside.example")
ROLES = (
    SigningRole("lead", "Designated safeguarding lead"),
    SigningRole("head", "Headteacher", "I have read every answer."),
    SigningRole("chair", "Chair of governors", "The governors have seen the answers."),
)
TOPIC = msgspec.structs.replace(small_topic(), format=3, version=3, sign_off=ROLES)


@pytest.fixture
def made(bench: Bench, tmp_path: Path) -> MadeReturn:
    with bench.elsewhere() as workspace:
        keep_pack(workspace, TOPIC, Path("pack.zip"), confirmed=True)
        audit_id = begin_draft(workspace, TOPIC.id, "Riverside Trust").audit.id
        complete(workspace, audit_id)
        create_identity(workspace.home.identity, LEAD, PASSPHRASE, workspace.clock())
        return make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)


def approving(bench: Bench, path: Path) -> CountersignPage:
    press(opened(bench, path), "Approve…")
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, CountersignPage), timeout=20_000)
    page = bench.window.page_stack.page
    assert isinstance(page, CountersignPage)
    return page


def approved_page(bench: Bench, page: CountersignPage, folder: Path) -> QWidget:
    page.signing.set_folder(folder)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, ApprovedPage), timeout=20_000)
    done = bench.window.page_stack.page
    assert done is not None
    return done


def test_an_approver_chooses_a_role_and_sees_who_is_still_to_sign(
    bench: Bench, made: MadeReturn, tmp_path: Path
) -> None:
    bench.window.load_home()
    bench.settle()
    assert "Next: have it approved" in text_of(bench.window.home_page)
    assert TO_SIGN_NEXT in text_of(bench.window.home_page)
    create_identity(bench.home.approver, HEAD, PASSPHRASE, NOON)
    page = approving(bench, made.path)
    assert page.roles is not None
    assert list(page.roles.cards) == [Role.APPROVER, Role.SECOND_APPROVER]
    card = page.roles.cards[Role.SECOND_APPROVER]
    assert card.text() == "Chair of governors"
    assert "The governors have seen the answers." in card.accessibleDescription()
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    assert page.roles.problem.isVisible()
    assert page.signing.sign.isEnabled()
    page.roles.cards[Role.APPROVER].setChecked(True)
    assert not page.roles.problem.isVisible()
    done = approved_page(bench, page, tmp_path / "approved")
    assert "It has 2 of 3 signatures." in text_of(done)
    assert "Still to sign: Chair of governors." in text_of(done)
    press(done, "Go on to send it")
    panel = shown_panel(bench)
    assert "Approved by Bo Head." in text_of(panel)
    assert "Still to sign: Chair of governors." in text_of(panel)
    assert panel.approval.isVisible()
    assert "Approval: Chair of governors" in text_of(panel)
    assert "They approve it one after the other, in any order." in text_of(panel)
    with bench.elsewhere() as workspace:
        (line,) = list_drafts(workspace)
    assert (line.approved_by, line.is_to_sign) == (("Bo Head",), True)


def test_the_next_person_on_the_same_computer_is_asked_for_a_signature_of_their_own(
    bench: Bench, made: MadeReturn, tmp_path: Path
) -> None:
    create_identity(bench.home.approver, HEAD, PASSPHRASE, NOON)
    key = ApproverKey(bench.home.approver, PASSPHRASE, NOON, role=Role.APPROVER)
    once = countersign(bench.home, verify_return(made.path), tmp_path / "once", key)
    page = opened(bench, once.path)
    press(page, "How we know")
    assert "Approved and signed as Headteacher" in text_of(page)
    assert "Still to sign: Chair of governors." in text_of(page)
    asked = approving(bench, once.path)
    assert asked.form is not None
    assert "Bo Head has already signed this return on this computer." in text_of(asked)
    create_identity(tmp_path / "cy.p12", CHAIR, PASSPHRASE, NOON)
    key = ApproverKey(tmp_path / "cy.p12", PASSPHRASE, NOON)
    whole = countersign(bench.home, verify_return(once.path), tmp_path / "whole", key)
    last = opened(bench, whole.path)
    press(last, "How we know")
    assert "all three signatures are valid" in text_of(last)
    assert "Still to sign" not in text_of(last)
    assert not hasattr(last, "countersign")

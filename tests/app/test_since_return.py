"""What has changed since a return is read back from the history, or not said at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from s11desk.app.audits.actions import remove_action, save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, detach
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail import prepare_approver_mail, record_prepared
from s11desk.app.returns.making.find import find_current_return
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.since_return import audit_of_return, changes_since_last, numbers_in_last_return
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.visibility import action_numbers, as_returned
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.domain.returns.return_changes import ReturnChanges
from s11desk.wording.returns.return_change_words import numbers_with_former, plan_text
from tests.app.test_opened_returns import PASSPHRASE, two_returns

SAMPLE = resources_folder() / "demo" / "good-practice-example.pdf"


def test_the_next_signer_is_told_what_changed(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    assert changes_since_last(workspace, audit_id) is None
    two_returns(workspace, audit_id, tmp_path / "out")
    assert changes_since_last(workspace, audit_id) == ReturnChanges()
    made = find_current_return(workspace, audit_id)
    assert made is not None
    assert "Since return" not in prepare_approver_mail(workspace, audit_id, made).body
    record_prepared(workspace, audit_id, made.reference.removesuffix("2") + "1", PreparedAs.TO_APPROVER, ())
    body = prepare_approver_mail(workspace, audit_id, made).body
    assert "Since return 1 I changed: question 3." in body


def test_a_return_comes_back_from_the_history_as_it_was_made(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    attach(workspace, audit_id, "policy", SAMPLE)
    save_action(workspace, audit_id, Action(area="Posters", action="Print", lead="Kim", due=dt.date(2026, 9, 1)))
    _, _ = two_returns(workspace, audit_id, tmp_path / "out")
    draft = open_draft(workspace, audit_id)
    made = as_returned(draft.topic, draft.audit)
    detach(workspace, audit_id, draft.audit.evidence[0].id)
    save_action(workspace, audit_id, Action(area="Doors", action="Close", lead="Bo", due=dt.date(2026, 9, 1)))
    remove_action(workspace, audit_id, draft.audit.actions[0].id)
    save_answer(workspace, audit_id, Answer("policy", choice="na", reason="Another reason"))
    now = open_draft(workspace, audit_id)
    then = audit_of_return(workspace, now, now.audit.exports[-1])
    assert then is not None
    again = as_returned(now.topic, then)
    assert (again.answers, again.actions, again.evidence) == (made.answers, made.actions, made.evidence)
    assert changes_since_last(workspace, audit_id) == ReturnChanges(("policy",), changed=1)
    make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    assert changes_since_last(workspace, audit_id) == ReturnChanges()


def test_the_former_number_of_an_action_is_known(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    save_action(workspace, audit_id, Action(area="Posters", action="Print", lead="Kim", due=dt.date(2026, 9, 1)))
    assert numbers_in_last_return(workspace, audit_id) == {}
    two_returns(workspace, audit_id, tmp_path / "out")
    draft = save_answer(workspace, audit_id, Answer("policy", choice="no"))
    former, numbers = numbers_in_last_return(workspace, audit_id), action_numbers(draft.topic, draft.audit)
    changes = changes_since_last(workspace, audit_id)
    assert changes is not None
    assert (former, changes.moved) == ({"A1": "A1"}, (("A1", "A2"),))
    assert plan_text(draft.topic, changes) == "1 action added (question 3), so A1 is now A2"
    assert numbers_with_former(numbers, former, 2)["A1"] == "A2 (A1 in return 2)"
    assert numbers_with_former(numbers, {}, 2) == numbers

"""A copy of an audit with a newer version of its questions: no answer stands under words that nobody read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.undo import undo_last
from s11desk.app.audits.upgrade import find_upgrade, upgrade_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.topic_packs import keep_pack
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.audits.carry_over import CarryKind
from s11desk.domain.audits.completeness import GapCode, find_gaps
from s11desk.domain.topics.topic import Question, QuestionKind, Topic
from s11desk.errors.topic_errors import TopicNotNewer
from s11desk.store.rows.journal import EventKind
from s11desk.wording.topics.carry_sentences import carry_lines, carry_summary
from tests.samples import small_topic

PACK = Path("pack.json")


def changed(topic: Topic, version: int, **fields: dict[str, object] | None) -> Topic:
    """``topic`` with other fields of some questions; None removes a question."""
    questions: list[Question] = []
    for one in topic.questions:
        other = fields.get(one.id, {})
        if other is not None:
            questions.append(msgspec.structs.replace(one, **other))
    return msgspec.structs.replace(topic, version=version, questions=tuple(questions))


NEWER = changed(
    small_topic(),
    2,
    motto={"text": "What is your motto for children?"},
    staff={"kind": QuestionKind.SHORT_TEXT, "minimum": None, "maximum": None},
    story={"id": "tale"},
    reviewed=None,
)


@pytest.fixture
def audit(workspace: Workspace, tmp_path: Path) -> str:
    keep_pack(workspace, small_topic(), PACK, confirmed=True)
    audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    for answer in (
        Answer("policy", choice="no"),
        Answer("motto", text="Ask first", comment="as ever"),
        Answer("story", text="A family came back."),
        Answer("staff", number=12),
        Answer("reviewed", date=None, comment="in spring"),
    ):
        save_answer(workspace, audit_id, answer)
    save_note(workspace, audit_id, PrivateNote("story", "ask Amina"))
    picture = tmp_path / "minutes.pdf"
    picture.write_bytes(b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")
    attach(workspace, audit_id, "policy", picture)
    return audit_id


def test_there_is_nothing_to_upgrade_to_without_a_newer_version(workspace: Workspace, audit: str) -> None:
    with pytest.raises(TopicNotNewer):
        find_upgrade(workspace, audit)


def test_each_answer_is_carried_confirmed_or_listed(workspace: Workspace, audit: str) -> None:
    keep_pack(workspace, NEWER, PACK, confirmed=True)
    upgrade = find_upgrade(workspace, audit)
    kinds = {one.match.before.id: one.kind for one in upgrade.carried.questions if one.match.before}
    assert kinds == {
        "policy": CarryKind.CARRIED,
        "motto": CarryKind.TO_CONFIRM,
        "story": CarryKind.TO_CONFIRM,
        "staff": CarryKind.LEFT,
        "reviewed": CarryKind.LEFT,
    }
    assert carry_summary(upgrade.carried) == "1 answer unchanged, 2 to be confirmed by you, 2 left out."
    lines = "\n".join(carry_lines(upgrade.draft.topic, upgrade.topic, upgrade.carried))
    for needed in (
        "To be confirmed: question 6, “What is your motto for children?”, because its words have changed.",
        "To be confirmed: question 5, “Question about story?”, because its short name has changed.",
        "Left out: question 8, “Question about staff?”, because the answer no longer fits.",
        "Left out: question 7, “Question about reviewed?”, because it is no longer asked.",
    ):
        assert needed in lines


def test_the_copy_has_the_content_and_the_draft_keeps_all_of_its_own(workspace: Workspace, audit: str) -> None:
    keep_pack(workspace, NEWER, PACK, confirmed=True)
    before = open_draft(workspace, audit)
    copy = upgrade_draft(workspace, find_upgrade(workspace, audit))
    assert open_draft(workspace, audit) == before
    assert copy.topic == NEWER
    assert copy.audit.agency == "Riverside Trust"
    assert copy.audit.answer("policy") == Answer("policy", choice="no")
    assert copy.audit.answer("motto") == Answer("motto", text="Ask first", comment="as ever", unconfirmed=True)
    assert copy.audit.answer("tale") == Answer("tale", text="A family came back.", unconfirmed=True)
    assert copy.audit.answer("staff").is_blank()
    assert [item.questions for item in copy.audit.evidence] == [("policy",)]
    assert [action.question for action in copy.audit.actions] == ["policy"]
    assert copy.notes == (PrivateNote("tale", "ask Amina"),)
    assert {gap.question for gap in find_gaps(NEWER, copy.audit) if gap.code is GapCode.UNCONFIRMED} == {
        "motto",
        "tale",
    }
    assert {draft.topic_version for draft in list_drafts(workspace)} == {1, 2}


def test_the_copying_is_one_line_of_the_history_and_is_not_undone(workspace: Workspace, audit: str) -> None:
    keep_pack(workspace, NEWER, PACK, confirmed=True)
    copy = upgrade_draft(workspace, find_upgrade(workspace, audit))
    kinds = [entry.what for entry in draft_history(workspace, copy.audit.id)]
    assert kinds == [EventKind.BEGUN, EventKind.UPGRADED]
    assert undo_last(workspace, copy.audit.id) is None
    save_answer(workspace, copy.audit.id, Answer("motto", text="Ask twice"))
    undone = undo_last(workspace, copy.audit.id)
    assert undone is not None
    assert undone.audit.answer("motto").text == "Ask first"


def test_files_that_the_new_rule_refuses_are_named(workspace: Workspace, audit: str) -> None:
    rule = small_topic().evidence
    assert rule is not None
    pictures_only = msgspec.structs.replace(rule, types=("png",))
    keep_pack(workspace, msgspec.structs.replace(NEWER, evidence=pictures_only), PACK, confirmed=True)
    upgrade = find_upgrade(workspace, audit)
    assert upgrade.carried.evidence == ()
    lines = carry_lines(upgrade.draft.topic, upgrade.topic, upgrade.carried)
    assert any("Not copied, because the question no longer takes such files: minutes.pdf." in line for line in lines)


def test_an_answer_to_an_id_that_moved_never_appears_under_the_other_question(workspace: Workspace, audit: str) -> None:
    texts = {one.id: one.text for one in small_topic().questions}
    swapped = changed(small_topic(), 2, motto={"text": texts["story"]}, story={"text": texts["motto"]})
    keep_pack(workspace, swapped, PACK, confirmed=True)
    copy = upgrade_draft(workspace, find_upgrade(workspace, audit))
    assert copy.audit.answer("story") == Answer("story", text="Ask first", comment="as ever", unconfirmed=True)
    assert copy.audit.answer("motto") == Answer("motto", text="A family came back.", unconfirmed=True)

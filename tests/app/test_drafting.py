"""Beginning a draft, answering, planning actions, and files of answers."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.actions import remove_action, save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.drafts import (
    archive_draft,
    begin_draft,
    draft_history,
    list_drafts,
    normal_id,
    open_draft,
    unarchive_draft,
)
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.topics import list_topics
from s11desk.domain.audits.answer_rules import AnswerUnfit
from s11desk.domain.audits.audit import Action, Answer
from s11desk.errors import UserError
from s11desk.errors.answer_errors import (
    ActionUnknown,
    ChangedElsewhere,
    JsonBroken,
    JsonShapeWrong,
    OptionUnknown,
    QuestionAnsweredTwice,
    QuestionUnknown,
    SeveralErrors,
)
from s11desk.errors.draft_errors import AgencyMissing, AuditUnknown, HomeUnusable
from s11desk.errors.file_errors import FileIsFolder, FileMissing, FileUnreadable
from s11desk.errors.topic_errors import TopicConflict, TopicUnknown
from s11desk.store.rows.journal import EventKind
from tests.app.conftest import keep
from tests.installing import install_pack
from tests.samples import small_topic


def test_a_draft_keeps_the_topic_version_it_began_with(workspace: Workspace, audit_id: str) -> None:
    newer = msgspec.structs.replace(small_topic(), version=2, title="Reworded")
    keep(workspace, newer)
    assert open_draft(workspace, audit_id).topic == small_topic()
    assert begin_draft(workspace, "sample", "Another").topic == newer


def test_an_archived_draft_keeps_its_content_and_can_be_unarchived(workspace: Workspace, audit_id: str) -> None:
    before = open_draft(workspace, audit_id)
    archive_draft(workspace, audit_id)
    archive_draft(workspace, audit_id)
    assert [draft.is_archived for draft in list_drafts(workspace)] == [True]
    assert open_draft(workspace, audit_id) == before
    unarchive_draft(workspace, audit_id)
    assert [draft.is_archived for draft in list_drafts(workspace)] == [False]
    with pytest.raises(AuditUnknown):
        archive_draft(workspace, "0000-0000")


def test_an_agency_needs_a_name_and_a_topic_must_be_known(workspace: Workspace) -> None:
    with pytest.raises(AgencyMissing):
        begin_draft(workspace, "sample", " \n ")
    with pytest.raises(TopicUnknown):
        begin_draft(workspace, "smaple", "Riverside")


def test_an_id_is_found_in_capitals_and_without_its_dash(workspace: Workspace, audit_id: str) -> None:
    assert open_draft(workspace, f" {audit_id.upper()} ").audit.id == audit_id
    assert normal_id("K7M39QXD") == "k7m3-9qxd"
    assert normal_id("oiLm-9qxd") == "011m-9qxd"


def test_a_saved_answer_is_read_back_by_another_connection(workspace: Workspace, audit_id: str) -> None:
    saved = save_answer(workspace, audit_id, Answer("story", text="We\r\ndo"))
    assert saved.audit.answer("story").text == "We\ndo"
    with Workspace(workspace.home) as second:
        assert open_draft(second, audit_id).audit == saved.audit


def test_an_answer_changed_elsewhere_is_not_overwritten(workspace: Workspace, audit_id: str) -> None:
    base = open_draft(workspace, audit_id).audit.answer("story")
    with Workspace(workspace.home) as second:
        save_answer(second, audit_id, Answer("story", text="Theirs"))
    with pytest.raises(ChangedElsewhere):
        save_answer(workspace, audit_id, Answer("story", text="Mine"), base=base)
    assert open_draft(workspace, audit_id).audit.answer("story").text == "Theirs"
    same = save_answer(workspace, audit_id, Answer("story", text="Theirs"), base=base)
    assert same.audit.answer("story").text == "Theirs"


def test_a_weak_answer_adds_a_line_to_the_plan_in_the_same_save(workspace: Workspace, audit_id: str) -> None:
    draft = save_answer(workspace, audit_id, Answer("policy", choice="no"))
    assert [(action.id, action.question) for action in draft.audit.actions] == [("A1", "policy")]
    draft = save_action(workspace, audit_id, msgspec.structs.replace(draft.audit.actions[0], lead=" Amina\nYusuf "))
    assert draft.audit.actions[0].lead == "Amina Yusuf"
    draft = save_action(workspace, audit_id, Action(question="4", action="More training"))
    assert [(action.id, action.question) for action in draft.audit.actions] == [("A1", "policy"), ("A2", "training")]
    draft = remove_action(workspace, audit_id, "A1")
    assert [(action.question, action.lead) for action in draft.audit.actions] == [("policy", ""), ("training", "")]


def test_typing_is_saved_at_once_and_enters_the_journal_when_it_settles(workspace: Workspace, audit_id: str) -> None:
    for text in ("W", "We", "We do"):
        save_answer(workspace, audit_id, Answer("story", text=text), settled=False)
    with Workspace(workspace.home) as second:
        assert open_draft(second, audit_id).audit.answer("story").text == "We do"
    what = [entry.what for entry in draft_history(workspace, audit_id)]
    assert what == [EventKind.BEGUN, EventKind.ANSWERED]


def test_the_list_of_drafts_counts_complete_questions(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("agency", choice="gp"))
    (line,) = list_drafts(workspace)
    assert (line.agency, line.asked, line.complete, line.exported) == ("Riverside Trust", 3, 1, None)


class TestAnswersFile:
    def apply(self, workspace: Workspace, audit_id: str, content: object) -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        apply_answers_file(workspace, audit_id, raw, "answers.json")

    def refusal(self, workspace: Workspace, audit_id: str, content: object) -> UserError:
        before = open_draft(workspace, audit_id)
        with pytest.raises(UserError) as error:
            self.apply(workspace, audit_id, content)
        assert open_draft(workspace, audit_id) == before
        return error.value

    def test_answers_and_actions_are_saved_together(self, workspace: Workspace, audit_id: str) -> None:
        content = {
            "answers": [{"question": "policy", "choice": "no"}, {"question": "9", "choice": "yes"}],
            "action_plan": [{"question": "policy", "action": "Write one", "due": "2026-09-01"}, {"action": "Loose"}],
        }
        self.apply(workspace, audit_id, content)
        audit = open_draft(workspace, audit_id).audit
        assert audit.answer("online").choice == "yes"
        assert [(a.id, a.question, a.area, a.action) for a in audit.actions] == [
            ("A1", "policy", "Question about policy?", "Write one"),
            ("A2", "", "", "Loose"),
        ]

    def test_every_wrong_answer_is_reported_and_none_is_saved(self, workspace: Workspace, audit_id: str) -> None:
        content = {
            "answers": [
                {"question": "story", "text": "fine"},
                {"question": "polcy", "choice": "no"},
                {"question": "policy", "choice": "yess"},
                {"question": "motto", "choice": "x"},
                {"question": "5", "text": "again"},
            ]
        }
        error = self.refusal(workspace, audit_id, content)
        assert isinstance(error, SeveralErrors)
        unknown, option, unfit, twice = error.errors
        assert isinstance(unknown, QuestionUnknown)
        assert isinstance(option, OptionUnknown)
        assert isinstance(unfit, AnswerUnfit)
        assert isinstance(twice, QuestionAnsweredTwice)
        assert (unknown.nearest, option.nearest) == ("policy", "yes")

    @pytest.mark.parametrize(
        ("content", "error_class", "expected"),
        [
            (b'{"answers": [\n  {"question": "a",}]}', JsonBroken, {"line": 2}),
            (b"", JsonBroken, {"line": 1}),
            ('{"answers": []}'.encode("utf-16"), JsonBroken, {}),
            (b'{"anwsers": []}', JsonShapeWrong, {}),
            (b'{"answers": [{"question": "story", "text": 3}]}', JsonShapeWrong, {"place": "answers[0].text"}),
            (b'{"answers": [{"question": "story", "txt": "x"}]}', JsonShapeWrong, {"place": "answers[0]"}),
            (b"[]", JsonShapeWrong, {"place": ""}),
        ],
    )
    def test_a_broken_file_is_refused_with_the_place_of_the_error(
        self,
        workspace: Workspace,
        audit_id: str,
        content: bytes,
        error_class: type[UserError],
        expected: dict[str, object],
    ) -> None:
        error = self.refusal(workspace, audit_id, content)
        assert isinstance(error, error_class)
        assert expected.items() <= vars(error).items()

    def test_an_action_with_an_unknown_id_is_refused(self, workspace: Workspace, audit_id: str) -> None:
        error = self.refusal(workspace, audit_id, {"action_plan": [{"id": "A9", "action": "x"}]})
        assert isinstance(error, ActionUnknown)

    def test_a_missing_file_and_a_folder_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FileMissing):
            read_answers_file(tmp_path / "no.json")
        with pytest.raises(UserError) as folder:
            read_answers_file(tmp_path)
        assert isinstance(folder.value, FileIsFolder | FileUnreadable)


def test_a_pack_with_a_known_version_but_other_content_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    from s11desk.topics.pack import encode_topic

    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "topic.json").write_bytes(encode_topic(msgspec.structs.replace(small_topic(), title="Other words")))
    with pytest.raises(TopicConflict):
        install_pack(workspace, pack)
    (pack / "topic.json").write_bytes(encode_topic(msgspec.structs.replace(small_topic(), version=2)))
    assert install_pack(workspace, pack).version == 2
    assert {topic.id: topic.version for topic in list_topics(workspace)}["sample"] == 2


def test_a_home_cannot_be_opened_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(HomeUnusable):
        Workspace(Home(tmp_path / "home"))

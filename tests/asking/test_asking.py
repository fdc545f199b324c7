"""Questions go to colleagues as files, and their answers come back and are merged question by question."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest

from s11desk.app.asking.ask_questions import AskChoice, ask_questions
from s11desk.app.asking.send_back import ReplyChoice, send_back
from s11desk.app.asking.take_answers import look_into_answers
from s11desk.app.asking.take_questions import look_into_questions, questions_of
from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes, detach
from s11desk.app.audits.bring_forward import earlier_audits
from s11desk.app.audits.drafts import archive_draft, begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.undo import undo_last
from s11desk.app.audits.upgrade import find_upgrade
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import FileKind, find_file_kind
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_audit_back
from s11desk.app.returns.making.make import require_complete
from s11desk.domain.asking.asked_questions import AnswersRemark, AnswersTaken, Decided
from s11desk.domain.audits.audit import Action, Answer, ReturnRecord
from s11desk.domain.topics.topic import SigningRole
from s11desk.errors.asking_errors import (
    AnswersForOtherAudit,
    AnswersUndecided,
    AuditAsked,
    AuditNotAsked,
    NameMissing,
    NoQuestionChosen,
)
from s11desk.errors.draft_errors import AuditHandedOver
from s11desk.errors.evidence_errors import EvidenceTooMany
from s11desk.store.rows.journal import EventKind
from tests.app.conftest import keep
from tests.app.test_attaching import picture
from tests.asking.conftest import ASKED, PASSPHRASE, asked, begun, replied, taken
from tests.moves.conftest import bring_in, give, move
from tests.samples import NOON, small_topic
from tests.topics.test_translations import in_welsh

Colleagues = tuple[Workspace, ...]


def answer(workspace: Workspace, audit_id: str, question: str) -> Answer:
    return open_draft(workspace, audit_id).audit.answer(question)


def test_a_colleague_sees_only_the_questions_that_are_asked(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    path = asked(workspace, audit_id, tmp_path / "for kim")
    assert path.name == "for kim.s11questions"
    assert find_file_kind(path) is FileKind.QUESTIONS
    draft = open_draft(kim, begun(kim, path))
    whole = open_draft(workspace, audit_id).topic
    assert [question.id for question in draft.topic.questions] == list(ASKED)
    assert [draft.topic.number_of(name) for name in ASKED] == [whole.number_of(name) for name in ASKED]
    assert draft.is_asked
    assert not open_draft(workspace, audit_id).is_asked
    assert [one.answers for one in (draft.audit,)] == [
        (Answer("policy", choice="no", comment="Not yet"), Answer("story", text="Once"))
    ]
    assert [action.action for action in draft.audit.actions] == ["Write it"]
    assert questions_of(kim, draft.audit.id).line == "Please look at these.\nThank you!"


def test_a_file_has_no_other_answer_no_note_and_no_key(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    path = asked(workspace, audit_id, tmp_path / "q.s11questions")
    with zipfile.ZipFile(path) as packed:
        inside = b"".join(packed.read(name) for name in packed.namelist())
        names = [name for name in packed.namelist() if not name.startswith("evidence/")]
    assert names == ["mimetype", "questions.json", "topic.json", "META-INF/sha256.txt"]
    for text in (b"secret", b"Ask Kim", b"Paint", b"motto", b"Amina"):
        assert text not in inside


def test_opening_a_file_twice_goes_on_with_what_was_begun(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    path = asked(workspace, audit_id, tmp_path / "q")
    copy = shutil.copy(path, tmp_path / "renamed (1).s11questions")
    first = begun(colleagues[0], path)
    assert begun(colleagues[0], Path(copy)) == first
    assert look_into_questions(colleagues[0], path).begun == first
    assert look_into_questions(workspace, path).is_own


def test_what_only_the_colleague_changed_is_taken(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("policy", choice="no", comment="Signed in May", marked_for_review=True))
    save_answer(kim, theirs, Answer("story", text="Once upon a time"))
    save_answer(kim, theirs, Answer("training", choice="no"))
    save_action(kim, theirs, Action(question="training", area="Train", action="All staff"))
    save_action(kim, theirs, Action(id="A1", question="policy", area="Write one", action="Write it in June"))
    attach_bytes(kim, theirs, "example", PastedFile("photo.png", picture("blue")))
    result = taken(workspace, replied(kim, theirs, tmp_path / "a"))
    audit = open_draft(workspace, audit_id).audit
    assert result.kept == 0
    assert audit.answer("policy") == Answer("policy", choice="no", comment="Signed in May", marked_for_review=True)
    assert audit.answer("story").text == "Once upon a time"
    assert audit.answer("motto").text == "A secret motto"
    assert [a.action for a in audit.actions] == ["Write it in June", "All staff", "Paint the hall"]
    assert [item.name for item in audit.evidence_for("example")] == ["minutes.png", "photo.png"]
    line = draft_history(workspace, audit_id)[-1]
    assert line.what is EventKind.MERGED
    assert msgspec.json.decode(line.new, type=AnswersTaken).name == "Kim"


def test_the_same_file_again_under_another_name_changes_nothing_and_asks_nothing(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    path = replied(kim, theirs, tmp_path / "a")
    save_answer(workspace, audit_id, Answer("story", text="Mine"))
    with pytest.raises(AnswersUndecided) as raised:
        taken(workspace, path)
    assert raised.value.questions == ("5",)
    assert taken(workspace, path, choice=Decided.KEPT).kept == 1
    before = open_draft(workspace, audit_id), draft_history(workspace, audit_id)
    again = Path(shutil.copy(path, tmp_path / "another name.s11answers"))
    seen = look_into_answers(workspace, again)
    assert (seen.items, seen.remarks) == ((), (AnswersRemark.KNOWN,))
    taken(workspace, again)
    assert (open_draft(workspace, audit_id), draft_history(workspace, audit_id)) == before
    recorded = msgspec.json.decode(before[1][-1].new, type=AnswersTaken)
    assert [(one.decided, one.answer) for one in recorded.items] == [(Decided.KEPT, Answer("story", text="Mine"))]
    assert recorded.part.answers[-1] == Answer("story", text="Theirs")


def test_the_choice_can_be_the_colleagues_and_undo_brings_mine_back(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    save_answer(workspace, audit_id, Answer("story", text="Mine"))
    taken(workspace, replied(kim, theirs, tmp_path / "a"), choice=Decided.CHOSEN)
    assert answer(workspace, audit_id, "story").text == "Theirs"
    undo_last(workspace, audit_id)
    assert answer(workspace, audit_id, "story").text == "Mine"


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (1, 0, 1), (0, 0, 1, 0)])
def test_later_answers_of_one_colleague_win_over_earlier_ones_in_any_order(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path, order: tuple[int, ...]
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="First"))
    save_action(kim, theirs, Action(question="story", area="One", action="Do it"))
    paths = [replied(kim, theirs, tmp_path / "a1")]
    save_answer(kim, theirs, Answer("story", text="Once"))
    line = open_draft(kim, theirs).audit.actions[-1]
    save_action(kim, theirs, msgspec.structs.replace(line, action="Do it soon"))
    paths.append(replied(kim, theirs, tmp_path / "a2"))
    for index in order:
        taken(workspace, paths[index])
    audit = open_draft(workspace, audit_id).audit
    assert audit.answer("story").text == "Once"
    assert [a.action for a in audit.actions_for("story")] == ["Do it soon"]


def test_two_colleagues_with_one_file_are_two_senders(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    path = asked(workspace, audit_id, tmp_path / "q")
    replies = []
    for number, (one, text) in enumerate(zip(colleagues, ("A", "B", "A"), strict=True)):
        theirs = begun(one, path)
        save_answer(one, theirs, Answer("story", text=text))
        save_action(one, theirs, Action(question="story", area="Same", action="words"))
        replies.append(replied(one, theirs, tmp_path / f"a{number}", name=f"Colleague {number}"))
    taken(workspace, replies[0])
    assert [item.key.question for item in look_into_answers(workspace, replies[1]).conflicts] == ["story"]
    taken(workspace, replies[1], choice=Decided.KEPT)
    assert look_into_answers(workspace, replies[2]).remarks == (AnswersRemark.NOTHING_NEW,)
    taken(workspace, replies[2])
    assert answer(workspace, audit_id, "story").text == "A"
    assert len(open_draft(workspace, audit_id).audit.actions_for("story")) == 1


def test_what_the_colleague_removed_is_removed_and_what_both_changed_is_asked(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    for item in open_draft(kim, theirs).audit.evidence:
        detach(kim, theirs, item.id, "example")
    save_answer(kim, theirs, Answer("story"))
    save_answer(workspace, audit_id, Answer("story", text="Mine"))
    seen = look_into_answers(workspace, replied(kim, theirs, tmp_path / "a"))
    assert [(item.key.question, item.theirs) for item in seen.conflicts] == [("story", None)]
    taken(workspace, tmp_path / "a.s11answers", choice=Decided.CHOSEN)
    audit = open_draft(workspace, audit_id).audit
    assert audit.answer("story").is_blank()
    assert audit.evidence_for("example") == ()
    assert [item.name for item in audit.evidence_for("policy")] == ["minutes.png"]


def test_answers_for_an_audit_that_is_elsewhere_or_finished_or_put_away(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, lee, _ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    path = replied(kim, theirs, tmp_path / "a")
    with pytest.raises(AnswersForOtherAudit):
        look_into_answers(lee, path)
    archive_draft(workspace, audit_id)
    assert look_into_answers(workspace, path).remarks == (AnswersRemark.ARCHIVED,)
    bring_in(lee, move(workspace, audit_id, tmp_path / "moved.s11draft"))
    with pytest.raises(AuditHandedOver):
        look_into_answers(workspace, path)
    assert taken(lee, path).taken == 1
    assert answer(lee, audit_id, "story").text == "Theirs"


def test_a_colleague_is_named_in_comments_and_later_answers_still_come_in(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="Theirs", comment="From the log"))
    save_answer(kim, theirs, Answer("training", choice="yes"))
    taken(workspace, replied(kim, theirs, tmp_path / "a"), is_credited=True)
    assert answer(workspace, audit_id, "story").comment == "From the log\n\nAnswered by Kim."
    assert answer(workspace, audit_id, "training").comment == "Answered by Kim."
    save_answer(kim, theirs, Answer("story", text="Theirs, later"))
    second = replied(kim, theirs, tmp_path / "a2")
    assert look_into_answers(workspace, second).conflicts == ()
    taken(workspace, second, is_credited=True)
    assert answer(workspace, audit_id, "story") == Answer("story", text="Theirs, later", comment="Answered by Kim.")


def test_answers_for_a_finished_audit_come_in_after_a_word_about_the_return(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        change.record_return(ReturnRecord(1, "R-1", NOON, "0" * 64, "0" * 64))
    path = replied(kim, theirs, tmp_path / "a")
    assert look_into_answers(workspace, path).remarks == (AnswersRemark.FINISHED,)
    assert taken(workspace, path).taken == 1


def test_a_part_of_an_audit_is_brought_neither_forward_nor_into_a_newer_version(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    keep(kim, msgspec.structs.replace(small_topic(), version=2))
    keep(kim, msgspec.structs.replace(small_topic(), id="other"))
    with pytest.raises(AuditAsked):
        find_upgrade(kim, theirs)
    assert earlier_audits(kim, "other") == ()


def test_answers_come_into_a_copy_of_the_audit_that_asked(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, lee, _ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    copy = give(workspace, audit_id, tmp_path / "copy.s11draft")
    assert look_into_draft_file(lee, copy).draft.format == 2
    new_id = bring_in(lee, copy).audit
    taken(lee, replied(kim, theirs, tmp_path / "a"))
    assert answer(lee, new_id, "story").text == "Theirs"


def test_answers_meet_an_audit_that_lost_the_asking(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    """After an old copy came back, nothing tells what the colleague began from: what differs is asked about."""
    kim, lee, _ = colleagues
    bring_in(lee, move(workspace, audit_id, tmp_path / "before.s11draft"))
    seen_before = tmp_path / "q.s11questions"
    asked(lee, audit_id, seen_before)
    theirs = begun(kim, seen_before)
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    save_answer(kim, theirs, Answer("training", choice="yes"))
    take_audit_back(workspace, audit_id)
    seen = look_into_answers(workspace, replied(kim, theirs, tmp_path / "a"))
    assert [item.key.question for item in seen.conflicts] == ["story"]
    taken(workspace, seen.path, choice=Decided.KEPT)
    assert answer(workspace, audit_id, "training").choice == "yes"


def test_a_question_takes_no_more_files_than_it_can(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    attach_bytes(kim, theirs, "example", PastedFile("photo.png", picture("blue")))
    attach_bytes(workspace, audit_id, "example", PastedFile("mine.png", picture("green")))
    path = replied(kim, theirs, tmp_path / "a")
    before = open_draft(workspace, audit_id)
    with pytest.raises(EvidenceTooMany):
        taken(workspace, path)
    assert open_draft(workspace, audit_id) == before
    detach(workspace, audit_id, before.audit.evidence_for("example")[-1].id)
    assert taken(workspace, path).taken == 1


def test_no_return_is_made_of_a_colleagues_questions(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q", "story"))
    with pytest.raises(AuditAsked):
        require_complete(kim, theirs)
    assert [line.is_asked for line in list_drafts(kim)] == [True]


def test_a_file_under_a_passphrase_travels_both_ways(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    path = asked(workspace, audit_id, tmp_path / "q", passphrase=PASSPHRASE)
    assert find_file_kind(path) is FileKind.QUESTIONS
    theirs = begun(kim, path, PASSPHRASE)
    save_answer(kim, theirs, Answer("story", text="Theirs"))
    back = replied(kim, theirs, tmp_path / "a", passphrase=PASSPHRASE)
    assert find_file_kind(back) is FileKind.ANSWERS
    assert b"Theirs" not in back.read_bytes()
    taken(workspace, back, PASSPHRASE)
    assert answer(workspace, audit_id, "story").text == "Theirs"
    assert list(workspace.home.work.glob("opened-*")) == []


def test_a_colleague_asks_another_colleague(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, lee, _ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    deeper = begun(lee, asked(kim, theirs, tmp_path / "q2", "story"))
    save_answer(lee, deeper, Answer("story", text="From Lee"))
    taken(kim, replied(lee, deeper, tmp_path / "a2", name="Lee"))
    taken(workspace, replied(kim, theirs, tmp_path / "a"))
    assert answer(workspace, audit_id, "story").text == "From Lee"


def test_a_colleague_goes_on_answering_on_another_computer(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    """What was begun on one computer moves as any audit does, and both files are of one colleague."""
    kim, laptop, _ = colleagues
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q"))
    save_answer(kim, theirs, Answer("story", text="First"))
    first = replied(kim, theirs, tmp_path / "a1")
    bring_in(laptop, move(kim, theirs, tmp_path / "moved.s11draft"))
    assert open_draft(laptop, theirs).is_asked
    save_answer(laptop, theirs, Answer("story", text="Second"))
    second = replied(laptop, theirs, tmp_path / "a2")
    taken(workspace, second)
    assert look_into_answers(workspace, first).remarks == (AnswersRemark.KNOWN,)
    assert answer(workspace, audit_id, "story").text == "Second"


def test_nothing_is_written_without_a_question_or_a_name(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    kim, *_ = colleagues
    with pytest.raises(NoQuestionChosen):
        ask_questions(workspace, audit_id, tmp_path / "q", AskChoice(()))
    theirs = begun(kim, asked(workspace, audit_id, tmp_path / "q", "story"))
    with pytest.raises(NameMissing):
        send_back(kim, theirs, tmp_path / "a", ReplyChoice(" "))
    with pytest.raises(AuditNotAsked):
        send_back(workspace, audit_id, tmp_path / "a", ReplyChoice("Kim"))
    assert not (tmp_path / "a.s11answers").exists()


def test_asking_again_after_answers_came_back_asks_from_what_is_here_then(
    workspace: Workspace, audit_id: str, colleagues: Colleagues, tmp_path: Path
) -> None:
    """The colleague may go back to an answer that was here before: a new request knows nothing of the earlier one."""
    kim, *_ = colleagues
    for number, text in enumerate(("Twice", "Once", "Twice")):
        theirs = begun(kim, asked(workspace, audit_id, tmp_path / f"q{number}", "story"))
        save_answer(kim, theirs, Answer("story", text=text))
        taken(workspace, replied(kim, theirs, tmp_path / f"a{number}"))
        assert answer(workspace, audit_id, "story").text == text
    assert begin_draft(workspace, "sample", "Other").audit.answers == ()


def test_questions_of_a_topic_in_two_languages_keep_both(
    workspace: Workspace, colleagues: tuple[Workspace, ...], tmp_path: Path
) -> None:
    whole = in_welsh(msgspec.structs.replace(small_topic(), version=2, sign_off=(SigningRole("lead", "Lead"),)))
    keep(workspace, whole)
    audit_id = begin_draft(workspace, whole.id, "Riverside").audit.id
    for question in whole.questions:
        path = asked(workspace, audit_id, tmp_path / question.id, question.id)
        theirs = begun(colleagues[0], path)
        shown = open_draft(colleagues[0], theirs).topic.in_language("cy")
        assert [one.text for one in shown.questions] == [f"CY {question.text}"]
        taken(workspace, replied(colleagues[0], theirs, tmp_path / f"a-{question.id}"))

"""An audit begins with the answers of another year or partnership: nothing counts before somebody has looked at it."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.bring_forward import bring_forward, earlier_audits, find_forward, work_of_audit
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.audits.earlier_answers import earlier_question, since_earlier
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.question_maps import keep_map
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.write_documents import write_document
from s11desk.domain.audits.audit import Action, ActionStatus, Answer, PrivateNote
from s11desk.domain.audits.carry_over import CarryKind, carry_over
from s11desk.domain.audits.completeness import GapCode, find_gaps
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.domain.topics.question_map import ChoicePair, QuestionMap, pair_of
from s11desk.domain.topics.question_matches import MatchKind
from s11desk.domain.topics.topic import Question, QuestionKind, Topic
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.store.rows.draft_content import content_of
from s11desk.topics.pack import built_in_topics
from s11desk.wording.topics.forward_sentences import forward_lines, forward_summary
from tests.app.conftest import keep
from tests.app.test_attaching import picture
from tests.samples import audit_with, question, small_topic


def next_year() -> Topic:
    """This year's topic, under another id: questions reworded, moved, gone, new and answered in another way."""
    changes: dict[str, dict[str, object]] = {
        "motto": {"text": "What is your motto for children?"},
        "story": {"id": "tale"},
        "staff": {"kind": QuestionKind.SHORT_TEXT, "minimum": None, "maximum": None},
    }
    kept = [one for one in small_topic().questions if one.id != "reviewed"]
    questions = [msgspec.structs.replace(one, **changes.get(one.id, {})) for one in kept]
    added = question("added", QuestionKind.LONG_TEXT, required=False)
    return msgspec.structs.replace(small_topic(), id="sample-2027", year="2027", questions=(*questions, added))


@pytest.fixture
def last_year(workspace: Workspace) -> str:
    keep(workspace, next_year())
    audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    for answer in (
        Answer("policy", choice="yes"),
        Answer("training", choice="no"),
        Answer("motto", text="Ask first"),
        Answer("story", text="A family came back."),
        Answer("staff", number=12),
        Answer("reviewed", comment="in spring"),
    ):
        save_answer(workspace, audit_id, answer)
    attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture("red")))
    save_action(workspace, audit_id, Action(question="", action="Done", status=ActionStatus.DONE))
    save_action(workspace, audit_id, Action(question="", action="Still to do"))
    save_note(workspace, audit_id, PrivateNote("story", "Ask Kim"))
    return audit_id


def test_every_answer_comes_over_unconfirmed_and_counts_only_when_it_is_looked_at(
    workspace: Workspace, last_year: str
) -> None:
    before = content_of(open_draft(workspace, last_year).audit)
    draft = bring_forward(workspace, find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027"))
    given = {answer.question: answer for answer in draft.audit.answers if not answer.is_blank()}
    assert set(given) == {"policy", "training", "motto", "tale"}
    assert all(answer.unconfirmed for answer in given.values())
    unconfirmed = {gap.question for gap in find_gaps(draft.topic, draft.audit) if gap.code is GapCode.UNCONFIRMED}
    assert "policy" in unconfirmed
    seen = msgspec.structs.replace(given["policy"], unconfirmed=False)
    draft = save_answer(workspace, draft.audit.id, seen)
    assert "policy" not in {
        gap.question for gap in find_gaps(draft.topic, draft.audit) if gap.code is GapCode.UNCONFIRMED
    }
    assert content_of(open_draft(workspace, last_year).audit) == before


def test_unfinished_actions_come_over_and_finished_ones_and_private_notes_stay(
    workspace: Workspace, last_year: str
) -> None:
    forward = find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027")
    draft = bring_forward(workspace, forward, with_files=True)
    texts = {action.action for action in draft.audit.actions}
    assert "Still to do" in texts
    assert "Done" not in texts
    assert forward.finished == 1
    assert draft.notes == ()
    assert draft.audit.exports == ()
    assert [item.name for item in draft.audit.evidence] == ["minutes.png"]


def test_each_question_is_named_as_the_same_reworded_new_or_left_out(workspace: Workspace, last_year: str) -> None:
    forward = find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027")
    lines = "\n".join(forward_lines(forward.earlier.topic, forward.topic, forward.carried))
    assert "The same question: question 3" in lines
    assert "With new words: question 6" in lines
    assert "It was “Question about motto?”" in lines
    assert "Left out: question 7, “Question about reviewed?”, because it is not asked here" in lines
    assert "Left out: question 8, “Question about staff?”, because the answer does not fit here" in lines
    assert "“Question about added?”" in lines
    assert "4 answers for you to look at" in forward_summary(forward.carried, forward.finished)


def test_only_audits_of_other_questions_are_offered(workspace: Workspace, last_year: str) -> None:
    assert [one.id for one in earlier_audits(workspace, "sample-2027")] == [last_year]
    assert earlier_audits(workspace, "sample") == ()
    with pytest.raises(TopicUnknown):
        find_forward(workspace, work_of_audit(workspace, last_year), "sample")
    assert len(list_drafts(workspace)) == 1


def filled(topic: Topic) -> tuple[Answer, ...]:
    """An answer to each question of text, which says which question it belongs to."""
    return tuple(Answer(one.id, comment=f"of {one.id}") for one in topic.questions)


def words(one: Question) -> str:
    return " ".join(one.text.casefold().split()).rstrip(" .?:")


def test_no_answer_lands_under_another_question_of_the_built_in_topics() -> None:
    for earlier, later in permutations(built_in_topics(resources_folder() / "topics"), 2):
        require_every_answer_in_its_place(earlier, later)


def require_every_answer_in_its_place(earlier: Topic, later: Topic) -> None:
    carried = carry_over(earlier, audit_with(*filled(earlier)), later)
    for one in carried.questions:
        if one.kind is CarryKind.LEFT:
            continue
        assert one.match.before is not None
        assert one.match.after is not None
        came = next(answer for answer in carried.answers if answer.question == one.match.after.id)
        assert came.comment == f"of {one.match.before.id}"
        is_named = one.match.kind is not MatchKind.SAME
        assert is_named or words(one.match.before) == words(one.match.after)


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(10)), reworded=st.sets(st.integers(0, 9)), removed=st.sets(st.integers(0, 9)))
def test_answers_follow_the_words_when_ids_move_to_other_questions(
    order: list[int], reworded: set[int], removed: set[int]
) -> None:
    """Ids are dealt out again, as by an author who copies rows; some questions get a word more, some are gone."""
    earlier = small_topic(*(question(f"q{place}", QuestionKind.LONG_TEXT, required=False) for place in range(10)))
    questions = [
        msgspec.structs.replace(
            earlier.questions[place],
            id=f"q{order[place]}",
            text=earlier.questions[place].text + (" Please say why." if place in reworded else ""),
        )
        for place in range(10)
        if place not in removed
    ]
    later = small_topic(*questions) if questions else earlier
    carried = carry_over(earlier, audit_with(*filled(earlier)), later)
    for one in carried.questions:
        if one.kind is not CarryKind.LEFT and one.match.before is not None and one.match.after is not None:
            same_words = words(one.match.before) == words(one.match.after)
            assert same_words or one.match.kind is MatchKind.REWORDED
            assert same_words or one.kind is CarryKind.TO_CONFIRM
    require_every_answer_in_its_place(earlier, later)


def test_the_audit_knows_what_its_questions_were_and_what_has_changed_since(
    workspace: Workspace, last_year: str, tmp_path: Path
) -> None:
    draft = bring_forward(workspace, find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027"))
    earlier = earlier_question(workspace, draft, "motto")
    assert earlier is not None
    assert earlier.question.text == "Question about motto?"
    assert earlier_question(workspace, draft, "added") is None
    save_answer(workspace, draft.audit.id, Answer("training", choice="yes"))
    since = since_earlier(workspace, open_draft(workspace, draft.audit.id))
    assert since is not None
    assert (since.improved, since.fell) == (("training",), ())
    assert since.unseen == 3
    assert since_earlier(workspace, open_draft(workspace, last_year)) is None
    out = tmp_path / "summary.pdf"
    write_document(workspace, draft.audit.id, out, DocumentKind.BOARD_SUMMARY)
    text = " ".join(pdfium.PdfDocument(out)[0].get_textpage().get_text_bounded().split())
    assert "Since Sample" in text
    assert "1 answer is better: question 4" in text
    write_document(workspace, last_year, out, DocumentKind.BOARD_SUMMARY)
    assert "Since " not in pdfium.PdfDocument(out)[0].get_textpage().get_text_bounded()


def test_what_a_person_puts_together_is_kept_and_holds_only_for_the_words_that_they_saw(
    workspace: Workspace, last_year: str
) -> None:
    work = work_of_audit(workspace, last_year)
    old, new = work.topic.question("reviewed"), next_year().question("added")
    assert old is not None
    assert new is not None
    made = QuestionMap("sample", "sample-2027", (pair_of(old, new),))
    assert keep_map(workspace.home, made) == made
    forward = find_forward(workspace, work, "sample-2027")
    assert {one.question: one.comment for one in forward.carried.answers}["added"] == "in spring"
    text = "\n".join(forward_lines(forward.earlier.topic, forward.topic, forward.carried))
    assert f"Put together by you: question {forward.topic.number_of('added')}" in text
    changed = msgspec.structs.replace(new, text="What else is there?")
    others = tuple(changed if one.id == "added" else one for one in next_year().questions)
    keep(workspace, msgspec.structs.replace(next_year(), version=2, questions=others))
    again = find_forward(workspace, work, "sample-2027")
    assert "added" not in {one.question for one in again.carried.answers}


def test_a_choice_comes_over_by_its_label_and_one_without_a_place_is_named(
    workspace: Workspace, last_year: str
) -> None:
    scale = next(one for one in next_year().scales if one.id == "judgement")
    labels = {"yes": "No", "no": "Yes"}
    options = tuple(msgspec.structs.replace(one, label=labels.get(one.code, one.label)) for one in scale.options)
    turned = msgspec.structs.replace(next_year(), version=2, scales=(msgspec.structs.replace(scale, options=options),))
    keep(workspace, turned)
    forward = find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027")
    chosen = {one.question: one.choice for one in forward.carried.answers}
    assert (chosen["policy"], chosen["training"]) == ("no", "yes")
    renamed = tuple(msgspec.structs.replace(one, label=f"{one.label}, fully") for one in scale.options)
    other = msgspec.structs.replace(next_year(), version=3, scales=(msgspec.structs.replace(scale, options=renamed),))
    keep(workspace, other)
    asked = find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027")
    assert "training" not in {one.question for one in asked.carried.answers if one.choice}
    made = QuestionMap("sample", "sample-2027", choices=(ChoicePair("No", "No, fully"),))
    told = find_forward(workspace, work_of_audit(workspace, last_year), "sample-2027", made)
    assert {one.question: one.choice for one in told.carried.answers}["training"] == "no"

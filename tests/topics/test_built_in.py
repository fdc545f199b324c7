"""The two built-in packs: their texts equal the partnership's, and all other texts are marked."""

from __future__ import annotations

import re
from itertools import chain, product
from pathlib import Path

import pytest

from s11desk.app.returns.verifying.home_topics import _EARLIER_BUILT_IN
from s11desk.domain.text.prose import BlockKind, parse_prose
from s11desk.domain.topics.topic import (
    ActionField,
    Detail,
    Origin,
    OriginKind,
    QuestionKind,
    ReturnAddress,
    Topic,
    answer_codes,
)
from s11desk.topics.checks.readable import parts
from s11desk.topics.origins import Part, text_credits
from s11desk.topics.own_pack import read_own_pack
from s11desk.topics.pack import built_in_topics, examine_path, topic_digest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
OWN = "s11desk"
TOPICS = {topic.id: topic for topic in built_in_topics(ROOT / "resources" / "topics")}
EVERY = pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
FORM_OF_2023 = TOPICS["wscp-early-help-2023"]
FORM_OF_2025 = TOPICS["wscp-early-help-2025-26"]


def test_what_came_with_the_program_before_is_still_known_and_mends_a_draft() -> None:
    earlier = built_in_topics(ROOT / "resources" / "earlier-topics")
    assert {(topic.id, topic.version) for topic in earlier} == set(product(TOPICS, (1, 2, 3)))
    assert {(topic.id, topic.version, topic_digest(topic)) for topic in earlier} <= set(_EARLIER_BUILT_IN)
    assert all(TOPICS[topic.id].version > topic.version for topic in earlier)
    for topic in earlier:
        assert [question.id for question in topic.questions] == [one.id for one in TOPICS[topic.id].questions]


@pytest.mark.parametrize("path", [*(ROOT / "resources").glob("*topics/*")], ids=lambda path: path.name)
def test_the_fast_reader_reads_what_the_examining_one_reads(path: Path) -> None:
    examination = examine_path(path)
    assert [problem for problem in examination.problems if not problem.is_warning] == []
    assert read_own_pack(path) == examination.topic is not None


def words(text: str) -> list[str]:
    """The words of a text without the signs for bullets and headings."""
    return re.sub(r"(?m)^\s*(•|-|##)\s", " ", text).split()


def introduction_words(topic: Topic) -> list[str]:
    return [word for section in topic.introduction for word in words(f"{section.heading}\n{section.body}")]


def test_the_pack_of_2023_equals_its_source_word_for_word() -> None:
    """The pack leaves out one footnote mark, because the source has no such footnote; the pack says so."""
    text = (GOLDEN / "wscp-2023.txt").read_text(encoding="utf-8").replace("Companies35", "Companies")
    introduction, *rest = re.split(r"(?m)^\d+\. ", text)
    assert introduction_words(FORM_OF_2023) == words(introduction)
    assert len(rest) == 11
    last, types = rest[10].rsplit("\n\n", 1)
    assert [question.text.split() for question in FORM_OF_2023.questions] == [w.split() for w in (*rest[:10], last)]
    rule = FORM_OF_2023.questions[10].evidence
    assert rule is not None
    assert types.strip() in rule.origin.note
    assert rule.types == tuple(types.split(" file types")[0].lower().split(", "))
    notes = [section.origin.note for section in FORM_OF_2023.introduction]
    assert any("Companies35" in note for note in notes)


def test_the_introduction_of_2025_26_equals_its_source_word_for_word() -> None:
    text = (GOLDEN / "wscp-2025-26.txt").read_text(encoding="utf-8")
    assert FORM_OF_2025.title.split() + introduction_words(FORM_OF_2025) == text.split()


def test_lists_in_the_source_are_bullets_in_the_pack() -> None:
    def bullets(topic: Topic, section_id: str) -> tuple[str, ...]:
        section = next(section for section in topic.introduction if section.id == section_id)
        return next(block.texts for block in parse_prose(section.body) if block.kind is BlockKind.BULLETS)

    assert [len(bullets(topic, "responsibilities-of-agencies")) for topic in TOPICS.values()] == [9, 9]
    assert len(bullets(FORM_OF_2025, "welfare-of-children")) == 6


def test_headings_that_shared_a_line_in_the_source_are_separate() -> None:
    headings = [section.heading for section in FORM_OF_2025.introduction]
    assert headings[-2:] == ["Completing and Scoring the Self-assessment", "SAVING YOUR AUDIT"]
    assert all("one line" in section.origin.note for section in FORM_OF_2025.introduction[-2:])


def test_the_questions_name_their_source() -> None:
    assert {question.origin for question in FORM_OF_2023.questions} == {Origin("wscp-2023-form", OriginKind.QUOTED)}
    carried = {question.origin for question in FORM_OF_2025.questions}
    assert [(origin.source, origin.how) for origin in carried] == [("wscp-2023-form", OriginKind.CARRIED_OVER)]
    assert all(origin.note for origin in carried)
    assert {section.origin.source for section in FORM_OF_2025.introduction} == {"wscp-2025-26-form"}


def test_questions_keep_their_ids_from_year_to_year() -> None:
    ids = [question.id for question in FORM_OF_2023.questions]
    assert ids == [question.id for question in FORM_OF_2025.questions]
    assert ids == [
        "agency",
        "completed-by",
        "staff-understanding",
        "identifying-need",
        "local-services",
        "family-toolbox",
        "contextual-safeguarding",
        "family-hubs",
        "assessments-and-plans",
        "lead-professional",
        "case-study",
    ], "an id once published is never changed"


@EVERY
def test_the_questions_have_the_expected_kinds(topic: Topic) -> None:
    kinds = [question.kind for question in topic.questions]
    assert kinds[:2] == [QuestionKind.AGENCY, QuestionKind.PEOPLE]
    assert set(kinds[2:10]) == {QuestionKind.JUDGEMENT}
    assert kinds[10] is QuestionKind.FILE
    assert [question.required for question in topic.questions] == [True] * 10 + [False]


@EVERY
def test_texts_that_no_source_gives_are_listed_as_project_choices(topic: Topic) -> None:
    choices = [one for one in text_credits(topic) if one.origin.how is OriginKind.PROJECT_CHOICE]
    assert {(one.part, one.name) for one in choices} >= {
        (Part.SCALE, topic.scales[0].title),
        (Part.CHOICE_LIST, "agencies"),
        (Part.PERSON, "Person completing this audit"),
        (Part.PERSON, "Someone else we can contact"),
        (Part.EVIDENCE, ""),
        (Part.EVIDENCE, "case-study"),
        (Part.ACTION_PLAN, ""),
    }
    assert {one.origin.source for one in choices} == {OWN}


@EVERY
def test_every_text_with_an_origin_is_credited(topic: Topic) -> None:
    everywhere = [part for _, part in parts(topic) if isinstance(part, Origin)]
    credited = [credit.origin for credit in text_credits(topic)]
    assert sorted(map(repr, credited)) == sorted(map(repr, everywhere))


@EVERY
def test_no_address_or_date_is_made_up(topic: Topic) -> None:
    assert (topic.contact.name, topic.contact.email, topic.contact.telephone) == ("Kat Ryan", "", "")
    assert topic.contact.note
    assert topic.deadline is None
    assert topic.return_to == ReturnAddress()


@EVERY
def test_the_scale_has_four_options_with_their_rules(topic: Topic) -> None:
    (scale,) = topic.scales
    assert [option.label for option in scale.options] == ["Yes", "Partly", "No", "Not applicable"]
    assert [option.needs_action for option in scale.options] == [False, True, True, False]
    assert [option.needs_reason for option in scale.options] == [False, False, False, True]
    assert [option.left_out_of_totals for option in scale.options] == [False, False, False, True]
    assert all(option.descriptor and option.colour for option in scale.options)
    assert {question.scale for question in topic.questions[2:10]} == {scale.id}


@EVERY
def test_common_kinds_of_agency_are_on_the_list(topic: Topic) -> None:
    agency = topic.questions[0]
    labels = [choice.label for choices in topic.choice_lists for choice in choices.choices]
    assert {"GP practice", "School or college", "Sports club", "Housing association", "Police"} <= set(labels)
    assert "Charity or voluntary organisation" in labels
    assert {
        "Nursery, childminder or other early years provider",
        "Children’s home, fostering or adoption service",
        "Cafcass",
        "Faith organisation",
    } <= set(labels)
    councils = [label for label in labels if label.startswith("Council: ")]
    assert councils[-1] == "Council: another service"
    others = [label.casefold() for label in labels if label not in councils]
    assert others == sorted(others), "a person looks for it in the order of the alphabet"
    assert answer_codes(topic, agency)[-1] == "other"
    assert ("Community Rehabilitation Company" in labels) == (topic is FORM_OF_2023), "2025/26 no longer names them"


@EVERY
def test_only_the_completer_has_required_details(topic: Topic) -> None:
    completer, substitute = topic.questions[1].people
    assert completer.required == (Detail.NAME, Detail.JOB_TITLE, Detail.EMAIL)
    assert substitute.required == ()


@EVERY
def test_the_rules_for_files_are_those_of_the_form(topic: Topic) -> None:
    assert topic.questions[10].evidence is not None
    for rule in (topic.evidence, topic.questions[10].evidence):
        assert rule is not None
        assert rule.types == ("pdf", "doc", "docx", "png", "jpg", "jpeg", "gif")
        assert (rule.max_files, rule.max_file_bytes) == (10, 10_000_000)


@EVERY
def test_the_action_plan_has_every_column(topic: Topic) -> None:
    assert {column.field for column in topic.plan_columns} == set(ActionField)
    required = {column.field for column in topic.plan_columns if column.required}
    assert required == {ActionField.ACTION, ActionField.LEAD, ActionField.DUE}


@EVERY
def test_guidance_beside_every_judgement_rests_on_a_source(topic: Topic) -> None:
    assert all(1 <= len(topic.guidance_of(question)) <= 2 for question in topic.questions[2:10])
    cited = {origin.source for piece in topic.guidance for origin in piece.rests_on}
    assert cited >= {"warrington-2020", "council-early-help-page", "worcestershire-2017"}
    without = [piece.id for piece in topic.guidance if {origin.source for origin in piece.rests_on} == {OWN}]
    assert without == ["family-toolbox", "family-hubs"]
    for piece in topic.guidance:
        assert piece.id not in without or "not from a local source" in piece.text
        assert all(origin.note for origin in piece.rests_on)


@EVERY
def test_guidance_is_short_and_plain(topic: Topic) -> None:
    for piece in topic.guidance:
        sentences = list(chain.from_iterable(re.split(r"[.?!:] ", t) for b in parse_prose(piece.text) for t in b.texts))
        lengths = [len(sentence.split()) for sentence in sentences]
        assert sum(lengths) < 260, piece.id
        assert max(lengths) <= 30, piece.id
        assert sum(lengths) / len(lengths) < 14, piece.id


@EVERY
def test_every_source_is_used_and_states_its_licence(topic: Topic) -> None:
    used = {part.source for _, part in parts(topic) if isinstance(part, Origin)}
    assert used == {source.id for source in topic.sources}
    assert all(source.licence.endswith(".") for source in topic.sources)

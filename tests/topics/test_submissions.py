"""Answers collected with ODK or Kobo come in unconfirmed; answers go out in their shape and come back the same."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.answer_rules import clean_answer
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.text.text_limits import LONG_LIMIT
from s11desk.domain.topics.questions import ColumnKind, TableColumn, TableRow
from s11desk.domain.topics.topic import Question, QuestionKind, Topic
from s11desk.topics.submissions.read_submissions import read_submissions
from s11desk.topics.submissions.submission_answers import TakenAnswers, question_names, take_answers
from s11desk.topics.submissions.write_submissions import submissions_as_csv, submissions_as_json
from tests.complete_answers import CompleteAnswers
from tests.samples import NOON, ORIGIN, audit_with, small_topic
from tests.topics.form_journey import FORMS, topic_of

TOPIC = small_topic()
EXPECTED = {
    "agency": Answer("agency", choice="other", other="A charity", unconfirmed=True),
    "policy": Answer("policy", choice="no", unconfirmed=True),
    "story": Answer("story", text="Line one\nline two; and, more", unconfirmed=True),
    "reviewed": Answer("reviewed", date=NOON.date(), unconfirmed=True),
    "staff": Answer("staff", number=12.0, unconfirmed=True),
    "ages": Answer("ages", choices=("school", "gp"), unconfirmed=True),
}
ODK_CSV = (
    "SubmissionDate,leadership-agency,agency_other,leadership-policy,story,reviewed,staff,ages,meta-instanceID,KEY\r\n"
    '2026-03-02T10:00:00Z,other,A charity,no,"Line one\nline two; and, more",2026-03-02,12,school gp,uuid:1,uuid:1\r\n'
)
ODK_SPLIT = ODK_CSV.replace(",ages,", ",ages/school,ages/gp,").replace("school gp", "1,1")
KOBO_CSV = (
    '"start";"leadership/agency";"agency_other";"leadership/policy";"story";"reviewed";"staff";"ages";"ages/school";'
    '"ages/gp";"_id";"_uuid"\n'
    '"2026-03-02T10:00";"other";"A charity";"no";"Line one\nline two; and, more";"2026-03-02";"12";"school gp";"1";"1";'
    '"7";"abc"\n'
)
KOBO_LABELS = KOBO_CSV.replace('"no"', '"No"').replace('"other"', '"Other"')
ODATA = """{"value": [{"__id": "uuid:1", "__system": {"submitterId": "4"}, "meta": {"instanceID": "uuid:1"},
 "leadership": {"agency": "other", "policy": "no", "inner": {"staff": 12}}, "agency_other": "A charity",
 "story": "Line one\\nline two; and, more", "reviewed": "2026-03-02", "ages": "school gp", "motto": null}]}"""
KOBO_JSON = """{"count": 1, "results": [{"_id": 7, "_uuid": "abc",
 "leadership/agency": "other", "agency_other": "A charity", "leadership/policy": "no",
 "story": "Line one\\nline two; and, more", "reviewed": "2026-03-02", "staff": "12", "ages": "school gp",
 "_attachments": [{"filename": "x"}], "_geolocation": [null, null]}]}"""
FILES = {
    "ODK's CSV": ODK_CSV,
    "ODK's CSV with a column for each option": ODK_SPLIT,
    "Kobo's CSV": KOBO_CSV,
    "Kobo's CSV with labels": KOBO_LABELS,
    "ODK's OData": ODATA,
    "Kobo's JSON": KOBO_JSON,
}


@pytest.mark.parametrize("file", FILES)
def test_each_shape_gives_the_same_unconfirmed_answers(file: str) -> None:
    found = read_submissions(FILES[file].encode(), question_names(TOPIC))
    assert found.problem == ""
    (submission,) = found.submissions
    taken = take_answers(TOPIC, submission)
    assert {answer.question: answer for answer in taken.answers} == EXPECTED
    assert taken.left == ()
    assert submission.id in {"uuid:1", "abc"}


def test_what_fits_no_rule_is_listed_and_not_taken() -> None:
    text = "policy,staff,reviewed,people,example,ages,colour\nperhaps,many,soon,Amina,photo.jpg,school nobody,red\n"
    (submission,) = read_submissions(text.encode(), question_names(TOPIC)).submissions
    taken = take_answers(TOPIC, submission)
    assert taken.answers == ()
    assert [value.name for value in taken.left] == ["policy", "staff", "reviewed", "people", "example", "ages"]


COLUMNS = (
    TableColumn(id="role", label="Role", kind=ColumnKind.SHORT_TEXT),
    TableColumn(id="day", label="Day", kind=ColumnKind.DATE),
    TableColumn(id="hours", label="Hours", kind=ColumnKind.NUMBER),
    TableColumn(id="kind", label="Kind", kind=ColumnKind.SINGLE_CHOICE, choices=TOPIC.choice_lists[0].id),
)
LOG = Question("log", "Log", QuestionKind.TABLE, ORIGIN, required=False, columns=COLUMNS)
FIXED = msgspec.structs.replace(LOG, id="fixed", rows=(TableRow("q1", "Q1"), TableRow("q2", "Q2")))
TABLES = msgspec.structs.replace(TOPIC, format=2, questions=(*TOPIC.questions, LOG, FIXED))


def taken_from(topic: Topic, content: object) -> TakenAnswers:
    body = content.encode() if isinstance(content, str) else msgspec.json.encode(content)
    (submission,) = read_submissions(body, question_names(topic)).submissions
    return take_answers(topic, submission)


def test_cells_of_a_table_that_fit_nothing_are_listed_and_the_others_taken() -> None:
    label = TOPIC.choice_lists[0].choices[0].label
    row = {"role": "Cook", "day": "soon", "hours": "1_000", "kind": label, "more": {"day": "2026-03-02T23:30:00+05:00"}}
    second = {"role": "Lead", "day": "2026-03-021", "hours": 2, "kind": "nobody"}
    taken = taken_from(TABLES, [{"log": [row, second]}])
    assert [value.name for value in taken.left] == [
        "log, row 1, hours",
        "log, row 2, day",
        "log, row 2, kind",
    ]
    assert [[cell.column for cell in one.cells] for one in taken.answers[0].rows] == [
        ["role", "day", "kind"],
        ["role", "hours"],
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_table_with_other_rows_than_the_form_has_is_never_put_under_the_wrong_ones(rows: int) -> None:
    taken = taken_from(TABLES, [{"fixed": [{"role": f"Cook {number}"} for number in range(rows)]}])
    assert (taken.answers, [one.name for one in taken.left]) == ((), ["fixed"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a-policy,b-policy\nyes,no\n", ["policy"]),
        ("ages/school,ages/nobody\n1,1\n", ["ages/school", "ages/nobody"]),
        ("ages/school,ages/gp\n1,perhaps\n", ["ages/school", "ages/gp"]),
        ("reviewed\n2026-W10-1\n", ["reviewed"]),
    ],
)
def test_what_would_have_to_be_guessed_is_listed(text: str, left: list[str]) -> None:
    assert [one.name for one in taken_from(TOPIC, text).left] == left


def test_a_question_inside_a_repeat_is_listed_and_a_list_of_options_is_read() -> None:
    taken = taken_from(TOPIC, [{"visits": [{"staff": 3}, {"staff": 4}], "ages": ["school", "gp"]}])
    assert [(one.name, one.text) for one in taken.left] == [("staff", "3"), ("staff", "4")]
    assert [one.choices for one in taken.answers] == [("school", "gp")]


@pytest.mark.parametrize("text", ["policy,story\nyes,one, two\n", 'policy,story\nyes,"one\nno,two\n', 'story\n"a"b\n'])
def test_a_table_whose_cells_have_moved_is_refused(text: str) -> None:
    found = read_submissions(text.encode(), question_names(TOPIC))
    assert found.problem
    assert not found.submissions


def test_a_text_that_nobody_can_type_is_listed_and_not_taken() -> None:
    text = f"policy,story\nyes,{'x' * (LONG_LIMIT + 1)}\n"
    (submission,) = read_submissions(text.encode(), question_names(TOPIC)).submissions
    taken = take_answers(TOPIC, submission)
    assert [answer.question for answer in taken.answers] == ["policy"]
    assert [value.name for value in taken.left] == ["story"]


@pytest.mark.parametrize(
    "content",
    [b"", b"policy\n", b"{", b"[]", b"null", b"\xff\xfe", b'{"results": []}', b"[" * 5000, b'"' * 3, b'{"value": 3}'],
)
def test_no_content_stops_the_reading(content: bytes) -> None:
    found = read_submissions(content, question_names(TOPIC))
    assert found.problem or found.submissions
    for submission in found.submissions:
        assert take_answers(TOPIC, submission).answers == ()


def test_a_text_that_looks_like_a_formula_is_no_formula_in_csv_and_comes_back() -> None:
    audit = audit_with(Answer("story", text="=HYPERLINK(1)"), Answer("motto", text="-5"), Answer("staff", number=3.0))
    written = submissions_as_csv(TOPIC, (("K7M3-1", audit),))
    assert b"'=HYPERLINK(1)" in written
    (submission,) = read_submissions(written, question_names(TOPIC)).submissions
    texts = {answer.question: answer.text for answer in take_answers(TOPIC, submission).answers}
    assert texts == {"story": "=HYPERLINK(1)", "motto": "-5", "staff": ""}


def answered(topic: Topic, seed: int) -> Audit:
    answers = CompleteAnswers(topic, seed, NOON.date())
    audit = msgspec.structs.replace(audit_with(), topic_id=topic.id)
    for question in topic.questions:
        if question in asked_questions(topic, audit):
            audit = msgspec.structs.replace(audit, answers=(*audit.answers, answers.answer(question)))
    return audit


def carried(topic: Topic, audit: Audit, *, tables: bool) -> dict[str, Answer]:
    """What the shape of ODK can carry of the answers: no reasons, comments, people or files."""
    kept: dict[str, Answer] = {}
    for answer in audit.answers:
        question = topic.question(answer.question)
        assert isinstance(question, Question)
        is_left = question.kind in {QuestionKind.PEOPLE, QuestionKind.FILE}
        if answer.is_given() and not is_left and (tables or question.kind is not QuestionKind.TABLE):
            whole = msgspec.structs.replace(answer, reason="", comment="", unconfirmed=True)
            kept[question.id] = clean_answer(question, whole)
    return kept


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_the_answers_to_each_form_come_back_from_both_shapes(form: Path) -> None:
    topic = topic_of(form)
    audit = answered(topic, len(form.stem))
    for content, tables in (
        (submissions_as_json(topic, (("K7M3-1", audit),)), True),
        (submissions_as_csv(topic, (("K7M3-1", audit),)), False),
    ):
        (submission,) = read_submissions(content, question_names(topic)).submissions
        taken = {answer.question: answer for answer in take_answers(topic, submission).answers}
        assert taken == carried(topic, audit, tables=tables)

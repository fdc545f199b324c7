"""The table of agencies and questions: each cell says what the return says, and each total can be counted again."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import msgspec
import pytest

from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.matrix.answer_matrix import AnswerMatrix, AnswerState, MatrixCell, MatrixReturn, MatrixRow
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement, arranged_rows, filter_rows, shown_columns
from s11desk.domain.matrix.build_matrix import matrix_questions, matrix_rows
from s11desk.domain.matrix.matrix_totals import comparable_pairs, count_totals, same_agencies
from s11desk.domain.topics.question_wording import wording_digest
from s11desk.domain.topics.topic import Option, Scale, Topic
from s11desk.topics.pack import topic_digest
from s11desk.wording.desk.totals_rows import WRITTEN, totals_table
from tests.samples import NOON, SCALE, audit_with, evidence_on, small_topic

TOPIC = small_topic()
POLICY = 2
"""The column of the question ``policy``."""


def reworded(topic: Topic, name: str) -> Topic:
    """``topic`` with other words for one question."""
    questions = tuple(
        msgspec.structs.replace(one, text="Is it asked in another way?") if one.id == name else one
        for one in topic.questions
    )
    return msgspec.structs.replace(topic, version=topic.version + 1, questions=questions)


def a_return(number: int, *answers: Answer, topic: Topic = TOPIC, **changes: object) -> MatrixReturn:
    digest = topic_digest(topic)
    made = NOON + dt.timedelta(days=number)
    whole = MatrixReturn(number, f"Agency {number}", f"agency {number}", made=made, topic=topic, digest=digest)
    return replace(whole, audit=audit_with(*answers), **changes)  # type: ignore[arg-type]


def rows_of(*returns: MatrixReturn) -> tuple[MatrixRow, ...]:
    return matrix_rows(matrix_questions(TOPIC), returns)


def cell_of(name: str, *answers: Answer) -> MatrixCell:
    column = [one.id for one in TOPIC.questions].index(name)
    return rows_of(a_return(1, *answers))[0].cells[column]


def table_of(*returns: MatrixReturn, earlier: tuple[MatrixReturn, ...] = ()) -> AnswerMatrix:
    rows, before = rows_of(*returns), rows_of(*earlier)
    return AnswerMatrix("T", "2026", "1", NOON, matrix_questions(TOPIC), rows, (), "before" if earlier else "", before)


def test_a_chosen_option_is_shown_in_its_words() -> None:
    assert cell_of("policy", Answer("policy", choice="blue")) == MatrixCell(AnswerState.CHOSEN, ("blue",), "Blue")


def test_several_options_are_shown_in_one_cell() -> None:
    cell = cell_of("ages", Answer("ages", choices=("school", "other"), other="a choir"))
    assert (cell.words, cell.typed) == ("A school; Other", "a choir")


def test_not_applicable_missing_and_not_asked_are_three_things() -> None:
    assert cell_of("policy", Answer("policy", choice="na")).kind is AnswerState.NOT_APPLICABLE
    assert cell_of("policy").kind is AnswerState.MISSING
    assert cell_of("training", Answer("policy", choice="na")).kind is AnswerState.NOT_ASKED


@pytest.mark.parametrize(
    ("name", "answer", "typed"),
    [
        ("story", Answer("story", text="First line\nand second"), "First line and second"),
        ("staff", Answer("staff", number=12.5), "12.5"),
        ("reviewed", Answer("reviewed", date=dt.date(2026, 2, 1)), "2026-02-01"),
        ("example", Answer("example", comment="Only a comment"), "Only a comment"),
        ("people", Answer("people", people=(Person("completer", "Amina Yusuf"),)), "Amina Yusuf"),
        ("story", Answer("story", text="w" * 400), "w" * 159 + "…"),
    ],
)
def test_a_written_answer_shows_its_beginning(name: str, answer: Answer, typed: str) -> None:
    assert cell_of(name, answer) == MatrixCell(AnswerState.WRITTEN, typed=typed)


def test_a_question_without_options_is_never_called_not_answered() -> None:
    for question in matrix_questions(TOPIC):
        kind = AnswerState.MISSING if question.options else AnswerState.LEFT_EMPTY
        assert cell_of(question.id).kind in {kind, AnswerState.NOT_ASKED}
    matrix = table_of(a_return(1, Answer("example", comment="Only a comment")), a_return(2))
    column = next(at for at, one in enumerate(TOPIC.questions) if one.id == "example")
    totals = totals_table(matrix, matrix.rows, (column,))
    assert [dict(zip(totals.headings, row.values, strict=True)) for row in totals.rows] == [
        {"Answer": WRITTEN, "Returns": 1, "Of": 2, "Per cent": 50}
    ]


def test_a_file_is_an_answer() -> None:
    with_file = replace(a_return(1), audit=audit_with(evidence=(evidence_on("example"),)))
    assert rows_of(with_file)[0].cells[-1].typed == "minutes.pdf"


def test_answers_to_other_words_are_never_compared() -> None:
    row, _ = rows_of(a_return(1, Answer("policy", choice="yes"), topic=reworded(TOPIC, "policy")), a_return(2))
    assert row.cells[POLICY].kind is AnswerState.NOT_COMPARABLE
    assert row.comparable == len(TOPIC.questions) - 1


@pytest.mark.parametrize(
    "scale",
    [
        Scale(SCALE.id, SCALE.title, SCALE.options[::-1], SCALE.origin),
        Scale(SCALE.id, SCALE.title, (*SCALE.options, Option("more", "More")), SCALE.origin),
        Scale(SCALE.id, SCALE.title, (Option("yes", "Mostly", score=2), *SCALE.options[1:]), SCALE.origin),
        Scale(SCALE.id, SCALE.title, (Option("yes", "Yes", "If it is new", score=2), *SCALE.options[1:]), SCALE.origin),
    ],
    ids=["order", "more", "label", "descriptor"],
)
def test_other_options_are_other_words(scale: Scale) -> None:
    other = msgspec.structs.replace(TOPIC, version=2, scales=(scale,))
    assert rows_of(a_return(1, topic=other))[0].cells[POLICY].kind is AnswerState.NOT_COMPARABLE


def test_a_new_number_or_section_leaves_the_words_as_they_are() -> None:
    question = TOPIC.questions[POLICY]
    moved = msgspec.structs.replace(question, number="7", section="another", guidance=("more",), required=False)
    assert wording_digest(TOPIC, moved) == wording_digest(TOPIC, question)


def random_returns(seed: int) -> tuple[MatrixReturn, ...]:
    chance = random.Random(seed)  # noqa: S311 - the same returns in every run
    topics = (TOPIC, TOPIC, reworded(TOPIC, "policy"), reworded(TOPIC, "ages"))

    def answers() -> tuple[Answer, ...]:
        made = [
            Answer("policy", choice=chance.choice(("yes", "blue", "no", "na", ""))),
            Answer("training", choice=chance.choice(("yes", "na", ""))),
            Answer("story", text=chance.choice(("", "Something"))),
            Answer("ages", choices=tuple(code for code in ("school", "gp") if chance.random() < 0.5)),
        ]
        return tuple(one for one in made if not one.is_blank() and chance.random() < 0.9)

    given = [a_return(number, *answers(), topic=chance.choice(topics)) for number in range(40)]
    missing = [MatrixReturn(-1, f"Missing {number}", f"missing {number}") for number in range(3)]
    return tuple(chance.sample([*given, *missing], 43))


@pytest.mark.parametrize("seed", range(8))
def test_every_total_is_what_the_answers_themselves_say(seed: int) -> None:
    returns = random_returns(seed)
    questions = matrix_questions(TOPIC)
    for question, total in zip(TOPIC.questions, count_totals(questions, matrix_rows(questions, returns)), strict=True):
        chosen: Counter[str] = Counter()
        found: Counter[str] = Counter()
        for each in returns:
            if each.topic is None or each.audit is None:
                found["no return"] += 1
            elif each.topic.question(question.id) != question:
                found["other words"] += 1
            elif question not in asked_questions(each.topic, each.audit):
                found["not asked"] += 1
            else:
                data = msgspec.to_builtins(each.audit.answer(question.id))
                codes = [code for code in (data.get("choice"), *data.get("choices", ())) if code]
                is_answered = bool(codes or data.get("text"))
                chosen.update(codes)
                found["na" if codes == ["na"] else "base" if is_answered else "missing"] += 1
        assert {one.code: one.count for one in total.options if one.count} == dict(chosen)
        assert total.base == found["base"]
        assert total.not_applicable == found["na"]
        assert total.missing == found["missing"]
        assert total.not_asked == found["not asked"]
        assert total.not_comparable == found["other words"]
        assert total.no_return == found["no return"] == 3
        assert total.returns == 40
        for one in total.options:
            if one.percent is not None:
                assert abs(one.percent - 100 * one.count / total.base) <= 0.5


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_returns_come_changes_no_total(seed: int) -> None:
    returns = list(random_returns(1))
    questions = matrix_questions(TOPIC)
    before = count_totals(questions, matrix_rows(questions, returns))
    random.Random(seed).shuffle(returns)  # noqa: S311 - as above
    assert count_totals(questions, matrix_rows(questions, returns)) == before


def test_the_totals_of_types_add_up_to_the_whole() -> None:
    returns = [replace(one, type=("School", "Club")[at % 2]) for at, one in enumerate(random_returns(2))]
    matrix = table_of(*returns)
    whole = count_totals(matrix.questions, matrix.rows)
    parts = [
        count_totals(matrix.questions, filter_rows(matrix.rows, MatrixArrangement(type=kind)))
        for kind in ("School", "Club")
    ]
    for total, school, club in zip(whole, *parts, strict=True):
        assert total.base == school.base + club.base
        assert total.missing == school.missing + club.missing
        counts = [(one.count, other.count) for one, other in zip(school.options, club.options, strict=True)]
        assert [one.count for one in total.options] == [sum(pair) for pair in counts]


def test_an_option_that_means_not_applicable_has_no_percentage() -> None:
    rows = rows_of(a_return(1, Answer("policy", choice="na")), a_return(2, Answer("policy", choice="yes")))
    total = count_totals(matrix_questions(TOPIC), rows)[POLICY]
    assert [(one.code, one.count, one.percent) for one in total.options] == [
        ("yes", 1, 100),
        ("blue", 0, 0),
        ("no", 0, 0),
        ("na", 1, None),
    ]


def test_nothing_is_divided_by_no_answers() -> None:
    total = count_totals(matrix_questions(TOPIC), rows_of(a_return(1)))[POLICY]
    assert {one.percent for one in total.options} == {None}


def test_rows_are_sorted_by_an_answer_in_the_order_of_the_scale_and_then_by_name() -> None:
    choices = {1: "no", 2: "yes", 3: "na", 4: "", 5: "yes"}
    matrix = table_of(
        MatrixReturn(-1, "Agency 0", "agency 0"),
        *(a_return(number, *((Answer("policy", choice=code),) if code else ())) for number, code in choices.items()),
    )
    sorted_up = arranged_rows(matrix, MatrixArrangement(sorted_by="policy"))
    assert [row.agency[-1] for row in sorted_up] == ["2", "5", "1", "3", "4", "0"]
    sorted_down = arranged_rows(matrix, MatrixArrangement(sorted_by="policy", is_descending=True))
    assert [row.agency[-1] for row in sorted_down] == ["0", "4", "3", "1", "2", "5"]
    assert [row.agency[-1] for row in arranged_rows(matrix, MatrixArrangement(is_descending=True))] == list("543210")


def test_only_the_questions_of_a_section_are_shown() -> None:
    questions = tuple(
        replace(one, section="First" if at < 3 else "Second") for at, one in enumerate(table_of().questions)
    )
    assert shown_columns(questions, MatrixArrangement(section="First")) == (0, 1, 2)
    assert len(shown_columns(questions, MatrixArrangement())) == len(questions)


def test_the_same_agencies_are_compared_once_each_and_only_where_the_words_agree() -> None:
    now = (
        a_return(1, Answer("policy", choice="yes")),
        a_return(2, Answer("policy", choice="yes")),
        a_return(3, Answer("policy", choice="no"), key="agency 2"),
        a_return(4),
    )
    before = (
        a_return(0, Answer("policy", choice="no"), key="agency 1"),
        a_return(0, Answer("policy", choice="no"), key="agency 2", topic=reworded(TOPIC, "policy")),
        a_return(9, key="agency 9"),
    )
    matrix = table_of(*now, earlier=before)
    pairs = same_agencies(matrix, matrix.rows)
    assert [row.number for row in pairs.later] == [1, 3], "the newest return of an agency that returned twice"
    assert [row.number for row in comparable_pairs(pairs, POLICY).later] == [1]
    assert [row.number for row in comparable_pairs(pairs, 0).later] == [1, 3]
    assert matrix.same_wording == len(TOPIC.questions)

"""Skip rules against the program's own visibility: a question is called unreachable exactly when no answers show it."""

from __future__ import annotations

import datetime as dt
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.domain.audit import Answer, Audit
from s11desk.domain.pack_problems import ProblemCode
from s11desk.domain.topic import (
    ActionPlanForm,
    Choice,
    ChoiceList,
    Condition,
    Contact,
    EvidenceRule,
    Origin,
    OriginKind,
    Partnership,
    Question,
    QuestionKind,
    Topic,
)
from s11desk.domain.visibility import asked_questions
from s11desk.topics.checks.circles import find_circles
from s11desk.topics.checks.reachability import unreachable_flaws
from s11desk.topics.checks.readable import Readable
from s11desk.topics.checks.skip_rules import rule_flaws

CODES = ("a", "b", "c")
ORIGIN = Origin(source="form", how=OriginKind.QUOTED)
NEVER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def topic_of(*questions: Question) -> Topic:
    return Topic(
        format=1,
        id="t",
        version=1,
        title="T",
        year="2026",
        partnership=Partnership("P", "P"),
        contact=Contact("C"),
        sources=(),
        introduction=(),
        questions=questions,
        evidence=EvidenceRule(("pdf",), 1, 1, ORIGIN),
        action_plan=ActionPlanForm((), ORIGIN),
        choice_lists=(ChoiceList("abc", tuple(Choice(code, code) for code in CODES), ORIGIN),),
    )


def question(name: str, *conditions: Condition, kind: QuestionKind = QuestionKind.SINGLE_CHOICE) -> Question:
    return Question(id=name, text="?", kind=kind, origin=ORIGIN, choices="abc", show_when=conditions)


@st.composite
def small_topics(draw: st.DrawFn) -> Topic:
    """Up to four questions with three answers each, whose rules look back and name answers that exist."""
    questions: list[Question] = []
    for place in range(draw(st.integers(2, 4))):
        values = st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True)
        condition = st.builds(Condition, st.sampled_from([f"q{n}" for n in range(place)] or ["q0"]), values.map(tuple))
        conditions = draw(st.lists(condition, max_size=3)) if place else []
        kind = draw(st.sampled_from([QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE]))
        questions.append(question(f"q{place}", *conditions, kind=kind))
    return topic_of(*questions)


def every_answer(topic: Topic) -> list[Audit]:
    """Every way to answer ``topic``."""
    several = [tuple(c for c, on in zip(CODES, bits, strict=True) if on) for bits in product((0, 1), repeat=3)]
    ways = [
        [Answer(q.id, choice=code) for code in CODES]
        if q.kind is QuestionKind.SINGLE_CHOICE
        else [Answer(q.id, choices=codes) for codes in several]
        for q in topic.questions
    ]
    return [Audit("a", "A", topic.id, 1, "", NEVER, NEVER, 1, answers=answers) for answers in product(*ways)]


@settings(max_examples=60, deadline=None)
@given(small_topics())
def test_unreachable_means_that_no_answers_show_it(topic: Topic) -> None:
    shown = {asked.id for audit in every_answer(topic) for asked in asked_questions(topic, audit)}
    flaws = unreachable_flaws(Readable(topic), frozenset())
    called = {topic.questions[int(flaw.path[1])].id for flaw in flaws}
    assert called == {question.id for question in topic.questions} - shown


def test_a_question_hanging_on_an_unreachable_one_is_named_too() -> None:
    topic = topic_of(
        question("first"),
        question("never", Condition("first", ("a",)), Condition("first", ("b",))),
        question("neither", Condition("never", ("c",))),
    )
    assert [(f.code, f.path[1], f.found) for f in unreachable_flaws(Readable(topic), frozenset())] == [
        (ProblemCode.QUESTION_UNREACHABLE, 1, "first"),
        (ProblemCode.QUESTION_UNREACHABLE_THROUGH, 2, "never"),
    ]


def test_a_contradiction_may_lie_further_back() -> None:
    topic = topic_of(
        question("first"),
        question("second", Condition("first", ("a", "b"))),
        question("third", Condition("second", ("c",)), Condition("first", ("c",))),
    )
    flaws = list(unreachable_flaws(Readable(topic), frozenset()))
    assert [(flaw.path[1], flaw.found) for flaw in flaws] == [(2, "first")]


def test_each_circle_is_named_once_and_not_as_a_question_of_order() -> None:
    def waits(name: str, *others: str) -> Question:
        return question(name, *(Condition(other, ("a",)) for other in others))

    topic = topic_of(
        waits("a", "c"), waits("b", "a"), waits("c", "b"), waits("d", "e"), waits("e", "d"), waits("f", "e"), waits("g")
    )
    flaws = list(rule_flaws(Readable(topic)))
    assert [(flaw.code, flaw.allowed) for flaw in flaws] == [
        (ProblemCode.RULE_CIRCULAR, ("a", "c", "b", "a")),
        (ProblemCode.RULE_CIRCULAR, ("d", "e", "d")),
    ]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_circles_are_circles_and_none_is_left(graph: dict[str, list[str]]) -> None:
    waits_for = {
        name: [other for other in others if other in graph and other != name] for name, others in graph.items()
    }
    circles = find_circles(waits_for)
    for circle in circles:
        for name, following in zip(circle, circle[1:] + circle[:1], strict=True):
            assert following in waits_for[name]
    met = {name for circle in circles for name in circle}
    assert len(met) == sum(map(len, circles))
    assert not find_circles({n: [o for o in others if o not in met] for n, others in waits_for.items() if n not in met})


def test_a_thousand_questions_in_one_circle() -> None:
    names = [f"q{number}" for number in range(1_000)]
    circles = find_circles({name: [names[place - 1]] for place, name in enumerate(names)})
    assert [len(circle) for circle in circles] == [1_000]
    assert circles[0][0] == "q0"

"""The check of skip rules agrees with ``domain.audits.visibility``: no answers show an unreachable question."""

from __future__ import annotations

import datetime as dt
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import (
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
from s11desk.topics.checks.cycles import find_cycles
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
    """Up to four questions with three answers each. Their rules name earlier questions and answers that exist."""
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
def test_a_question_is_unreachable_exactly_when_no_answers_show_it(topic: Topic) -> None:
    shown = {asked.id for audit in every_answer(topic) for asked in asked_questions(topic, audit)}
    flaws = unreachable_flaws(Readable(topic), frozenset())
    unreachable = {topic.questions[int(flaw.path[1])].id for flaw in flaws}
    assert unreachable == {question.id for question in topic.questions} - shown


def test_a_question_that_depends_on_an_unreachable_one_is_reported_too() -> None:
    topic = topic_of(
        question("first"),
        question("never", Condition("first", ("a",)), Condition("first", ("b",))),
        question("neither", Condition("never", ("c",))),
    )
    assert [(f.code, f.path[1], f.found) for f in unreachable_flaws(Readable(topic), frozenset())] == [
        (ProblemCode.QUESTION_UNREACHABLE, 1, "first"),
        (ProblemCode.QUESTION_UNREACHABLE_THROUGH, 2, "never"),
    ]


def test_a_contradiction_between_indirect_conditions_is_found() -> None:
    topic = topic_of(
        question("first"),
        question("second", Condition("first", ("a", "b"))),
        question("third", Condition("second", ("c",)), Condition("first", ("c",))),
    )
    flaws = list(unreachable_flaws(Readable(topic), frozenset()))
    assert [(flaw.path[1], flaw.found) for flaw in flaws] == [(2, "first")]


def test_each_cycle_is_reported_once_and_not_as_a_rule_on_a_later_question() -> None:
    def depending(name: str, *others: str) -> Question:
        return question(name, *(Condition(other, ("a",)) for other in others))

    topic = topic_of(
        depending("a", "c"),
        depending("b", "a"),
        depending("c", "b"),
        depending("d", "e"),
        depending("e", "d"),
        depending("f", "e"),
        depending("g"),
    )
    flaws = list(rule_flaws(Readable(topic)))
    assert [(flaw.code, flaw.allowed) for flaw in flaws] == [
        (ProblemCode.RULE_CIRCULAR, ("a", "c", "b", "a")),
        (ProblemCode.RULE_CIRCULAR, ("d", "e", "d")),
    ]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_the_cycles_found_are_cycles_and_none_is_missed(graph: dict[str, list[str]]) -> None:
    depends_on = {
        name: [other for other in others if other in graph and other != name] for name, others in graph.items()
    }
    cycles = find_cycles(depends_on)
    for cycle in cycles:
        for name, following in zip(cycle, cycle[1:] + cycle[:1], strict=True):
            assert following in depends_on[name]
    on_cycles = {name for cycle in cycles for name in cycle}
    assert len(on_cycles) == sum(map(len, cycles))
    assert not find_cycles(
        {n: [o for o in others if o not in on_cycles] for n, others in depends_on.items() if n not in on_cycles}
    )


def test_a_cycle_of_a_thousand_questions_is_found() -> None:
    names = [f"q{number}" for number in range(1_000)]
    cycles = find_cycles({name: [names[index - 1]] for index, name in enumerate(names)})
    assert [len(cycle) for cycle in cycles] == [1_000]
    assert cycles[0][0] == "q0"

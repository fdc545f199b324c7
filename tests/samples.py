"""A small topic with every kind of question, and audits of it."""

from __future__ import annotations

import datetime as dt

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence
from s11desk.domain.topics.topic import (
    ActionColumn,
    ActionField,
    ActionPlanForm,
    Choice,
    ChoiceList,
    Condition,
    Contact,
    Detail,
    EvidenceRule,
    IntroductionSection,
    Option,
    Origin,
    OriginKind,
    Partnership,
    PersonAsked,
    Question,
    QuestionKind,
    Scale,
    Source,
    Topic,
)

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
ORIGIN = Origin(source="made-up", how=OriginKind.PROJECT_CHOICE, note="for the tests")

SCALE = Scale(
    id="judgement",
    title="Judgement",
    origin=ORIGIN,
    options=(
        Option(code="yes", label="Yes", score=2),
        Option(code="blue", label="Blue", score=3, needs_evidence=True),
        Option(code="no", label="No", score=0, needs_action=True),
        Option(code="na", label="Not applicable", needs_reason=True, left_out_of_totals=True),
    ),
)
AGENCIES = ChoiceList(
    id="agencies", origin=ORIGIN, other=True, choices=(Choice("school", "A school"), Choice("gp", "A GP practice"))
)


def question(name: str, kind: QuestionKind, **rest: object) -> Question:
    """A question with the id ``name``. ``rest``: any other fields."""
    return msgspec.convert(
        {"id": name, "text": f"Question about {name}?", "kind": kind, "origin": ORIGIN, **rest},
        Question,
        from_attributes=True,
    )


def small_topic(*questions: Question) -> Topic:
    """A topic with ``questions``, or else with a question of every kind."""
    return Topic(
        format=2,
        id="sample",
        version=1,
        title="Sample topic",
        year="2026",
        partnership=Partnership(name="Sample Partnership", short_name="SP"),
        contact=Contact(name="A. Contact", origin=ORIGIN),
        sources=(Source(id="made-up", title="Made up", publisher="Nobody", year="2026", licence="None needed"),),
        introduction=(IntroductionSection(id="about", heading="About", body="Please read this.", origin=ORIGIN),),
        questions=questions or every_kind(),
        evidence=EvidenceRule(types=("pdf", "png"), max_file_bytes=1_000_000, max_files=2, origin=ORIGIN),
        action_plan=ActionPlanForm(
            columns=(
                ActionColumn(ActionField.AREA, "Area for improvement", required=True),
                ActionColumn(ActionField.ACTION, "Action", required=True),
                ActionColumn(ActionField.LEAD, "Named lead", required=True),
                ActionColumn(ActionField.DUE, "Due", required=True),
            ),
            origin=ORIGIN,
        ),
        scales=(SCALE,),
        choice_lists=(AGENCIES,),
    )


def every_kind() -> tuple[Question, ...]:
    """One question of every kind."""
    kind = QuestionKind
    completer = PersonAsked(
        id="completer", label="Person completing this audit", required=(Detail.NAME, Detail.EMAIL), origin=ORIGIN
    )
    substitute = PersonAsked(id="substitute", label="Substitute contact", required=(Detail.NAME,), origin=ORIGIN)
    return (
        question("agency", kind.AGENCY, choices="agencies"),
        question("people", kind.PEOPLE, people=(completer, substitute)),
        question("policy", kind.JUDGEMENT, scale="judgement"),
        question("training", kind.JUDGEMENT, scale="judgement", show_when=(Condition("policy", ("yes", "no")),)),
        question("story", kind.LONG_TEXT, required=False),
        question("motto", kind.SHORT_TEXT, required=False),
        question("reviewed", kind.DATE, required=False),
        question("staff", kind.NUMBER, minimum=0, maximum=100, required=False),
        question("online", kind.YES_NO, required=False),
        question("setting", kind.SINGLE_CHOICE, choices="agencies", required=False),
        question("ages", kind.MULTIPLE_CHOICE, choices="agencies", required=False),
        question("example", kind.FILE, required=False),
    )


def audit_with(*answers: Answer, evidence: tuple[Evidence, ...] = (), actions: tuple[Action, ...] = ()) -> Audit:
    """A draft of the sample topic with these answers, files and actions."""
    return Audit(
        id="k7m3-9qxd",
        agency="Riverside Trust",
        topic_id="sample",
        topic_version=1,
        topic_digest="0" * 64,
        begun=NOON,
        changed=NOON,
        revision=1,
        answers=answers,
        evidence=evidence,
        actions=actions,
    )


def evidence_on(*questions: str, name: str = "minutes.pdf") -> Evidence:
    """A PDF file that is attached to ``questions``. Its content does not exist."""
    return Evidence(id="E1", name=name, type="pdf", size=10, sha256="a" * 64, questions=questions, attached=NOON)


def finished_action(action_id: str, question_id: str) -> Action:
    """An action with every field filled in."""
    return Action(
        id=action_id,
        question=question_id,
        area="Training",
        action="Train everyone",
        lead="Amina Yusuf",
        due=dt.date(2026, 9, 1),
    )

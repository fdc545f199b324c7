"""A questionnaire with every kind of question, and an audit of it with something in every field."""

from __future__ import annotations

import datetime as dt

from s11desk.domain.audits.audit import Action, ActionStatus, Answer, Audit, Evidence, Person
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
    ReturnAddress,
    Scale,
    Source,
    Topic,
)
from s11desk.report.kinds.documents import Signatory

QUOTED = Origin(source="form", how=OriginKind.QUOTED)
CHOSEN = Origin(source="project", how=OriginKind.PROJECT_CHOICE, note="The form does not say what may be answered.")
MADE = dt.datetime(2026, 6, 3, 14, 2, 7, tzinfo=dt.timezone(dt.timedelta(hours=1)))

COLUMNS = {
    ActionField.QUESTION: "Question",
    ActionField.AREA: "Area for improvement",
    ActionField.ACTION: "Action",
    ActionField.LEAD: "Named lead",
    ActionField.JOB_ROLE: "Job role",
    ActionField.RESOURCES: "Resources",
    ActionField.DUE: "Due date",
    ActionField.MEASURE: "How we will know",
    ActionField.PROGRESS: "Progress",
    ActionField.STATUS: "Status",
}

SCALE = Scale(
    id="judgement",
    title="Judgement",
    options=(
        Option("yes", "Yes", "All of this is in place and we can show it.", "#1E7B4B"),
        Option("partly", "Partly", "Some of this is in place, or we cannot yet show it.", "#B86E00", needs_action=True),
        Option("no", "No", "This is not in place.", "#A8201A", needs_action=True),
        Option("na", "Not applicable", "Our work does not touch on this.", "", needs_reason=True),
    ),
    origin=CHOSEN,
)

AGENCIES = ChoiceList(
    id="agencies",
    choices=(
        Choice("gp", "General practice"),
        Choice("school", "School or college"),
        Choice("housing", "Housing association"),
        Choice("police", "Police"),
    ),
    origin=CHOSEN,
    other=True,
)


def _question(name: str, text: str, kind: QuestionKind, **more: object) -> Question:
    return Question(id=name, text=text, kind=kind, origin=QUOTED, **more)  # type: ignore[arg-type]


QUESTIONS = (
    _question("agency", "Please select your agency from the options below", QuestionKind.AGENCY, choices="agencies"),
    _question(
        "completer",
        "Please provide details of the professional completing this audit",
        QuestionKind.PEOPLE,
        people=(
            PersonAsked("lead", "Person completing this audit", (Detail.NAME, Detail.EMAIL)),
            PersonAsked("substitute", "Substitute contact"),
        ),
    ),
    _question(
        "understanding",
        "Is your agency/organisation assured that all staff working with children and families understand what is "
        "meant by early help and prevention?",
        QuestionKind.JUDGEMENT,
        scale="judgement",
    ),
    _question(
        "identify",
        "Do appropriate staff know how to identify the need for early help?",
        QuestionKind.JUDGEMENT,
        scale="judgement",
    ),
    _question(
        "toolbox",
        "Are all staff who work with children and families aware of and promote the use of the family toolbox to help "
        "families identify appropriate support?",
        QuestionKind.JUDGEMENT,
        scale="judgement",
    ),
    _question(
        "lead",
        "Where appropriate, do your staff act as the lead professional in early help cases?",
        QuestionKind.JUDGEMENT,
        scale="judgement",
    ),
    _question("hubs", "Do you take part in a Family Hub?", QuestionKind.YES_NO),
    _question("hub-start", "Since when?", QuestionKind.DATE, show_when=(Condition("hubs", ("yes",)),), required=False),
    _question("trained", "How many staff were trained this year?", QuestionKind.NUMBER, minimum=0),
    _question("areas", "Which areas do you serve?", QuestionKind.MULTIPLE_CHOICE, choices="agencies"),
    _question("motto", "What is the name of your policy?", QuestionKind.SHORT_TEXT),
    _question("story", "What difference has early help made for a family you work with?", QuestionKind.LONG_TEXT),
    _question(
        "example",
        "Please upload a good practice example or case study",
        QuestionKind.FILE,
        help="One file only. Send further ones by separate e-mail.",
    ),
)

TOPIC = Topic(
    format=1,
    id="early-help-2023",
    version=1,
    title="Topic 2: Early Help & Prevention",
    year="2023",
    partnership=Partnership("Wirral Safeguarding Children Partnership", "WSCP"),
    contact=Contact("Partnership office", "office@example.org", "0151 496 0000"),
    sources=(
        Source("form", "Topic 2 audit form", "Wirral Safeguarding Children Partnership", "2023", "All rights reserved"),
        Source("project", "Choices of this program\u2019s authors", "s11desk", "2026", "As the program"),
    ),
    introduction=(
        IntroductionSection(
            "about",
            "What is Section 11?",
            "Section 11 of the Children Act 2004 places duties on a range of organisations and individuals to ensure "
            "their functions are discharged having regard to the need to safeguard and promote the welfare of "
            "children.\n\nThe duty falls on:\n\n- local authorities\n- the police\n- NHS organisations",
            QUOTED,
        ),
        IntroductionSection(
            "copy",
            "Keeping a copy",
            "The partnership keeps a copy of every audit. It will dip sample audits after each topic, and action "
            "plans once a year.",
            QUOTED,
        ),
    ),
    questions=QUESTIONS,
    evidence=EvidenceRule(("pdf", "docx", "png"), 20_000_000, 5, QUOTED),
    action_plan=ActionPlanForm(tuple(ActionColumn(f, label) for f, label in COLUMNS.items()), CHOSEN),
    deadline=dt.date(2026, 7, 31),
    return_to=ReturnAddress("returns@example.org"),
    scales=(SCALE,),
    choice_lists=(AGENCIES,),
)

ANSWERS = (
    Answer("agency", choice="housing"),
    Answer(
        "completer",
        people=(
            Person("lead", "Amina Yusuf", "Head of Services", "amina.yusuf@example.org", "0151 496 0123"),
            Person("substitute", "Tomasz \u0141ukaszewicz", "Deputy Head", "", "0151 496 0124"),
        ),
    ),
    Answer(
        "understanding",
        choice="yes",
        comment="Every new starter completes the early help module in the first month, and managers check "
        "understanding in supervision.\nWe audited forty supervision records in April 2026; thirty-eight showed the "
        "discussion.\n\nThe two that did not have been followed up.",
    ),
    Answer(
        "identify",
        choice="partly",
        comment="Front-line housing officers do. Contractors\u2019 staff have had no briefing since 2024.",
    ),
    Answer("toolbox", choice="no", comment="We learned of the toolbox only through this audit."),
    Answer(
        "lead",
        choice="na",
        reason="We are a landlord. Our officers contribute to plans but the lead professional is always one of the "
        "partner agencies.",
    ),
    Answer("hubs", choice="yes"),
    Answer("hub-start", date=dt.date(2025, 9, 1)),
    Answer("trained", number=127),
    Answer("areas", choices=("school", "police", "other"), other="Youth clubs on the peninsula"),
    Answer("motto", text="Polisi Diogelu Plant \u0174yneb (2025), third edition"),
    Answer(
        "story",
        text="A family of five was about to lose its tenancy. The housing officer noticed that the eldest child, aged "
        "nine, was getting the others ready for school alone.\n\nShe spoke with the parents, asked the school, and "
        "an early help assessment began within two weeks. A year on the tenancy is safe, attendance is at "
        "96 %, and the parents ran a session at the family hub themselves.",
        comment="Names and details were changed.",
    ),
    Answer("example"),
)

EVIDENCE = (
    Evidence(
        "E1",
        "Supervision audit April 2026 (final, agreed by board).pdf",
        "pdf",
        428_120,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ("understanding", "example"),
        MADE,
    ),
    Evidence(
        "E2",
        "Induction.docx",
        "docx",
        2_204_000,
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        ("understanding",),
        MADE,
    ),
)

ACTIONS = (
    Action(
        "A1",
        "identify",
        "Contractors\u2019 staff do not know the signs that a family may need early help",
        "Brief all contractors and make the briefing part of every contract",
        "Tomasz \u0141ukaszewicz",
        "Deputy Head",
        "Two half-days; trainer from the partnership",
        dt.date(2026, 9, 30),
        "Nine of ten contractors\u2019 staff pass the short quiz",
        "Dates agreed with three contractors",
        ActionStatus.IN_PROGRESS,
    ),
    Action(
        "A2",
        "toolbox",
        "The family toolbox is not known",
        "Add the toolbox to the intranet and to home visit packs",
        "Amina Yusuf",
        "Head of Services",
        "None",
        dt.date(2026, 7, 15),
        "Home visit records mention it",
    ),
)

AUDIT = Audit(
    id="d7f3a2c1",
    agency="Riverside Homes",
    topic_id=TOPIC.id,
    topic_version=1,
    topic_digest="0" * 64,
    begun=MADE,
    changed=MADE,
    revision=41,
    answers=ANSWERS,
    evidence=EVIDENCE,
    actions=ACTIONS,
)

SIGNATORY = Signatory(
    "Amina Yusuf",
    "Head of Services",
    "Riverside Homes",
    "amina.yusuf@example.org",
    "3F92 A01C 77BE 40D5 9E1A 62F0 8C3B D417",
)

"""Hypothesis strategies for topics and audits with the right types but any values, as a stranger may sign them."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import strategies as st

from s11desk.bundle.audit_file import AuditFile
from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.topics.topic import Condition, Detail, PersonAsked, QuestionKind
from tests.samples import question, small_topic

NAMES = st.sampled_from(["agency", "people", "policy", "training", "staff", "online", "ages", "example", "q", ""])
CODES = st.sampled_from(["yes", "no", "na", "blue", "school", "other", "zzz", ""])
TEXTS = st.one_of(
    st.just(""), st.text(max_size=8), st.sampled_from(["\x1b[2J", "\u202egpj.exe", "a\nb\r", "\ud7ff\U0010ffff"])
)
ZONES = st.sampled_from([dt.timezone(dt.timedelta(minutes=minutes)) for minutes in (-1439, -60, 0, 1, 1439)])
MOMENTS = st.datetimes(timezones=ZONES)
PEOPLE = st.builds(Person, role=NAMES, name=TEXTS, email=TEXTS)
ANSWERS = st.builds(
    Answer,
    question=NAMES,
    choice=CODES,
    choices=st.lists(CODES, max_size=3).map(tuple),
    other=TEXTS,
    text=TEXTS,
    number=st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**30), 10**30).map(float),
    date=st.none() | st.dates(),
    people=st.lists(PEOPLE, max_size=3).map(tuple),
    reason=TEXTS,
    unconfirmed=st.booleans(),
)
ACTIONS = st.builds(Action, id=TEXTS, question=NAMES, area=TEXTS, due=st.none() | st.dates())
NAMED, CODED = NAMES.filter(bool), CODES.filter(bool)
CONDITIONS = st.builds(Condition, question=NAMED, any_of=st.lists(CODED, min_size=1, max_size=3).map(tuple))
DETAILS = st.lists(st.sampled_from(list(Detail)), max_size=3).map(tuple)
ASKED = st.builds(PersonAsked, id=NAMED, label=st.just("x"), required=DETAILS)
QUESTIONS = st.builds(
    question,
    NAMES.filter(bool),
    st.sampled_from(list(QuestionKind)),
    scale=st.sampled_from(["judgement", "nowhere", ""]),
    choices=st.sampled_from(["agencies", "nowhere", ""]),
    minimum=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    maximum=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    show_when=st.lists(CONDITIONS, max_size=3).map(tuple),
    required=st.booleans(),
    people=st.lists(ASKED, max_size=2).map(tuple),
)
TOPICS = st.lists(QUESTIONS, min_size=1, max_size=8).map(lambda questions: small_topic(*questions))

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2026-03-02T12:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def audit_files(draw: st.DrawFn, base: AuditFile) -> AuditFile:
    item = base.evidence[0]
    return msgspec.structs.replace(
        base,
        return_facts=msgspec.structs.replace(
            base.return_facts, made=draw(MOMENTS), reference=draw(TEXTS), replaces=draw(TEXTS)
        ),
        agency=draw(TEXTS),
        begun=draw(MOMENTS),
        answers=tuple(draw(st.lists(ANSWERS, max_size=6))),
        evidence=(msgspec.structs.replace(item, questions=tuple(draw(st.lists(NAMES, max_size=4)))),),
        action_plan=tuple(draw(st.lists(ACTIONS, max_size=4))),
    )

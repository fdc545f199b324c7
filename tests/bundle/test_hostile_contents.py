"""What a stranger may sign: any topic, any audit. The verdict comes soon, and its words are safe to print."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from s11desk.app.known_signers import SignerStanding, Standing
from s11desk.app.verification import Verdict, verify_return
from s11desk.bundle.audit_file import (
    ACTIONS_LIMIT,
    AuditFile,
    UnreadableAuditFile,
    audit_of,
    decode_audit_file,
    encode_audit_file,
)
from s11desk.bundle.container import ContainerFacts, Fault, FaultKind
from s11desk.bundle.reading import ContentFault, ReturnRead, SignatureRead
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.cli.verdicts import verdict_paragraph
from s11desk.domain.answering import find_misfits
from s11desk.domain.audit import Action, Answer, Person
from s11desk.domain.completeness import find_gaps
from s11desk.domain.topic import (
    ActionColumn,
    ActionField,
    Choice,
    ChoiceList,
    Condition,
    Detail,
    PersonAsked,
    QuestionKind,
    Topic,
)
from s11desk.domain.topic_limits import LIST_LIMIT
from s11desk.domain.visibility import as_returned
from s11desk.signing.facts import CmsFacts, CmsFault, SignerFacts
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import Files, audit_file_of, files_of, packed, saying, signed_by, signed_off_by, with_file
from tests.samples import NOON, ORIGIN, question, small_topic

SOON = 4.0
"""Seconds on a busy machine; the worst takes a tenth of it, and took minutes when anything was looked up by search."""


@pytest.fixture
def mine(one: bytes, stranger: Signer) -> Files:
    return signed_off_by(stranger, files_of(one))


@pytest.fixture
def verdict_on(stranger: Signer, mine: Files, verdict_of: VerdictOf) -> Callable[..., Verdict]:
    """The verdict on a topic and an audit that a stranger wrote and signed."""

    def verdict_on(topic: bytes, audit: bytes | None = None, **said: object) -> Verdict:
        named = msgspec.structs.replace(
            audit_file_of(mine).topic, digest=hashlib.sha256(topic).hexdigest(), id="sample", version=1
        )
        files = with_file(saying(mine, topic=named, **said), "topic.json", topic)
        return verdict_of(
            packed(signed_by(stranger, files if audit is None else with_file(files, "audit.json", audit)))
        )

    return verdict_on


# Sizes: everything as long as the limits allow.


def many(kind: QuestionKind, **rest: object) -> Topic:
    return small_topic(*(question(f"q{number}", kind, **rest) for number in range(LIST_LIMIT)))


def repeated_choices() -> tuple[Topic, dict[str, object]]:
    codes = ChoiceList(id="all", origin=ORIGIN, choices=tuple(Choice(f"c{n}", "x") for n in range(LIST_LIMIT)))
    topic = msgspec.structs.replace(many(QuestionKind.MULTIPLE_CHOICE, choices="all"), choice_lists=(codes,))
    return topic, {"answers": tuple(Answer(f"q{n}", choices=("c999",) * 900) for n in range(LIST_LIMIT))}


def people_without_end() -> tuple[Topic, dict[str, object]]:
    asked = tuple(PersonAsked(id=f"p{n}", label="x", required=(Detail.NAME,) * 20) for n in range(LIST_LIMIT))
    topic = small_topic(*(question(f"q{n}", QuestionKind.PEOPLE, people=asked) for n in range(12)))
    people = tuple(Person(role="p999") for _ in range(20_000))
    return topic, {"answers": tuple(Answer(f"q{n}", people=people) for n in range(12))}


def rules_on_rules() -> tuple[Topic, dict[str, object]]:
    rule = tuple(Condition("q0", ("c1",) * 100) for _ in range(20))
    asked = (question("q0", QuestionKind.LONG_TEXT), *(question(f"q{n}", QuestionKind.LONG_TEXT, show_when=rule)
             for n in range(1, LIST_LIMIT)))  # fmt: skip
    return small_topic(*asked), {"answers": (Answer("q0", choices=tuple(f"c{n}" for n in range(100_000))),)}


def as_many_actions_as_may_be() -> tuple[Topic, dict[str, object]]:
    topic = many(QuestionKind.LONG_TEXT)
    columns = tuple(ActionColumn(ActionField.DUE, "x", required=True) for _ in ActionField)
    topic = msgspec.structs.replace(topic, action_plan=msgspec.structs.replace(topic.action_plan, columns=columns))
    actions = tuple(Action(id=f"A{n}", question=f"q{n % LIST_LIMIT}") for n in range(ACTIONS_LIMIT))
    return topic, {"action_plan": actions}


def evidence_for_everything() -> tuple[Topic, dict[str, object]]:
    return many(QuestionKind.FILE), {}


LARGE = [repeated_choices, people_without_end, rules_on_rules, as_many_actions_as_may_be]


@pytest.mark.parametrize("build", LARGE)
def test_a_large_return_is_judged_soon(
    build: Callable[[], tuple[Topic, dict[str, object]]], verdict_on: Callable[..., Verdict]
) -> None:
    topic, said = build()
    body = encode_topic(topic)
    start = time.perf_counter()
    verdict = verdict_on(body, evidence=(), **said)
    assert time.perf_counter() - start < SOON
    assert verdict.read.audit_file is not None
    assert not verdict.is_verified


def test_evidence_on_every_question_is_judged_soon(mine: Files, verdict_on: Callable[..., Verdict]) -> None:
    everywhere = tuple(f"q{number}" for number in range(LIST_LIMIT)) * 400
    evidence = tuple(msgspec.structs.replace(item, questions=everywhere) for item in audit_file_of(mine).evidence)
    body = encode_topic(many(QuestionKind.FILE))
    start = time.perf_counter()
    verdict = verdict_on(body, evidence=evidence, answers=())
    assert time.perf_counter() - start < SOON
    assert (verdict.read.is_intact, verdict.gaps) == (True, ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("answers", (Answer("q1"),) * (LIST_LIMIT + 1)),
        ("action_plan", (Action(),) * (ACTIONS_LIMIT + 1)),
        ("agency", "x" * 16_800_000),
        ("begun", dt.datetime(2026, 3, 2)),  # noqa: DTZ001 - no time zone
    ],
)
def test_more_than_a_return_can_say_is_not_read(
    field: str, value: object, mine: Files, verdict_on: Callable[..., Verdict]
) -> None:
    verdict = verdict_on(mine["topic.json"], **{field: value})
    assert verdict.read.content_fault is ContentFault.AUDIT_UNREADABLE
    assert verdict.read.audit_file is None


def test_a_topic_larger_than_any_pack_is_not_read(verdict_on: Callable[..., Verdict]) -> None:
    assert verdict_on(b" " * (32 * 1024 * 1024 + 1)).read.content_fault is ContentFault.TOPIC_TOO_LARGE


def test_a_topic_with_more_questions_than_a_pack_may_have_is_none(verdict_on: Callable[..., Verdict]) -> None:
    topic = msgspec.to_builtins(small_topic())
    topic["questions"] = [{**topic["questions"][0], "id": f"q{n}"} for n in range(100_000)]
    verdict = verdict_on(msgspec.json.encode(topic))
    assert (verdict.topic, verdict.read.is_intact, verdict.is_verified) == (None, True, False)
    assert "not a usable topic" in verdict_paragraph(verdict)


# Shapes: anything whose types are right, and anything whose types are not.

NAMES = st.sampled_from(["agency", "people", "policy", "training", "staff", "online", "ages", "example", "q", ""])
CODES = st.sampled_from(["yes", "no", "na", "blue", "school", "other", "zzz", ""])
TEXTS = st.one_of(
    st.just(""), st.text(max_size=8), st.sampled_from(["\x1b[2J", "\u202egpj.exe", "a\nb\r", "\ud7ff\U0010ffff"])
)
MOMENTS = st.datetimes(timezones=st.timezones() | st.just(dt.UTC) | st.sampled_from(
    [dt.timezone(dt.timedelta(minutes=m)) for m in (-1439, 1439, 1)]))  # fmt: skip
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
CONDITIONS = st.builds(Condition, question=NAMES.filter(bool), any_of=st.lists(CODES.filter(bool), min_size=1, max_size=3)
                       .map(tuple))  # fmt: skip
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
    people=st.lists(st.builds(PersonAsked, id=NAMES.filter(bool), label=st.just("x"),
                              required=st.lists(st.sampled_from(list(Detail)), max_size=3).map(tuple)), max_size=2).map(tuple),
)  # fmt: skip
TOPICS = st.lists(QUESTIONS, min_size=1, max_size=8).map(lambda questions: small_topic(*questions))
fuzzing = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def audit_files(draw: st.DrawFn, base: AuditFile) -> AuditFile:
    item = base.evidence[0]
    return msgspec.structs.replace(
        base,
        submission=msgspec.structs.replace(
            base.submission, made=draw(MOMENTS), reference=draw(TEXTS), replaces=draw(TEXTS)
        ),
        agency=draw(TEXTS),
        begun=draw(MOMENTS),
        answers=tuple(draw(st.lists(ANSWERS, max_size=6))),
        evidence=(msgspec.structs.replace(item, questions=tuple(draw(st.lists(NAMES, max_size=4)))),),
        action_plan=tuple(draw(st.lists(ACTIONS, max_size=4))),
    )


@fuzzing
@given(st.data())
def test_any_audit_of_any_topic_gets_a_verdict(
    data: st.DataObject, mine: Files, verdict_on: Callable[..., Verdict]
) -> None:
    """Rules in circles, questions twice, options of no scale, answers to nothing: no exception, and safe words."""
    topic, audit_file = data.draw(TOPICS), data.draw(audit_files(audit_file_of(mine)))
    body = encode_topic(topic)
    said = {name: getattr(audit_file, name) for name in ("submission", "agency", "answers", "evidence", "action_plan")}
    verdict = verdict_on(body, begun=audit_file.begun, **said)
    assert verdict.topic == topic
    assert verdict.read.is_intact
    words = verdict_paragraph(verdict)
    assert words.isprintable()
    assert "NOT VERIFIED" in words or verdict.is_verified
    msgspec.json.encode(verdict_facts(verdict))


@fuzzing
@given(st.data())
def test_the_domain_s_rules_take_any_pair(data: st.DataObject, one: bytes) -> None:
    topic, audit_file = data.draw(TOPICS), data.draw(audit_files(audit_file_of(files_of(one))))
    audit = audit_of(audit_file)
    again = as_returned(topic, audit)
    assert as_returned(topic, again) == again
    find_gaps(topic, audit)
    for asked in topic.questions:
        for answer in audit.answers:
            find_misfits(topic, asked, answer)
    assert decode_audit_file(encode_audit_file(audit_file)) == audit_file


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2026-03-02T12:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@fuzzing
@given(st.data())
def test_audit_json_with_values_exchanged_is_read_or_refused(data: st.DataObject, one: bytes) -> None:
    said = json.loads(files_of(one)["audit.json"])
    for _ in range(data.draw(st.integers(1, 3))):
        place = said
        while isinstance(place, dict | list) and place:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
            if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
                place[key] = data.draw(VALUES)
                break
            place = place[key]
    read_or_refused(json.dumps(said, indent=2, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass"))


@fuzzing
@given(st.data())
def test_audit_json_with_bytes_exchanged_is_read_or_refused(data: st.DataObject, one: bytes) -> None:
    changed = bytearray(files_of(one)["audit.json"])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed)))
        changed[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    read_or_refused(bytes(changed))


@given(st.binary(max_size=60) | st.text(max_size=30).map(str.encode))
@example(b"[" * 1_000_000)
@example(b'{"x":' + b"[" * 1_000_000)
@example(b'{"format":1,"x":' + b"[" * 1_000_000)
@example(b'{"format":' + b"1" * 1_000_000 + b"}")
@example(b'{"format":1e999}')
@example(b'{"format":NaN}')
@example(b'{"format":"\\ud800"}')
@example(b"\xff\xfe" + '{"format":1}'.encode("utf-16-le"))
def test_any_bytes_are_no_audit_json(content: bytes) -> None:
    with pytest.raises(UnreadableAuditFile):
        decode_audit_file(content)


def read_or_refused(content: bytes) -> None:
    try:
        audit_file = decode_audit_file(content)
    except UnreadableAuditFile:
        return
    assert encode_audit_file(audit_file) == content


def test_a_newer_format_says_so(mine: Files, verdict_on: Callable[..., Verdict]) -> None:
    newer = mine["audit.json"].replace(b'"format": 1', b'"format": 2')
    verdict = verdict_on(mine["topic.json"], newer)
    assert verdict.read.content_fault is ContentFault.AUDIT_NEWER
    assert "newer" in verdict_paragraph(verdict)


# Words: nothing out of the file can move the cursor, change colours, or push the answer off the screen.

NASTY = "\x1b]0;x\x07\x1b[2J\r\n\t\x00\x7f\x9b31m\u202e\u2066\u2028\ud800 " + "x" * 5_000
NOBODY = SignerFacts(NASTY, NASTY, NASTY, NASTY, "0" * 64, "0000 " * 8)
CMS = CmsFacts(True, True, True, True, True, True, NOBODY, NOON)
READABLE = ContainerFacts(9)
BREAKS = ("readable", "canonical", "key_suitable", "digest_matches", "signature_valid", "certificate_valid_at_signing")


def signature_with(fault: CmsFault | None) -> SignatureRead:
    from s11desk.bundle.audit_file import Role

    broken = {} if fault is None else {BREAKS[list(CmsFault).index(fault)]: False}
    return SignatureRead(Role.COMPLETER, msgspec.structs.replace(CMS, **broken), ("audit.pdf",))


@pytest.fixture
def nasty(mine: Files) -> AuditFile:
    said = audit_file_of(mine)
    return msgspec.structs.replace(
        said,
        agency=NASTY,
        submission=msgspec.structs.replace(said.submission, reference=NASTY, replaces=NASTY),
        topic=msgspec.structs.replace(said.topic, title=NASTY, year=NASTY),
    )


@pytest.fixture
def reads(nasty: AuditFile) -> list[ReturnRead]:
    """Every kind of fault there is, and none."""
    forms = [ReturnRead(ContainerFacts(9, Fault(kind, "evidence/x.pdf"))) for kind in FaultKind]
    contents = [ReturnRead(READABLE, (signature_with(None),), nasty, fault) for fault in (*ContentFault, None)]
    return forms + contents + [ReturnRead(READABLE, (signature_with(fault),), nasty) for fault in CmsFault]


def test_no_words_of_a_verdict_carry_what_a_terminal_obeys(reads: list[ReturnRead]) -> None:
    for read in reads:
        standings = tuple(SignerStanding(Standing.UNKNOWN) for _ in read.signatures)
        for topic in (None, small_topic()):
            words = verdict_paragraph(Verdict(Path(NASTY), read, topic, standings=standings))
            assert words.isprintable()
            assert "\u202e" not in words
            assert len(words) < 4_000


def test_even_a_file_name_that_no_text_can_hold_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\udcff.zip"
    path.write_bytes(b"hello")
    assert verdict_paragraph(verify_return(path)).isprintable()

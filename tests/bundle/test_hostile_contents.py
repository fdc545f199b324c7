"""A stranger may sign any topic, any audit and any bytes: verifying gives a verdict and never raises."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from s11desk.bundle.audit_file import FORMAT, UnreadableAuditFile, audit_of, decode_audit_file, encode_audit_file
from s11desk.bundle.read_return import ContentFault
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.domain.audits.answer_rules import find_answer_problems
from s11desk.domain.audits.completeness import find_gaps
from s11desk.domain.audits.visibility import as_returned
from s11desk.topics.pack import encode_topic
from tests.bundle.any_contents import TOPICS, VALUES, audit_files
from tests.bundle.conftest import VerdictOn
from tests.bundle.forging import Files, audit_file_of, files_of

fuzzing = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@fuzzing
@given(data=st.data())
def test_any_audit_of_any_topic_gets_a_verdict(
    data: st.DataObject, stranger_files: Files, verdict_on: VerdictOn
) -> None:
    """Circular rules, repeated questions, missing scales, answers to no question: no exception, and safe text."""
    topic, audit_file = data.draw(TOPICS), data.draw(audit_files(audit_file_of(stranger_files)))
    body = encode_topic(topic)
    values = {
        name: getattr(audit_file, name) for name in ("return_facts", "agency", "answers", "evidence", "action_plan")
    }
    verdict = verdict_on(body, begun=audit_file.begun, **values)
    assert verdict.topic in (None, topic)  # it is None if the topic is no usable one
    assert all(signature.cms.is_valid for signature in verdict.read.signatures)
    assert verdict.read.content_fault in {
        None,
        ContentFault.EVIDENCE_NOT_ALLOWED,
        ContentFault.EVIDENCE_TOO_MANY,
        ContentFault.TEXT_FORBIDDEN,
    }
    words = verdict_paragraph(verdict)
    assert words.isprintable()
    assert "NOT VERIFIED" in words or verdict.is_verified
    msgspec.json.encode(verdict_facts(verdict))


@fuzzing
@given(data=st.data())
def test_the_rules_of_the_domain_accept_any_topic_and_audit(data: st.DataObject, signed_return: bytes) -> None:
    topic, audit_file = data.draw(TOPICS), data.draw(audit_files(audit_file_of(files_of(signed_return))))
    audit = audit_of(audit_file)
    again = as_returned(topic, audit)
    assert as_returned(topic, again) == again
    find_gaps(topic, audit)
    for asked in topic.questions:
        for answer in audit.answers:
            find_answer_problems(topic, asked, answer)
    assert decode_audit_file(encode_audit_file(audit_file)) == audit_file


@fuzzing
@given(data=st.data())
def test_an_audit_file_with_changed_values_is_read_or_refused(data: st.DataObject, signed_return: bytes) -> None:
    audit_json = json.loads(files_of(signed_return)["audit.json"])
    for _ in range(data.draw(st.integers(1, 3))):
        place = audit_json
        while isinstance(place, dict | list) and place:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
            if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
                place[key] = data.draw(VALUES)
                break
            place = place[key]
    read_or_refused(
        json.dumps(audit_json, indent=2, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass")
    )


@fuzzing
@given(data=st.data())
def test_an_audit_file_with_changed_bytes_is_read_or_refused(data: st.DataObject, signed_return: bytes) -> None:
    changed = bytearray(files_of(signed_return)["audit.json"])
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
def test_arbitrary_bytes_are_refused_as_an_audit_file(content: bytes) -> None:
    with pytest.raises(UnreadableAuditFile):
        decode_audit_file(content)


def read_or_refused(content: bytes) -> None:
    try:
        audit_file = decode_audit_file(content)
    except UnreadableAuditFile:
        return
    assert encode_audit_file(audit_file) == content


@pytest.mark.parametrize("more", [b"", b', "what no program of today knows": true'])
def test_a_newer_format_is_reported_as_newer(stranger_files: Files, verdict_on: VerdictOn, more: bytes) -> None:
    newer = stranger_files["audit.json"].replace(b'"format": 1', b'"format": %d' % (FORMAT + 1) + more)
    verdict = verdict_on(stranger_files["topic.json"], newer)
    assert verdict.read.content_fault is ContentFault.AUDIT_NEWER
    assert "newer" in verdict_paragraph(verdict)

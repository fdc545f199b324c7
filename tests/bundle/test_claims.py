"""A return whose own claims contradict each other is not verified, although its maker signed all of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.bundle.audit_file import EarlierReturn
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.domain.audits.audit import Action
from s11desk.domain.returns.return_verdict import ClaimRemarkKind, TopicStanding, Unverified, UnverifiedReason
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT, NAME_LIMIT
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic, topic_digest
from s11desk.wording.returns.verdict_sentences import TOPIC_UNKNOWN
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import GOLDEN, files_of, pack
from tests.bundle.making import Content, Making, approved, by, changed, content_of
from tests.bundle.signed_nonsense import DISAGREEMENTS, NonsenseMaker
from tests.bundle.tampering import seeded
from tests.samples import NOON

AT = NOON + dt.timedelta(hours=1)
NEWEST = GOLDEN.parent / "format-2" / "one-signature.zip"


@pytest.fixture(scope="module")
def content(stranger: Signer) -> Content:
    return by(stranger, content_of(files_of(NEWEST.read_bytes())), AT)


def facts_of(content: Content, **values: object) -> dict[str, object]:
    return {"return_facts": msgspec.structs.replace(content.audit_file.return_facts, **values)}


def sign_off_of(whole: Content, **values: object) -> dict[str, object]:
    return {"sign_offs": (msgspec.structs.replace(whole.audit_file.sign_offs[0], **values),)}


def history_of(content: Content, *reference_ends: str) -> tuple[EarlierReturn, ...]:
    name = content.audit_file.audit_id.upper()
    return tuple(EarlierReturn(n, f"{name}-{end}", AT, f"{n:064x}") for n, end in enumerate(reference_ends, 1))


def second(content: Content, **values: object) -> dict[str, object]:
    reference = f"{content.audit_file.audit_id.upper()}-2"
    return facts_of(content, **{"number": 2, "reference": reference, "replaces": f"{1:064x}", **values})


NO_IDS = ("", "../../etc/x", "con", "wr3z-7a3\n", "wr3z-7a3\u202ej", "WR3Z-7A3J", "a" * 5000)
NO_AGENCIES = ("", " ", "\n", "Riverside\nTrust", " Riverside Trust")
NO_PROGRAMS = ("", "s11desk", "another 1.0", "s11desk 1\n", "s11desk 1\u202e", "s11desk 1 <b>", "s11desk " + "1" * 50)
NO_PATHS = ("evidence/E1-innocent.pdf", "evidence/good-practice-example.pdf", "evidence/a/E1-good-practice-example.pdf")
NO_ACTIONS = ("", "1", "a1", "A0", "A1 ", "A\u0661")


def audit_called(name: str) -> Callable[[Content], dict[str, object]]:
    return lambda content: {"audit_id": name, **facts_of(content, reference=f"{name.upper()}-1")}


def agency_called(name: str) -> Callable[[Content], dict[str, object]]:
    return lambda _: {"agency": name}


def action_called(name: str) -> Callable[[Content], dict[str, object]]:
    return lambda c: {"action_plan": (msgspec.structs.replace(c.audit_file.action_plan[0], id=name),)}


def made_by(program: str) -> Callable[[Content], dict[str, object]]:
    return lambda content: facts_of(content, program=program)


def file_facts(content: Content, **values: object) -> dict[str, object]:
    first, *others = content.audit_file.evidence
    return {"evidence": (msgspec.structs.replace(first, **values), *others)}


def file_at(path: str) -> Callable[[Content], dict[str, object]]:
    return lambda content: file_facts(content, path=path)


WRONG: dict[str, tuple[UnverifiedReason, Callable[[Content], dict[str, object]]]] = {
    "a sign-off of zeros": (UnverifiedReason.SIGN_OFF_DIFFERS, lambda c: sign_off_of(c, content="0" * 64)),
    "made years before": (
        UnverifiedReason.MADE_DIFFERS,
        lambda c: facts_of(c, made=dt.datetime(2019, 1, 1, tzinfo=dt.UTC)),
    ),
    "made years later": (
        UnverifiedReason.MADE_DIFFERS,
        lambda c: facts_of(c, made=dt.datetime(2035, 1, 1, tzinfo=dt.UTC)),
    ),
    "signed off a minute before": (
        UnverifiedReason.MADE_DIFFERS,
        lambda c: sign_off_of(c, at=AT - dt.timedelta(minutes=1)),
    ),
    "a foreign reference": (UnverifiedReason.REFERENCE_DIFFERS, lambda c: facts_of(c, reference="AAAA-BBBB-1")),
    "a number without returns before it": (UnverifiedReason.REFERENCE_DIFFERS, lambda c: facts_of(c, number=999_999)),
    **{f"an audit called {name[:20]!r}": (UnverifiedReason.REFERENCE_DIFFERS, audit_called(name)) for name in NO_IDS},
    **{f"an agency called {name!r}": (UnverifiedReason.AGENCY_UNNAMED, agency_called(name)) for name in NO_AGENCIES},
    **{f"an action called {name!r}": (UnverifiedReason.ACTIONS_DIFFER, action_called(name)) for name in NO_ACTIONS},
    **{f"made by {name[:20]!r}": (UnverifiedReason.PROGRAM_UNKNOWN, made_by(name)) for name in NO_PROGRAMS},
    **{f"a file at {name!r}": (UnverifiedReason.EVIDENCE_PATH, file_at(name)) for name in NO_PATHS},
    "a file of another name": (UnverifiedReason.EVIDENCE_PATH, lambda c: file_facts(c, name="another.pdf")),
    "an action for no question": (
        UnverifiedReason.ACTIONS_DIFFER,
        lambda c: {"action_plan": (*c.audit_file.action_plan, Action(id="A9", question="nope", action="Write one"))},
    ),
    "one return twice before it": (
        UnverifiedReason.HISTORY_DIFFERS,
        lambda c: {
            **facts_of(c, number=3, reference=f"{c.audit_file.audit_id.upper()}-3", replaces="a" * 64),
            "earlier": tuple(msgspec.structs.replace(one, sha256="a" * 64) for one in history_of(c, "1", "2")),
        },
    ),
    "two actions of one id": (UnverifiedReason.ACTIONS_DIFFER, lambda c: {"action_plan": c.audit_file.action_plan * 2}),
    "a second that replaces nothing": (UnverifiedReason.REPLACED_DIFFERS, lambda c: second(c, replaces="")),
    "a first that replaces one": (UnverifiedReason.REPLACED_DIFFERS, lambda c: facts_of(c, replaces="a" * 64)),
    "replaces any text": (UnverifiedReason.REPLACED_DIFFERS, lambda c: second(c, replaces="the other one")),
    "a second without a history": (UnverifiedReason.HISTORY_DIFFERS, second),
    "a first with a history": (UnverifiedReason.HISTORY_DIFFERS, lambda c: {"earlier": history_of(c, "1")}),
    "a history of another audit": (
        UnverifiedReason.HISTORY_DIFFERS,
        lambda c: {**second(c), "earlier": (EarlierReturn(1, "AAAA-BBBB-1", AT, f"{1:064x}"),)},
    ),
    "a history that ends elsewhere": (
        UnverifiedReason.HISTORY_DIFFERS,
        lambda c: {**second(c, replaces="f" * 64), "earlier": history_of(c, "1")},
    ),
}


def with_moved_files(before: Content, after: Content) -> Content:
    """``after`` with its files of evidence where its ``audit.json`` says that they are."""
    pairs = zip(before.audit_file.evidence, after.audit_file.evidence, strict=True)
    moved = {new.path: before.evidence[old.path] for old, new in pairs}
    return Content(after.topic, after.audit_file, dict(sorted(moved.items())))


@pytest.mark.parametrize("kind", WRONG)
def test_claims_that_contradict_each_other_are_refused(
    kind: str, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    reason, change = WRONG[kind]
    wrong = with_moved_files(content, changed(content, **change(content)))
    verdict = verdict_of(pack(Making(stranger, wrong, AT).files()))
    assert reason in verdict.claims.faults
    assert verdict.unverified == Unverified(verdict.claims.faults[0])
    assert verdict_facts(verdict).claims == verdict.claims


def test_a_second_return_with_its_history_is_verified(
    stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = changed(content, **second(content), earlier=history_of(content, "1"))
    verdict = verdict_of(pack(Making(stranger, other, AT).files()))
    assert verdict.is_verified, verdict.unverified


@pytest.mark.parametrize("deep", [False, True])
def test_a_pdf_that_was_signed_years_apart_is_refused(
    deep: bool,
    stranger: Signer,
    content: Content,
    verdict_of: VerdictOf,
) -> None:
    files = Making(stranger, content, AT, pdf_at=AT + dt.timedelta(days=900)).files()
    verdict = verdict_of(pack(files), deep=deep)
    assert verdict.unverified is not None
    assert verdict.unverified.reason is UnverifiedReason.PDF_TIME_DIFFERS


@pytest.mark.parametrize(("earlier", "is_unchanged"), [(dt.timedelta(hours=1), True), (dt.timedelta(days=30), False)])
def test_an_approval_before_completion_is_said_or_refused(
    earlier: dt.timedelta,
    is_unchanged: bool,
    stranger: Signer,
    content: Content,
    approver: Signer,
    verdict_of: VerdictOf,
) -> None:
    """The clocks of two computers may differ a little."""
    late = by(stranger, content, AT + dt.timedelta(days=40))
    at = AT + dt.timedelta(days=40)
    verdict = verdict_of(approved(Making(stranger, late, at).files(), approver, at - earlier))
    assert verdict.is_unchanged is is_unchanged
    assert [remark.kind for remark in verdict.claims.remarks] == [ClaimRemarkKind.APPROVED_EARLIER]
    assert "it was approved" in verdict_paragraph(verdict)


def test_a_signing_time_that_has_not_come_is_said(stranger: Signer, content: Content, verdict_of: VerdictOf) -> None:
    at = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=9)
    verdict = verdict_of(pack(Making(stranger, by(stranger, content, at), at).files()))
    assert [remark.kind for remark in verdict.claims.remarks] == [ClaimRemarkKind.SIGNED_IN_FUTURE]
    assert "has not come yet" in verdict_paragraph(verdict)


DAY = dt.timedelta(days=1)
DISORDER: dict[str, Callable[[Content], dict[str, object]]] = {
    "changed after it was made": lambda _: {"changed": AT + dt.timedelta(seconds=1)},
    "changed before it was begun": lambda c: {"changed": c.audit_file.begun - DAY},
    "a file attached after it was made": lambda c: file_facts(c, attached=AT + DAY),
    "an earlier return before it was begun": lambda c: {
        **second(c),
        "earlier": tuple(msgspec.structs.replace(one, made=c.audit_file.begun - DAY) for one in history_of(c, "1")),
    },
    "begun in the year 1": lambda _: {"begun": dt.datetime(1, 1, 1, tzinfo=dt.UTC)},
}


@pytest.mark.parametrize("kind", DISORDER)
def test_times_that_do_not_fit_together_are_never_verified(
    kind: str, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = by(stranger, changed(content, **DISORDER[kind](content)), AT)
    verdict = verdict_of(pack(Making(stranger, other, AT).files()))
    assert (verdict.is_unchanged, verdict.is_verified) == (True, False)
    assert "times in it do not fit together" in verdict_paragraph(verdict)


def test_a_file_from_an_earlier_audit_is_as_old_as_it_is(
    stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    """A draft that goes over to a newer version of its questions takes its files with it."""
    other = by(stranger, changed(content, **file_facts(content, attached=content.audit_file.begun - DAY)), AT)
    assert verdict_of(pack(Making(stranger, other, AT).files())).is_verified


LONG_TEXTS: dict[str, Callable[[Content], dict[str, object]]] = {
    "an agency's name": lambda _: {"agency": "R" * (NAME_LIMIT + 1)},
    "a caption": lambda c: file_facts(c, caption="c" * (LINE_LIMIT + 1)),
    "a comment": lambda c: {
        "answers": (
            msgspec.structs.replace(c.audit_file.answers[0], comment="x" * (LONG_LIMIT + 1)),
            *c.audit_file.answers[1:],
        )
    },
    "who leads an action": lambda c: {
        "action_plan": (msgspec.structs.replace(c.audit_file.action_plan[0], lead="x" * (LINE_LIMIT + 1)),)
    },
}


@pytest.mark.parametrize("kind", LONG_TEXTS)
def test_a_text_longer_than_the_program_takes_is_read_and_never_verified(
    kind: str, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = by(stranger, changed(content, **LONG_TEXTS[kind](content)), AT)
    verdict = verdict_of(pack(Making(stranger, other, AT).files()))
    assert (verdict.is_unchanged, verdict.is_verified) == (True, False)
    assert ClaimRemarkKind.TEXT_TOO_LONG in [one.kind for one in verdict.claims.remarks]
    assert "longer than this program lets anybody write" in verdict_paragraph(verdict)


def test_an_agency_of_which_nothing_can_be_seen_is_said(
    stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = by(stranger, changed(content, agency="\u200b"), AT)
    verdict = verdict_of(pack(Making(stranger, other, AT).files()))
    assert [one.kind for one in verdict.claims.remarks] == [ClaimRemarkKind.OTHER_ORGANISATION]


def test_another_agency_than_the_organisation_is_said(
    stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = by(stranger, changed(content, agency="Lakeside School"), AT)
    verdict = verdict_of(pack(Making(stranger, other, AT).files()))
    assert verdict.is_verified
    assert [(one.kind, one.detail) for one in verdict.claims.remarks] == [
        (ClaimRemarkKind.OTHER_ORGANISATION, "Riverside Trust")
    ]
    assert "signed for another organisation: Riverside Trust" in verdict_paragraph(verdict)


def reworded(content: Content, stranger: Signer, **changes: object) -> Content:
    topic = msgspec.structs.replace(content.topic, **changes)
    return by(stranger, Content(topic, content.audit_file, content.evidence), AT)


def test_questions_that_pass_no_check_of_packs_are_refused(
    stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    first, *others = content.topic.questions
    for bad in (
        reworded(content, stranger, questions=(first, first, *others)),
        reworded(content, stranger, questions=(msgspec.structs.replace(first, text="\x1b[2J"), *others)),
        reworded(content, stranger, questions=(msgspec.structs.replace(first, text="a\u202eb"), *others)),
    ):
        verdict = verdict_of(pack(Making(stranger, bad, AT, workbook=content).files()))
        assert verdict.unverified == Unverified(UnverifiedReason.TOPIC_UNUSABLE)


def test_questions_in_another_form_are_refused(stranger: Signer, content: Content, verdict_of: VerdictOf) -> None:
    canonical = encode_topic(content.topic)
    key = b'  "id"'
    for other in (
        canonical + b"\n",
        canonical.replace(b"\n", b"\r\n"),
        canonical.replace(key, b'  "id": "x",\n' + key),
    ):
        named = msgspec.structs.replace(content.audit_file.topic, digest=digest_of(other))
        files = Making(stranger, changed(content, topic=named), AT, topic_json=other).files()
        assert verdict_of(pack(files)).unverified == Unverified(UnverifiedReason.TOPIC_UNUSABLE)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_questions_are_held_against_those_of_this_home(stranger: Signer, content: Content, tmp_path: Path) -> None:
    path, home = tmp_path / "return.zip", Home(tmp_path / "home")
    path.write_bytes(pack(Making(stranger, content, AT).files()))
    unknown = verify_return(path, topics=HomeTopics(home))
    assert unknown.topic_standing is TopicStanding.UNKNOWN
    assert unknown.is_verified
    assert TOPIC_UNKNOWN in verdict_paragraph(unknown)

    topic = content.topic
    with Workspace(home) as workspace:
        body = encode_topic(topic)
        workspace.drafts.keep_topic(topic_digest(topic), topic.id, topic.version, body, installed=True, at=NOON)
        here = verify_return(path, topics=HomeTopics(home))
    assert here.topic_standing is TopicStanding.HERE
    assert TOPIC_UNKNOWN not in verdict_paragraph(here)

    first, *others = topic.questions
    other = reworded(content, stranger, questions=(msgspec.structs.replace(first, text="Reworded?"), *others))
    path.write_bytes(pack(Making(stranger, other, AT).files()))
    reworded_one = verify_return(path, topics=HomeTopics(home))
    assert reworded_one.unverified == Unverified(UnverifiedReason.TOPIC_OTHER)


def test_texts_that_our_writers_refuse_give_a_verdict(
    stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    for text in ("\x1b[2J", "\0", "a\u2028b", "\ufffe", "x" * 40_000, "\U0001f600" * 9):
        other = by(stranger, changed(content, agency=text), AT)
        verdict = verdict_of(pack(Making(stranger, other, AT, pages=content, workbook=content).files()))
        assert not verdict.is_unchanged
        assert verdict_paragraph(verdict).isprintable()


@pytest.mark.parametrize("kind", DISAGREEMENTS)
def test_signed_nonsense_is_never_verified(
    kind: str, stranger: Signer, approver: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    """A short part of the campaign in ``benchmarks/tamper.py``."""
    maker = NonsenseMaker(content, stranger, approver, AT, seeded(7))
    verdict = verdict_of(maker.make(kind))
    assert not verdict.is_verified

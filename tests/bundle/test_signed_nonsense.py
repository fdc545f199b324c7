"""A stranger may sign any text and any date at any place of a return: there is a verdict, and safe words for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest

from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.audit_file import encode_audit_file, has_forbidden_text
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.domain.text.clean_text import clean_text
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import GOLDEN, Files, files_of, pack, signed_by
from tests.bundle.making import Content, by, content_of
from tests.samples import NOON

AT = NOON + dt.timedelta(hours=1)
Place = tuple[str | int, ...]

NASTY = "a\0b\x1b[2J\x0b\ufffe"
TURNED = "\u202egpj.exe\u2028"
TEXTS = (NASTY, TURNED, "=1+1", "\\u0000", "x" * 40_000)
ZONES = [dt.timezone(dt.timedelta(minutes=minutes)) for minutes in (-1439, 0, 1, 1439)]
MOMENTS = [
    moment
    for zone in ZONES
    for moment in (dt.datetime(1, 1, 1, tzinfo=zone), dt.datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=zone))
]
DAYS = [dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(9999, 12, 31)]


def places(value: object, kind: type, at: Place = ()) -> Iterator[Place]:
    """Where in a value of the formats there is something of exactly this type."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from places(getattr(value, name), kind, (*at, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from places(item, kind, (*at, index))
    elif type(value) is kind:
        yield at


def put(value: object, at: Place, new: object) -> object:
    """``value`` with ``new`` at that place."""
    if not at:
        return new
    step, *rest = at
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **{str(step): put(getattr(value, str(step)), tuple(rest), new)})
    assert isinstance(value, tuple)
    assert isinstance(step, int)
    return (*value[:step], put(value[step], tuple(rest), new), *value[step + 1 :])


@pytest.fixture(scope="module")
def base() -> Files:
    return files_of((GOLDEN.parent / "format-2" / "one-signature.zip").read_bytes())


@pytest.fixture(scope="module")
def content(base: Files, stranger: Signer) -> Content:
    return by(stranger, content_of(base), AT)


def require_verdict(verdict: Verdict) -> None:
    assert verdict_paragraph(verdict).isprintable()
    words = verdict_words(verdict)
    assert all(line.isprintable() for line in (words.headline, words.text, *words.facts))
    msgspec.json.encode(verdict_facts(verdict))


def signed(stranger: Signer, base: Files, content: Content) -> bytes:
    parts = {"audit.json": encode_audit_file(content.audit_file), "topic.json": encode_topic(content.topic)}
    return pack(signed_by(stranger, {**base, **parts}, AT))


@pytest.mark.parametrize("text", TEXTS, ids=["control", "turned", "formula", "escape", "long"])
def test_any_text_anywhere_in_the_data_gets_a_verdict(
    text: str, base: Files, content: Content, stranger: Signer, verdict_of: VerdictOf
) -> None:
    for at in places(content.audit_file, str):
        changed = put(content.audit_file, at, text)
        verdict = verdict_of(signed(stranger, base, Content(content.topic, changed, content.evidence)))  # type: ignore[arg-type]
        require_verdict(verdict)
        assert not verdict.is_verified


@pytest.mark.parametrize("text", [NASTY, TURNED], ids=["control", "turned"])
def test_any_text_anywhere_in_the_questions_gets_a_verdict(
    text: str, base: Files, content: Content, stranger: Signer, verdict_of: VerdictOf
) -> None:
    for at in places(content.topic, str):
        try:
            encode_topic(put(content.topic, at, text))  # type: ignore[arg-type]
        except msgspec.ValidationError:
            continue
        changed = by(stranger, Content(put(content.topic, at, text), content.audit_file, content.evidence), AT)  # type: ignore[arg-type]
        verdict = verdict_of(signed(stranger, base, changed))
        require_verdict(verdict)
        assert not verdict.is_verified


def test_any_moment_and_day_anywhere_gets_a_verdict(
    base: Files, content: Content, stranger: Signer, verdict_of: VerdictOf
) -> None:
    for kind, values in ((dt.datetime, MOMENTS), (dt.date, DAYS)):
        for at in places(content.audit_file, kind):
            for value in values:
                changed = Content(content.topic, put(content.audit_file, at, value), content.evidence)  # type: ignore[arg-type]
                require_verdict(verdict_of(signed(stranger, base, changed)))


@pytest.mark.parametrize(
    "text", ["", "plain", "a\nb\tc", "\\u0000 \\\\b", "é\u0301", "😀", "\u200d\u2067x\u2069", '"\\"']
)
def test_a_text_that_the_program_keeps_is_never_forbidden(text: str, content: Content) -> None:
    assert not has_forbidden_text(encode_audit_file(put(content.audit_file, ("agency",), clean_text(text))))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, 0x1FFFE, 0x5FFFF, 0x10FFFF])
def test_a_character_that_the_program_never_keeps_is_forbidden(number: int, content: Content) -> None:
    if chr(number) in "\n\t\r":
        return
    for before in ("", "\\", "\\\\"):
        text = f"{before}{chr(number)}"
        assert has_forbidden_text(encode_audit_file(put(content.audit_file, ("agency",), text)))  # type: ignore[arg-type]

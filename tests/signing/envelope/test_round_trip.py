"""An envelope opens with the key of every recipient, and with no other key."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from s11desk.errors import IntegrityError
from s11desk.files.durable import writing
from s11desk.override import override
from s11desk.signing.envelope.envelope_facts import Addressee, EnvelopeNotForYou
from s11desk.signing.envelope.envelope_form import MAX_HEADER_SIZE, MAX_RECIPIENTS
from s11desk.signing.envelope.envelope_reader import decrypt, decrypt_under_passphrase
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.file_blocks import BLOCK
from s11desk.signing.envelope.recipient_keys import RecipientKey
from tests.signing.envelope.envelopes import make_envelope, open_envelope, parts, refused

CONTENT = b"PK\x03\x04 what a child said\r\n\0" * 10


@pytest.mark.parametrize("name", ["own", "board", "other"])
@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 127, 128, 65_535, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_content_of_any_size_opens_with_every_kind_of_key(name: str, size: int, request: pytest.FixtureRequest) -> None:
    key: RecipientKey = request.getfixturevalue(name)
    content = (CONTENT * (size // len(CONTENT) + 1))[:size]
    assert open_envelope(make_envelope(content, key.recipient), key) == content


def test_each_of_several_recipients_opens_the_envelope(
    own: RecipientKey, other: RecipientKey, board: RecipientKey
) -> None:
    for recipients in ((own, board), (board, own), (own, other), (own, other, board)):
        envelope = make_envelope(CONTENT, *(key.recipient for key in recipients))
        assert [open_envelope(envelope, key) for key in recipients] == [CONTENT] * len(recipients)


def test_another_key_is_refused_and_the_error_names_the_addressees(
    own: RecipientKey, other: RecipientKey, board: RecipientKey
) -> None:
    refusal = refused(make_envelope(CONTENT, own.recipient, board.recipient), other)
    assert isinstance(refusal, EnvelopeNotForYou)
    assert refusal.addressees == (own.addressee, board.addressee)


def test_an_envelope_to_keys_names_its_recipients_to_who_has_a_passphrase(
    own: RecipientKey, other: RecipientKey, board: RecipientKey
) -> None:
    envelope = make_envelope(CONTENT, board.recipient, own.recipient, other.recipient)
    with pytest.raises(EnvelopeNotForYou) as refusal:
        decrypt_under_passphrase(io.BytesIO(envelope), io.BytesIO(), "any words")
    assert refusal.value.addressees == (own.addressee, board.addressee, other.addressee)
    serial = f"{board.recipient.certificate.serial[2:].hex().lstrip('0')}"
    assert own.addressee.name == "Section 11 returns"
    assert other.addressee.name == "Zoë ☃ O’Neil"
    assert board.addressee == Addressee("Trust CA", "Sandfield Trust", serial)


def test_two_envelopes_share_only_their_addresses(own: RecipientKey, board: RecipientKey) -> None:
    (first, content, tag), (second, other_content, other_tag) = (
        parts(make_envelope(CONTENT, own.recipient, board.recipient)) for _ in range(2)
    )
    assert {key.issuer_and_serial for key in first.keys} == {key.issuer_and_serial for key in second.keys}
    assert not first.keys & second.keys
    assert (first.nonce, content, tag) != (second.nonce, other_content, other_tag)
    assert first.nonce != second.nonce
    assert content != other_content


def test_an_envelope_does_not_contain_the_plain_content(own: RecipientKey) -> None:
    assert b"child" not in make_envelope(CONTENT, own.recipient)


def test_a_recipient_passed_twice_is_in_the_envelope_once(own: RecipientKey) -> None:
    header, _, _ = parts(make_envelope(CONTENT, own.recipient, own.recipient))
    assert len(header.keys) == 1


@pytest.mark.parametrize("count", [0, MAX_RECIPIENTS + 1])
def test_no_recipient_and_too_many_are_refused(count: int, addresses: list[RecipientKey]) -> None:
    recipients = [key.recipient for key in addresses[:count]]
    with pytest.raises(ValueError, match="not a header"):
        make_envelope(CONTENT, *recipients)


def test_the_most_recipients_all_open_the_envelope(addresses: list[RecipientKey]) -> None:
    most = addresses[:MAX_RECIPIENTS]
    envelope = make_envelope(CONTENT, *(key.recipient for key in most))
    assert len(parts(envelope)[0].encoded) < MAX_HEADER_SIZE
    assert {open_envelope(envelope, key) for key in most} == {CONTENT}


def test_progress_counts_writing_and_reading_back(own: RecipientKey) -> None:
    content, seen, envelope = bytes(2 * BLOCK + 5), list[tuple[int, int]](), io.BytesIO()
    encrypt(io.BytesIO(content), len(content), envelope, [own.recipient], progress=lambda *counts: seen.append(counts))
    total = 2 * len(content)
    assert seen == [(done, total) for done in (BLOCK, 2 * BLOCK, total // 2, total // 2 + BLOCK, total - 5, total)]
    seen.clear()
    decrypt(envelope, io.BytesIO(), own, progress=lambda *counts: seen.append(counts))
    assert seen == [(done, len(content)) for done in (BLOCK, 2 * BLOCK, 2 * BLOCK + 5)]


@pytest.mark.parametrize("stated", [len(CONTENT) - 1, len(CONTENT) + 1, 0])
def test_a_source_of_another_size_is_refused(stated: int, own: RecipientKey) -> None:
    with pytest.raises(IntegrityError):
        encrypt(io.BytesIO(CONTENT), stated, io.BytesIO(), [own.recipient])


class FaultyDisk(io.BytesIO):
    """A disk that stores one bit of a late write wrongly."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    @override
    def write(self, block: object) -> int:
        written = super().write(block)  # type: ignore[arg-type]
        if len(view := self.getbuffer()) > self._at:
            view[self._at] ^= 1
            self._at = len(view) + 1_000_000
        return written


@pytest.mark.parametrize("at", [0, 30, 700, -1])
def test_an_envelope_that_does_not_read_back_is_an_error(at: int, own: RecipientKey) -> None:
    size = len(make_envelope(CONTENT, own.recipient))
    with pytest.raises(IntegrityError):
        encrypt(io.BytesIO(CONTENT), len(CONTENT), FaultyDisk(at % (size - 2)), [own.recipient])


def test_encryption_and_decryption_work_with_real_files(own: RecipientKey, tmp_path: Path) -> None:
    plain, envelope, back = (tmp_path / name for name in ("return.zip", "return.zip.s11", "back.zip"))
    plain.write_bytes(CONTENT * 9_000)
    with plain.open("rb") as source, writing(envelope) as out:
        encrypt(source, plain.stat().st_size, out, [own.recipient])
    with envelope.open("rb") as source, writing(back) as out:
        decrypt(source, out, own)
    assert back.read_bytes() == plain.read_bytes()
    assert sorted(tmp_path.iterdir()) == sorted([plain, envelope, back])

"""Whatever is changed in a genuine return, ``verify_return`` notices. The long run is benchmarks/tamper.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.bundle.container import FaultKind
from s11desk.cli.verdict_paragraphs import verdict_paragraph
from s11desk.signing.signature_facts import CmsFault
from s11desk.signing.signer import Signer
from tests.bundle.bad_signatures import CRAFTED, Genuine
from tests.bundle.conftest import VerdictOf
from tests.bundle.container import bad_containers
from tests.bundle.container.crafting import FIRST_MANIFEST, FIRST_SIGNATURE, SECOND_MANIFEST, SECOND_SIGNATURE
from tests.bundle.forging import (
    files_of,
    listed,
    packed,
    with_file,
    without_second_set,
)
from tests.bundle.tampering import changed_at, edited, positions, seeded, with_flip_listed


@pytest.fixture(params=["one", "two"])
def genuine(request: pytest.FixtureRequest) -> bytes:
    content = request.getfixturevalue(request.param)
    assert isinstance(content, bytes)
    return content


def test_taken_apart_and_put_together_a_return_is_the_same(genuine: bytes, verdict_of: VerdictOf) -> None:
    """Else nothing here would show anything."""
    assert packed(listed(files_of(genuine))) == genuine
    assert verdict_of(genuine).is_verified


def test_a_flipped_bit_in_each_byte_outside_the_payload(genuine: bytes, tmp_path: Path) -> None:
    target = changed_at(tmp_path / "return.zip", genuine)
    for position in positions(genuine)[0][:: 1 if len(genuine) < 100_000 else 3]:
        with target.flipped(8 * position + position % 8) as verdict:
            assert not verdict.is_verified, position
    assert target.verdict().is_verified


def test_flipped_bits_inside_the_payload(genuine: bytes, tmp_path: Path) -> None:
    target = changed_at(tmp_path / "return.zip", genuine)
    inside, chance = positions(genuine)[1], seeded(1)
    for _ in range(200):
        with target.flipped(8 * chance.choice(inside) + chance.randrange(8)) as verdict:
            assert verdict.read.container.fault is not None
            assert verdict.read.container.fault.kind is FaultKind.CRC


def test_flipped_bits_with_every_digest_repaired_fail_at_the_signature(genuine: bytes, verdict_of: VerdictOf) -> None:
    chance = seeded(2)
    for _ in range(60):
        verdict = verdict_of(with_flip_listed(genuine, chance))
        assert verdict.read.container.canonical
        assert CmsFault.CONTENT_ALTERED in [signature.cms.fault for signature in verdict.read.signatures]
        assert not verdict.is_verified


@pytest.mark.parametrize("name", [FIRST_SIGNATURE, SECOND_SIGNATURE])
def test_flipped_bits_in_a_signature_with_its_crc_repaired(name: str, two: bytes, verdict_of: VerdictOf) -> None:
    files = files_of(two)
    for position in range(0, len(files[name]), 5):
        changed = bytearray(files[name])
        changed[position] ^= 1 << position % 7
        verdict = verdict_of(packed(listed(with_file(files, name, bytes(changed)))))
        assert verdict.read.container.canonical
        assert not verdict.is_verified, position


def test_structural_edits(one: bytes, two: bytes, verdict_of: VerdictOf) -> None:
    chance = seeded(3)
    genuine = {one, two, packed(without_second_set(files_of(two)))}
    for _ in range(400):
        content = edited(chance.choice((one, two)), chance)
        verdict = verdict_of(content)
        assert verdict.is_verified is (content in genuine)
        assert verdict_paragraph(verdict).isprintable()


@pytest.mark.parametrize("name", bad_containers.CRAFTED)
def test_crafted_containers(name: str, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(bad_containers.CRAFTED[name][0]())
    assert not verdict.is_verified
    assert not verdict.read.signatures
    assert "NOT VERIFIED" in verdict_paragraph(verdict)
    assert verdict_paragraph(verdict).isprintable()


@pytest.mark.parametrize(
    ("manifest", "signature"), [(FIRST_MANIFEST, FIRST_SIGNATURE), (SECOND_MANIFEST, SECOND_SIGNATURE)]
)
@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_signatures(
    name: str, manifest: str, signature: str, one: bytes, two: bytes, stranger: Signer, verdict_of: VerdictOf
) -> None:
    files = files_of(two)
    genuine = Genuine(files[signature], files[manifest], files_of(one)[FIRST_SIGNATURE], stranger)
    crafted = CRAFTED[name](genuine)
    assert crafted != files[signature]
    verdict = verdict_of(packed(listed(with_file(files, signature, crafted))))
    assert verdict.read.container.canonical
    assert not verdict.is_verified
    place = 0 if signature == FIRST_SIGNATURE else 1
    assert verdict.read.signatures[place].cms.fault is not None
    assert verdict_paragraph(verdict).isprintable()

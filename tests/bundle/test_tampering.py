"""``verify_return`` detects every change to a genuine return. benchmarks/tamper.py is the long run."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.bundle.container import FaultKind
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.signing.signature_facts import CmsFault
from s11desk.signing.signer import Signer
from tests.bundle.bad_signatures import CRAFTED, Genuine
from tests.bundle.conftest import VerdictOf
from tests.bundle.container import bad_containers
from tests.bundle.container.crafting import FIRST_MANIFEST, FIRST_SIGNATURE, SECOND_MANIFEST, SECOND_SIGNATURE
from tests.bundle.forging import (
    files_of,
    pack,
    with_file,
    with_fitting_manifests,
    without_second_set,
)
from tests.bundle.tampering import edited, positions, seeded, with_flip_listed, write_return


@pytest.fixture(params=["signed_return", "countersigned_return"])
def genuine(request: pytest.FixtureRequest) -> bytes:
    content = request.getfixturevalue(request.param)
    assert isinstance(content, bytes)
    return content


def test_unpacking_and_packing_a_return_changes_nothing(genuine: bytes, verdict_of: VerdictOf) -> None:
    """The other tests rely on this: only their own change may make a difference."""
    assert pack(with_fitting_manifests(files_of(genuine))) == genuine
    assert verdict_of(genuine).is_unchanged


def test_a_flipped_bit_in_any_byte_outside_the_payload_is_detected(genuine: bytes, tmp_path: Path) -> None:
    target = write_return(tmp_path / "return.zip", genuine)
    for position in positions(genuine)[0][:: 1 if len(genuine) < 100_000 else 3]:
        with target.flipped(8 * position + position % 8) as verdict:
            assert not verdict.is_unchanged, position
    assert target.verdict().is_unchanged


def test_flipped_bits_inside_the_payload_are_detected(genuine: bytes, tmp_path: Path) -> None:
    target = write_return(tmp_path / "return.zip", genuine)
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
        assert not verdict.is_unchanged


@pytest.mark.parametrize("name", [FIRST_SIGNATURE, SECOND_SIGNATURE])
def test_flipped_bits_in_a_signature_with_its_crc_repaired_are_detected(
    name: str, countersigned_return: bytes, verdict_of: VerdictOf
) -> None:
    files = files_of(countersigned_return)
    for position in range(0, len(files[name]), 5):
        changed = bytearray(files[name])
        changed[position] ^= 1 << position % 7
        verdict = verdict_of(pack(with_fitting_manifests(with_file(files, name, bytes(changed)))))
        assert verdict.read.container.canonical
        assert not verdict.is_unchanged, position


def test_structural_edits_are_detected(
    signed_return: bytes, countersigned_return: bytes, verdict_of: VerdictOf
) -> None:
    chance = seeded(3)
    genuine = {signed_return, countersigned_return, pack(without_second_set(files_of(countersigned_return)))}
    for _ in range(400):
        content = edited(chance.choice((signed_return, countersigned_return)), chance)
        verdict = verdict_of(content)
        assert verdict.is_unchanged is (content in genuine)
        assert verdict_paragraph(verdict).isprintable()


@pytest.mark.parametrize("name", bad_containers.CRAFTED)
def test_crafted_containers_do_not_verify(name: str, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(bad_containers.CRAFTED[name][0]())
    assert not verdict.is_unchanged
    assert not verdict.read.signatures
    assert "NOT VERIFIED" in verdict_paragraph(verdict)
    assert verdict_paragraph(verdict).isprintable()


@pytest.mark.parametrize(
    ("manifest", "signature"), [(FIRST_MANIFEST, FIRST_SIGNATURE), (SECOND_MANIFEST, SECOND_SIGNATURE)]
)
@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_signatures_do_not_verify(
    name: str,
    manifest: str,
    signature: str,
    signed_return: bytes,
    countersigned_return: bytes,
    stranger: Signer,
    verdict_of: VerdictOf,
) -> None:
    files = files_of(countersigned_return)
    genuine = Genuine(files[signature], files[manifest], files_of(signed_return)[FIRST_SIGNATURE], stranger)
    crafted = CRAFTED[name](genuine)
    assert crafted != files[signature]
    verdict = verdict_of(pack(with_fitting_manifests(with_file(files, signature, crafted))))
    assert verdict.read.container.canonical
    assert not verdict.is_unchanged
    place = 0 if signature == FIRST_SIGNATURE else 1
    assert verdict.read.signatures[place].cms.fault is not None
    assert verdict_paragraph(verdict).isprintable()

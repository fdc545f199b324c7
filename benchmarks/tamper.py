"""The long run of the tamper tests: how many of very many changed returns and envelopes are accepted as genuine.

The only aim is zero. The changes are those of ``tests/bundle``, of which the test suite makes a part. This run flips
every bit outside the payload, and thousands inside. The times are of the slowest single verdict. Any exception ends the
run.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from benchmarks._measuring import Figure, print_all
from benchmarks.signed_nonsense import signed_nonsense
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.errors import UserError
from s11desk.signing.cms import sign_detached
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipient_keys import RecipientKey, create_recipient, unlock_recipient
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic, topic_digest
from tests.bundle import bad_signatures
from tests.bundle.active_pdfs import any_active
from tests.bundle.container import bad_containers
from tests.bundle.container.crafting import FIRST_MANIFEST, FIRST_SIGNATURE, SECOND_MANIFEST, SECOND_SIGNATURE
from tests.bundle.forging import (
    GOLDEN,
    audit_file_of,
    files_of,
    pack,
    signed_by,
    signed_off_by,
    with_audit_changes,
    with_file,
    with_fitting_manifests,
    without_second_set,
)
from tests.bundle.tampering import ReturnOnDisk, edited, positions, seeded, with_flip_listed, write_return
from tests.bundle.test_large_contents import LARGE
from tests.damage import with_flipped_bit
from tests.samples import NOON

INSIDE = 20_000
INSIDE_LISTED = 4_000
EDITS = 2_000
ENVELOPE_EDITS = 5_000
ACTIVE_PDFS = 3_000
PASSPHRASE = "benchmark only"  # noqa: S105 - its keys are deleted at the end
DETAILS = IdentityDetails("Zoë O’Neill", "Lead", "Riverside", "zoe@riverside.example")
REFUSALS = (EnvelopeUnreadable, EnvelopeNotForYou, EnvelopeAltered)


@dataclass
class Tally:
    """The results of one kind of change. ``slowest``: in seconds."""

    kind: str
    tried: int = 0
    accepted: int = 0
    slowest: float = 0.0
    genuine: set[bytes] = field(default_factory=set)

    def note(self, *, is_accepted: bool, seconds: float) -> None:
        """Count one result."""
        self.tried += 1
        self.accepted += is_accepted
        self.slowest = max(self.slowest, seconds)

    def judge(self, verdict: Callable[[], Verdict]) -> None:
        """Count one verdict, and check that its paragraph has no control characters."""
        start = time.perf_counter()
        found = verdict()
        seconds = time.perf_counter() - start
        assert verdict_paragraph(found).isprintable()
        self.note(is_accepted=found.is_unchanged, seconds=seconds)

    def figure(self) -> Figure:
        """Print the result and return its figure."""
        print(f"{self.kind:58}{self.tried:8,} tried{self.accepted:4} accepted   slowest {self.slowest * 1000:7.1f} ms")
        return Figure(f"{self.kind}: accepted", self.accepted, f"of {self.tried}", 0)


def flips(target: ReturnOnDisk, bits: Iterable[int], kind: str) -> Figure:
    """Flip each of ``bits`` in turn."""
    tally = Tally(kind)
    for bit in bits:
        start = time.perf_counter()
        with target.flipped(bit) as verdict:
            tally.note(is_accepted=verdict.is_unchanged, seconds=time.perf_counter() - start)
    assert target.verdict().is_unchanged
    return tally.figure()


def judged(path: Path, contents: Iterable[bytes], kind: str, genuine: Iterable[bytes] = ()) -> Figure:
    """Verify each of ``contents``, except those that are equal to one of ``genuine``."""
    tally = Tally(kind, genuine=set(genuine))
    for content in contents:
        if content not in tally.genuine:
            path.write_bytes(content)
            tally.judge(lambda: verify_return(path))
    return tally.figure()


def changed_bytes(path: Path, name: str, content: bytes, genuine: set[bytes]) -> Iterator[Figure]:
    """Change bits and bytes outside and inside the payload."""
    chance, (outside, inside) = seeded(1), positions(content)
    target = write_return(path, content)
    every = (8 * position + bit for position in outside for bit in range(8))
    yield flips(target, every, f"{name}: every bit outside the payload")
    some = (8 * chance.choice(inside) + chance.randrange(8) for _ in range(INSIDE))
    yield flips(target, some, f"{name}: bits inside the payload")
    repaired = (with_flip_listed(content, chance) for _ in range(INSIDE_LISTED))
    yield judged(path, repaired, f"{name}: the same, CRC and digests repaired")
    structural = (edited(content, chance) for _ in range(EDITS))
    yield judged(path, structural, f"{name}: structural edits", genuine)


def signatures(path: Path, one: bytes, two: bytes, stranger: Signer) -> Iterator[Figure]:
    """Change every bit of each signature, and put crafted signatures in its place."""
    files = files_of(two)
    for manifest, signature in ((FIRST_MANIFEST, FIRST_SIGNATURE), (SECOND_MANIFEST, SECOND_SIGNATURE)):
        p7s = files[signature]
        turned = (
            pack(with_fitting_manifests(with_file(files, signature, with_flipped_bit(p7s, bit))))
            for bit in range(8 * len(p7s))
        )
        yield judged(path, turned, f"{signature}: every bit, CRC repaired")
        genuine = bad_signatures.Genuine(p7s, files[manifest], files_of(one)[FIRST_SIGNATURE], stranger)
        crafted = (
            pack(with_fitting_manifests(with_file(files, signature, make(genuine))))
            for make in bad_signatures.CRAFTED.values()
        )
        yield judged(path, crafted, f"{signature}: crafted signatures")


def containers(path: Path) -> Figure:
    """Verify the crafted containers of the tests."""
    return judged(path, (build() for build, _ in bad_containers.CRAFTED.values()), "crafted containers")


def largest_contents(path: Path, one: bytes, stranger: Signer) -> Iterator[Figure]:
    """Time and memory of the largest returns that a stranger can make. A separate process verifies each."""
    mine = signed_off_by(stranger, files_of(one))
    slowest, most = 0.0, 0
    for build in LARGE:
        topic, parts = build()
        named = msgspec.structs.replace(audit_file_of(mine).topic, digest=topic_digest(topic))
        files = with_file(
            with_audit_changes(mine, topic=named, evidence=(), **parts), "topic.json", encode_topic(topic)
        )
        without = {name: content for name, content in files.items() if not name.startswith("evidence/")}
        path.write_bytes(pack(signed_by(stranger, without)))
        command = [sys.executable, "-m", "benchmarks.tamper", "verify", str(path)]
        seconds, peak = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        print(
            f"  {build.__name__:40} {path.stat().st_size / 1e6:6.1f} MB {seconds:6.2f} s {peak / 1e6:7.1f} MB of memory"
        )
        slowest, most = max(slowest, seconds), max(most, peak)
    yield Figure("largest return a stranger can make: time to a verdict", round(slowest, 2), "s", 4)
    yield Figure("largest return a stranger can make: memory", round(most / 1e6), "MB", 400)


def verify_alone(path: Path) -> None:
    """Print the seconds and the peak memory in bytes of one verdict. Linux only."""
    start = time.perf_counter()
    verdict = verify_return(path)
    seconds = time.perf_counter() - start
    assert verdict.read.audit_file is not None
    status = Path("/proc/self/status").read_text("ascii")
    print(json.dumps([seconds, 1024 * int(status.partition("VmHWM:")[2].split()[0])]))


def active_pdfs(path: Path, one: bytes, stranger: Signer) -> Figure:
    """A stranger puts something active into the PDF of a return, and signs it all."""
    chance, files = seeded(5), signed_off_by(stranger, files_of(one))
    pdfs = (any_active(files["audit.pdf"], chance) for _ in range(ACTIVE_PDFS))
    signed = (pack(signed_by(stranger, with_file(files, "audit.pdf", pdf))) for pdf in pdfs)
    return judged(path, signed, "active content in a PDF, signed by its maker")


def envelopes(folder: Path) -> Iterator[Figure]:
    """Change an envelope with a small return inside. No part of a changed one may be decrypted."""
    create_recipient(folder / "receiver.p12", DETAILS, PASSPHRASE, NOON)
    key = unlock_recipient(folder / "receiver.p12", PASSPHRASE)
    content = sign_detached(b"a small return", stranger_in(folder), NOON) * 2
    out = io.BytesIO()
    encrypt(io.BytesIO(content), len(content), out, [key.recipient])
    envelope, chance = out.getvalue(), seeded(2)
    yield decrypted((with_flipped_bit(envelope, bit) for bit in range(8 * len(envelope))), key, "envelope: every bit")
    changes = (changed for _ in range(ENVELOPE_EDITS) if (changed := edited_envelope(envelope, chance)) != envelope)
    yield decrypted(changes, key, "envelope: edited_envelope taken out, doubled, overwritten")


def edited_envelope(envelope: bytes, chance: random.Random) -> bytes:
    """The envelope with a stretch removed, doubled or overwritten."""
    start = chance.randrange(len(envelope))
    stop, other = start + chance.randrange(60), chance.randrange(len(envelope))
    edits = (b"", envelope[start:stop] * 2, chance.randbytes(stop - start), envelope[other : other + stop - start])
    return envelope[:start] + chance.choice(edits) + envelope[stop:]


def decrypted(envelopes: Iterable[bytes], key: RecipientKey, kind: str) -> Figure:
    """Decrypt each of ``envelopes``, and count those that give any content."""
    tally = Tally(kind)
    for envelope in envelopes:
        out, start = io.BytesIO(), time.perf_counter()
        try:
            decrypt(io.BytesIO(envelope), out, key)
        except UserError as error:
            is_decrypted = bool(out.getvalue()) or not isinstance(error, REFUSALS)
        else:
            is_decrypted = True
        tally.note(is_accepted=is_decrypted, seconds=time.perf_counter() - start)
    return tally.figure()


def stranger_in(folder: Path) -> Signer:
    """A signer whose identity is in ``folder``."""
    path = folder / "identity" / "identity.p12"
    if not path.exists():
        create_identity(path, DETAILS, PASSPHRASE, NOON)
    return unlock(path, PASSPHRASE, NOON)


def all_figures(folder: Path) -> Iterator[Figure]:
    """Run everything, one kind of change after the other."""
    path, stranger = folder / "return.zip", stranger_in(folder)
    one, two = ((GOLDEN / name).read_bytes() for name in ("one-signature.zip", "two-signatures.zip"))
    genuine = {one, two, pack(without_second_set(files_of(two)))}
    yield from changed_bytes(path, "one signature", one, genuine)
    yield from changed_bytes(path, "two signatures", two, genuine)
    yield from signatures(path, one, two, stranger)
    yield containers(path)
    yield from largest_contents(path, one, stranger)
    yield active_pdfs(path, one, stranger)
    yield from envelopes(folder)
    yield from signed_nonsense(folder)


def main() -> None:
    """Run all and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        figures = list(all_figures(Path(name)))
    print_all(figures)


if __name__ == "__main__":
    verify_alone(Path(sys.argv[2])) if sys.argv[1:2] == ["verify"] else main()

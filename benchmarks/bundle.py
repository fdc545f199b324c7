"""Returns: write and verify one with 200 MB of evidence, verify 1,000 small ones, and measure the memory for 2 GB.

The floors run in the same rounds, in turn:

- to write: ``sha256sum`` and ``cp`` of the evidence as processes, as a script would do it;
- to write durably (fsync, strict reading back, rename): ``sha256sum``, ``cp``, ``sync`` and ``sha256sum`` of the copy;
- to verify a large one: only SHA-256 of the file, in this process;
- to verify small ones, each by another signer: read the file, SHA-256, load the signer's certificate and verify one
  ECDSA signature; without the checks of form, manifest, data and completeness.

Signatures are real. A separate process exports and verifies the 2 GB, as the command line does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks._measuring import Figure, compare, peak_memory, print_all
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.demo import DemoStep, run_demo
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying import verify
from s11desk.app.returns.verifying.compare_parts import PartsComparison
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.bundle.container import Member, bytes_member, read_container, write_container
from s11desk.bundle.container.file_layout import FIRST, FIXED_PARTS
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.topic import QuestionKind
from s11desk.files.durable import writing
from s11desk.signing import cms_profile
from s11desk.signing.certificates import read_certificate
from s11desk.signing.cms import sign_detached
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails, self_signed
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic, topic_digest
from tests.bundle.forging import files_of, pack
from tests.bundle.making import Content, Making, by, content_of
from tests.samples import question, small_topic

MEGABYTE = 1_000_000
EVIDENCE = 200 * MEGABYTE
FILES = 8
"""The evidence is this number of files of one size."""
LARGEST_FILES = 21
LARGEST_FILE = 95 * MEGABYTE
"""All files together are 2 GB. A topic may allow up to 100 MB for one file."""
SMALL = 1_000
ROUNDS = 7
SMALL_ROUNDS = 3
NOW = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def new_signer(number: int = 0) -> Signer:
    """A signer with a new key. ``number`` makes the name unique."""
    key = ec.generate_private_key(ec.SECP256R1())
    details = IdentityDetails(f"Lead {number}", "Lead", "Riverside", f"lead{number}@riverside.example")
    return Signer(read_certificate(self_signed(key, details, NOW)), (), key)


SIGNER = new_signer()


def sign(manifest: bytes) -> bytes:
    """A detached signature of the manifest."""
    return sign_detached(manifest, SIGNER, NOW)


def members(files: list[Path]) -> list[Member]:
    """The parts of a return: the fixed parts with 100 kB each, and ``files`` as evidence."""
    fixed = [bytes_member(name, bytes(100_000)) for name in FIXED_PARTS]
    return fixed + [file_member(path) for path in files]


def file_member(path: Path) -> Member:
    """The part for one file of evidence."""
    return Member(f"evidence/{path.name}", path.stat().st_size, lambda: path.open("rb"))


def write(files: list[Path], out: Path) -> None:
    """Write a return without fsync."""
    with out.open("w+b") as stream:
        write_container(stream, members(files), sign)


def write_durably(files: list[Path], out: Path) -> None:
    """Write a return with fsync, read it back and rename it."""
    with writing(out, check=read) as stream:
        write_container(stream, members(files), sign)


def read(path: Path) -> None:
    """Read a return strictly."""
    with path.open("rb") as stream:
        assert read_container(stream).canonical


def run(*command: str | Path) -> None:
    """Run a command. Raises CalledProcessError if it fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def digest_and_copy(files: list[Path], out: Path) -> None:
    """The floor of writing."""
    run("sha256sum", *files)
    run("cp", *files, out)


def digest_copy_and_compare(files: list[Path], out: Path) -> None:
    """The floor of writing durably."""
    digest_and_copy(files, out)
    copies = [out / path.name for path in files]
    run("sync", *copies, out)
    run("sha256sum", *copies)


def digest(path: Path) -> None:
    """The floor of verifying a large return."""
    with path.open("rb", buffering=0) as stream:
        hashlib.file_digest(stream, "sha256")


def speed(folder: Path) -> list[Figure]:
    """Compare writing and verifying 200 MB with their floors."""
    files = [folder / f"file-{number}.pdf" for number in range(FILES)]
    for path in files:
        path.write_bytes(os.urandom(EVIDENCE // FILES))
    out, copies = folder / "return.zip", folder / "copies"
    copies.mkdir()
    return [
        compare(
            "write a 200 MB return",
            "ratio to sha256sum + cp",
            0.6,
            lambda: write(files, out),
            lambda: digest_and_copy(files, copies),
            ROUNDS,
        ),
        compare(
            "write it for good, read back",
            "ratio to sha256sum + cp + sync + sha256sum",
            1.0,
            lambda: write_durably(files, out),
            lambda: digest_copy_and_compare(files, copies),
            ROUNDS,
        ),
        compare(
            "verify a 200 MB return", "ratio to SHA-256 alone", 1.3, lambda: read(out), lambda: digest(out), ROUNDS
        ),
    ]


@dataclass(frozen=True)
class Small:
    """A small return, and the parts of its signature."""

    path: Path
    certificate: bytes
    signed: bytes
    signature: bytes

    def verify(self) -> None:
        """Verify it as the program does."""
        assert verify_return(self.path).is_verified

    def verify_signature_only(self) -> None:
        """The floor: only the digest and the signature."""
        hashlib.sha256(self.path.read_bytes())
        key = x509.load_der_x509_certificate(self.certificate).public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        key.verify(self.signature, self.signed, ec.ECDSA(SHA256()))


def small_returns(folder: Path) -> list[Small]:
    """Returns with the answers of the demo's, each made and signed by another of ``SMALL`` agencies."""
    done = {step.step: step.result for step in run_demo(folder)}
    content = content_of(files_of(Path(done[DemoStep.EXPORTED]).read_bytes()))
    return [small_return(folder / f"{number}.zip", content, new_signer(number)) for number in range(SMALL)]


def small_return(path: Path, content: Content, signer: Signer) -> Small:
    """Make a return in which every part fits, and write it to ``path``."""
    now = system_clock()
    files = Making(signer, by(signer, content, now), now).files()
    path.write_bytes(pack(files))
    statement, signature = cms_profile.read_signature(files[FIRST.signature])
    return Small(path, signer.certificate.der, cms_profile.to_be_signed(statement), signature)


def small_speed(folder: Path) -> Iterator[Figure]:
    """Compare verifying 1,000 small returns with its floor, and with verifying them without looking at the pages."""
    returns = small_returns(folder)
    print(f"  each of them {returns[0].path.stat().st_size:,} bytes")
    without = mock.patch.object(verify, "compare_parts", return_value=PartsComparison(PagesCompared.SAME))

    def verify_without_pages(some: list[Small]) -> None:
        with without:
            for one in some:
                one.verify()

    yield compare(
        "verify 1,000 small returns, not the pages",
        "ratio to reading + SHA-256 + ECDSA",
        3.0,
        lambda: verify_without_pages(returns),
        lambda: list(map(Small.verify_signature_only, returns)),
        SMALL_ROUNDS,
    )
    for count in (1, SMALL):
        some = returns[:count]
        yield compare(
            f"verify {count:,} with the pages",
            "ratio to verifying without them",
            200.0,
            lambda: list(map(Small.verify, some)),  # noqa: B023 - called at once
            lambda: verify_without_pages(some),  # noqa: B023 - as above
            1,
        )


def memory() -> Figure:
    """The peak memory of a process that only exports and verifies. Linux only."""
    with tempfile.TemporaryDirectory() as name:
        home, passphrase = Home(Path(name) / "home"), secrets.token_urlsafe(16)
        audit_id = prepare_largest(home, Path(name) / "evidence.pdf", passphrase)
        command = [sys.executable, "-m", "benchmarks.bundle", "largest", str(home.folder), audit_id, passphrase]
        result = subprocess.run(command, capture_output=True, check=True)
    peak = int(result.stdout) / MEGABYTE
    print(f"{'peak memory, export and verify 2 GB':44}{peak:9.1f} MB                                 aim 120")
    return Figure("peak memory, export and verify a 2 GB return", round(peak, 1), "MB", 120)


def prepare_largest(home: Home, source: Path, passphrase: str) -> str:
    """Make a home with an audit that has 2 GB of evidence. Returns the audit's id."""
    topic = small_topic(question("policy", QuestionKind.LONG_TEXT), question("example", QuestionKind.FILE))
    assert topic.evidence is not None
    rule = msgspec.structs.replace(topic.evidence, max_file_bytes=100 * MEGABYTE, max_files=100)
    topic = msgspec.structs.replace(topic, evidence=rule)
    page = (resources_folder() / "demo" / "good-practice-example.pdf").read_bytes()
    with Workspace(home) as workspace:
        digest, body, now = topic_digest(topic), encode_topic(topic), system_clock()
        workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=now)
        audit_id = begin_draft(workspace, topic.id, "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", text="Yes"))
        for number in range(LARGEST_FILES):
            source.write_bytes(page + f"%{number}".encode().ljust(LARGEST_FILE, b"%") + b"\n%%EOF\n")
            attach(workspace, audit_id, "example", source)
        details = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "a@riverside.example")
        create_identity(home.identity, details, passphrase, now)
    return audit_id


def export_largest(home: Home, audit_id: str, passphrase: str) -> None:
    """Export and verify, and print the peak memory in bytes."""
    with Workspace(home) as workspace:
        made = make_return(workspace, audit_id, home.folder / "out", passphrase)
    assert made.size > LARGEST_FILES * LARGEST_FILE
    assert verify_return(made.path).is_verified
    print(peak_memory())


def main() -> None:
    """Run all and print the figures."""
    with tempfile.TemporaryDirectory() as large, tempfile.TemporaryDirectory() as small:
        figures = [*speed(Path(large)), *small_speed(Path(small))]
    figures.append(memory())
    print_all(figures)


if __name__ == "__main__":
    if sys.argv[1:2] == ["largest"]:
        export_largest(Home(Path(sys.argv[2])), sys.argv[3], sys.argv[4])
    else:
        main()

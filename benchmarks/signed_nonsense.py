"""Returns whose maker signed nonsense: how many of very many, whose parts disagree in one place, are called verified.

The only aim is zero. Each return is made with the program's own writers and signed by its own maker, so its container
and its signatures are sound. ``benchmarks.tamper`` runs it too; alone: ``python -m benchmarks.signed_nonsense [COUNT
[SEED]]``.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.bundle.forging import GOLDEN, files_of
from tests.bundle.making import by, content_of
from tests.bundle.signed_nonsense import DISAGREEMENTS, NonsenseMaker
from tests.bundle.tampering import seeded
from tests.samples import NOON

COUNT = 10_000
_PASSPHRASE = "benchmark only, no secret"  # noqa: S105 - its keys are deleted at the end


def signed_nonsense(folder: Path, count: int = COUNT, seed: int = 3) -> Iterator[Figure]:
    """Make ``count`` returns, of each kind as many, and verify each."""
    signer, approver = (_signer_in(folder / name, name) for name in ("Zoe", "Bo"))
    at, chance = NOON + dt.timedelta(hours=1), seeded(seed)
    golden = (GOLDEN.parent / "format-2" / "one-signature.zip").read_bytes()
    maker = NonsenseMaker(by(signer, content_of(files_of(golden)), at), signer, approver, at, chance)
    path, kinds = folder / "nonsense.zip", sorted(DISAGREEMENTS)
    tried, verified, slowest = Counter[str](), Counter[str](), 0.0
    for number in range(count):
        kind = kinds[number % len(kinds)]
        path.write_bytes(maker.make(kind))
        start = time.perf_counter()
        verdict = verify_return(path)
        slowest = max(slowest, time.perf_counter() - start)
        assert verdict_paragraph(verdict).isprintable()
        group = kind.partition(":")[0]
        tried[group] += 1
        verified[group] += verdict.is_verified
        if number % 500 == 499:
            print(f"{number + 1:,} tried, {sum(verified.values())} verified", flush=True)
    for group in sorted(tried):
        print(f"signed nonsense, {group:40}{tried[group]:8,} tried{verified[group]:4} verified")
        yield Figure(f"signed nonsense, {group}: verified", verified[group], f"of {tried[group]}", 0)
    print(f"slowest verdict {slowest * 1000:.0f} ms")


def _signer_in(folder: Path, name: str) -> Signer:
    path = folder / "identity.p12"
    details = IdentityDetails(name, "Lead", "Riverside Trust", f"{name.lower()}@riverside.example")
    create_identity(path, details, _PASSPHRASE, NOON)
    return unlock(path, _PASSPHRASE, NOON)


def main(count: int = COUNT, seed: int = 3) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        figures = list(signed_nonsense(Path(name), count, seed))
    print_all(figures)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))

"""A folder of returns of many agencies, some damaged, changed, replaced, doubled or foreign, collated.

Each return has pages of its own, which are compared. The generator keeps its own record of each file; the tables must
agree with it exactly, and each refusal must have the right reason. The time is compared with reading the same bytes,
SHA-256 over them, and verifying two ECDSA signatures for each return. Run it by hand:
``python -m benchmarks.desk_collate [RETURNS [AGENCIES]]``.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import multiprocessing
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import msgspec

from benchmarks._desk_post import Expected, floor
from benchmarks._measuring import Figure, peak_memory, print_all, seconds
from s11desk.app.home.paths import Home
from s11desk.app.receiving.tables.collate import CollationOptions, collate
from s11desk.bundle.audit_file import EarlierReturn
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.bundle.forging import GOLDEN, files_of, pack
from tests.bundle.making import Content, Making, by, changed, golden_content
from tests.samples import NOON

RETURNS, AGENCIES = 300, 60
_PASSPHRASE = "benchmark only, no secret"  # noqa: S105 - its keys are deleted at the end
_AT = NOON + dt.timedelta(hours=1)
_LETTERS = "abcdefghjkmnpqrstvwxyz0123456789"


def write_day(folder: Path, returns: int, agencies: int) -> tuple[Expected, ...]:
    """Write the files of ``returns`` returns into ``folder``. Gives the record of all files."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context) as pool:
        made = pool.map(_write_one, [(folder, number, f"Agency {number % agencies}") for number in range(returns)])
        return tuple(each for some in made for each in some)


def _write_one(task: tuple[Path, int, str]) -> tuple[Expected, ...]:
    folder, number, agency = task
    chance = random.Random(number)  # noqa: S311 - the same files in every run
    audit_id = "-".join("".join(chance.choices(_LETTERS, k=4)) for _ in range(2))
    choice, kind, name = chance.choice(("yes", "na")), number % 20, f"{number:05}.zip"
    content = _return(audit_id, agency, choice)
    if kind == 0:
        (folder / name).write_bytes(content[: len(content) * 2 // 3])
        return (Expected(name, FileState.REFUSED, reason="cut short"),)
    if kind == 1:
        (folder / name).write_bytes(_altered(content))
        return (Expected(name, FileState.REFUSED, reason="changed"),)
    if kind == 2:
        (folder / name).write_bytes(b"Please find our return enclosed.\n")
        return (Expected(name, FileState.REFUSED, reason="plain text"),)
    (folder / name).write_bytes(content)
    if kind == 3:
        (folder / f"{number:05}-again.zip").write_bytes(content)
        again = Expected(f"{number:05}-again.zip", FileState.COUNTED, agency, choice)
        return again, Expected(name, FileState.REPEATED, agency, reason="in another file")
    if kind == 4:
        later = Expected(f"{number:05}-later.zip", FileState.COUNTED, agency, choice)
        (folder / later.file).write_bytes(_return(audit_id, agency, choice, content))
        return later, Expected(name, FileState.REPLACED, agency, reason="A later return")
    return (Expected(name, FileState.COUNTED, agency, choice),)


@cache
def _signer() -> Signer:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "identity.p12"
        create_identity(path, IdentityDetails("Zoe", "Lead", "Trust", "zoe@trust.example"), _PASSPHRASE, NOON)
        return unlock(path, _PASSPHRASE, NOON)


@cache
def _pattern() -> Content:
    return golden_content((GOLDEN.parent / "format-2" / "one-signature.zip").read_bytes())


def _return(audit_id: str, agency: str, choice: str, replaced: bytes = b"") -> bytes:
    """``replaced``: the first return of the audit, if this is the second."""
    pattern, number = _pattern(), 2 if replaced else 1
    at, digest = _AT + dt.timedelta(minutes=number), hashlib.sha256(replaced).hexdigest() if replaced else ""
    reference = f"{audit_id.upper()}-{number}"
    facts = msgspec.structs.replace(
        pattern.audit_file.return_facts, number=number, reference=reference, replaces=digest
    )
    first = EarlierReturn(1, f"{audit_id.upper()}-1", _AT + dt.timedelta(minutes=1), digest)
    reason = "No building." if choice == "na" else ""
    answers = tuple(
        msgspec.structs.replace(each, choice=choice, reason=reason) if each.question == "training" else each
        for each in pattern.audit_file.answers
    )
    named = changed(pattern, audit_id=audit_id, agency=agency, answers=answers)
    said = changed(named, return_facts=facts, earlier=(first,) if replaced else ())
    return pack(Making(_signer(), by(_signer(), said, at), at).files())


def _altered(content: bytes) -> bytes:
    """The return with another agency in its data, as someone with an editor and a zip program makes it."""
    files = dict(files_of(content))
    files["audit.json"] = files["audit.json"].replace(b'"agency": "Agency', b'"agency": "Someone', 1)
    return pack(files)


def differences(out: Path, record: tuple[Expected, ...]) -> int:
    """How many files, and how many answers, are in the tables in another way than the record says."""
    found = {row["file"]: row for row in _rows(out / "files.csv")}
    wrong = [each for each in record if not _agrees(found.get(each.file, {}), each)]
    for each in wrong[:5]:
        print("differs:", each, found.get(each.file, {}).get("state"), found.get(each.file, {}).get("reason"))
    wanted = sorted((one.agency, one.choice) for one in record if one.state is FileState.COUNTED)
    answers = [row for row in _rows(out / "answers.csv") if row["question_id"] == "training"]
    told = sorted((row["agency"], row["answer_code"]) for row in answers)
    return len(wrong) + (len(found) != len(record)) + (told != wanted)


def _agrees(row: dict[str, str], expected: Expected) -> bool:
    return (row.get("state"), expected.reason in row.get("reason", "")) == (expected.state.value, True)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def desk(folder: Path, returns: int, agencies: int) -> Iterator[Figure]:
    """Make the files, collate them and compare."""
    received = folder / "in"
    received.mkdir()
    record = write_day(received, returns, agencies)
    before, options = peak_memory(), CollationOptions(dt.datetime.now(dt.UTC), sentence)
    ours = seconds(lambda: collate(Home(folder / "home"), received, folder / "out", options))
    grown, least = peak_memory() - before, seconds(lambda: floor(received, returns))
    wrong = differences(folder / "out", record)
    print(f"{len(record)} files, {agencies} agencies: {ours / 60:.2f} min, {ours / len(record) * 1000:.0f} ms a file")
    print(f"floor {least:.3f} s, ratio {ours / least:.1f}; memory grew by {grown / 1e6:.0f} MB; {wrong} differences")
    yield Figure("desk: tables that differ from the record", wrong, "differences", 0)
    yield Figure("desk: time to reading, SHA-256 and ECDSA", round(ours / least, 1), "ratio", 400)
    yield Figure("desk: memory at the peak", round(peak_memory() / 1e6), "MB", 300)


def main(returns: int = RETURNS, agencies: int = AGENCIES) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        print_all(list(desk(Path(name), returns, agencies)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))

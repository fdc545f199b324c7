"""Audits that move as one file: 300 MB written and taken in, memory, and changed files.

The floor of both is ``cp`` of the same 300 MB and ``sha256sum`` of the copy, in the same rounds, in turn, through the
same file system and its cache. Changed files: every bit of a small file that is flipped, and random changes of its
parts with all check sums right again. None may be taken in, and none may end in anything but a refusal.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import msgspec

from benchmarks._measuring import Figure, compare, peak_memory, print_all
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_in
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.domain.audits.audit import Answer, Evidence
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import encode_topic, topic_digest
from tests.moves.making_draft_files import is_refused, pack, parts_of
from tests.samples import NOON, small_topic

MEGABYTE = 1_000_000
FILES, SIZE = 30, 10 * MEGABYTE
ROUNDS = 5
MUTATIONS = 20_000
COPY = MoveChoice(MovePurpose.COPY)


def large_topic() -> Topic:
    """The sample topic, whose questions take many large files of text."""
    topic = small_topic()
    assert topic.evidence is not None
    rule = msgspec.structs.replace(topic.evidence, types=("txt",), max_file_bytes=20 * MEGABYTE, max_files=40)
    return msgspec.structs.replace(topic, evidence=rule)


def make_audit(workspace: Workspace, topic: Topic, files: int) -> str:
    """An audit with ``files`` files of :data:`SIZE` bytes."""
    digest = topic_digest(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, encode_topic(topic), installed=True, at=NOON)
    audit = begin_draft(workspace, topic.id, "Riverside Trust").audit.id
    save_answer(workspace, audit, Answer("story", text="We met. " * 50))
    for number in range(files):
        with tempfile.TemporaryFile(dir=workspace.home.folder) as file:
            line = f"Line {number:04} of the minutes.\n"
            file.write((line * (SIZE // len(line) + 1))[:SIZE].encode())
            sha256 = workspace.vault.take(file)
        item = Evidence(f"E{number + 1}", f"{number}.txt", "txt", SIZE, sha256, ("example",), NOON)
        with workspace.drafts.changing(audit, workspace.stamp()) as change:
            change.put_evidence(item)
    return audit


def write(workspace: Workspace, audit: str, out: Path) -> None:
    """Write the audit to ``out``."""
    out.unlink(missing_ok=True)
    write_draft_file(workspace, audit, out, COPY)


def take(path: Path, folder: Path) -> None:
    """Take the audit in into a new home."""
    shutil.rmtree(folder, ignore_errors=True)
    with Workspace(Home(folder), system_clock) as workspace:
        take_in(workspace, look_into_draft_file(workspace, path))


def floor(source: Path, out: Path) -> None:
    """Copy and hash as a person would."""
    subprocess.run(["cp", source, out], check=True)
    subprocess.run(["sha256sum", out], check=True, stdout=subprocess.DEVNULL)


def memory(what: str) -> int:
    """The most bytes that a process of its own holds for ``what`` with so many files."""
    command = [sys.executable, "-m", "benchmarks.moves", "memory", what]
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1])


def measure_memory(files: int) -> None:
    """Write and take in an audit, and print the peak."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace(Home(folder / "home"), system_clock) as workspace:
            write(workspace, make_audit(workspace, large_topic(), files), folder / "a.s11draft")
        take(folder / "a.s11draft", folder / "there")
    print(peak_memory())


def changed_files() -> tuple[int, int]:
    """How many changed files were tried, and how many were taken in though a part differed from what was written."""
    with tempfile.TemporaryDirectory() as name, Workspace(Home(Path(name)), system_clock) as workspace:
        path = Path(name) / "a.s11draft"
        write(workspace, make_audit(workspace, small_topic(), 0), path)
        whole = path.read_bytes()
    taken = 0
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        taken += not is_refused(bytes(changed))
    parts, chance = parts_of(whole), random.Random(14)  # noqa: S311 - the same changes each time
    for _ in range(MUTATIONS):
        part = chance.choice(list(parts))
        content = bytearray(parts[part])
        at = chance.randrange(len(content) + 1)
        content[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
        is_refused(pack(parts | {part: bytes(content)}))  # anything else that it raises ends the benchmark
    return len(whole) * 8, taken


def main() -> None:
    """Print the figures."""
    if sys.argv[1:2] == ["memory"]:
        measure_memory(int(sys.argv[2]))
        return
    figures = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_FOLDER")) as name:
        folder = Path(name)
        with Workspace(Home(folder / "home"), system_clock) as workspace:
            audit, out, copy = make_audit(workspace, large_topic(), FILES), folder / "a.s11draft", folder / "copy"
            write(workspace, audit, out)
            least = partial(floor, out, copy)
            figures.append(
                compare("300 MB written", "x cp + sha256sum", 1.2, partial(write, workspace, audit, out), least, ROUNDS)
            )
        figures.append(
            compare("300 MB taken in", "x cp + sha256sum", 1.2, partial(take, out, folder / "there"), least, ROUNDS)
        )
    small, large = memory("1"), memory(str(FILES))
    figures.append(Figure("memory for 300 MB", round(large / small, 3), "x of 10 MB", 1.1))
    if "--quick" not in sys.argv:
        tried, taken = changed_files()
        print(f"{tried} flipped bits and {MUTATIONS} changed parts; taken in with a flipped bit: {taken}")
        figures.append(Figure("flipped bits taken in", taken, "files", 0))
    print_all(figures)


if __name__ == "__main__":
    main()

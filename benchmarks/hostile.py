"""Files made to stop the program: what each reader takes at its worst, and how long a save waits for it.

Each file is read as the window reads it: in the reader process, from a second thread, while the main thread saves one
answer after another into a home of its own. For each way the time, the most memory of the reader, the longest save, and
the longest time in which the program's own thread stood still are printed, the last two without the time in which other
processes had the processors. A reader that had to be stopped is no fault: the aim is that saving goes on.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks._measuring import Figure, peak_memory, print_all
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import Draft, begin_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.topics import list_topics
from s11desk.domain.audits.audit import Answer
from s11desk.errors import UserError
from s11desk.evidence.sniff import sniff_type
from s11desk.reader_process.remote_call import the_reader
from s11desk.reader_process.run_in_reader import stop_using_reader_process, use_reader_process
from s11desk.report.blocks.pictures import PictureFile, read_picture
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from s11desk.topics.check_pack import examine_foreign
from s11desk.topics.files.pack_file_names import PackFiles
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from tests.bundle.test_large_contents import LARGE as LARGE_RETURNS
from tests.hostile import hostile_evidence, hostile_packs, hostile_pdfs, hostile_returns, hostile_workbooks
from tests.signing import documents

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
LARGE = 100_000_000
PACK = 4_900_000
MAX_PAUSE = 50.0
_BEAT_SECONDS = 0.001

Reading = Callable[[], object]


@dataclass(frozen=True)
class Seen:
    """What was seen while one file was read: seconds, bytes and milliseconds."""

    way: str
    answer: str
    seconds: float
    reader: int
    longest_save: float
    longest_pause: float


def main() -> int:
    """Read every file, and print a line for each. Returns 1 if a save waited longer than the aim."""
    use_reader_process()
    with tempfile.TemporaryDirectory() as folder, open_home(Home(Path(folder) / "home")) as workspace:
        draft = begin_draft(workspace, list_topics(workspace)[0].id, "Riverside")
        _measure(workspace, draft, "nothing", lambda: time.sleep(2))
        seen = [_measure(workspace, draft, way, reading) for way, reading in _ways(Path(folder))]
    stop_using_reader_process()
    print(f"the program itself held {peak_memory() >> 20} MB at most")
    longest = max(each.longest_save for each in seen)
    print_all(
        [
            Figure("longest save while a hostile file is read", round(longest, 1), "ms", MAX_PAUSE),
            Figure("slowest hostile file", round(max(each.seconds for each in seen), 1), "s", 60),
            Figure("most memory of the reader", max(each.reader for each in seen) >> 20, "MB", 1536),
        ]
    )
    return int(longest > MAX_PAUSE)


def _ways(folder: Path) -> Iterator[tuple[str, Reading]]:
    yield from _returns(folder)
    for way, make in hostile_packs.WAYS.items():
        yield f"pack: {way}", _pack(make(PACK))
    for way, make_workbook in hostile_workbooks.WAYS.items():
        yield f"workbook: {way}", _workbook(make_workbook())
    for way, make in hostile_evidence.WAYS.items():
        yield f"evidence: {way}", _evidence(make(LARGE))
    for way, picture in _pictures():
        yield f"picture: {way}", _picture(picture)


def _returns(folder: Path) -> Iterator[tuple[str, Reading]]:
    first, second = _signer(folder / "a.p12"), _signer(folder / "b.p12")
    namesakes = hostile_pdfs.signer_among_namesakes(10, 5, NOW)
    pdfs = {
        "fields named twice": hostile_pdfs.doubled_fields(60),
        "resources named twice": hostile_pdfs.doubled_resources(40, first, second, NOW),
        "a table of 36 MB in 35 KB": hostile_pdfs.compressed_table(),
        "100 million rows of nothing": hostile_pdfs.compressed_table("[0 0 0]", 100_000_000, 0),
        "20,000 revisions": hostile_pdfs.chained_tables(20_000),
        "5 million rows": hostile_pdfs.long_table(5_000_000),
        "1,000 signatures": hostile_pdfs.many_signatures(1_000),
        "50 certificates in a ring": documents.certified(documents.report(), namesakes, NOW),
    }
    for way, pdf in pdfs.items():
        yield f"return: {way}", _return(folder, hostile_returns.return_with_pdf(pdf, first, NOW))
    for build in LARGE_RETURNS:
        name = build.__name__.replace("_", " ")
        yield f"return: {name}", _return(folder, hostile_returns.large_return(build, first, NOW))


def _pictures() -> Iterator[tuple[str, bytes]]:
    yield "99 megapixels in ten scans", hostile_evidence.progressive_picture(9_900, 10_000)
    yield "16 megapixels in ten scans", hostile_evidence.progressive_picture(4_000, 3_900)
    yield "2 megapixels in 200 scans", hostile_evidence.repeated_scans(2_000, 1_000, 200)


def _return(folder: Path, content: bytes) -> Reading:
    path = folder / "hostile.zip"

    def read() -> object:
        path.write_bytes(content)
        return verify_return(path, deep=True)

    return read


def _pack(content: bytes) -> Reading:
    return lambda: examine_foreign(PackFiles(content, is_single=True))


def _workbook(content: bytes) -> Reading:
    return lambda: examine_workbook_bytes("topic.xlsx", content)


def _evidence(content: bytes) -> Reading:
    kind = {b"%PDF": "pdf", b"PK\3\4": "docx", b"GIF8": "gif", b"\xff\xd8\xff\xe0": "jpg", b"\x89PNG": "png"}
    name = f"a.{kind.get(content[:4], 'txt')}"
    return lambda: sniff_type(io.BytesIO(content), name, (name[2:],))


def _picture(content: bytes) -> Reading:
    return lambda: read_picture(PictureFile("P1", lambda: io.BytesIO(content)), (300, 300))


def _signer(path: Path) -> Signer:
    create_identity(path, IdentityDetails(path.stem, "B", "C", "a@b.example"), "an easy phrase 17", NOW)
    return unlock(path, "an easy phrase 17", NOW)


def _measure(workspace: Workspace, draft: Draft, way: str, reading: Reading) -> Seen:
    answers: list[str] = []
    started = time.perf_counter()
    thread = threading.Thread(target=lambda: answers.append(_answer(reading)))
    thread.start()
    saves, pauses = [0.0], [0.0]
    while thread.is_alive():
        waited, before = _waited_for_processor(), time.perf_counter()
        save_answer(workspace, draft.audit.id, Answer(draft.topic.questions[0].id, comment=f"typed at {before}"))
        saves.append((time.perf_counter() - before) * 1000 - _waited_for_processor() + waited)
        waited, before = _waited_for_processor(), time.perf_counter()
        time.sleep(_BEAT_SECONDS)
        pauses.append((time.perf_counter() - before - _BEAT_SECONDS) * 1000 - _waited_for_processor() + waited)
    thread.join()
    seen = Seen(way, answers[0], time.perf_counter() - started, _held_by_reader(), max(saves), max(pauses))
    print(
        f"{way:45}{seen.seconds:8.2f} s {seen.reader >> 20:6} MB   save {seen.longest_save:6.1f} ms   "
        f"pause {seen.longest_pause:6.1f} ms   {seen.answer}",
        flush=True,
    )
    return seen


def _waited_for_processor() -> float:
    """The milliseconds for which this thread waited while other processes had the processors; 0 if it is not known."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1_000_000
    except OSError:
        return 0.0


def _answer(reading: Reading) -> str:
    try:
        return type(reading()).__name__
    except UserError as error:
        return error.code


def _held_by_reader() -> int:
    """The most bytes that the reader held. It is 0 where the system does not say, or where the reader was replaced."""
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{the_reader().process_id}/status").read_text("ascii")
        return 1024 * int(status.partition("VmHWM:")[2].split()[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Collate a folder of returns: verify each file, decide which returns count, and write their answers as tables.

One bad file never stops the rest: it has a row in the table of files, with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.identity.home_signers import read_signers
from s11desk.app.receiving.arrivals.found_files import FoundFile, find_files
from s11desk.app.receiving.arrivals.read_file import Desk, ReadFile, read_file
from s11desk.app.receiving.tables.file_rows import file_row
from s11desk.app.receiving.tables.folder_read import FolderRead, WaitingFile
from s11desk.app.receiving.tables.folder_returns import MOST_KEPT, FolderReturns, keep_return
from s11desk.app.receiving.tables.folder_workbook import add_folder_workbook
from s11desk.app.receiving.tables.spool import Spool, SpoolPlace
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.bundle.audit_file import decode_audit_file, encode_audit_file
from s11desk.collation.agency_list import MAX_LIST_SIZE, read_agency_list
from s11desk.collation.agency_list_refused import AgencyListRefused
from s11desk.collation.collated_tables import (
    AGENCIES,
    FILES,
    LONG_TABLES,
    QUESTION_COUNTS,
    RATES,
    short_digest,
    wide_table,
)
from s11desk.collation.csv_tables import WrittenTable
from s11desk.collation.finished_folder import finished_folder
from s11desk.collation.notes import notes
from s11desk.collation.rows import agency_row, long_rows, rate_row, wide_row
from s11desk.collation.write_tables import write_descriptions, write_table
from s11desk.domain.england_time import england_day
from s11desk.domain.matrix.answer_matrix import UncountedReturn
from s11desk.domain.receiving.counted_returns import CountDecision, FileState, decide_which_count
from s11desk.domain.receiving.expected_agencies import (
    AgencyLine,
    ExpectedAgency,
    ReturnRate,
    agency_key,
    count_rates,
    match_agencies,
)
from s11desk.errors import UserError
from s11desk.errors.collation_errors import CollationInside, FolderHasNoFiles
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.files.presence import is_there
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.signing.envelope.recipient_keys import RecipientKey, unlock_recipient
from s11desk.topics.pack import encode_topic
from s11desk.wording.desk.collation_words import AGENCY_TWICE, APART, FORK, STATE_REASONS
from s11desk.wording.desk.reading_words import ANALYST_FOLDER, WORKBOOK_NAME


class StateCount(msgspec.Struct, frozen=True):
    """How many files are in one state."""

    state: FileState
    files: int


class UncountedFile(msgspec.Struct, frozen=True):
    """A file that does not count, and why."""

    file: str
    state: FileState
    reason: str


class Collation(msgspec.Struct, frozen=True):
    """What was written. ``folder``: with all tables. ``at``: when. ``uncounted``: in the order of the files' names.

    ``rates``: who has returned; empty if nobody said from whom returns are expected, as are the next two. ``missing``:
    the names of those that have not, each once. ``unlisted``: who returned and is not on the list, with the name on it
    that is most similar, or an empty one. ``kept``: the returns that count; None if nobody asked for them, or if there
    are more than :data:`s11desk.app.receiving.tables.folder_returns.MOST_KEPT`.
    """

    folder: Path
    at: dt.datetime
    states: tuple[StateCount, ...]
    uncounted: tuple[UncountedFile, ...]
    rates: tuple[ReturnRate, ...] = ()
    missing: tuple[str, ...] = ()
    unlisted: tuple[tuple[str, str], ...] = ()
    kept: FolderReturns | None = None

    @property
    def counted(self) -> int:
        """The number of returns that count."""
        return next((one.files for one in self.states if one.state is FileState.COUNTED), 0)

    @property
    def has_trouble(self) -> bool:
        """Whether a person should look at a file: one was held or refused."""
        return any(one.state in {FileState.HELD, FileState.REFUSED} for one in self.states)


@dataclass(frozen=True, slots=True)
class CollationOptions:
    """``made_at``: the time now. ``explain`` and ``key``: as in :class:`Desk`.

    ``expected``: the agencies from which returns are expected; without them nothing is said of who is missing.
    ``keeps_returns``: the result has the returns that count, in memory. ``is_for_people``: the files for programs are
    in a folder of their own beside the workbook.
    """

    made_at: dt.datetime
    explain: Callable[[UserError], str]
    key: RecipientKey | None = None
    expected: tuple[ExpectedAgency, ...] = ()
    keeps_returns: bool = False
    is_for_people: bool = False


def unlock_receiving_key(path: Path, passphrase: str) -> RecipientKey:
    """Unlock the partnership's key. Raises ``ReceivingKeyMissing``, ``PassphraseWrong`` and what reading raises."""
    if not is_there(path):
        raise ReceivingKeyMissing(path=path)
    return unlock_recipient(path, passphrase)


def collate(
    home: Home,
    folder: Path,
    out: Path,
    options: CollationOptions,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Collation:
    """Read every file in ``folder`` and write the tables into the new folder ``out``. Nothing in ``folder`` is changed.

    Raises ``FileMissing`` or ``FileUnreadable`` (``folder``), ``FolderHasNoFiles``, ``CollationInside``, ``FileExists``
    (``out``), what writing raises, and Cancelled. In each case there is no ``out``.
    """
    files, made_at = _require_files(folder, out), options.made_at
    with work_folder(home, made_at) as work, finished_folder(out) as unfinished, Spool(work / "spool") as spool:
        desk = Desk(read_signers(home), HomeTopics(home), work, options.explain, options.key, cancel)
        topics: dict[str, SpoolPlace] = {}
        waiting = list(_read_all(desk, files, spool, topics, progress))
        decided, known = _decide(waiting), frozenset(desk.topics.digests())
        states = Counter(decision.state for decision in decided)
        read = FolderRead(spool, topics, known, waiting, decided, _reasons(waiting, decided), cancel)
        lines = match_agencies(options.expected, read.received(), read.deadlines()) if options.expected else ()
        rates = count_rates(lines)
        data = _folder_for_data(unfinished, options)
        tables = (*_write_all(data, read), *_write_agencies(data, read, lines, rates, made_at))
        write_descriptions(data, work, made_at, notes(made_at, read.states(), rates), tables)
        add_folder_workbook(unfinished / WORKBOOK_NAME, work, read, lines, made_at)
        kept = _keep(folder, read, options)
    return _collation(out, made_at, read, states, lines, kept)


def _folder_for_data(out: Path, options: CollationOptions) -> Path:
    """Where the files for programs go."""
    if not options.is_for_people:
        return out
    data = out / ANALYST_FOLDER
    data.mkdir()
    return data


def _require_files(folder: Path, out: Path) -> tuple[FoundFile, ...]:
    if out.resolve().is_relative_to(folder.resolve()):
        raise CollationInside(path=out, folder=folder)
    files = find_files(folder)
    if not files:
        raise FolderHasNoFiles(path=folder)
    return files


def _read_all(
    desk: Desk, files: Sequence[FoundFile], spool: Spool, topics: dict[str, SpoolPlace], progress: Progress
) -> Iterator[WaitingFile]:
    for done, file in enumerate(files, start=1):
        for read in read_file(desk, file):
            yield _put_aside(spool, topics, read)
        progress(done, len(files))
        stop_if_cancelled(desk.cancel)


def _put_aside(spool: Spool, topics: dict[str, SpoolPlace], read: ReadFile) -> WaitingFile:
    row = spool.add(msgspec.json.encode(file_row(read)))
    audit_file, topic, countable = read.audit_file, read.topic, read.countable
    if audit_file is None or topic is None or countable is None:
        return WaitingFile(read.name, read.state, read.reason, row)
    digest = audit_file.topic.digest
    if digest not in topics:
        topics[digest] = spool.add(encode_topic(topic))
    data = spool.add(encode_audit_file(audit_file))
    return WaitingFile(read.name, read.state, read.reason, row, countable, audit_file.agency, digest, data)


def _decide(waiting: Sequence[WaitingFile]) -> list[CountDecision]:
    """The decision on each file, in the order of ``waiting``."""
    countable = iter(decide_which_count([each.countable for each in waiting if each.countable is not None]))
    return [CountDecision(each.state) if each.countable is None else next(countable) for each in waiting]


def _reasons(waiting: Sequence[WaitingFile], decided: Sequence[CountDecision]) -> list[str]:
    """What to say of each file, in the order of ``waiting``."""
    counted = Counter(
        (agency_key(each.agency), each.topic)
        for each, decision in zip(waiting, decided, strict=True)
        if decision.state is FileState.COUNTED
    )
    reasons = []
    for each, decision in zip(waiting, decided, strict=True):
        is_counted = decision.state is FileState.COUNTED
        is_twice = is_counted and counted[agency_key(each.agency), each.topic] > 1
        parts = (
            STATE_REASONS[decision.state],
            FORK if decision.is_forked else "",
            APART if decision.is_signed_apart else "",
            AGENCY_TWICE if is_twice else "",
            each.reason,
        )
        reasons.append(" ".join(filter(None, parts)))
    return reasons


def _write_all(folder: Path, read: FolderRead) -> tuple[WrittenTable, ...]:
    """Write the CSV files."""
    counted = read.counted()
    tables = [write_table(folder, FILES, read.file_rows())]
    for table in LONG_TABLES:
        rows = (row for topic, data in read.returns(counted) for row in long_rows(table, topic, data))
        tables.append(write_table(folder, table, rows))
    tables.append(write_table(folder, QUESTION_COUNTS, read.question_counts(counted)))
    digests = tuple(dict.fromkeys(each.topic for each in counted))
    for digest in digests:
        of_topic = [each for each in counted if each.topic == digest]
        wide = (wide_row(topic, data) for topic, data in read.returns(of_topic))
        named = wide_table(read.topic(digest), short_digest(digest, digests))
        tables.append(write_table(folder, named, wide))
    return tuple(tables)


def _write_agencies(
    folder: Path, read: FolderRead, lines: Sequence[AgencyLine], rates: Sequence[ReturnRate], made_at: dt.datetime
) -> tuple[WrittenTable, ...]:
    if not lines:
        return ()
    asked, today = read.asked_topics(), england_day(made_at)
    agencies = write_table(folder, AGENCIES, (agency_row(line, asked.get(line.topic), today) for line in lines))
    return agencies, write_table(folder, RATES, map(rate_row, rates))


def _keep(folder: Path, read: FolderRead, options: CollationOptions) -> FolderReturns | None:
    decided = list(zip(read.waiting, read.decided, read.reasons, strict=True))
    counted = [(each, reason) for each, decision, reason in decided if decision.state is FileState.COUNTED]
    if not options.keeps_returns or len(counted) > MOST_KEPT:
        return None
    kept = []
    for each, reason in counted:
        if each.data is not None:
            kept.append(keep_return(each.name, decode_audit_file(read.spool.read(each.data)), reason))
    uncounted = tuple(
        (UncountedReturn(each.name, decision.state, reason, bool(each.topic)), each.topic)
        for each, decision, reason in decided
        if decision.state is not FileState.COUNTED
    )
    topics = {digest: read.topic(digest) for digest in read.topics}
    return FolderReturns(folder, tuple(kept), topics, read.known, uncounted, options.expected, options.made_at)


def _collation(
    out: Path,
    at: dt.datetime,
    read: FolderRead,
    states: Counter[FileState],
    lines: Sequence[AgencyLine],
    kept: FolderReturns | None,
) -> Collation:
    uncounted = tuple(
        UncountedFile(each.name, decision.state, reason)
        for each, decision, reason in zip(read.waiting, read.decided, read.reasons, strict=True)
        if decision.state is not FileState.COUNTED
    )
    counts = tuple(StateCount(state, states[state]) for state in FileState if states[state])
    missing = (line.agency.name for line in lines if line.agency is not None and line.received is None)
    unlisted = ((line.received.agency, line.nearest) for line in lines if line.agency is None and line.received)
    names = tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(unlisted))
    return Collation(out, at, counts, uncounted, count_rates(lines), *names, kept)


def read_expected_agencies(path: Path) -> tuple[ExpectedAgency, ...]:
    """Read the list of agencies. Raises ``AgencyListRefused``, and what reading raises."""
    with reading_errors(path), open_regular(path) as stream:
        content = stream.read(MAX_LIST_SIZE + 1)
    found = read_agency_list(path.name, content)
    if found.problems:
        raise AgencyListRefused(path=path, problems=found.problems)
    return found.agencies

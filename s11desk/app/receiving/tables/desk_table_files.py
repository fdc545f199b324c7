"""A desk's returns as tables: the same as of a folder of files, with decisions, agencies and rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.agencies.agency_register import DeskOverview, overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.approvals import approved_by
from s11desk.app.receiving.returns.desk_list import why
from s11desk.app.receiving.tables.desk_counted import CountedReturns
from s11desk.app.receiving.tables.desk_workbook import add_desk_workbook
from s11desk.app.receiving.tables.file_rows import with_decision
from s11desk.collation.collated_tables import (
    FILES,
    LONG_TABLES,
    QUESTION_COUNTS,
    RATES,
    CellValue,
    TableRow,
    short_digest,
    wide_table,
)
from s11desk.collation.csv_tables import WrittenTable
from s11desk.collation.desk_tables import DESK_AGENCIES, REVIEWS, desk_agency_row, review_rows
from s11desk.collation.finished_folder import finished_folder
from s11desk.collation.notes import notes
from s11desk.collation.question_counts import count_rows
from s11desk.collation.rows import long_rows, rate_row, wide_row
from s11desk.collation.write_tables import write_descriptions, write_table
from s11desk.domain.receiving.counted_returns import CountDecision, FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn, rule_for_rates
from s11desk.domain.receiving.desk_values import CountingRule, TakenFile
from s11desk.domain.receiving.reminders import reminders_that_hold
from s11desk.errors.desk_errors import TablesInsideDesk
from s11desk.progress import Cancel, never_cancelled
from s11desk.register.agency_rows import all_reminders
from s11desk.register.received_rows import all_files
from s11desk.register.review_rows import reviews_of
from s11desk.wording.desk.also_here_words import second_sentence
from s11desk.wording.desk.desk_words import RULE_NOTES
from s11desk.wording.desk.reading_words import WORKBOOK_NAME


def write_desk_tables(
    desk: ReceivingDesk, out: Path, rule: CountingRule = CountingRule.OPEN, *, cancel: Cancel = never_cancelled
) -> int:
    """Write the tables into the new folder ``out``. Returns how many returns count in them, by ``rule``.

    Raises ``TablesInsideDesk``, ``FileExists``, Cancelled, and what reading the register and writing raise; there is no
    ``out`` then.
    """
    if out.absolute().is_relative_to(desk.folder.folder.absolute()):
        raise TablesInsideDesk(path=out)
    made_at = desk.now()
    with (
        desk.register.snapshot(),
        work_folder(Home(desk.folder.folder), made_at) as work,
        finished_folder(out) as unfinished,
    ):
        source, overview = CountedReturns.by_rule(desk, rule, cancel), overview_on(desk, rule=rule_for_rates(rule))
        tables = (*_write_returns(unfinished, source), *_write_agencies(unfinished, desk, overview))
        rates = write_table(unfinished, RATES, map(rate_row, overview.rates))
        first = (*notes(made_at, source.states(), overview.rates), RULE_NOTES[rule])
        write_descriptions(unfinished, work, made_at, first, (*tables, rates))
        with (unfinished / WORKBOOK_NAME).open("x+b") as stream:
            add_desk_workbook(stream, work, source, rule)
        return len(source.counted)


def _file_rows(source: CountedReturns) -> Iterator[TableRow]:
    """Every file that came, with its return's decision."""
    by_return = {one.received.sha256: one for one in source.judged}
    for file in all_files(source.desk.register):
        judged = by_return.get(file.received)
        yield _unread_row(file) if judged is None else _return_row(file, judged, source.second)


def _unread_row(file: TakenFile) -> TableRow:
    cells: dict[str, CellValue] = {"file": file.name, "size": file.size, "sha256": file.sha256}
    return with_decision(_file_row(cells), CountDecision(file.state), file.reason)


def _return_row(file: TakenFile, judged: JudgedReturn, second: Mapping[str, str]) -> TableRow:
    """The row as it was when the return was read; a column that is newer than that is empty."""
    values = msgspec.json.decode(judged.received.row, type=list[str | int | float | None])
    cells: dict[str, CellValue] = dict(zip((column.name for column in FILES.columns), values, strict=False))
    cells |= {"file": file.name, "size": file.size, "decision": judged.review.value}
    other = second.get(judged.received.sha256)
    is_in = judged.left_out is None and other is None
    decision = judged.decision if is_in else CountDecision(FileState.HELD)
    return with_decision(_file_row(cells), decision, why(judged) if other is None else second_sentence(other))


def _file_row(cells: Mapping[str, CellValue]) -> TableRow:
    return tuple(cells.get(column.name, None if column.type.value == "integer" else "") for column in FILES.columns)


def _write_returns(folder: Path, source: CountedReturns) -> Iterator[WrittenTable]:
    yield write_table(folder, FILES, _file_rows(source))
    for table in LONG_TABLES:
        rows = (row for topic, data in source.returns() for row in long_rows(table, topic, data))
        yield write_table(folder, table, rows)
    digests = source.digests
    counts = (
        row
        for digest in digests
        for row in count_rows(source.topics[digest], digest, (data for _, data in source.returns(digest)))
    )
    yield write_table(folder, QUESTION_COUNTS, counts)
    for digest in digests:
        wide = (wide_row(topic, data) for topic, data in source.returns(digest))
        yield write_table(folder, wide_table(source.topics[digest], short_digest(digest, digests)), wide)
    register = source.desk.register
    reviews = (
        row
        for one in source.judged
        for row in review_rows(one.received, map(source.desk.named, reviews_of(register, one.received.sha256)))
    )
    yield write_table(folder, REVIEWS, reviews)


def _write_agencies(folder: Path, desk: ReceivingDesk, overview: DeskOverview) -> Iterator[WrittenTable]:
    reminded = Counter((agency, one.topic) for agency, one in reminders_that_hold(all_reminders(desk.register)))
    rows = (
        desk_agency_row(one, reminded[one.agency.id, one.topic], approved_by(one.received))
        for one in overview.standings
    )
    yield write_table(folder, DESK_AGENCIES, rows)

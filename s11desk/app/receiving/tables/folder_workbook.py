"""All answers in a folder of returns as one workbook for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from s11desk.app.receiving.returns.approvals import approvers_in
from s11desk.app.receiving.tables.folder_read import FolderRead, WaitingFile
from s11desk.collation.collated_tables import TableRow
from s11desk.collation.reading_rows import ShownReturn, line_sheet_row
from s11desk.collation.reading_sheets import ReadingSheets
from s11desk.collation.reading_workbook import WorkbookWords, write_reading_workbook
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import AgencyLine, count_rates
from s11desk.wording.desk.collation_words import as_at_moment
from s11desk.wording.desk.reading_words import lead_lines, note_lines, workbook_title
from s11desk.wording.one_word_states import FILE_STATES, as_cell


def add_folder_workbook(
    out: Path, work: Path, read: FolderRead, lines: Sequence[AgencyLine], made_at: dt.datetime
) -> None:
    """Write the new file ``out``. ``work``: a private folder. ``lines``: empty if nobody said whose returns come.

    An OSError passes through; raises Cancelled.
    """
    counted, listed = read.counted(), _listed(lines)
    rows = work / "rows"
    rows.mkdir()
    with ReadingSheets(rows) as sheets:
        for digest in dict.fromkeys(each.topic for each in counted):
            of_topic = [each for each in counted if each.topic == digest]
            sheets.add_topic(read.topic(digest), digest, _returns(read, of_topic, listed))
        asked = read.asked_topics()
        sheets.add_agencies([line_sheet_row(line, asked.get(line.topic)) for line in lines])
        sheets.add_not_counted(_not_counted(read))
    lead = lead_lines(made_at, len(counted), "")
    words = WorkbookWords(workbook_title(), lead, note_lines(read.states(), count_rates(lines), as_at_moment(made_at)))
    with out.open("x+b") as stream:
        write_reading_workbook(stream, rows, words, sheets.sheets())


def _listed(lines: Sequence[AgencyLine]) -> dict[str, tuple[str, str]]:
    """By the reference of its return, the name and the type of each agency that is on the list."""
    return {
        line.received.reference: (line.agency.name, line.agency.type)
        for line in lines
        if line.agency is not None and line.received is not None
    }


def _returns(
    read: FolderRead, counted: Sequence[WaitingFile], listed: dict[str, tuple[str, str]]
) -> Iterator[ShownReturn]:
    for each, (topic, data) in zip(counted, read.returns(counted), strict=True):
        name, kind = listed.get(data.return_facts.reference, (data.agency, ""))
        yield ShownReturn(topic, data, name, kind, approved_by=approvers_in(read.row(each)))


def _not_counted(read: FolderRead) -> Iterator[TableRow]:
    for each, decision, reason in zip(read.waiting, read.decided, read.reasons, strict=True):
        if decision.state is not FileState.COUNTED:
            reference = each.countable.reference if each.countable is not None else ""
            yield each.name, each.agency, reference, as_cell(FILE_STATES[decision.state]), reason

"""All answers at a desk as one workbook for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen, look_at_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.came_files import came_files
from s11desk.app.receiving.returns.listed_lines import LookedUp, return_lines, untold_returns
from s11desk.app.receiving.tables.desk_counted import CountedReturns
from s11desk.collation.collated_tables import TableRow
from s11desk.collation.reading_rows import AgencyRow, ShownReturn, decision_sheet_rows, desk_agency_sheet_row
from s11desk.collation.reading_sheets import ReadingSheets
from s11desk.collation.reading_workbook import WorkbookWords, write_reading_workbook
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.also_here import find_also_here
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import rule_for_rates
from s11desk.domain.receiving.desk_lines import ReturnLine
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.errors.desk_errors import TablesInsideDesk
from s11desk.files.durable import writing
from s11desk.progress import Cancel, never_cancelled
from s11desk.register.review_rows import reviews_of
from s11desk.wording.desk.agency_words import state_words
from s11desk.wording.desk.also_here_words import SECOND, second_sentence
from s11desk.wording.desk.collation_words import as_at_moment
from s11desk.wording.desk.desk_words import RULE_NOTES, SAME_FILE, SAME_RETURN
from s11desk.wording.desk.file_lines import unread_state
from s11desk.wording.desk.reading_words import lead_lines, note_lines, workbook_title
from s11desk.wording.one_word_states import FILE_STATES, LINES, as_cell


def write_desk_workbook(
    desk: ReceivingDesk, out: Path, rule: CountingRule = CountingRule.OPEN, *, cancel: Cancel = never_cancelled
) -> int:
    """Write the new file ``out``. Returns how many returns count in it, by ``rule``.

    Raises ``TablesInsideDesk``, ``FileExists``, Cancelled, and what reading the register and writing raise; there is no
    ``out`` then.
    """
    if out.absolute().is_relative_to(desk.folder.folder.absolute()):
        raise TablesInsideDesk(path=out)
    with (
        desk.register.snapshot(),
        work_folder(Home(desk.folder.folder), desk.now()) as work,
        writing(out, private=False, fresh=True) as stream,
    ):
        counted = CountedReturns.by_rule(desk, rule, cancel)
        add_desk_workbook(stream, work, counted, rule)
        return len(counted.counted)


def add_desk_workbook(out: BinaryIO, work: Path, counted: CountedReturns, rule: CountingRule) -> None:
    """Write the workbook into ``out``. ``work``: a private folder. Raises what reading and writing raise."""
    desk, now = counted.desk, counted.desk.now()
    seen = look_at_agencies(desk, england_day(now), rule_for_rates(rule))
    matches = seen.overview.matches
    looked = LookedUp(untold_returns(desk), also_here=find_also_here(counted.judged, matches))
    told = return_lines(counted.judged, matches, seen.agencies, looked)
    lines = {line.sha256: line for line in told}
    rows = work / "rows"
    rows.mkdir()
    with ReadingSheets(rows) as sheets:
        for digest in counted.digests:
            sheets.add_topic(counted.topics[digest], digest, _returns(counted, lines, digest))
        sheets.add_agencies(list(_agencies(seen)))
        sheets.add_not_counted(_not_counted(counted, lines))
        sheets.add_decisions(_decisions(counted, lines))
    notes = note_lines(counted.states(), seen.overview.rates, as_at_moment(now), seen.overview.audits.titles)
    lead = lead_lines(now, len(counted.counted), RULE_NOTES[rule])
    words = WorkbookWords(workbook_title(seen.partnership), lead, notes)
    write_reading_workbook(out, rows, words, sheets.sheets())


def _returns(counted: CountedReturns, lines: Mapping[str, ReturnLine], digest: str) -> Iterator[ShownReturn]:
    for one, topic, data in counted.read(digest):
        line = lines[one.received.sha256]
        yield ShownReturn(topic, data, line.name, line.type, as_cell(LINES[line.state]), line.approved_by)


def _agencies(seen: AgenciesSeen) -> Iterator[AgencyRow]:
    reminded = Counter((agency, reminder.topic) for agency, reminder in seen.reminders)
    for one in seen.overview.standings:
        state, count = state_words(one.progress, is_told=seen.is_told(one)), reminded[one.agency.id, one.topic]
        yield desk_agency_sheet_row(one, state, seen.title(one.topic), count)


def _not_counted(counted: CountedReturns, lines: Mapping[str, ReturnLine]) -> Iterator[TableRow]:
    """Every file that came and is not in the tables, the ones that came again too."""
    for came in came_files(counted.desk):
        line = lines.get(came.file.received)
        agency, reference = (line.name, line.reference) if line is not None else ("", "")
        if came.is_again:
            again = SAME_FILE if came.is_same_file else SAME_RETURN
            yield came.name, agency, reference, as_cell(FILE_STATES[FileState.REPEATED]), again
        elif line is None:
            yield came.name, "", "", as_cell(unread_state(came.file)), came.file.reason
        elif line.sha256 in counted.second:
            yield came.name, agency, reference, as_cell(SECOND), second_sentence(counted.second[line.sha256])
        elif not line.counts:
            yield came.name, agency, reference, as_cell(LINES[line.state]), line.why


def _decisions(counted: CountedReturns, lines: Mapping[str, ReturnLine]) -> Iterator[TableRow]:
    register = counted.desk.register
    for one in counted.judged:
        topic = counted.topics.get(one.received.topic.digest)
        reviews = tuple(map(counted.desk.named, reviews_of(register, one.received.sha256)))
        yield from decision_sheet_rows(topic, one.received, reviews, lines[one.received.sha256].name)

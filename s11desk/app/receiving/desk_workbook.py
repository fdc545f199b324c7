"""All answers at a desk as one workbook for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.agency_register import DeskOverview, overview_on
from s11desk.app.receiving.desk_counted import CountedReturns
from s11desk.app.receiving.desk_list import why
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.collation.collated_tables import TableRow
from s11desk.collation.reading_rows import AgencyRow, ShownReturn, decision_sheet_rows, desk_agency_sheet_row
from s11desk.collation.reading_sheets import ReadingSheets
from s11desk.collation.reading_workbook import WorkbookWords, write_reading_workbook
from s11desk.domain.desk_agencies import match_key
from s11desk.domain.desk_counting import JudgedReturn, rule_for_rates
from s11desk.domain.desk_values import CountingRule
from s11desk.domain.england_time import england_day
from s11desk.durable import writing
from s11desk.errors.desk_errors import TablesInsideDesk
from s11desk.progress import Cancel, never_cancelled
from s11desk.register.agency_rows import all_agencies, all_reminders
from s11desk.register.received_rows import all_files
from s11desk.register.review_rows import reviews_of
from s11desk.wording.collation_words import STATE_NAMES
from s11desk.wording.desk_words import REVIEW_NAMES, RULE_NOTES
from s11desk.wording.reading_words import lead_lines, note_lines, workbook_title


def write_desk_workbook(
    desk: ReceivingDesk, out: Path, rule: CountingRule = CountingRule.OPEN, *, cancel: Cancel = never_cancelled
) -> int:
    """Write the new file ``out``. Returns how many returns count in it, by ``rule``.

    Raises ``TablesInsideDesk``, ``FileExists``, Cancelled, and what reading the register and writing raise; there is no
    ``out`` then.
    """
    if out.absolute().is_relative_to(desk.folder.folder.absolute()):
        raise TablesInsideDesk(path=out)
    counted = CountedReturns.by_rule(desk, rule, cancel)
    with work_folder(Home(desk.folder.folder), desk.now()) as work, writing(out, private=False, fresh=True) as stream:
        add_desk_workbook(stream, work, counted, rule)
    return len(counted.counted)


def add_desk_workbook(out: BinaryIO, work: Path, counted: CountedReturns, rule: CountingRule) -> None:
    """Write the workbook into ``out``. ``work``: a private folder. Raises what reading and writing raise."""
    desk, now = counted.desk, counted.desk.now()
    overview = overview_on(desk, england_day(now), rule_for_rates(rule))
    rows = work / "rows"
    rows.mkdir()
    with ReadingSheets(rows) as sheets:
        for digest in counted.digests:
            sheets.add_topic(counted.topics[digest], digest, _returns(counted, overview, digest))
        sheets.add_agencies(list(_agencies(desk, overview)))
        sheets.add_not_counted(_not_counted(counted))
        sheets.add_decisions(_decisions(counted))
    titles, partnership = overview.audits.titles, desk.facts.partnership
    lead = lead_lines(now, len(counted.counted), RULE_NOTES[rule])
    words = WorkbookWords(workbook_title(partnership), lead, note_lines(counted.states(), overview.rates, titles))
    write_reading_workbook(out, rows, words, sheets.sheets())


def _returns(counted: CountedReturns, overview: DeskOverview, digest: str) -> Iterator[ShownReturn]:
    listed = {one.id: one for one in all_agencies(counted.desk.register)}
    for one, topic, data in counted.read(digest):
        match = overview.matches.get(match_key(one.received))
        agency = listed.get(match.agency) if match is not None else None
        name, kind = (agency.name, agency.expected.type) if agency is not None else (one.received.agency, "")
        yield ShownReturn(topic, data, name, kind, REVIEW_NAMES[one.review])


def _agencies(desk: ReceivingDesk, overview: DeskOverview) -> Iterator[AgencyRow]:
    reminded = Counter((agency, reminder.topic) for agency, reminder in all_reminders(desk.register))
    deadlines, titles = overview.audits.deadlines(), overview.audits.titles
    for one in overview.standings:
        title, count = titles.get(one.topic, one.topic), reminded[one.agency.id, one.topic]
        yield desk_agency_sheet_row(one, title, deadlines.get(one.topic), count)


def _not_counted(counted: CountedReturns) -> Iterator[TableRow]:
    by_return = {one.received.sha256: one for one in counted.judged}
    for file in all_files(counted.desk.register):
        judged = by_return.get(file.received)
        if judged is None:
            yield file.name, "", "", STATE_NAMES[file.state], file.reason
        elif not judged.counts:
            received = judged.received
            yield file.name, received.agency, received.facts.reference, _state(judged), why(judged)


def _state(judged: JudgedReturn) -> str:
    return STATE_NAMES[judged.decision.state] if judged.left_out is None else REVIEW_NAMES[judged.left_out]


def _decisions(counted: CountedReturns) -> Iterator[TableRow]:
    register = counted.desk.register
    for one in counted.judged:
        topic = counted.topics.get(one.received.topic.digest)
        yield from decision_sheet_rows(topic, one.received, reviews_of(register, one.received.sha256))

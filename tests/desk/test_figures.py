"""The figures of a desk: each number counted again by hand, what is behind it, the chart, and the saved overview."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from pathlib import Path

import msgspec
import openpyxl
import pytest

from s11desk.app.receiving.agencies.agency_register import close_agency, take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.app.receiving.figures.desk_figures import look_at_figures, rate_behind
from s11desk.app.receiving.figures.overview_files import save_overview
from s11desk.app.receiving.returns.review_return import leave_out
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.receiving.return_chart import ChartPart, ChartPoint, ReturnChart, WordPlace, draw_chart
from s11desk.errors.file_errors import FileExists
from s11desk.wording.desk.figure_words import base_sentence, chart_sentence, rate_cells
from tests.desk.made_rows import keep_rows, made_row
from tests.report.reading import page_texts
from tests.report.structure import unmarked_objects
from tests.samples import NOON, small_topic

TODAY = NOON.date()
TOPIC = msgspec.structs.replace(small_topic(), deadline=TODAY - dt.timedelta(days=10))
KINDS = ("School", "Club", "Nursery", "=cmd")
COUNT = 30


def days_ago(days: int) -> dt.datetime:
    return NOON - dt.timedelta(days=days)


@pytest.fixture
def busy(desk: ReceivingDesk) -> ReceivingDesk:
    """Thirty agencies of four types; some returned, twice, late, after today, refused, or under no agency's name."""
    ask_topics(desk, (TOPIC,))
    take_in_agencies(desk, [ExpectedAgency(f"Agency {n:02}", KINDS[n % 4], "Kim") for n in range(COUNT)])
    keep_rows(
        desk,
        *(made_row(f"Agency {n:02}", days_ago(n), TOPIC) for n in range(20)),
        *(made_row(f"Agency {n:02}", days_ago(n - 1), TOPIC, number=2) for n in range(3, 6)),
        made_row("Agency 06", days_ago(2), TOPIC, audit="othersss"),
        made_row("Agency 25", days_ago(-5), TOPIC),
        made_row("Agency 26", days_ago(3), TOPIC, state=FileState.REFUSED, reason="It was changed."),
        made_row("Nobody Known", days_ago(4), TOPIC),
    )
    close_agency(desk, "Agency 29", TODAY - dt.timedelta(days=3), "It closed.")
    return desk


def counted_by_hand(desk: ReceivingDesk, day: dt.date) -> tuple[int, int, int]:
    """Expected, returned and late, from the rows of the database alone. In winter England has UTC."""
    rows = sqlite3.connect(desk.folder.register).execute
    agencies = [json.loads(body) for (body,) in rows("SELECT body FROM agency")]
    returns = [json.loads(body) for (body,) in rows("SELECT body FROM received")]
    newest: dict[str, str] = {}
    for one in returns:
        made = one["facts"]["made"]
        if made[:10] <= day.isoformat() and one["state"] == "counted":
            newest[one["agency"]] = max(newest.get(one["agency"], ""), made)
    in_base = [one for one in agencies if one["expected"]["name"] in newest or one.get("closed", "9") > day.isoformat()]
    names = {one["expected"]["name"] for one in in_base}
    late = [name for name, made in newest.items() if name in names and made[:10] > str(TOPIC.deadline)]
    return len(in_base), sum(name in newest for name in names), len(late)


def test_the_figures_of_thirty_days_are_those_counted_by_hand(busy: ReceivingDesk) -> None:
    for shift in range(-25, 5):
        day = TODAY + dt.timedelta(days=shift)
        (whole,) = (one for one in look_at_figures(busy, day).seen.overview.rates if not one.type)
        assert (whole.expected, whole.returned, whole.late) == counted_by_hand(busy, day), day


def test_behind_each_rate_are_the_agencies_and_returns_that_it_counts(busy: ReceivingDesk) -> None:
    seen = look_at_figures(busy, TODAY).seen
    for rate in seen.overview.rates:
        behind = rate_behind(seen, rate.topic, rate.type)
        assert (len(behind.returned), len(behind.missing)) == (rate.returned, rate.outstanding)
    behind = rate_behind(seen, "sample", "")
    assert [one.words for one in behind.outside] == [
        "Agency 29 (Club): Not expected any more, since 27 February 2026. It closed."
    ]
    reasons = Counter(one.words.partition(": ")[2] for one in behind.uncounted)
    assert reasons == {
        "A later return of the same audit counts.": 3,
        "Another return of this agency counts.": 1,
        "It was changed.": 1,
        "No agency on your list has this name.": 1,
        "It was made after 2 March 2026.": 1,
    }
    rows = sqlite3.connect(busy.folder.register).execute("SELECT count(*) FROM received").fetchone()[0]
    assert rows == len(behind.returned) + len(behind.uncounted), "every return is counted, or is listed with a reason"


def test_a_return_that_was_left_out_is_behind_the_figure_with_the_reason(busy: ReceivingDesk) -> None:
    before = look_at_figures(busy, TODAY).seen
    sha256 = next(one.received.sha256 for one in before.overview.standings if one.received is not None)
    leave_out(busy, sha256, "It was a rehearsal.")
    seen = look_at_figures(busy, TODAY).seen
    assert seen.overview.rates[0].returned == before.overview.rates[0].returned - 1
    behind = rate_behind(seen, "sample", "")
    assert any("It was decided that it does not count." in one.words for one in behind.uncounted)


def test_the_chart_has_the_numbers_of_each_day(busy: ReceivingDesk) -> None:
    (chart,) = look_at_figures(busy, TODAY).charts
    assert (chart.points[0].returned, chart.points[-1].day) == (0, TODAY)
    for point in chart.points:
        assert (point.expected, point.returned) == counted_by_hand(busy, point.day)[:2]
    days = [point.day for point in chart.points]
    assert days == sorted(set(days))
    assert TODAY - dt.timedelta(days=3) in days, "the day on which an agency closed"


def test_lines_and_words_of_the_chart_are_where_the_numbers_are() -> None:
    days = [dt.date(2026, 3, 1), dt.date(2026, 3, 6), dt.date(2026, 3, 11)]
    chart = ReturnChart("sample", tuple(map(ChartPoint, days, (0, 9, 10), (10, 10, 10))), dt.date(2026, 3, 21))
    drawing = draw_chart(chart)
    (returned,) = (line for line in drawing.lines if line.part is ChartPart.RETURNED)
    (due,) = (line for line in drawing.lines if line.part is ChartPart.LAST_DAY)
    assert [across for across, _ in returned.places] == [0.0, 0.25, 0.25, 0.5, 0.5]
    assert returned.places[1][1] == 0.0, "a number stays what it is until it changes"
    assert [across for across, _ in due.places] == [1.0, 1.0], "a last day that is to come is inside"
    expected, found = (
        next(word for word in drawing.words if word.part is part and word.place is WordPlace.RIGHT)
        for part in (ChartPart.EXPECTED, ChartPart.RETURNED)
    )
    assert expected.up - found.up >= 0.09, "the names of the lines are not over each other"
    assert chart_sentence(chart) == (
        "A line that rises from 0 returned by 1 March 2026 to 10 by 11 March 2026, below a line of those expected, "
        "now 10. The last day is 21 March 2026."
    )


@pytest.mark.parametrize("most", [1, 7, 12, 399, 100_000])
def test_a_chart_of_any_size_has_few_whole_numbers_at_its_side(most: int) -> None:
    chart = ReturnChart("sample", (ChartPoint(TODAY, 0, most),))
    ticks = [word for word in draw_chart(chart).words if word.place is WordPlace.LEFT]
    assert 2 <= len(ticks) <= 6
    assert all(0 <= word.up <= 1 for word in ticks)


def test_a_rate_says_its_base_and_what_one_agency_is(busy: ReceivingDesk) -> None:
    rates = {one.type: one for one in look_at_figures(busy, TODAY).seen.overview.rates}
    assert rate_cells(rates[""])[1] == "69% of 29"
    assert base_sentence(rates[""]).startswith("The figures are for 29 agencies: one more or less is 3 per cent.")
    assert rate_cells(rates["=cmd"])[0] == "=cmd"


def test_the_overview_is_saved_with_those_that_have_not_returned(busy: ReceivingDesk, tmp_path: Path) -> None:
    figures, out = look_at_figures(busy, TODAY), tmp_path / "overview.xlsx"
    save_overview(figures, out, NOON)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        "Notes",
        "How many have returned",
        "Not returned yet",
        "Agencies",
        "Returns over time",
        "Not counted, and why",
    ]
    tables = {next(iter(sheet.tables)): [list(row) for row in sheet.values] for sheet in book.worksheets[1:]}
    expected, returned, late = counted_by_hand(busy, TODAY)
    assert tables["rates"][1][1:7] == ["All types", expected, returned, late, 0, expected - returned]
    assert len(tables["agencies"]) == 1 + COUNT
    assert len(tables["not_returned"]) == 1 + expected - returned
    assert tables["not_returned"][0].index("E-mail") == 8
    assert tables["days"][-1] == [NOON.replace(hour=0, tzinfo=None), "Sample topic, 2026", returned, expected]
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert len(sheet.tables) == 1
        assert not sheet.merged_cells.ranges
        assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
    with pytest.raises(FileExists):
        save_overview(figures, out, NOON)


def test_the_overview_as_a_pdf_has_the_chart_with_its_words(busy: ReceivingDesk, tmp_path: Path) -> None:
    out = tmp_path / "overview.pdf"
    save_overview(look_at_figures(busy, TODAY), out, NOON)
    content = out.read_bytes()
    text = " ".join(page_texts(content))
    assert not unmarked_objects(content)
    for words in ("Not returned yet: 9", "Returned: 20", "Expected: 29", "Last day: 20 Feb 2026", "Agency 29"):
        assert words in text

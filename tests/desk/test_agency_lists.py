"""A list of agencies is looked into before it is taken in: columns, problems by row, and what will change."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from s11desk.app.receiving.agencies.agencies_seen import look_at_agencies
from s11desk.app.receiving.agencies.agency_lists import look_into_list, save_list_template
from s11desk.app.receiving.agencies.agency_register import close_agency, extend_agency, find_agency, take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.collation.agency_list_template import HEADINGS
from s11desk.domain.receiving.arrange_agencies import AgencyArrangement, AgencyOrder, arrange_agencies
from s11desk.domain.receiving.desk_agencies import AgencyEventKind, AgencyProgress
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ListProblemKind
from s11desk.errors.file_errors import FileExists
from s11desk.wording.desk.agency_words import changed_line, plan_sentence, problem_lines, unused_sentence
from tests.desk.conftest import Post, take
from tests.desk.made_rows import keep_rows, made_row
from tests.samples import NOON, small_topic

LIST = """Setting,Other names,Sector,DSL,E-mail,Audits,Deadline
Hilltop Club,The Hilltop; Hilltop Youth,Club,Jo,jo@hilltop.example,Sample topic,31/01/2027
Quayside Nursery,,Nursery,,,all,
Harbour School,,School,Al,al@harbour.example,,
"""


@pytest.fixture
def asking(desk: ReceivingDesk) -> ReceivingDesk:
    ask_topics(desk, (small_topic(),))
    return desk


def written(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_list_says_topics_and_an_own_last_day(asking: ReceivingDesk, tmp_path: Path) -> None:
    look = look_into_list(asking, written(tmp_path, LIST))
    assert look.problems == ()
    assert {one.column.value: one.heading for one in look.read.headings} == {
        "agency": "setting",
        "type": "sector",
        "contact": "dsl",
        "email": "e-mail",
        "other names": "other names",
        "topics": "audits",
        "last day": "deadline",
    }
    assert dict(zip(look.read.all_headings, look.read.examples, strict=True))["dsl"] == "Jo"
    assert plan_sentence(look.plan) == "3 agencies will be added, 0 changed."
    take_in_agencies(asking, look.listed)
    hilltop = find_agency(asking, "hilltop youth")
    assert (hilltop.topics, hilltop.extended) == (("sample",), dt.date(2027, 1, 31))
    assert [one.kind for one in hilltop.history] == [AgencyEventKind.LISTED]
    assert find_agency(asking, "Quayside Nursery").topics == ()


def test_a_list_read_again_shows_what_will_change_and_removes_none(asking: ReceivingDesk, tmp_path: Path) -> None:
    take_in_agencies(asking, look_into_list(asking, written(tmp_path, LIST)).listed)
    changed = (
        "Agency,Type,Contact,E-mail\nHilltop Club,Charity,Jo,jo@hilltop.example\nQuayside Nursery,Nursery\nNew Place\n"
    )
    look = look_into_list(asking, written(tmp_path, changed))
    assert plan_sentence(look.plan) == (
        "1 agency will be added, 1 changed. 1 will stay as they are. 1 agency not on this list will stay."
    )
    assert look.plan.unlisted == ("Harbour School",)
    (line,) = (changed_line(one, {"sample": "Sample topic"}) for one in look.plan.changed)
    assert (
        line == "Hilltop Club: type from “Club” to “Charity”; other names from “The Hilltop; Hilltop Youth” to nothing"
    )
    take_in_agencies(asking, look.listed)
    hilltop = find_agency(asking, "Hilltop Club")
    assert hilltop.extended == dt.date(2027, 1, 31), "what a list does not say stays"
    assert [one.kind for one in hilltop.history] == [AgencyEventKind.LISTED, AgencyEventKind.CHANGED]
    assert len(look_at_agencies(asking).agencies) == 4


def test_every_problem_has_its_row_and_what_to_do(asking: ReceivingDesk, tmp_path: Path) -> None:
    take_in_agencies(asking, (ExpectedAgency("Riverside Trust", other_names=("The Hub",)),))
    look = look_into_list(
        asking,
        written(
            tmp_path, "Agency,Topics,Last day\nA,Nonsense,soon\nRiverside Trust,,31.1.2997\nThe Hub,,31 January 2027\n"
        ),
    )
    assert [(one.kind, one.row, one.found) for one in look.problems] == [
        (ListProblemKind.TOPIC_UNKNOWN, 2, "Nonsense"),
        (ListProblemKind.DAY_UNCLEAR, 2, "soon"),
        (ListProblemKind.YEAR_DOUBTFUL, 3, "31.1.2997"),
        (ListProblemKind.SAME_AGENCY, 4, "The Hub"),
    ]
    assert look.listed == (), "a list with problems cannot be taken in"
    lines = problem_lines(look.problems)
    assert len(lines) == 4
    assert "Write a full date" in lines[1]


def test_an_audit_is_known_as_the_screen_shows_it_and_an_unknown_one_is_said_once(
    desk: ReceivingDesk, tmp_path: Path
) -> None:
    keep_rows(desk, made_row("Hilltop Club", NOON, small_topic()))
    names = ("sample", "Sample topic", "Sample topic, 2026", "sample topic 2026")
    for name in names:
        look = look_into_list(desk, written(tmp_path, f'Agency,Audits\nA,"{name}"\n'))
        assert [one.topics for one in look.listed] == [("sample",)], name
    rows = "".join(f"Place {row},other-2023,tbc\n" for row in range(15))
    look = look_into_list(desk, written(tmp_path, f"Agency,Audits,Due\n{rows}"))
    unknown, unclear = problem_lines(look.problems)
    assert unknown.startswith("Rows 2 to 16: “other-2023” is not an audit that this desk asks. Write the title")
    assert unclear.startswith("Rows 2 to 16: “tbc” is not a day.")


def test_columns_are_guessed_by_other_headings_and_by_what_is_in_them(desk: ReceivingDesk, tmp_path: Path) -> None:
    path = written(tmp_path, "Organisations,Kind,Where to write,Phone\nA,Club,a@club.example,1\nB,School,,2\n")
    look = look_into_list(desk, path)
    found = {one.column.value: one.heading for one in look.read.headings if one.heading}
    assert found == {"agency": "organisations", "type": "kind", "email": "where to write"}
    assert unused_sentence(["kind", "phone"]).startswith("2 columns of your list are not used: Kind, Phone. ")


def test_an_empty_list_is_saved_with_headings_that_are_read(asking: ReceivingDesk, tmp_path: Path) -> None:
    path = tmp_path / "agencies.xlsx"
    save_list_template(path)
    assert [one.kind for one in look_into_list(asking, path).problems] == [ListProblemKind.EMPTY]
    book = openpyxl.load_workbook(path)
    assert tuple(cell.value for cell in book["agencies"][1]) == HEADINGS
    assert set(book["agencies"].tables) == {"agencies"}
    for column, value in (("A", "Hilltop Club"), ("C", "Club"), ("D", "Jo")):
        book["agencies"][f"{column}2"] = value
    book["agencies"]["G2"] = dt.date(2027, 1, 31)
    book.save(path)
    (row,) = look_into_list(asking, path).listed
    assert (row.expected.name, row.expected.contact, row.last_day) == ("Hilltop Club", "Jo", dt.date(2027, 1, 31))
    with pytest.raises(FileExists):
        save_list_template(path)


def test_agencies_are_searched_filtered_and_sorted(asking: ReceivingDesk, post: Post) -> None:
    take_in_agencies(
        asking,
        (
            ExpectedAgency("Riverside Trust", "Charity", "Sam"),
            ExpectedAgency("Hilltop Club", "Club"),
            ExpectedAgency("Éclair Nursery", "Nursery", other_names=("The Bakery",)),
        ),
    )
    take(asking, post["riverside"])
    standings = look_at_agencies(asking).overview.standings

    def names(arrangement: AgencyArrangement) -> list[str]:
        return [one.agency.name for one in arrange_agencies(standings, arrangement)]

    assert names(AgencyArrangement("eclair")) == names(AgencyArrangement("bakery")) == ["Éclair Nursery"]
    assert names(AgencyArrangement("SAM")) == ["Riverside Trust"]
    assert names(AgencyArrangement(type="Club")) == ["Hilltop Club"]
    assert names(AgencyArrangement(progress=AgencyProgress.RETURNED)) == ["Riverside Trust"]
    assert names(AgencyArrangement(order=AgencyOrder.CAME))[0] == "Riverside Trust"
    assert names(AgencyArrangement(order=AgencyOrder.STATE))[-1] == "Riverside Trust"
    by_name = names(AgencyArrangement())
    assert names(AgencyArrangement(is_descending=True)) == by_name[::-1]


def test_what_was_done_about_an_agency_is_kept_in_order(asking: ReceivingDesk) -> None:
    take_in_agencies(asking, (ExpectedAgency("Hilltop Club"),))
    day = dt.date(2027, 1, 31)
    extend_agency(asking, "Hilltop Club", day)
    extend_agency(asking, "Hilltop Club", None)
    close_agency(asking, "Hilltop Club", day, "It closed in May.")
    close_agency(asking, "Hilltop Club", None)
    history = find_agency(asking, "Hilltop Club").history
    assert [(one.kind.value, one.day, one.why) for one in history] == [
        ("listed", None, ""),
        ("extended", day, ""),
        ("extension-ended", None, ""),
        ("closed", day, "It closed in May."),
        ("opened", None, ""),
    ]
    assert all(one.who == "Kim" for one in history)

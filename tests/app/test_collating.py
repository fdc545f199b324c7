"""A folder of returns becomes tables: each file is accounted for, and every number can be counted again."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import msgspec
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.tables.collate import Collation, CollationOptions, collate, unlock_receiving_key
from s11desk.app.returns.approving.countersign import ApproverKey, countersign, require_approvable
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.collation import split_tables
from s11desk.collation.collated_tables import (
    ACTIONS,
    AGENCIES,
    ANSWERS,
    COLUMNS,
    FILES,
    QUESTION_COUNTS,
    RATES,
    TABLE_CELLS,
    TOTALS,
    short_digest,
)
from s11desk.collation.desk_tables import DESK_AGENCIES, REVIEWS
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.topics.topic import Recipient, Topic
from s11desk.domain.topics.topic_texts import ReturnAddress
from s11desk.errors import Cancelled, UserError
from s11desk.errors.collation_errors import CollationInside, FolderHasNoFiles
from s11desk.errors.file_errors import FileExists, FileMissing
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, ORIGIN, small_topic

GOLDEN = Path(__file__).parent.parent / "golden"
PASSPHRASE = "correct horse battery"
FORMULA = '=HYPERLINK("http://example.org","click")'
COMPLETER = IdentityDetails("Sam Lead", "Safeguarding lead", "Riverside Trust", "sam@riverside.example")
APPROVER = IdentityDetails("Bo Chair", "Chair", "Riverside Trust", "bo@riverside.example")
OFFICER = IdentityDetails("Kim Officer", "Officer", "Partnership", "kim@partnership.example")
PEOPLE = tuple(Person(role, "Amina Yusuf", email="a@riverside.example") for role in ("completer", "substitute"))


def answered(workspace: Workspace, agency: str, choice: str = "yes") -> str:
    audit_id = begin_draft(workspace, "sample", agency).audit.id
    for answer in (
        Answer("agency", choice="school"),
        Answer("people", people=PEOPLE),
        Answer("policy", choice=choice, reason="No building." if choice == "na" else ""),
        Answer("training", choice="yes"),
        Answer("story", text=FORMULA),
        Answer("staff", number=12.5),
        Answer("reviewed", date=dt.date(2026, 2, 1)),
    ):
        if answer.question != "training" or choice in {"yes", "no"}:
            save_answer(workspace, audit_id, answer)
    return audit_id


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of three agencies, one of them with a second return and its approval, and files that do not count."""
    base = tmp_path_factory.mktemp("collated")
    home, out = Home(base / "agency"), base / "in"
    with Workspace(home, SteppingClock()) as workspace:
        keep(workspace, small_topic())
        create_identity(home.identity, COMPLETER, PASSPHRASE, NOON - dt.timedelta(days=1))
        create_identity(home.approver, APPROVER, PASSPHRASE, NOON - dt.timedelta(days=1))
        for agency, choice in (("Riverside Trust", "yes"), ("=Harbour School", "na")):
            make_return(workspace, answered(workspace, agency, choice), out, PASSPHRASE)
        audit_id = answered(workspace, "Hilltop Club")
        make_return(workspace, audit_id, out, PASSPHRASE)
        save_answer(workspace, audit_id, Answer("motto", text="We listen"))
        second = make_return(workspace, audit_id, out / "later", PASSPHRASE)
        seen = require_approvable(verify_return(second.path, deep=True))
        countersign(home, seen, out / "approved", ApproverKey(home.approver, PASSPHRASE, workspace.clock()))
    first = sorted(out.glob("*.zip"))[0]
    (out / "again.zip").write_bytes(first.read_bytes())
    (out / "cut.zip").write_bytes(first.read_bytes()[:5000])
    (out / "letter.txt").write_text("Please find our return enclosed.")
    (out / ".hidden").write_text("not looked at")
    return out


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "partnership")


def told(error: UserError) -> str:
    return error.code


def run(home: Home, folder: Path, out: Path, **options: object) -> Collation:
    return collate(home, folder, out, with_options(**options))


def with_options(**options: object) -> CollationOptions:
    return CollationOptions(NOON, told, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tables(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("tables")
    run(Home(base / "partnership"), folder, base / "out")
    return base / "out"


def rows(tables: Path, name: str) -> list[dict[str, str]]:
    with (tables / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def counted_audits(folder: Path) -> Iterator[dict[str, object]]:
    """The data of the returns that should count, read from the files without our reader."""
    newest: dict[str, tuple[int, dict[str, object]]] = {}
    for path in folder.rglob("*.zip"):
        if path.name != "cut.zip":
            with zipfile.ZipFile(path) as archive:
                data = json.loads(archive.read("audit.json"))
            if data["return"]["number"] > newest.get(data["audit_id"], (0, {}))[0]:
                newest[data["audit_id"]] = (data["return"]["number"], data)
    return (data for _, data in newest.values())


def test_every_file_is_accounted_for(folder: Path, home: Home, tmp_path: Path) -> None:
    collation = run(home, folder, tmp_path / "out")
    states = {one.state: one.files for one in collation.states}
    assert states == {
        FileState.COUNTED: 3,
        FileState.REPEATED: 1,
        FileState.UNAPPROVED: 1,
        FileState.REPLACED: 1,
        FileState.REFUSED: 2,
    }
    refused = {one.file: one.reason for one in collation.uncounted if one.state is FileState.REFUSED}
    assert refused.keys() == {"cut.zip", "letter.txt"}
    assert "cut short" in refused["cut.zip"]
    assert "plain text" in refused["letter.txt"]
    assert collation.has_trouble
    assert len(rows(tmp_path / "out", "files")) == sum(states.values())


def test_the_approved_second_return_is_the_one_that_counts(tables: Path) -> None:
    hilltop = [row for row in rows(tables, "files") if row["agency"] == "Hilltop Club"]
    assert Counter(row["state"] for row in hilltop) == {"counted": 1, "unapproved-copy": 1, "replaced": 1}
    (counts,) = [row for row in hilltop if row["state"] == "counted"]
    assert (counts["return_number"], counts["approved_by"], counts["signed_by"]) == ("2", "Bo Chair", "Sam Lead")
    assert {row["text"] for row in rows(tables, "answers") if row["question_id"] == "motto"} >= {"We listen"}


def test_every_answer_is_counted_again_from_the_files(folder: Path, tables: Path) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for data in counted_audits(folder):
        for answer in data["answers"]:  # type: ignore[attr-defined]
            expected[str(data["agency"]), answer["question"], answer.get("choice", "")] += 1
    found = Counter(
        (row["agency"], row["question_id"], row["answer_code"] if row["kind"] != "multiple_choice" else "")
        for row in rows(tables, "answers")
        if row["answer"] or row["text"] or row["people"]
    )
    assert found == expected


def test_numbers_and_dates_have_columns_of_their_own(tables: Path) -> None:
    by_question = {row["question_id"]: row for row in rows(tables, "answers") if row["agency"] == "Riverside Trust"}
    assert by_question["staff"]["number_value"] == "12.5"
    assert by_question["reviewed"]["date_value"] == "2026-02-01"


def test_not_applicable_is_marked_and_not_scored_as_an_answer(tables: Path) -> None:
    (row,) = [row for row in rows(tables, "answers") if row["answer_code"] == "na"]
    assert (row["left_out_of_totals"], row["score"], row["reason"]) == ("yes", "", "No building.")


def test_options_are_counted_with_their_base(folder: Path, tables: Path) -> None:
    policies = Counter(
        answer["choice"]
        for data in counted_audits(folder)
        for answer in data["answers"]  # type: ignore[attr-defined]
        if answer["question"] == "policy"
    )
    assert policies == {"yes": 2, "na": 1}
    found = {row["answer_code"]: row for row in rows(tables, "question_counts") if row["question_id"] == "policy"}
    assert {code: int(row["returns"]) for code, row in found.items() if row["returns"] != "0"} == policies
    assert {row["base"] for row in found.values()} == {"2"}, "not applicable is no part of the base"
    assert (found["yes"]["percent"], found["no"]["percent"], found["na"]["percent"]) == ("100", "0", "")
    assert {row["not_applicable"] for row in found.values()} == {"1"}
    training = next(row for row in rows(tables, "question_counts") if row["question_id"] == "training")
    assert (training["not_asked"], training["not_answered"], training["all_returns"]) == ("1", "0", "3")


def test_the_wide_table_has_a_row_for_each_return_that_counts(tables: Path) -> None:
    (wide,) = tables.glob("wide_*.csv")
    found = {row["return_agency"]: row for row in rows(tables, wide.stem)}
    assert found.keys() == {"Riverside Trust", "=Harbour School", "Hilltop Club"}
    assert found["Riverside Trust"]["q_policy"] == "Yes"
    assert found["=Harbour School"]["q_training"] == "", "it was not asked"
    assert found["Hilltop Club"]["q_motto"] == "We listen"


def test_csv_files_follow_rfc_4180(tables: Path) -> None:
    for path in tables.glob("*.csv"):
        content = path.read_bytes()
        assert content.endswith(b"\r\n")
        assert not content.startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8", newline="") as stream:
            assert len({len(row) for row in csv.reader(stream)}) == 1, path.name


def test_the_database_has_the_same_rows(tables: Path) -> None:
    with closing(sqlite3.connect(f"file:{tables / 'returns.db'}?mode=ro", uri=True)) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names == {path.stem for path in tables.glob("*.csv")}
        for name in names:
            cursor = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
            columns = [column[0] for column in cursor.description]
            as_text = [["" if cell is None else str(cell) for cell in row] for row in cursor]
            assert as_text == [[row[column] for column in columns] for row in rows(tables, name)]
        kinds = {row[1]: row[2] for row in database.execute("PRAGMA table_info(answers)")}
        assert (kinds["score"], kinds["number_value"], kinds["text"]) == ("INTEGER", "REAL", "TEXT")


def test_the_workbook_has_the_same_rows_as_text_and_no_formula(tables: Path) -> None:
    book = openpyxl.load_workbook(tables / "returns.xlsx")
    assert book.sheetnames[0] == "Notes"
    assert set(book.sheetnames[1:]) == {path.stem for path in tables.glob("*.csv")}
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert not sheet.merged_cells.ranges
        assert list(sheet.tables) == [name], "each table can be found by its name"
        header, *found = [list(row) for row in sheet.iter_rows()]
        assert all(cell.data_type != "f" for row in (header, *found) for cell in row)
        expected = rows(tables, name)
        assert len([row for row in found if any(cell.value for cell in row)]) == len(expected), name
        for cells, row in zip(found, expected, strict=False):
            for cell, column in zip(cells, row, strict=True):
                assert plain(cell.value) == row[column], (name, column)


def test_a_table_with_too_many_rows_for_a_sheet_is_on_several_by_audit(
    folder: Path, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split_tables, "MAX_SHEET_ROWS", 9)
    collate(home, folder, tmp_path / "out", CollationOptions(NOON, told))
    book, whole = openpyxl.load_workbook(tmp_path / "out" / "returns.xlsx"), rows(tmp_path / "out", "answers")
    names = [name for name in book.sheetnames if name.startswith("answers")]
    assert len(names) > 1
    assert "answers" not in names, "a saved query never reads a part for the whole"
    found = []
    for name in names:
        header, *values = [[plain(cell) for cell in row] for row in book[name].values]
        assert list(book[name].tables) == [name]
        assert len(values) < split_tables.MAX_SHEET_ROWS
        assert len({row[header.index("topic")] for row in values}) == 1
        found += [dict(zip(header, row, strict=True)) for row in values]
    assert sorted(map(str, found)) == sorted(map(str, whole)), "nothing is lost, and nothing is twice"
    notes = " ".join(str(cell.value) for (cell,) in book["Notes"].iter_rows())
    assert f"answers has more rows than a sheet can hold, so it is on several: {names[0]} (" in notes


def plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_what_a_spreadsheet_takes_for_a_formula_is_marked(tables: Path) -> None:
    described = json.loads((tables / "answers.csv-metadata.json").read_text("utf-8"))
    assert described["notes"][0]["columns"] == ["agency", "text"]
    assert "notes" not in json.loads((tables / "columns.csv-metadata.json").read_text("utf-8"))
    notes = openpyxl.load_workbook(tables / "returns.xlsx")["Notes"]
    assert any("formula" in str(cell.value) for (cell,) in notes.iter_rows())


def test_the_descriptions_name_every_column_of_every_file(tables: Path) -> None:
    package = json.loads((tables / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in package["resources"]} == {path.name for path in tables.glob("*.csv")}
    for resource in package["resources"]:
        with (tables / resource["path"]).open(encoding="utf-8", newline="") as stream:
            header, *body = list(csv.reader(stream))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["rows"] == len(body)
        described = json.loads((tables / f"{resource['path']}-metadata.json").read_text("utf-8"))
        assert [column["name"] for column in described["tableSchema"]["columns"]] == header
    datasette = json.loads((tables / "datasette.json").read_text("utf-8"))
    assert set(datasette["databases"]["returns"]["tables"]) == {one.stem for one in tables.glob("*.csv")}


def test_column_names_are_those_of_the_first_release() -> None:
    """A saved query asks for them by name. A new column comes last; none goes and none is renamed."""
    released = json.loads((GOLDEN / "collated-columns.json").read_text("utf-8"))
    of_desk = (DESK_AGENCIES, REVIEWS)
    for table in (FILES, ANSWERS, ACTIONS, TABLE_CELLS, TOTALS, QUESTION_COUNTS, AGENCIES, RATES, COLUMNS, *of_desk):
        names = list(table.column_names)
        assert names[: len(released[table.name])] == released[table.name], table.name


def test_nothing_in_the_folder_is_changed(folder: Path, home: Home, tmp_path: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    run(home, folder, tmp_path / "out")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assert after == before


def test_an_existing_folder_is_never_written_into(folder: Path, home: Home, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(FileExists):
        run(home, folder, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_tables_inside_the_folder_that_is_read_are_refused(folder: Path, home: Home) -> None:
    with pytest.raises(CollationInside):
        run(home, folder, folder / "out")


def test_a_folder_without_files_and_a_missing_one_are_refused(home: Home, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FolderHasNoFiles):
        run(home, tmp_path / "empty", tmp_path / "out")
    with pytest.raises(FileMissing):
        run(home, tmp_path / "missing", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_cancelling_leaves_nothing(folder: Path, home: Home, tmp_path: Path) -> None:
    seen: list[int] = []
    with pytest.raises(Cancelled):
        collate(
            home,
            folder,
            tmp_path / "new" / "out",
            with_options(),
            progress=lambda done, _: seen.append(done),
            cancel=lambda: len(seen) >= 2,
        )
    assert list((tmp_path / "new").iterdir()) == []
    assert list(home.work.iterdir()) == []


def test_a_return_in_an_e_mail_is_read(folder: Path, home: Home, tmp_path: Path) -> None:
    source = sorted(folder.glob("*.zip"))[0]
    message = EmailMessage()
    message["Subject"] = "Our return"
    message.set_content("Please find it enclosed.")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(source.read_bytes(), maintype="application", subtype="zip", filename="../return.zip")
    mails = tmp_path / "mails"
    mails.mkdir()
    (mails / "one.eml").write_bytes(bytes(message))
    letter = EmailMessage()
    letter["Subject"] = "Only words"
    letter.set_content("Sorry, it is late.")
    (mails / "two.eml").write_bytes(bytes(letter))
    run(home, mails, tmp_path / "out")
    found = {row["file"]: row["state"] for row in rows(tmp_path / "out", "files")}
    assert found == {"one.eml/return.zip": "counted", "two.eml": "refused"}


def test_encrypted_returns_are_opened_with_the_key_and_held_without(tmp_path: Path) -> None:
    partnership, agency = Home(tmp_path / "partnership"), Home(tmp_path / "agency")
    create_receiver(partnership, OFFICER, PASSPHRASE, NOON - dt.timedelta(days=1))
    topic = encrypted_topic(receiver_certificate(partnership).read_text("ascii"))
    with Workspace(agency, SteppingClock()) as workspace:
        keep(workspace, topic)
        create_identity(agency.identity, COMPLETER, PASSPHRASE, NOON - dt.timedelta(days=1))
        made = make_return(workspace, answered(workspace, "Riverside Trust"), tmp_path / "in", PASSPHRASE)
    assert made.encrypted is not None
    closed = run(partnership, tmp_path / "in", tmp_path / "closed")
    assert [(one.state, one.files) for one in closed.states] == [(FileState.HELD, 1)]
    key = unlock_receiving_key(partnership.receiver, PASSPHRASE)
    opened = run(partnership, tmp_path / "in", tmp_path / "opened", key=key)
    assert opened.counted == 1
    assert list(partnership.work.iterdir()) == [], "no decrypted return stays"


def encrypted_topic(certificate: str) -> Topic:
    return msgspec.structs.replace(small_topic(), encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),))


def test_who_has_not_returned_is_in_the_tables(folder: Path, home: Home, tmp_path: Path) -> None:
    expected = (
        ExpectedAgency("Riverside Trust", "Charity", email="r@riverside.example"),
        ExpectedAgency("Hilltop Club", "Club"),
        ExpectedAgency("Quayside Nursery", "Nursery", "Jo", "jo@quayside.example"),
    )
    collation = run(home, folder, tmp_path / "out", expected=expected)
    rate = collation.rates[0]
    assert (rate.type, rate.expected, rate.returned) == ("", 3, 2)
    found = {row["agency"]: row for row in rows(tmp_path / "out", "agencies")}
    assert {name: row["state"] for name, row in found.items()} == {
        "Riverside Trust": "returned",
        "Hilltop Club": "returned",
        "Quayside Nursery": "outstanding",
        "=Harbour School": "not-on-the-list",
    }
    assert found["Quayside Nursery"]["email"] == "jo@quayside.example"
    assert found["Hilltop Club"]["reference"].endswith("-2")
    assert found["Quayside Nursery"]["reminder"].startswith(
        "Dear Jo,\n\nWe have not yet received the return of Quayside"
    )
    assert "send it to" not in found["Quayside Nursery"]["reminder"], "the topic has no address"
    assert not found["Hilltop Club"]["reminder"], "nobody who returned is reminded"
    (whole, *_) = rows(tmp_path / "out", "return_rates")
    assert (whole["expected"], whole["returned"], whole["outstanding"], whole["percent"]) == ("3", "2", "1", "67")


def test_an_agency_with_two_audits_of_one_topic_is_named(home: Home, tmp_path: Path) -> None:
    agency = Home(tmp_path / "agency")
    with Workspace(agency, SteppingClock()) as workspace:
        keep(workspace, small_topic())
        create_identity(agency.identity, COMPLETER, PASSPHRASE, NOON - dt.timedelta(days=1))
        for name in ("Riverside Trust", "RIVERSIDE  TRUST."):
            make_return(workspace, answered(workspace, name), tmp_path / "in", PASSPHRASE)
    run(home, tmp_path / "in", tmp_path / "out")
    assert all("another audit" in row["reason"] for row in rows(tmp_path / "out", "files"))


def test_topics_whose_digests_begin_the_same_have_tables_of_their_own() -> None:
    digests = ["a" * 64, "a" * 9 + "b" * 55, "c" * 64]
    assert [short_digest(each, digests) for each in digests] == ["a" * 10, "a" * 9 + "b", "c" * 8]


def test_a_stranger_cannot_change_the_deadline_or_the_address_of_a_reminder(home: Home, tmp_path: Path) -> None:
    address = ReturnAddress("us@partnership.example", origin=ORIGIN)
    ours = msgspec.structs.replace(small_topic(), deadline=dt.date(2026, 6, 1), return_to=address)
    theirs = ReturnAddress("me@stranger.example", origin=ORIGIN)
    forged = msgspec.structs.replace(ours, version=999, deadline=dt.date(2020, 1, 1), return_to=theirs, title="Other")
    for name, topic in (("one", ours), ("two", ours), ("stranger", forged)):
        agency = Home(tmp_path / name)
        with Workspace(agency, SteppingClock()) as workspace:
            keep(workspace, topic)
            create_identity(agency.identity, COMPLETER, PASSPHRASE, NOON - dt.timedelta(days=1))
            make_return(workspace, answered(workspace, name), tmp_path / "in" / name, PASSPHRASE)
    run(home, tmp_path / "in", tmp_path / "out", expected=(ExpectedAgency("one"), ExpectedAgency("missing")))
    found = {row["agency"]: row for row in rows(tmp_path / "out", "agencies")}
    assert (found["one"]["state"], found["one"]["deadline"]) == ("returned", "2026-06-01")
    assert "Please send it to us@partnership.example. If" in found["missing"]["reminder"]


def test_columns_are_as_wide_as_what_is_in_them(tables: Path) -> None:
    sheet = openpyxl.load_workbook(tables / "returns.xlsx")["answers"]
    widths = sheet.column_dimensions
    for number, cells in enumerate(sheet.iter_cols(), start=1):
        longest = max(len(plain(cell.value)) for cell in cells)
        assert min(longest, 60) <= widths[get_column_letter(number)].width <= longest + 4, cells[0].value

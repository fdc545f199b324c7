"""The saved table of agencies and questions: every number is in the answers, and what is published names nobody."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import msgspec
import openpyxl
import pytest

from s11desk.app.receiving.figures.save_matrix import save_matrix
from s11desk.app.receiving.tables.folder_returns import FolderReturns, KeptReturn
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixRow, UncountedReturn
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement
from s11desk.domain.matrix.matrix_audience import OTHER_TYPES, Audience, types_without_names
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.topics.topic import Topic
from s11desk.errors.file_errors import FileExists
from s11desk.topics.pack import topic_digest
from tests.made_returns import kept
from tests.report.reading import page_sizes, page_texts
from tests.report.structure import structure, unmarked_objects
from tests.samples import NOON, small_topic

NOW = small_topic()
BEFORE = msgspec.structs.replace(NOW, id="before", year="2025")
TOPICS = {topic_digest(NOW): NOW, topic_digest(BEFORE): BEFORE}
CHOICES = ("yes", "no", "na", "yes", "", "blue", "yes", "no", "yes", "na", "yes", "blue")
WORDS = {"yes": "Yes", "no": "No", "na": "Not applicable", "blue": "Blue", "": "Not answered"}
MADE = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
PERSON = "Amina Yusuf"


def one(number: int, choice: str) -> KeptReturn:
    given = [Answer("policy", choice=choice)] if choice else []
    given.append(Answer("people", people=(Person("completer", PERSON),)))
    given.append(Answer("story", text=f"=SECRET({number})"))
    given.append(Answer("ages", choices=("school", "other"), other=f"only-here-{number}"))
    return kept(name_of(number), number, NOW, *given)


def name_of(number: int) -> str:
    return f"=Agency{number:02}"


def matrix_of(choices: tuple[str, ...]) -> AnswerMatrix:
    counted = [one(number, choice) for number, choice in enumerate(choices)]
    counted.append(kept(name_of(0), 90, BEFORE, Answer("policy", choice="no")))
    letter = UncountedReturn("=letter.txt", FileState.REFUSED, "It is plain text.", is_of_topic=False)
    schools = [ExpectedAgency(name_of(number), "School") for number in range(len(choices))]
    listed = (*schools, ExpectedAgency("Quay Club"))
    source = FolderReturns(Path("/nowhere"), tuple(counted), TOPICS, frozenset(), ((letter, ""),), listed, NOON)
    return source.matrix(topic_digest(NOW), topic_digest(BEFORE))


@pytest.fixture(scope="module")
def matrix() -> AnswerMatrix:
    return matrix_of(CHOICES)


def saved(matrix: AnswerMatrix, audience: Audience, out: Path, **chosen: str) -> Path:
    save_matrix(matrix, MatrixArrangement(**chosen), audience, [out], MADE)  # type: ignore[arg-type]
    return out


def rows_of(path: Path, sheet: str) -> list[dict[str, object]]:
    heading, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def total_of(path: Path, answer: str) -> dict[str, object]:
    wanted = ("3. Question about policy?", answer)
    return next(one for one in rows_of(path, "Totals") if (one["Question"], one["Answer"]) == wanted)


def test_every_number_and_every_answer_can_be_counted_again(matrix: AnswerMatrix, tmp_path: Path) -> None:
    path = saved(matrix, Audience.BOARD, tmp_path / "board.xlsx")
    given = Counter(CHOICES)
    base = sum(given[code] for code in ("yes", "no", "blue"))
    for code in ("yes", "no", "blue"):
        row = total_of(path, WORDS[code])
        assert (row["Returns"], row["Of"]) == (given[code], base)
        assert abs(int(str(row["Per cent"])) - 100 * given[code] / base) <= 0.5
        assert (row["Not applicable"], row["Not answered"]) == (given["na"], given[""])
    assert total_of(path, "No")["Before"] == 1
    assert "1. Question about agency?" not in {row["Question"] for row in rows_of(path, "Totals")}
    assert (total_of(path, "Yes")["Same agencies now"], total_of(path, "No")["Same agencies before"]) == (1, 1)
    answers = {str(row["Agency"]): row["3. Question about policy?"] for row in rows_of(path, "Answers")}
    assert answers == {name_of(at): WORDS[code] for at, code in enumerate(CHOICES)} | {"Quay Club": "No return"}
    before = next(name for name in openpyxl.load_workbook(path).sheetnames if name.startswith("Answers before "))
    assert [row["3. Question about policy?"] for row in rows_of(path, before)] == ["No"]


@pytest.mark.parametrize("audience", Audience)
def test_the_workbook_follows_the_rules_for_tables(matrix: AnswerMatrix, tmp_path: Path, audience: Audience) -> None:
    book = openpyxl.load_workbook(saved(matrix, audience, tmp_path / "table.xlsx"))
    assert book.sheetnames[:2] == ["Notes", "Answers"]
    assert book.active is not None
    assert book.active.title == "Answers", "it opens on the answers"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Answers"]
    assert not [name for name in book.sheetnames if "_" in name], "people read the names"
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        if sheet.title != "Notes":
            (table,) = sheet.tables.values()
            assert table.ref == sheet.dimensions
            headings = [cell.value for cell in next(sheet.iter_rows())]
            assert len({str(heading).casefold() for heading in headings}) == len(headings)
            assert None not in headings
            assert all(any(cell.value is not None for cell in row) for row in sheet.iter_rows())
            assert sheet.print_title_rows == "$1:$1"
            assert all(cell.alignment.wrap_text for cell in cells if isinstance(cell.value, str))


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_what_is_published_names_nobody_and_quotes_nothing(matrix: AnswerMatrix, tmp_path: Path, ending: str) -> None:
    path = saved(matrix, Audience.PUBLIC, tmp_path / f"public.{ending}")
    if ending == "pdf":
        text = "".join(page_texts(path.read_bytes()))
    else:
        with zipfile.ZipFile(path) as archive:
            text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    for secret in ("Agency0", "REF-", PERSON, "SECRET", "only-here", "letter.txt", "School", "Quay"):
        assert secret not in text.replace("A school", ""), secret
    assert "1. Question about agency?" not in text
    assert "2. Question about people?" not in text


def test_published_rows_have_no_order_that_tells_whose_they_are(matrix: AnswerMatrix, tmp_path: Path) -> None:
    path = saved(matrix, Audience.PUBLIC, tmp_path / "public.xlsx")
    shown = [row["3. Question about policy?"] for row in rows_of(path, "Answers")]
    assert Counter(shown) == Counter(WORDS[code] for code in CHOICES)
    assert shown != [WORDS[code] for code in CHOICES]


def test_single_answers_of_few_returns_are_not_published(tmp_path: Path) -> None:
    path = saved(matrix_of(CHOICES[:9]), Audience.PUBLIC, tmp_path / "public.xlsx")
    book = openpyxl.load_workbook(path)
    assert "Answers" not in book.sheetnames
    assert any("fewer than 10 returns" in str(row[0].value) for row in book["Notes"].iter_rows())


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_a_meeting_sees_numbered_rows_and_no_names(tmp_path: Path, ending: str) -> None:
    path = saved(matrix_of(CHOICES[:4]), Audience.MEETING, tmp_path / f"meeting.{ending}")
    if ending == "pdf":
        text = "".join(page_texts(path.read_bytes()))
    else:
        with zipfile.ZipFile(path) as archive:
            text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    for secret in ("Agency0", "REF-", PERSON, "SECRET", "only-here", "letter.txt", "School", "Quay"):
        assert secret not in text.replace("A school", ""), secret
    assert "may still recognise its row" in " ".join(text.split())
    assert "Agency 4" in text


def test_a_meeting_sees_every_row_in_an_order_of_no_meaning(matrix: AnswerMatrix, tmp_path: Path) -> None:
    orders = []
    for number in range(2):
        rows = rows_of(saved(matrix, Audience.MEETING, tmp_path / f"{number}.xlsx"), "Answers")
        assert [row["Agency"] for row in rows] == [f"Agency {at}" for at in range(1, len(CHOICES) + 1)]
        orders.append([row["3. Question about policy?"] for row in rows])
        assert Counter(orders[-1]) == Counter(WORDS[code] for code in CHOICES)
    assert orders[0] != orders[1], "the same number is another agency in the next saving"


def test_the_files_of_one_meeting_number_the_agencies_alike_and_both_are_there_or_none(
    matrix: AnswerMatrix, tmp_path: Path
) -> None:
    outs = [tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.pdf"]
    save_matrix(matrix, MatrixArrangement(), Audience.MEETING, outs, MADE)
    assert rows_of(outs[0], "Answers") == rows_of(outs[1], "Answers")
    (first, *_) = rows_of(outs[0], "Answers")
    words = " ".join("".join(page_texts(outs[2].read_bytes())).split())
    assert f"Agency 1 {first['Type']} {first['3. Question about policy?']}" in words
    outs[0].unlink()
    with pytest.raises(FileExists):
        save_matrix(matrix, MatrixArrangement(), Audience.MEETING, outs, MADE)
    assert not outs[0].exists(), "a workbook without its PDF would number the agencies otherwise than the next PDF"


@pytest.mark.parametrize(
    ("types", "shown"),
    [
        ("SSSSS", "SSSSS"),
        ("SSSSC", ""),
        ("SSSSSC", ""),
        ("SSSSSCCCC", ""),
        ("SSSSSCCCCC", "SSSSSCCCCC"),
        ("SSSSSCCNNN", "SSSSSooooo"),
        ("ABCDE", ""),
    ],
)
def test_a_type_is_named_only_where_it_tells_nobody(types: str, shown: str) -> None:
    rows = [MatrixRow(0, "", "", one, "", "", MADE, "", (), 0) for one in types]
    assert "".join("o" if one == OTHER_TYPES else one for one in types_without_names(rows)) == shown


def test_few_agencies_of_one_type_have_no_rows_in_a_meeting(tmp_path: Path) -> None:
    path = saved(matrix_of(CHOICES[:4]), Audience.MEETING, tmp_path / "meeting.xlsx", type="School")
    book = openpyxl.load_workbook(path)
    assert "Answers" not in book.sheetnames
    assert any("fewer than 5 of the agencies you chose" in str(row[0].value) for row in book["Notes"].iter_rows())


def test_what_is_saved_is_what_was_chosen(matrix: AnswerMatrix, tmp_path: Path) -> None:
    path = saved(matrix, Audience.BOARD, tmp_path / "board.xlsx", type="School", sorted_by="policy")
    answers = [str(row["3. Question about policy?"]) for row in rows_of(path, "Answers")]
    assert len(answers) == len(CHOICES)
    assert answers[:5] == ["Yes"] * 5
    notes = [str(row[0].value) for row in openpyxl.load_workbook(path)["Notes"].iter_rows()]
    assert "Only this type: School." in notes


def test_the_pdf_has_wide_pages_and_every_table_is_tagged(matrix: AnswerMatrix, tmp_path: Path) -> None:
    content = saved(matrix, Audience.BOARD, tmp_path / "board.pdf").read_bytes()
    assert all(width > height for width, height in page_sizes(content))
    assert unmarked_objects(content) == []
    elements = structure(content)
    assert [one.text.strip() for one in elements if one.tag == "H1"] == ["Sample topic, 2026: answers of the agencies"]
    headings = [one.text.strip() for one in elements if one.tag == "H2"]
    assert headings == [
        "Answers",
        "Answers before: Sample topic, 2025",
        "Totals",
        "Files that do not count",
        "Questions",
    ]
    assert {"Table", "TR", "TH", "TD"} <= {one.tag for one in elements}
    assert sum(one.tag == "TH" and one.text.strip() == name_of(3) for one in elements) == 2, (
        "one for each part of the questions"
    )


def test_no_question_of_the_totals_is_on_two_pages(tmp_path: Path) -> None:
    (policy,) = (one for one in NOW.questions if one.id == "policy")
    questions = tuple(msgspec.structs.replace(policy, id=f"policy-{at}", number=str(at)) for at in range(20, 45))
    topic = msgspec.structs.replace(NOW, questions=questions, sections=())
    counted = (kept(name_of(0), 0, topic),)
    source = FolderReturns(Path("/nowhere"), counted, {topic_digest(topic): topic}, frozenset(), (), (), NOON)
    path = saved(source.matrix(topic_digest(topic)), Audience.BOARD, tmp_path / "long.pdf")
    whole = "\f".join(page_texts(path.read_bytes()))
    totals = re.split(r"^Totals\b", re.split(r"^How the numbers", whole, flags=re.MULTILINE)[0], flags=re.MULTILINE)[1]
    pages = [set(re.findall(r"(\d+)\. Question about", text)) for text in totals.split("\f")]
    assert len(pages) > 2
    assert sum(map(len, pages)) == len(set.union(*pages)) == len(questions)


def test_the_questions_have_no_empty_column(matrix: AnswerMatrix, tmp_path: Path) -> None:
    bare = tuple(replace(one, section="") for one in matrix.questions)
    path = saved(replace(matrix, questions=bare), Audience.BOARD, tmp_path / "bare.xlsx")
    assert set(rows_of(path, "Questions")[0]) == {"Number", "Question"}


def test_a_file_that_is_there_is_never_replaced(matrix: AnswerMatrix, tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    path.write_text("mine")
    with pytest.raises(FileExists):
        saved(matrix, Audience.BOARD, path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("audience", [Audience.MEETING, Audience.PUBLIC])
def test_a_file_without_names_has_no_name_of_the_form_itself_and_says_why_a_question_has_no_answers(
    tmp_path: Path, audience: Audience
) -> None:
    contact = replace_contact(NOW, name="Kim  Doe", email="kim@doe.example")
    asked = tuple(
        msgspec.structs.replace(one, text=f"{one.text} Send it to kim doe, KIM@doe.example.") for one in NOW.questions
    )
    topic = msgspec.structs.replace(contact, questions=asked)
    counted = tuple(kept(name_of(at), at, topic, Answer("policy", choice="yes")) for at in range(10))
    source = FolderReturns(Path("/nowhere"), counted, {topic_digest(topic): topic}, frozenset(), (), (), NOON)
    outs = [tmp_path / "a.xlsx", tmp_path / "a.pdf"]
    save_matrix(source.matrix(topic_digest(topic)), MatrixArrangement(), audience, outs, MADE)
    texts = [row["Question"] for row in rows_of(outs[0], "Questions")]
    assert texts
    assert all("the contact person" in str(text) and "doe" not in str(text).casefold() for text in texts)
    pages = page_texts(outs[1].read_bytes())
    assert "doe" not in "".join(pages).casefold()
    assert all("ithout names" in text for text in pages), "each page says that the names are left out"
    answers, totals = rows_of(outs[0], "Answers")[0], {row["Question"] for row in rows_of(outs[0], "Totals")}
    notes = " ".join(str(row[0].value) for row in openpyxl.load_workbook(outs[0])["Notes"].iter_rows())
    for missing in totals - answers.keys():
        assert re.search(rf"Questions? [^.]*\b{str(missing).split('.')[0]}\b", notes), missing
    assert {"Not asked", "Other wording"}.isdisjoint(rows_of(outs[0], "Totals")[0]) or any(
        row[name] for row in rows_of(outs[0], "Totals") for name in ("Not asked", "Other wording") if name in row
    )


def replace_contact(topic: Topic, **values: str) -> Topic:
    return msgspec.structs.replace(topic, contact=msgspec.structs.replace(topic.contact, **values))

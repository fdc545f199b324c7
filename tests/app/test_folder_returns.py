"""The returns of a folder as a table of agencies and questions: every cell and every total is in the files."""

from __future__ import annotations

import csv
import datetime as dt
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.receiving.tables import collate as collating
from s11desk.app.receiving.tables.collate import Collation, CollationOptions, collate
from s11desk.app.receiving.tables.folder_returns import FolderReturns
from s11desk.app.returns.making.make import make_return
from s11desk.domain.audits.audit import Answer
from s11desk.domain.matrix.answer_matrix import AnswerMatrix, AnswerState
from s11desk.domain.matrix.matrix_totals import count_totals
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, question, small_topic

PASSPHRASE = "correct horse battery"
COMPLETER = IdentityDetails("Sam Lead", "Safeguarding lead", "Riverside Trust", "sam@riverside.example")
PLAIN = [one for one in small_topic().questions if one.id not in {"agency", "people"}]
THIS_YEAR = msgspec.structs.replace(small_topic(*PLAIN), deadline=dt.date(2026, 3, 1))
NEWER = msgspec.structs.replace(
    THIS_YEAR,
    version=2,
    questions=(question("policy", PLAIN[0].kind, scale="judgement", text="Is it new?"), *PLAIN[1:]),
)
LAST_YEAR = msgspec.structs.replace(small_topic(*PLAIN), id="last", year="2025", title="Sample topic")
LIST = (
    ExpectedAgency("The Riverside Trust", "Charity", other_names=("Riverside Trust",)),
    ExpectedAgency("Harbour School", "School"),
    ExpectedAgency("Quayside Nursery", "School"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four returns of this year, one of them with other words; one that was replaced; and one of last year."""
    base = tmp_path_factory.mktemp("matrix")
    home, out = Home(base / "agency"), base / "in"
    with Workspace(home, SteppingClock()) as workspace:
        create_identity(home.identity, COMPLETER, PASSPHRASE, NOON - dt.timedelta(days=1))
        for topic, agency, choice, kept in (
            (LAST_YEAR, "Riverside Trust", "na", out / "2025"),
            (THIS_YEAR, "Riverside Trust", "yes", out),
            (THIS_YEAR, "HARBOUR SCHOOL", "na", out),
            (THIS_YEAR, "=Hilltop Club", "yes", out),
            (NEWER, "Valley Club", "yes", out),
        ):
            keep(workspace, topic)
            audit_id = begin_draft(workspace, topic.id, agency).audit.id
            reason = "No building." if choice == "na" else ""
            save_answer(workspace, audit_id, Answer("policy", choice=choice, reason=reason))
            if choice != "na":
                save_answer(workspace, audit_id, Answer("training", choice="yes"))
            save_answer(workspace, audit_id, Answer("story", text=f"A story of {agency}"))
            first = make_return(workspace, audit_id, kept, PASSPHRASE)
            if agency == "Valley Club":
                save_answer(workspace, audit_id, Answer("motto", text="We listen"))
                make_return(workspace, audit_id, kept / "later", PASSPHRASE)
                assert first.path.exists()
    (out / "letter.txt").write_text("Please find our return enclosed.")
    return out


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Collation:
    base = tmp_path_factory.mktemp("tables")
    options = CollationOptions(NOON, lambda error: error.code, expected=LIST, keeps_returns=True)
    return collate(Home(base / "partnership"), folder, base / "out", options)


@pytest.fixture(scope="module")
def returns(made: Collation) -> FolderReturns:
    assert made.kept is not None
    return made.kept


@pytest.fixture(scope="module")
def matrix(returns: FolderReturns) -> AnswerMatrix:
    asked, last = returns.asked_topics()
    return returns.matrix(asked.digest, last.digest)


def raw_audits(folder: Path) -> Iterator[dict[str, object]]:
    """The data of the newest return of each audit, read without our reader."""
    newest: dict[str, dict[str, object]] = {}
    for path in sorted(folder.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            data = json.loads(archive.read("audit.json"))
        before = newest.get(data["audit_id"])
        if before is None or data["return"]["number"] > before["return"]["number"]:  # type: ignore[index]
            newest[data["audit_id"]] = data
    return iter(newest.values())


def test_each_topic_and_year_is_offered_once(returns: FolderReturns) -> None:
    found = [(one.title, one.year, one.returns) for one in returns.asked_topics()]
    assert found == [("Sample topic", "2026", 4), ("Sample topic", "2025", 1)]


def test_every_cell_is_in_the_files(matrix: AnswerMatrix, folder: Path) -> None:
    labels = {"yes": "Yes", "no": "No", "na": "Not applicable"}
    raw = {str(one["agency"]): one for one in raw_audits(folder) if one["topic"]["year"] == "2026"}  # type: ignore[index]
    rows = {row.agency: row for row in matrix.rows if row.has_return}
    assert rows.keys() == {"The Riverside Trust", "Harbour School", "=Hilltop Club", "Valley Club"}
    names = {"The Riverside Trust": "Riverside Trust", "Harbour School": "HARBOUR SCHOOL"}
    for ours in ("The Riverside Trust", "Harbour School", "=Hilltop Club"):
        theirs = names.get(ours, ours)
        answers = {one["question"]: one for one in raw[theirs]["answers"]}  # type: ignore[attr-defined]
        cells = dict(zip([one.id for one in matrix.questions], rows[ours].cells, strict=True))
        assert cells["policy"].words == labels[answers["policy"]["choice"]]
        assert cells["story"].typed == answers["story"]["text"]
        assert (cells["training"].kind is AnswerState.NOT_ASKED) == ("training" not in answers)
        assert cells["motto"].kind is AnswerState.LEFT_EMPTY


def test_the_totals_are_those_of_the_tables(matrix: AnswerMatrix, made: Collation) -> None:
    totals = {one.question: one for one in count_totals(matrix.questions, matrix.rows)}
    counted: Counter[tuple[str, str]] = Counter()
    bases: Counter[str] = Counter()
    with (made.folder / "question_counts.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            is_newer = row["topic"] == "sample" and row["topic_version"] == "2" and row["question_id"] == "policy"
            if row["topic"] == "sample" and not is_newer:
                counted[row["question_id"], row["answer_code"]] += int(row["returns"])
                if row["answer_code"] in {"yes", "school"}:
                    bases[row["question_id"]] += int(row["base"])
    for question_id in ("policy", "training", "online", "ages"):
        total = totals[question_id]
        assert {one.code: one.count for one in total.options} == {
            code: number for (name, code), number in counted.items() if name == question_id
        }
        assert total.base == bases[question_id]
    assert totals["policy"].not_comparable == 1


def test_the_row_of_an_agency_has_its_type_and_state_and_who_has_not_returned_is_there(matrix: AnswerMatrix) -> None:
    found = {row.agency: (row.type, row.state, row.has_return) for row in matrix.rows}
    assert found == {
        "The Riverside Trust": ("Charity", "Returned late", True),
        "Harbour School": ("School", "Returned late", True),
        "=Hilltop Club": ("No type given", "Not on the list", True),
        "Valley Club": ("No type given", "Not on the list", True),
        "Quayside Nursery": ("School", "Not returned", False),
    }


def test_what_does_not_count_is_named_with_the_reason(matrix: AnswerMatrix) -> None:
    states = {one.file.rpartition("/")[2]: (one.state, one.is_of_topic) for one in matrix.uncounted}
    assert states.pop("letter.txt") == (FileState.REFUSED, False)
    assert list(states.values()) == [(FileState.REPLACED, True)]
    assert all(one.reason for one in matrix.uncounted)


def test_last_year_stands_beside_by_the_agency_and_the_words(matrix: AnswerMatrix) -> None:
    (before,) = matrix.earlier_rows.values()
    policy = [one.id for one in matrix.questions].index("policy")
    now = next(one for one in matrix.rows if one.agency == "The Riverside Trust")
    assert before.key == now.key
    assert (now.cells[policy].words, before.cells[policy].words) == ("Yes", "Not applicable")
    assert matrix.earlier_name == "Sample topic, 2025"


def test_a_return_behind_a_cell_can_be_read_whole(returns: FolderReturns, matrix: AnswerMatrix) -> None:
    row = next(one for one in matrix.rows if one.agency == "=Hilltop Club")
    read = returns.read(row.number)
    assert read.audit.answer("story").text == "A story of =Hilltop Club"
    assert read.file.endswith(".zip")


def test_returns_are_kept_only_if_asked_for_and_not_too_many(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collating, "MOST_KEPT", 4)
    home = Home(tmp_path / "partnership")
    asked = CollationOptions(NOON, lambda error: error.code, keeps_returns=True)
    assert collate(home, folder, tmp_path / "one", asked).kept is None

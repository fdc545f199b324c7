"""The table of agencies and questions of a desk: what counts there, under the names of the officer's list."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from s11desk.app.receiving.agency_register import take_in_agencies
from s11desk.app.receiving.desk_list import list_returns
from s11desk.app.receiving.desk_matrix import desk_returns
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.app.receiving.review_return import accept_return, leave_out
from s11desk.domain.answer_matrix import AnswerMatrix
from s11desk.domain.counted_returns import FileState
from s11desk.domain.expected_agencies import ExpectedAgency
from s11desk.domain.matrix_totals import count_totals
from tests.desk.conftest import Post, take

LIST = (
    ExpectedAgency("The Riverside Trust", "Charity", other_names=("Riverside Trust",)),
    ExpectedAgency("Far Away School", "School"),
)


def matrix_of(desk: ReceivingDesk) -> AnswerMatrix:
    found = desk_returns(desk)
    assert found is not None
    return found.matrix(found.asked_topics()[0].digest)


def test_the_table_counts_what_the_desk_counts(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post.base / "in")
    matrix = matrix_of(desk)
    counting = [one for one in list_returns(desk) if one.counts]
    assert sorted(row.reference for row in matrix.rows) == sorted(one.reference for one in counting)
    policy = [one.id for one in matrix.questions].index("policy")
    stored = {one.reference: _data(desk.files.path(one.sha256)) for one in counting}
    raw = [stored[row.reference]["policy"] for row in matrix.rows]
    assert [row.cells[policy].codes for row in matrix.rows] == [(code,) for code in raw]
    total = count_totals(matrix.questions, matrix.rows)[policy]
    assert {one.code: one.count for one in total.options if one.count} == {code: raw.count(code) for code in set(raw)}


def _data(path: Path) -> dict[str, str]:
    """The chosen option of each question, read without our reader."""
    with zipfile.ZipFile(path) as archive:
        answers = json.loads(archive.read("audit.json"))["answers"]
    return {one["question"]: one.get("choice", "") for one in answers}


def test_an_agency_has_its_name_on_the_list_and_the_decision_in_its_state(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"], post["harbour"])
    take_in_agencies(desk, LIST)
    reference = next(one.reference for one in list_returns(desk) if one.agency == "Riverside Trust")
    accept_return(desk, reference)
    found = {row.agency: (row.type, row.state, row.has_return) for row in matrix_of(desk).rows}
    assert found == {
        "The Riverside Trust": ("Charity", "Returned, accepted", True),
        "=Harbour School": ("No type given", "Not on the list", True),
        "Far Away School": ("School", "Not returned", False),
    }


def test_what_is_left_out_is_in_no_cell_and_named_with_the_reason(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"], post["harbour"], post["letter"])
    reference = next(one.reference for one in list_returns(desk) if one.agency == "Riverside Trust")
    leave_out(desk, reference, "They left the partnership.")
    matrix = matrix_of(desk)
    assert [row.agency for row in matrix.rows] == ["=Harbour School"]
    reasons = {one.file: (one.state, one.reason) for one in matrix.uncounted}
    assert reasons[f"Riverside Trust, {reference}"][0] is FileState.HELD
    assert "decided that it does not count" in reasons[f"Riverside Trust, {reference}"][1]
    assert reasons["letter.txt"][0] is FileState.REFUSED


def test_the_stored_return_behind_a_cell_can_be_opened(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"])
    found = desk_returns(desk)
    assert found is not None
    behind = found.read(matrix_of(desk).rows[0].number)
    assert behind.path is not None
    assert behind.path.read_bytes() == post["riverside"].read_bytes()

"""The table of agencies and questions of a desk: what counts there, under the names of the officer's list."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.app.receiving.figures.desk_figures import look_at_figures
from s11desk.app.receiving.figures.desk_matrix import desk_returns
from s11desk.app.receiving.figures.overview_files import publish_overview
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import accept_return, leave_out, send_return_back
from s11desk.domain.matrix.answer_matrix import AnswerMatrix
from s11desk.domain.matrix.build_matrix import matrix_questions, matrix_rows
from s11desk.domain.matrix.matrix_totals import count_totals
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.wording.desk.collation_words import rate_line
from s11desk.wording.desk.matrix_words import as_at_sentence, cell_words
from tests.desk.conftest import Post, take
from tests.samples import small_topic

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


def test_an_agency_that_is_asked_to_correct_has_returned_and_is_told_apart_everywhere(
    desk: ReceivingDesk, post: Post
) -> None:
    take(desk, post["riverside"])
    take_in_agencies(desk, LIST)
    ask_topics(desk, (small_topic(),))
    send_return_back(desk, list_returns(desk)[0].reference, (ReviewReason("Which policy?"),))
    empty = AnswerMatrix("", "", "", desk.now(), (), ())
    found = desk_returns(desk)
    assert found is not None
    rows = {row.agency: row for row in matrix_rows(matrix_questions(small_topic()), found.outstanding(small_topic()))}
    asked = rows["The Riverside Trust"]
    assert (asked.state, asked.is_correcting) == ("Sent back", True)
    assert {cell_words(cell) for cell in asked.cells} == {"Sent back"}
    assert rows["Far Away School"].state == "Not returned"
    whole = replace(empty, rows=tuple(rows.values()), uncounted=tuple(one for one, _ in found.uncounted))
    assert "1 more return was sent back" in as_at_sentence(whole, 0)
    assert "1 agency has not returned" in as_at_sentence(whole, 0)
    assert "not count" not in as_at_sentence(whole, 0), "the return that was sent back is named once"
    figures = look_at_figures(desk)
    rate = next(one for one in figures.seen.overview.rates if not one.type)
    assert rate_line(rate).endswith("0 of 2 have returned (0%); 1 more was sent back; 1 has not.")
    saved = next(one for one in publish_overview(figures, desk.now()).tables if one.name == "rates")
    assert [cell.value for cell in saved.rows[0]][2:] == [2, 0, 0, 1, 1, 0]


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

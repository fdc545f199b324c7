"""Every file that came is in one group: the notes of the workbook, its sheets and the table of answers add up."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import openpyxl

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.figures.desk_matrix import desk_returns
from s11desk.app.receiving.returns.came_files import came_files
from s11desk.app.receiving.returns.listed_lines import look_at_returns
from s11desk.app.receiving.returns.review_return import leave_out, send_return_back
from s11desk.app.receiving.tables.desk_workbook import write_desk_workbook
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.wording.desk.matrix_words import as_at_sentence, uncounted_choice
from tests.desk.conftest import Post, take
from tests.desk.test_reading_workbook import table_of


def test_every_file_that_came_is_counted_in_exactly_one_group(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    again = tmp_path / "again" / "Copy of harbour (2).zip"
    again.parent.mkdir()
    shutil.copy(post["harbour"], again)
    take(desk, post.base / "in", again)
    counting = {one.agency: one for one in look_at_returns(desk).lines if one.counts}
    send_return_back(desk, counting["Riverside Trust"].sha256, [ReviewReason("Which policy?")])
    leave_out(desk, counting["=Harbour School"].sha256, "A rehearsal.")
    with sqlite3.connect(desk.register.path) as raw:
        (came,) = raw.execute("SELECT count(*) FROM arrival").fetchone()
    assert came > len({one.file.sha256 for one in came_files(desk)}), "one file came twice"

    inside = write_desk_workbook(desk, tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    notes = [str(row[0]) for row in book["Notes"].iter_rows(values_only=True)]
    at = notes.index(f"{came} files came.")
    groups = [int(found[1]) for found in (re.fullmatch(r"[^:]+: (\d+)", one) for one in notes[at + 1 :]) if found]
    assert sum(groups) == came
    assert inside + len(table_of(book["Not in the tables"])) == came

    found = desk_returns(desk)
    assert found is not None
    matrix = found.matrix(found.asked_topics()[0].digest)
    returns = len(look_at_returns(desk).lines)
    sentence = as_at_sentence(matrix, inside)
    said = re.findall(r"(\d+) (?:more |other )?returns? (?:was|were|does|do)", sentence)
    assert inside + sum(map(int, said)) == returns, sentence
    assert sum(map(int, re.findall(r"\d+", uncounted_choice(matrix)))) == len(matrix.uncounted)

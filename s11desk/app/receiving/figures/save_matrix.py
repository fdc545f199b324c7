"""Save the table of agencies and questions as a workbook, as a PDF, or as both with the same numbers of agencies."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from s11desk import report
from s11desk.app.home.paths import resources_folder
from s11desk.collation.matrix_workbook import write_matrix_workbook
from s11desk.domain.matrix.answer_matrix import AnswerMatrix
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement
from s11desk.domain.matrix.matrix_audience import Audience
from s11desk.files.durable import writing
from s11desk.progress import Cancel, never_cancelled
from s11desk.wording.desk.published_matrix import PublishedMatrix, publish_matrix


def save_matrix(
    matrix: AnswerMatrix,
    chosen: MatrixArrangement,
    audience: Audience,
    outs: Sequence[Path],
    made_at: dt.datetime,
    *,
    cancel: Cancel = never_cancelled,
) -> None:
    """Write the new files ``outs``: each a PDF if its name ends in ``.pdf``, or else a workbook. All have the same rows
    in the same order, so “Agency 1” is one agency in all of them. ``made_at``: has a time zone.

    Raises ``FileExists``, what writing raises, and Cancelled; then none of the files is there.
    """
    published = publish_matrix(matrix, chosen, audience, made_at, secrets.token_hex(16))
    with ExitStack() as undone:
        for out in outs:
            _write(out, published, made_at, cancel)
            undone.callback(out.unlink, missing_ok=True)
        undone.pop_all()  # all are written, so all stay


def _write(out: Path, published: PublishedMatrix, made_at: dt.datetime, cancel: Cancel) -> None:
    with writing(out, private=False, fresh=True) as stream:
        if out.suffix.lower() == ".pdf":
            report.write_matrix(stream, published, resources_folder() / "fonts", made_at, cancel)
        else:
            write_matrix_workbook(stream, published)

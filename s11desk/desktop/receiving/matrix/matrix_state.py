"""What a person has chosen on the page with the table of agencies and questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from s11desk.domain.matrix.arrange_matrix import MatrixArrangement, arranged_rows, shown_columns

if TYPE_CHECKING:
    from s11desk.app.receiving.tables.folder_returns import AskedTopic, FolderReturns
    from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixRow


@dataclass(slots=True)
class MatrixState:
    """It stays when colours or sizes change, and when the person comes back from an answer.

    ``matrix``: of the chosen topic. ``earlier``: the digest of the topic beside it, or empty. ``current``: the number
    of the row and the id of the question that has the keyboard. ``is_at_desk``: the returns are those of a receiving
    desk.
    """

    source: FolderReturns
    topics: tuple[AskedTopic, ...]
    matrix: AnswerMatrix
    earlier: str = ""
    arrangement: MatrixArrangement = field(default_factory=MatrixArrangement)
    shows_totals: bool = False
    current: tuple[int, str] = (-1, "")
    is_at_desk: bool = False

    def rows(self) -> tuple[MatrixRow, ...]:
        """The rows that are shown, in their order."""
        return arranged_rows(self.matrix, self.arrangement)

    def columns(self) -> tuple[int, ...]:
        """The places of the questions that are shown."""
        return shown_columns(self.matrix.questions, self.arrangement)

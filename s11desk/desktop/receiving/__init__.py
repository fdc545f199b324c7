"""The pages of a partnership that receives returns. Python imports a page when it is first built."""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.receiving.behind_page import BehindPage
    from s11desk.desktop.receiving.desk_page import DeskPage, DeskState
    from s11desk.desktop.receiving.matrix_answer_page import MatrixAnswerPage
    from s11desk.desktop.receiving.matrix_page import MatrixPage

_OFFERED = {
    "s11desk.desktop.receiving.behind_page": ("BehindPage",),
    "s11desk.desktop.receiving.desk_page": ("DeskPage", "DeskState"),
    "s11desk.desktop.receiving.matrix_answer_page": ("MatrixAnswerPage",),
    "s11desk.desktop.receiving.matrix_page": ("MatrixPage",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

"""The pages of a partnership that receives returns. Python imports a page when it is first built."""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.receiving.agencies_page import AgenciesPage
    from s11desk.desktop.receiving.agencies_state import (
        AgenciesState,
        FiguresState,
        RemindersPart,
        RemindersState,
        agencies_of,
        no_address,
    )
    from s11desk.desktop.receiving.agency_list_page import AgencyListPage
    from s11desk.desktop.receiving.agency_page import AgencyPage
    from s11desk.desktop.receiving.asked_topics_page import AskedTopicsPage
    from s11desk.desktop.receiving.behind_page import BehindPage
    from s11desk.desktop.receiving.desk_answers_page import DeskAnswersPage, found_line, tables_line
    from s11desk.desktop.receiving.desk_pack_page import DeskPackPage
    from s11desk.desktop.receiving.desk_return_page import DeskReturnPage
    from s11desk.desktop.receiving.desk_start_page import DeskStartPage, SeenDesk
    from s11desk.desktop.receiving.figures_page import FiguresPage
    from s11desk.desktop.receiving.files_page import FilesPage
    from s11desk.desktop.receiving.last_days_page import LastDaysPage
    from s11desk.desktop.receiving.look_after_page import LookAfterPage
    from s11desk.desktop.receiving.matching_page import MatchingPage
    from s11desk.desktop.receiving.matrix_answer_page import MatrixAnswerPage
    from s11desk.desktop.receiving.matrix_page import MatrixPage
    from s11desk.desktop.receiving.overview_page import OverviewPage
    from s11desk.desktop.receiving.partnership_key_page import KeyKind, PartnershipKeyPage
    from s11desk.desktop.receiving.rate_behind_page import RateBehindPage
    from s11desk.desktop.receiving.reminders_page import RemindersPage
    from s11desk.desktop.receiving.replies_page import RepliesPage
    from s11desk.desktop.receiving.returns_page import ReturnsPage

_OFFERED = {
    "s11desk.desktop.receiving.asked_topics_page": ("AskedTopicsPage",),
    "s11desk.desktop.receiving.desk_answers_page": ("DeskAnswersPage", "found_line", "tables_line"),
    "s11desk.desktop.receiving.desk_pack_page": ("DeskPackPage",),
    "s11desk.desktop.receiving.last_days_page": ("LastDaysPage",),
    "s11desk.desktop.receiving.look_after_page": ("LookAfterPage",),
    "s11desk.desktop.receiving.partnership_key_page": ("KeyKind", "PartnershipKeyPage"),
    "s11desk.desktop.receiving.behind_page": ("BehindPage",),
    "s11desk.desktop.receiving.agencies_page": ("AgenciesPage",),
    "s11desk.desktop.receiving.desk_return_page": ("DeskReturnPage",),
    "s11desk.desktop.receiving.desk_start_page": ("DeskStartPage", "SeenDesk"),
    "s11desk.desktop.receiving.agency_list_page": ("AgencyListPage",),
    "s11desk.desktop.receiving.agencies_state": (
        "AgenciesState",
        "FiguresState",
        "RemindersPart",
        "RemindersState",
        "agencies_of",
        "no_address",
    ),
    "s11desk.desktop.receiving.agency_page": ("AgencyPage",),
    "s11desk.desktop.receiving.matching_page": ("MatchingPage",),
    "s11desk.desktop.receiving.figures_page": ("FiguresPage",),
    "s11desk.desktop.receiving.files_page": ("FilesPage",),
    "s11desk.desktop.receiving.reminders_page": ("RemindersPage",),
    "s11desk.desktop.receiving.rate_behind_page": ("RateBehindPage",),
    "s11desk.desktop.receiving.matrix_answer_page": ("MatrixAnswerPage",),
    "s11desk.desktop.receiving.matrix_page": ("MatrixPage",),
    "s11desk.desktop.receiving.overview_page": ("OverviewPage",),
    "s11desk.desktop.receiving.replies_page": ("RepliesPage",),
    "s11desk.desktop.receiving.returns_page": ("ReturnsPage",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

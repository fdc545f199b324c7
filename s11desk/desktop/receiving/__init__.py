"""The pages of a partnership that receives returns. Python imports a page when it is first built."""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
    from s11desk.desktop.receiving.agencies.agencies_state import (
        AgenciesState,
        FiguresState,
        RemindersPart,
        RemindersState,
        agencies_of,
        no_address,
    )
    from s11desk.desktop.receiving.agencies.agency_list_page import AgencyListPage
    from s11desk.desktop.receiving.agencies.agency_page import AgencyPage
    from s11desk.desktop.receiving.agencies.last_days_page import LastDaysPage
    from s11desk.desktop.receiving.agencies.matching_page import MatchingPage
    from s11desk.desktop.receiving.agencies.reminders_page import RemindersPage
    from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage, found_line, tables_line
    from s11desk.desktop.receiving.figures.behind_page import BehindPage
    from s11desk.desktop.receiving.figures.figures_page import FiguresPage
    from s11desk.desktop.receiving.figures.rate_behind_page import RateBehindPage
    from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
    from s11desk.desktop.receiving.matrix.matrix_answer_page import MatrixAnswerPage
    from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
    from s11desk.desktop.receiving.overview.overview_page import OverviewPage
    from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
    from s11desk.desktop.receiving.returns.files_page import FilesPage
    from s11desk.desktop.receiving.returns.replies_page import RepliesPage
    from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
    from s11desk.desktop.receiving.set_up.asked_topics_page import AskedTopicsPage
    from s11desk.desktop.receiving.set_up.desk_pack_page import DeskPackPage
    from s11desk.desktop.receiving.set_up.desk_start_page import DeskStartPage, SeenDesk
    from s11desk.desktop.receiving.set_up.partnership_key_page import KeyKind, PartnershipKeyPage

_OFFERED = {
    "s11desk.desktop.receiving.set_up.asked_topics_page": ("AskedTopicsPage",),
    "s11desk.desktop.receiving.answers.desk_answers_page": ("DeskAnswersPage", "found_line", "tables_line"),
    "s11desk.desktop.receiving.set_up.desk_pack_page": ("DeskPackPage",),
    "s11desk.desktop.receiving.agencies.last_days_page": ("LastDaysPage",),
    "s11desk.desktop.receiving.look_after.look_after_page": ("LookAfterPage",),
    "s11desk.desktop.receiving.set_up.partnership_key_page": ("KeyKind", "PartnershipKeyPage"),
    "s11desk.desktop.receiving.figures.behind_page": ("BehindPage",),
    "s11desk.desktop.receiving.agencies.agencies_page": ("AgenciesPage",),
    "s11desk.desktop.receiving.returns.desk_return_page": ("DeskReturnPage",),
    "s11desk.desktop.receiving.set_up.desk_start_page": ("DeskStartPage", "SeenDesk"),
    "s11desk.desktop.receiving.agencies.agency_list_page": ("AgencyListPage",),
    "s11desk.desktop.receiving.agencies.agencies_state": (
        "AgenciesState",
        "FiguresState",
        "RemindersPart",
        "RemindersState",
        "agencies_of",
        "no_address",
    ),
    "s11desk.desktop.receiving.agencies.agency_page": ("AgencyPage",),
    "s11desk.desktop.receiving.agencies.matching_page": ("MatchingPage",),
    "s11desk.desktop.receiving.figures.figures_page": ("FiguresPage",),
    "s11desk.desktop.receiving.returns.files_page": ("FilesPage",),
    "s11desk.desktop.receiving.agencies.reminders_page": ("RemindersPage",),
    "s11desk.desktop.receiving.figures.rate_behind_page": ("RateBehindPage",),
    "s11desk.desktop.receiving.matrix.matrix_answer_page": ("MatrixAnswerPage",),
    "s11desk.desktop.receiving.matrix.matrix_page": ("MatrixPage",),
    "s11desk.desktop.receiving.overview.overview_page": ("OverviewPage",),
    "s11desk.desktop.receiving.returns.replies_page": ("RepliesPage",),
    "s11desk.desktop.receiving.returns.returns_page": ("ReturnsPage",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

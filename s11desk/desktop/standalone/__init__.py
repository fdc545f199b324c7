"""Pages that open without an audit: a return, a topic pack, the guide, the local data, the print preview.

Python imports a page when it is first built (s11desk/late_names.py).
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
    from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
    from s11desk.desktop.standalone.asking.answers_page import AnswersPage, TakingState
    from s11desk.desktop.standalone.asking.ask_page import AskPage, AskState
    from s11desk.desktop.standalone.asking.asked_page import AskedPage
    from s11desk.desktop.standalone.asking.collected_page import CollectedPage
    from s11desk.desktop.standalone.asking.questions_page import QuestionsPage
    from s11desk.desktop.standalone.backups.copy_page import CopyPage
    from s11desk.desktop.standalone.backups.data_page import DataPage, DataSeen
    from s11desk.desktop.standalone.backups.second_place_page import SecondPlacePage
    from s11desk.desktop.standalone.backups.second_restore_page import SecondRestorePage
    from s11desk.desktop.standalone.documents.guide_page import DESK_CHAPTER, SHORTCUTS, GuidePage
    from s11desk.desktop.standalone.documents.log_page import LogPage
    from s11desk.desktop.standalone.documents.preview_page import PreviewPage
    from s11desk.desktop.standalone.locked_page import LockedKind, LockedPage
    from s11desk.desktop.standalone.moving.home_move_page import HomeMovePage
    from s11desk.desktop.standalone.moving.move_page import MovePage
    from s11desk.desktop.standalone.moving.take_in_home_page import TakeInHomePage
    from s11desk.desktop.standalone.moving.take_in_page import TakeInPage
    from s11desk.desktop.standalone.received.decrypt_page import DecryptPage
    from s11desk.desktop.standalone.received.received_page import ReceivedPage, suggested_place
    from s11desk.desktop.standalone.received.signers_page import SignersPage
    from s11desk.desktop.standalone.received.tables_page import TablesPage, TablesState
    from s11desk.desktop.standalone.topics.pack_page import PackPage
    from s11desk.desktop.standalone.topics.pack_preview_page import PackPreviewPage, PreviewSession
    from s11desk.desktop.standalone.topics.sign_pack_page import SignPackPage
    from s11desk.desktop.standalone.topics.topics_page import TopicsPage
    from s11desk.desktop.standalone.upgrading.forward_page import ForwardPage
    from s11desk.desktop.standalone.upgrading.map_page import MapPage
    from s11desk.desktop.standalone.upgrading.upgrade_page import UpgradePage

_OFFERED = {
    "s11desk.desktop.standalone.topics.topics_page": ("TopicsPage",),
    "s11desk.desktop.standalone.topics.sign_pack_page": ("SignPackPage",),
    "s11desk.desktop.standalone.asking.collected_page": ("CollectedPage",),
    "s11desk.desktop.standalone.asking.answers_page": ("AnswersPage", "TakingState"),
    "s11desk.desktop.standalone.asking.ask_page": ("AskPage", "AskState"),
    "s11desk.desktop.standalone.asking.asked_page": ("AskedPage",),
    "s11desk.desktop.standalone.asking.questions_page": ("QuestionsPage",),
    "s11desk.desktop.standalone.approving.approved_page": ("ApprovedPage",),
    "s11desk.desktop.standalone.backups.copy_page": ("CopyPage",),
    "s11desk.desktop.standalone.approving.countersign_page": ("CountersignPage",),
    "s11desk.desktop.standalone.backups.data_page": ("DataPage", "DataSeen"),
    "s11desk.desktop.standalone.received.decrypt_page": ("DecryptPage",),
    "s11desk.desktop.standalone.upgrading.forward_page": ("ForwardPage",),
    "s11desk.desktop.standalone.documents.guide_page": ("DESK_CHAPTER", "SHORTCUTS", "GuidePage"),
    "s11desk.desktop.standalone.moving.home_move_page": ("HomeMovePage",),
    "s11desk.desktop.standalone.locked_page": ("LockedKind", "LockedPage"),
    "s11desk.desktop.standalone.documents.log_page": ("LogPage",),
    "s11desk.desktop.standalone.upgrading.map_page": ("MapPage",),
    "s11desk.desktop.standalone.moving.move_page": ("MovePage",),
    "s11desk.desktop.standalone.topics.pack_page": ("PackPage",),
    "s11desk.desktop.standalone.topics.pack_preview_page": ("PackPreviewPage", "PreviewSession"),
    "s11desk.desktop.standalone.documents.preview_page": ("PreviewPage",),
    "s11desk.desktop.standalone.received.received_page": ("ReceivedPage", "suggested_place"),
    "s11desk.desktop.standalone.backups.second_place_page": ("SecondPlacePage",),
    "s11desk.desktop.standalone.backups.second_restore_page": ("SecondRestorePage",),
    "s11desk.desktop.standalone.received.signers_page": ("SignersPage",),
    "s11desk.desktop.standalone.received.tables_page": ("TablesPage", "TablesState"),
    "s11desk.desktop.standalone.moving.take_in_home_page": ("TakeInHomePage",),
    "s11desk.desktop.standalone.moving.take_in_page": ("TakeInPage",),
    "s11desk.desktop.standalone.upgrading.upgrade_page": ("UpgradePage",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

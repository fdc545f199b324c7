"""The window. No other package imports Qt.

The window and its menus write ``desktop.AuditView`` and the like for names that the first paint does not need: Python
imports such a name at its first use (s11desk/late_names.py).
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.audit.audit_view import AuditView
    from s11desk.desktop.audit.read_help import read_help
    from s11desk.desktop.messages.backup_words import backup_words
    from s11desk.desktop.messages.errors.error_messages import UNEXPECTED, message, ways_on
    from s11desk.desktop.pages.home.home_list import HomeList
    from s11desk.desktop.pages.home.home_listing import list_home, read_news
    from s11desk.desktop.parts.focus.focus_ring import FocusRing
    from s11desk.desktop.parts.half_typed import HalfTyped
    from s11desk.desktop.parts.reading.announcing import announce
    from s11desk.desktop.parts.reading.heading_levels import HeadingInterface
    from s11desk.desktop.parts.reading.reader_roles import install_reader_roles
    from s11desk.desktop.parts.services import Services
    from s11desk.desktop.saving.backup_watch import BackupWatch
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.saving.resume_point import unparsed_by_key
    from s11desk.desktop.shell.dialogs import ModalDialogs
    from s11desk.desktop.shell.end_signals import EndSignals
    from s11desk.desktop.shell.file_open_events import FileOpenEvents
    from s11desk.desktop.shell.first_paint import FirstPaint
    from s11desk.desktop.shell.garbage_collection import begin_collecting
    from s11desk.desktop.shell.show_warnings import ShowWarnings
    from s11desk.desktop.shell.window_size import fit_screen, keep_size
    from s11desk.desktop.shell.window_socket import is_same_person, socket_addresses
    from s11desk.desktop.standalone.documents.print_documents import PrintDocuments
    from s11desk.desktop.standalone.files_to_open import dropped_files
    from s11desk.desktop.standalone.moving.move_actions import MoveActions
    from s11desk.desktop.standalone.open_file import FileOpener, OtherFiles
    from s11desk.desktop.standalone.opening_rows import OpeningRows
    from s11desk.desktop.standalone.standalone_actions import StandaloneActions
    from s11desk.desktop.standalone.topics.pack_actions import PackActions, PackWindow
    from s11desk.desktop.standalone.upgrading.audit_upgrades import AuditUpgrades
    from s11desk.desktop.standalone.window_calls import WindowCalls
    from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN

_OFFERED = {
    "s11desk.desktop.audit.audit_view": ("AuditView",),
    "s11desk.desktop.audit.read_help": ("read_help",),
    "s11desk.desktop.messages.backup_words": ("backup_words",),
    "s11desk.desktop.messages.errors.error_messages": ("UNEXPECTED", "message", "ways_on"),
    "s11desk.desktop.pages.home.home_list": ("HomeList",),
    "s11desk.desktop.pages.home.home_listing": ("list_home", "read_news"),
    "s11desk.desktop.parts.reading.announcing": ("announce",),
    "s11desk.desktop.parts.focus.focus_ring": ("FocusRing",),
    "s11desk.desktop.parts.half_typed": ("HalfTyped",),
    "s11desk.desktop.parts.reading.heading_levels": ("HeadingInterface",),
    "s11desk.desktop.parts.reading.reader_roles": ("install_reader_roles",),
    "s11desk.desktop.parts.services": ("Services",),
    "s11desk.desktop.saving.backup_watch": ("BackupWatch",),
    "s11desk.desktop.saving.open_draft": ("OpenDraft",),
    "s11desk.desktop.saving.resume_point": ("unparsed_by_key",),
    "s11desk.desktop.shell.dialogs": ("ModalDialogs",),
    "s11desk.desktop.shell.file_open_events": ("FileOpenEvents",),
    "s11desk.desktop.shell.first_paint": ("FirstPaint",),
    "s11desk.desktop.shell.garbage_collection": ("begin_collecting",),
    "s11desk.desktop.shell.show_warnings": ("ShowWarnings",),
    "s11desk.desktop.shell.window_size": ("fit_screen", "keep_size"),
    "s11desk.desktop.shell.window_socket": ("is_same_person", "socket_addresses"),
    "s11desk.desktop.shell.end_signals": ("EndSignals",),
    "s11desk.desktop.standalone.upgrading.audit_upgrades": ("AuditUpgrades",),
    "s11desk.desktop.standalone.window_calls": ("WindowCalls",),
    "s11desk.desktop.standalone.files_to_open": ("dropped_files",),
    "s11desk.desktop.standalone.standalone_actions": ("StandaloneActions",),
    "s11desk.desktop.standalone.moving.move_actions": ("MoveActions",),
    "s11desk.desktop.standalone.open_file": ("FileOpener", "OtherFiles"),
    "s11desk.desktop.standalone.topics.pack_actions": ("PackActions", "PackWindow"),
    "s11desk.desktop.standalone.opening_rows": ("OpeningRows",),
    "s11desk.desktop.standalone.documents.print_documents": ("PrintDocuments",),
    "s11desk.domain.audits.flow": ("ACTION_PLAN", "CHECK", "INTRODUCTION", "SIGN"),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

"""What a partnership does with the returns of many agencies, one function for each thing that an officer does.

A shell writes ``from s11desk.app import receiving`` and ``receiving.accept_return(...)``. The first use of a name
imports its module, which can be slow. So the window uses it only inside an operation that it submits to its worker.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.app.home.known_desks import (
        choose_watched,
        forget_desk,
        known_desks,
        note_officer,
        note_receiving,
        remember_desk,
    )
    from s11desk.app.identity.receiving_key import back_up_identity, back_up_receiving_key, use_receiving_key_file
    from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen, look_at_agencies
    from s11desk.app.receiving.agencies.agency_lists import ListLook, look_into_list, save_list_template
    from s11desk.app.receiving.agencies.agency_register import (
        DeskOverview,
        change_contact,
        close_agency,
        extend_agency,
        list_agency_of,
        look_into_agencies,
        match_return,
        overview_on,
        require_return,
        take_in_agencies,
        undo_match,
    )
    from s11desk.app.receiving.agencies.remind import (
        keep_reminder_words,
        record_reminder,
        record_reminders,
        reminder_letter,
        reminders_due,
        save_reminders,
        sheet_name,
        take_all_back,
        take_back_reminders,
        write_reminders,
    )
    from s11desk.app.receiving.agencies.reminders_seen import RemindersSeen, look_at_reminders
    from s11desk.app.receiving.agencies.round_days import set_last_day
    from s11desk.app.receiving.arrivals.look_again import compare_waiting, look_again_at_held
    from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
    from s11desk.app.receiving.arrivals.unfinished import forget_unfinished
    from s11desk.app.receiving.arrivals.watched_folder import WatchedFolder
    from s11desk.app.receiving.desk.desk_copies import known_desk_now, listed_desk_now
    from s11desk.app.receiving.desk.desk_pack import pack_address, with_address
    from s11desk.app.receiving.desk.desk_places import folder_to_restore, new_desk_folder
    from s11desk.app.receiving.desk.desk_sitting import DeskSitting, HandedFile
    from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, ask_topics, create_desk, is_desk
    from s11desk.app.receiving.desk.stored_return import is_stored_return
    from s11desk.app.receiving.figures.desk_figures import FiguresSeen, look_at_figures, rate_behind
    from s11desk.app.receiving.figures.overview_files import save_overview
    from s11desk.app.receiving.figures.save_matrix import save_matrix
    from s11desk.app.receiving.keeping.care_sitting import CareSitting
    from s11desk.app.receiving.keeping.desk_backup import back_up_desk
    from s11desk.app.receiving.keeping.desk_check import check_desk
    from s11desk.app.receiving.keeping.desk_restore import restore_desk
    from s11desk.app.receiving.keeping.desk_retention import (
        hold_return,
        keep_for,
        release_return,
        returns_past_their_date,
        set_retention,
    )
    from s11desk.app.receiving.keeping.erasing import erase, erase_return, finish_erasures
    from s11desk.app.receiving.replies.reply_post import (
        look_at_replies,
        note_reply,
        reply_letter,
        reply_mail,
        unlock_signature,
    )
    from s11desk.app.receiving.replies.send_replies import due_replies, write_due_replies, write_reply_to
    from s11desk.app.receiving.returns.corrected_return import correction_in_file
    from s11desk.app.receiving.returns.desk_answers import AnswersSitting
    from s11desk.app.receiving.returns.desk_attention import look_at_overview, note_all_dealt_with, note_dealt_with
    from s11desk.app.receiving.returns.desk_list import list_returns
    from s11desk.app.receiving.returns.desk_return import look_at_return
    from s11desk.app.receiving.returns.desk_search import DeskSearch, search_desk
    from s11desk.app.receiving.returns.files_seen import FilesSeen, look_at_files
    from s11desk.app.receiving.returns.listed_lines import look_at_returns
    from s11desk.app.receiving.returns.review_return import (
        accept_return,
        accept_returns,
        leave_out,
        review_history,
        send_return_back,
        undo_review,
    )
    from s11desk.app.receiving.returns.typed_requests import forget_typed_request, keep_typed_request
    from s11desk.app.receiving.tables.collate import (
        CollationOptions,
        collate,
        read_expected_agencies,
        unlock_receiving_key,
    )
    from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
    from s11desk.app.returns.making.encrypt import create_receiver
    from s11desk.collation.agency_list import ListColumn, ListHeading

_OFFERED = {
    "s11desk.app.receiving.tables.collate": (
        "CollationOptions",
        "collate",
        "read_expected_agencies",
        "unlock_receiving_key",
    ),
    "s11desk.app.receiving.figures.save_matrix": ("save_matrix",),
    "s11desk.app.identity.receiving_key": ("back_up_identity", "back_up_receiving_key", "use_receiving_key_file"),
    "s11desk.app.receiving.keeping.care_sitting": ("CareSitting",),
    "s11desk.app.receiving.returns.desk_answers": ("AnswersSitting",),
    "s11desk.app.receiving.desk.desk_pack": ("pack_address", "with_address"),
    "s11desk.app.returns.making.encrypt": ("create_receiver",),
    "s11desk.app.home.known_desks": (
        "choose_watched",
        "forget_desk",
        "known_desks",
        "note_officer",
        "note_receiving",
        "remember_desk",
    ),
    "s11desk.collation.agency_list": ("ListColumn", "ListHeading"),
    "s11desk.app.receiving.agencies.agencies_seen": ("AgenciesSeen", "look_at_agencies"),
    "s11desk.app.receiving.agencies.agency_lists": ("ListLook", "look_into_list", "save_list_template"),
    "s11desk.app.receiving.agencies.agency_register": (
        "DeskOverview",
        "change_contact",
        "close_agency",
        "extend_agency",
        "list_agency_of",
        "look_into_agencies",
        "match_return",
        "overview_on",
        "require_return",
        "take_in_agencies",
        "undo_match",
    ),
    "s11desk.app.receiving.returns.desk_attention": ("look_at_overview", "note_all_dealt_with", "note_dealt_with"),
    "s11desk.app.receiving.returns.files_seen": ("FilesSeen", "look_at_files"),
    "s11desk.app.receiving.agencies.round_days": ("set_last_day",),
    "s11desk.app.receiving.returns.listed_lines": ("look_at_returns",),
    "s11desk.app.receiving.returns.typed_requests": ("forget_typed_request", "keep_typed_request"),
    "s11desk.app.receiving.returns.desk_list": ("list_returns",),
    "s11desk.app.receiving.figures.desk_figures": ("FiguresSeen", "look_at_figures", "rate_behind"),
    "s11desk.app.receiving.figures.overview_files": ("save_overview",),
    "s11desk.app.receiving.returns.desk_return": ("look_at_return",),
    "s11desk.app.receiving.keeping.erasing": (
        "erase",
        "erase_return",
        "finish_erasures",
    ),
    "s11desk.app.receiving.keeping.desk_backup": ("back_up_desk",),
    "s11desk.app.receiving.keeping.desk_check": ("check_desk",),
    "s11desk.app.receiving.keeping.desk_retention": (
        "hold_return",
        "keep_for",
        "release_return",
        "returns_past_their_date",
        "set_retention",
    ),
    "s11desk.app.receiving.desk.desk_copies": ("known_desk_now", "listed_desk_now"),
    "s11desk.app.receiving.desk.desk_places": ("folder_to_restore", "new_desk_folder"),
    "s11desk.app.receiving.keeping.desk_restore": ("restore_desk",),
    "s11desk.app.receiving.arrivals.look_again": (
        "compare_waiting",
        "look_again_at_held",
    ),
    "s11desk.app.receiving.desk.receiving_desk": (
        "Officer",
        "ReceivingDesk",
        "ask_topics",
        "create_desk",
        "is_desk",
    ),
    "s11desk.app.receiving.agencies.reminders_seen": ("RemindersSeen", "look_at_reminders"),
    "s11desk.app.receiving.agencies.remind": (
        "keep_reminder_words",
        "record_reminder",
        "record_reminders",
        "reminder_letter",
        "reminders_due",
        "save_reminders",
        "sheet_name",
        "take_all_back",
        "take_back_reminders",
        "write_reminders",
    ),
    "s11desk.app.receiving.replies.reply_post": (
        "look_at_replies",
        "note_reply",
        "reply_letter",
        "reply_mail",
        "unlock_signature",
    ),
    "s11desk.app.receiving.arrivals.unfinished": ("forget_unfinished",),
    "s11desk.app.receiving.returns.review_return": (
        "accept_return",
        "accept_returns",
        "leave_out",
        "review_history",
        "send_return_back",
        "undo_review",
    ),
    "s11desk.app.receiving.returns.desk_search": (
        "DeskSearch",
        "search_desk",
    ),
    "s11desk.app.receiving.replies.send_replies": (
        "due_replies",
        "write_due_replies",
        "write_reply_to",
    ),
    "s11desk.app.receiving.desk.stored_return": ("is_stored_return",),
    "s11desk.app.receiving.returns.corrected_return": ("correction_in_file",),
    "s11desk.app.receiving.arrivals.take_in": (
        "find_incoming",
        "take_in_returns",
    ),
    "s11desk.app.receiving.arrivals.watched_folder": ("WatchedFolder",),
    "s11desk.app.receiving.desk.desk_sitting": ("DeskSitting", "HandedFile"),
    "s11desk.app.receiving.tables.desk_table_files": ("write_desk_tables",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

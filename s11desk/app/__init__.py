"""The use cases: one function for each thing that a person can do. Both shells call them.

A shell writes ``from s11desk import app`` and ``app.save_answer(...)``. The first use of a name imports its module,
which can be slow. So the window uses such a name only inside an operation that it submits to its worker.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.app.asking.ask_questions import ask_questions, questions_file_name
    from s11desk.app.asking.ask_records import ask_records
    from s11desk.app.asking.asking_mail import answers_mail, questions_mail
    from s11desk.app.asking.send_back import ReplyChoice, answers_file_name, send_back
    from s11desk.app.asking.take_answers import TakingChoice, look_into_answers, take_answers
    from s11desk.app.asking.take_questions import begin_answering, look_into_questions, questions_of
    from s11desk.app.audits.actions import remove_action, save_action
    from s11desk.app.audits.answers import save_answer
    from s11desk.app.audits.answers_file import read_answers_file
    from s11desk.app.audits.attachments import (
        ChosenFile,
        CopyOptions,
        PastedFile,
        attach,
        attach_bytes,
        caption_evidence,
        cite_evidence,
        detach,
        reattach,
        suggest_copy_options,
    )
    from s11desk.app.audits.bring_back_audit import bring_audit_back, print_copy_of_audit
    from s11desk.app.audits.bring_forward import (
        bring_forward,
        earlier_audits,
        find_forward,
        work_of_audit,
        work_of_return,
    )
    from s11desk.app.audits.collected_answers import find_collected, take_in_collected, write_submission
    from s11desk.app.audits.drafts import (
        archive_draft,
        begin_draft,
        list_drafts,
        open_draft,
        settle_draft,
        unarchive_draft,
    )
    from s11desk.app.audits.earlier_answers import earlier_question
    from s11desk.app.audits.evidence_copies import (
        make_thumbnail,
        make_viewing_copy,
        remove_viewing_copies,
        review_files,
        shows_photo_location,
    )
    from s11desk.app.audits.identifier_review import accept_identifier, review_identifiers
    from s11desk.app.audits.private_notes import save_note
    from s11desk.app.audits.question_maps import keep_map
    from s11desk.app.audits.resume import ResumePoint, Unparsed, remember_resume_point, resume_draft
    from s11desk.app.audits.search import search
    from s11desk.app.audits.undo import redo_last, undo_last
    from s11desk.app.audits.unprintable_texts import (
        find_unprintable_texts,
        has_unusual_letters,
        unprintable_letters,
    )
    from s11desk.app.audits.upgrade import find_upgrade, upgrade_draft
    from s11desk.app.demo import DemoStep, run_demo
    from s11desk.app.guide import read_guide
    from s11desk.app.home.backing_up import BackupReport, back_up_while_open
    from s11desk.app.home.drafts_copies import describe_copy, last_good_backup, list_copies
    from s11desk.app.home.fault_log import read_log
    from s11desk.app.home.known_returns import awaits_next, forget_opened, returns_still_there
    from s11desk.app.home.leftovers import find_leftovers, remove_leftovers
    from s11desk.app.home.local_data import clean_up_evidence, measure_home, restore_backup, unused_evidence
    from s11desk.app.home.notices import new_notices
    from s11desk.app.home.open_home import open_home, open_home_again, reopen_if_moved, start_empty
    from s11desk.app.home.own_drafts import accept_drafts
    from s11desk.app.home.second_choice import decline_second_place, read_second_place
    from s11desk.app.home.second_place import back_up_to_second_place, choose_second_place, restore_from_second_place
    from s11desk.app.home.workspace import system_clock
    from s11desk.app.identity.home_signers import read_signers
    from s11desk.app.identity.known_signers import (
        add_known_signer,
        known_signers,
        read_signer,
        record_certificate_names,
        remove_known_signer,
        rename_known_signer,
    )
    from s11desk.app.identity.signing_identity import Holder, current_identity, identity_path, use_key_file
    from s11desk.app.incoming import CheckedPack, FileKind, check_received_pack, find_file_kind, verify_received_return
    from s11desk.app.moves.moved_home import moved_at, take_home_back
    from s11desk.app.moves.take_in_draft import look_into_draft_file, take_audit_back, take_in
    from s11desk.app.moves.take_in_home import look_into_home_file, take_in_home
    from s11desk.app.moves.unlock_file import close_file
    from s11desk.app.moves.write_draft_file import draft_file_name, write_draft_file
    from s11desk.app.moves.write_home_file import write_home_file
    from s11desk.app.pack_preview import begin_preview, end_preview
    from s11desk.app.pack_review import issuer_of
    from s11desk.app.returns.approving.approval import (
        find_own_return,
        keep_wanted_changes,
        record_approval,
        take_in_approved,
    )
    from s11desk.app.returns.approving.approval_mail import approved_again_mail, approved_mail, changes_letter
    from s11desk.app.returns.approving.approving_roles import open_roles, require_role, role_of_id
    from s11desk.app.returns.approving.countersign import (
        ApproverKey,
        approver_remarks,
        countersign,
        find_approver,
        require_approvable,
        require_approver,
    )
    from s11desk.app.returns.approving.next_signer import (
        find_next_signer,
        find_with_next_signer,
        keep_next_signer,
        with_next_signer,
    )
    from s11desk.app.returns.approving.opened_returns import (
        find_sent_back,
        keep_words,
        note_approved,
        note_asked,
        note_opened,
        note_sent_back,
    )
    from s11desk.app.returns.mailing.mail import (
        find_wanted_changes,
        list_prepared,
        mailto_link,
        prepare_approver_mail,
        prepare_mail,
        prepare_pdf_mail,
        record_prepared,
        record_wanted_changes,
        remove_mail_file,
        when_sent,
        write_mail_to_open,
    )
    from s11desk.app.returns.making.encrypt import decrypt_return
    from s11desk.app.returns.making.find import find_current_return
    from s11desk.app.returns.making.locked_return import is_locked, lock_return, seal_for_partnership, unlock_into
    from s11desk.app.returns.making.make import make_return, require_complete
    from s11desk.app.returns.replies.audit_news import all_news
    from s11desk.app.returns.replies.partnership_replies import reply_news, take_in_reply
    from s11desk.app.returns.replies.reply_names import reply_names
    from s11desk.app.returns.verifying.home_topics import HomeTopics
    from s11desk.app.returns.verifying.opened_copy import remove_opened_copies, remove_opened_copy
    from s11desk.app.returns.verifying.own_copy import needs_own_copy, own_copy_name, save_own_copy
    from s11desk.app.returns.verifying.part_views import copy_part_to_view, has_picture, make_part_pictures
    from s11desk.app.returns.verifying.seen_return import save_part, save_signed_pdf
    from s11desk.app.returns.verifying.signed_apart import find_signed_apart
    from s11desk.app.returns.verifying.verify import verify_return
    from s11desk.app.topic_packs import (
        keep_pack,
        removable_topics,
        remove_topic,
        sign_topic,
        template_topic,
        write_pack,
        write_topic_workbook,
    )
    from s11desk.app.topics import list_topics, other_versions
    from s11desk.app.write_documents import (
        copy_signed_pdf_to_print,
        make_blank_to_print,
        make_own_copy_to_print,
        remove_print_copy,
        write_document,
        write_print_copy,
    )
    from s11desk.signing.identity.lifecycle import require_valid

_OFFERED = {
    "s11desk.app.audits.collected_answers": ("find_collected", "take_in_collected", "write_submission"),
    "s11desk.app.asking.ask_questions": ("ask_questions", "questions_file_name"),
    "s11desk.app.asking.ask_records": ("ask_records",),
    "s11desk.app.asking.asking_mail": ("answers_mail", "questions_mail"),
    "s11desk.app.asking.send_back": ("ReplyChoice", "answers_file_name", "send_back"),
    "s11desk.app.asking.take_answers": ("TakingChoice", "look_into_answers", "take_answers"),
    "s11desk.app.asking.take_questions": ("begin_answering", "look_into_questions", "questions_of"),
    "s11desk.app.audits.actions": ("remove_action", "save_action"),
    "s11desk.app.audits.answers": ("save_answer",),
    "s11desk.app.audits.answers_file": ("read_answers_file",),
    "s11desk.app.audits.attachments": (
        "ChosenFile",
        "CopyOptions",
        "PastedFile",
        "attach",
        "attach_bytes",
        "caption_evidence",
        "cite_evidence",
        "detach",
        "reattach",
        "suggest_copy_options",
    ),
    "s11desk.app.audits.bring_back_audit": ("bring_audit_back", "print_copy_of_audit"),
    "s11desk.app.audits.bring_forward": (
        "bring_forward",
        "earlier_audits",
        "find_forward",
        "work_of_audit",
        "work_of_return",
    ),
    "s11desk.app.audits.drafts": (
        "archive_draft",
        "begin_draft",
        "list_drafts",
        "open_draft",
        "settle_draft",
        "unarchive_draft",
    ),
    "s11desk.app.audits.evidence_copies": (
        "make_thumbnail",
        "make_viewing_copy",
        "remove_viewing_copies",
        "review_files",
        "shows_photo_location",
    ),
    "s11desk.app.audits.identifier_review": ("accept_identifier", "review_identifiers"),
    "s11desk.app.audits.private_notes": ("save_note",),
    "s11desk.app.audits.resume": ("ResumePoint", "Unparsed", "remember_resume_point", "resume_draft"),
    "s11desk.app.audits.search": ("search",),
    "s11desk.app.audits.unprintable_texts": ("find_unprintable_texts", "has_unusual_letters", "unprintable_letters"),
    "s11desk.app.audits.undo": ("redo_last", "undo_last"),
    "s11desk.app.audits.earlier_answers": ("earlier_question",),
    "s11desk.app.audits.question_maps": ("keep_map",),
    "s11desk.app.audits.upgrade": ("find_upgrade", "upgrade_draft"),
    "s11desk.app.demo": ("DemoStep", "run_demo"),
    "s11desk.app.guide": ("read_guide",),
    "s11desk.app.home.backing_up": ("BackupReport", "back_up_while_open"),
    "s11desk.app.home.drafts_copies": ("describe_copy", "last_good_backup", "list_copies"),
    "s11desk.app.home.fault_log": ("read_log",),
    "s11desk.app.home.known_returns": ("awaits_next", "forget_opened", "returns_still_there"),
    "s11desk.app.home.leftovers": ("find_leftovers", "remove_leftovers"),
    "s11desk.app.home.local_data": ("clean_up_evidence", "measure_home", "restore_backup", "unused_evidence"),
    "s11desk.app.home.notices": ("new_notices",),
    "s11desk.app.home.open_home": ("open_home", "open_home_again", "reopen_if_moved", "start_empty"),
    "s11desk.app.home.own_drafts": ("accept_drafts",),
    "s11desk.app.home.second_choice": ("decline_second_place", "read_second_place"),
    "s11desk.app.home.second_place": ("back_up_to_second_place", "choose_second_place", "restore_from_second_place"),
    "s11desk.app.home.workspace": ("system_clock",),
    "s11desk.app.identity.known_signers": (
        "add_known_signer",
        "known_signers",
        "read_signer",
        "record_certificate_names",
        "remove_known_signer",
        "rename_known_signer",
    ),
    "s11desk.app.identity.home_signers": ("read_signers",),
    "s11desk.app.identity.signing_identity": ("Holder", "current_identity", "identity_path", "use_key_file"),
    "s11desk.app.incoming": (
        "CheckedPack",
        "FileKind",
        "check_received_pack",
        "find_file_kind",
        "verify_received_return",
    ),
    "s11desk.app.moves.take_in_draft": ("look_into_draft_file", "take_audit_back", "take_in"),
    "s11desk.app.moves.moved_home": ("moved_at", "take_home_back"),
    "s11desk.app.moves.take_in_home": ("look_into_home_file", "take_in_home"),
    "s11desk.app.moves.unlock_file": ("close_file",),
    "s11desk.app.moves.write_draft_file": ("draft_file_name", "write_draft_file"),
    "s11desk.app.moves.write_home_file": ("write_home_file",),
    "s11desk.app.returns.approving.approval": (
        "find_own_return",
        "keep_wanted_changes",
        "record_approval",
        "take_in_approved",
    ),
    "s11desk.app.returns.approving.approval_mail": ("approved_again_mail", "approved_mail", "changes_letter"),
    "s11desk.app.returns.verifying.part_views": ("copy_part_to_view", "has_picture", "make_part_pictures"),
    "s11desk.app.returns.approving.approving_roles": ("open_roles", "require_role", "role_of_id"),
    "s11desk.app.returns.approving.countersign": (
        "ApproverKey",
        "approver_remarks",
        "countersign",
        "find_approver",
        "require_approvable",
        "require_approver",
    ),
    "s11desk.app.returns.making.encrypt": ("decrypt_return",),
    "s11desk.app.returns.making.find": ("find_current_return",),
    "s11desk.app.returns.mailing.mail": (
        "find_wanted_changes",
        "list_prepared",
        "mailto_link",
        "prepare_approver_mail",
        "prepare_mail",
        "prepare_pdf_mail",
        "record_prepared",
        "record_wanted_changes",
        "remove_mail_file",
        "when_sent",
        "write_mail_to_open",
    ),
    "s11desk.app.returns.making.make": ("make_return", "require_complete"),
    "s11desk.app.returns.verifying.opened_copy": ("remove_opened_copies", "remove_opened_copy"),
    "s11desk.app.returns.making.locked_return": ("is_locked", "lock_return", "seal_for_partnership", "unlock_into"),
    "s11desk.app.returns.approving.next_signer": (
        "find_next_signer",
        "find_with_next_signer",
        "keep_next_signer",
        "with_next_signer",
    ),
    "s11desk.app.returns.approving.opened_returns": (
        "find_sent_back",
        "keep_words",
        "note_approved",
        "note_asked",
        "note_opened",
        "note_sent_back",
    ),
    "s11desk.app.returns.verifying.own_copy": ("needs_own_copy", "own_copy_name", "save_own_copy"),
    "s11desk.app.returns.verifying.signed_apart": ("find_signed_apart",),
    "s11desk.app.returns.replies.audit_news": ("all_news",),
    "s11desk.app.returns.replies.partnership_replies": ("reply_news", "take_in_reply"),
    "s11desk.app.returns.replies.reply_names": ("reply_names",),
    "s11desk.app.returns.verifying.seen_return": ("save_part", "save_signed_pdf"),
    "s11desk.app.returns.verifying.verify": ("verify_return",),
    "s11desk.app.returns.verifying.home_topics": ("HomeTopics",),
    "s11desk.app.pack_preview": ("begin_preview", "end_preview"),
    "s11desk.app.pack_review": ("issuer_of",),
    "s11desk.app.topic_packs": (
        "keep_pack",
        "removable_topics",
        "remove_topic",
        "sign_topic",
        "template_topic",
        "write_pack",
        "write_topic_workbook",
    ),
    "s11desk.app.topics": ("list_topics", "other_versions"),
    "s11desk.app.write_documents": (
        "copy_signed_pdf_to_print",
        "make_blank_to_print",
        "make_own_copy_to_print",
        "remove_print_copy",
        "write_document",
        "write_print_copy",
    ),
    "s11desk.signing.identity.lifecycle": ("require_valid",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

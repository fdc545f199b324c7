"""Whether what is stated of questions to colleagues is as the program writes it, in a file or in a history."""

from __future__ import annotations

import re

from s11desk.app.asking.asking_format import EARLIER_LIMIT, ReplyFile
from s11desk.app.audits.drafts import normal_id
from s11desk.domain.asking.asked_questions import AnswersTaken, QuestionsAsked
from s11desk.domain.text.clean_text import close_directions, has_open_directions, is_shown_line
from s11desk.domain.text.text_limits import MESSAGE_LIMIT, NAME_LIMIT
from s11desk.domain.text.typed_text import typed_line

_RANDOM_ID = re.compile(r"[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID_LENGTH = 9


def is_random_id(text: str) -> bool:
    """Whether ``text`` is the id of an asking, or of a file of answers."""
    return _RANDOM_ID.fullmatch(text) is not None


def are_ids(request: str, audit: str, digest: str) -> bool:
    """Whether these are the id of an asking, the id of an audit and a SHA-256."""
    return is_random_id(request) and _is_audit_id(audit) and _SHA256.fullmatch(digest) is not None


def agency_line(agency: str) -> str:
    """The name of an agency as a file states it. An early version took longer names, and a stranger's draft any."""
    return close_directions(typed_line(agency)[:NAME_LIMIT]).strip() or "?"


def is_sound_request(asked: QuestionsAsked) -> bool:
    """Whether everything but the questions and the part of the audit is sound."""
    return (
        are_ids(asked.request, asked.audit, asked.whole_topic)
        and is_shown_line(asked.colleague)
        and len(asked.line) <= MESSAGE_LIMIT
        and not has_open_directions(asked.line)
    )


def is_sound_reply(reply: ReplyFile | AnswersTaken) -> bool:
    """Whether the ids and the name of the colleague are sound, and no file of answers comes twice."""
    files = (*reply.earlier, reply.file)
    return (
        is_random_id(reply.request)
        and _is_audit_id(reply.sender)
        and all(map(is_random_id, files))
        and len(set(files)) == len(files) <= EARLIER_LIMIT
        and is_shown_line(reply.name)
        and reply.name != ""
    )


def _is_audit_id(audit_id: str) -> bool:
    return normal_id(audit_id) == audit_id and len(audit_id) == _ID_LENGTH

"""The receipts and requests that go along with an audit that is handed over (docs/portable-draft.md, format 4)."""

from __future__ import annotations

import io
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.moves.check_parts import PartRefused
from s11desk.app.moves.draft_format import MovedReply
from s11desk.app.returns.replies.kept_replies import sound_replies
from s11desk.app.returns.replies.partnership_replies import is_about
from s11desk.app.returns.replies.reply_file import check_reply
from s11desk.domain.audits.audit import Audit
from s11desk.domain.receiving.desk_replies import DeskReply
from s11desk.errors import UserError
from s11desk.errors.move_errors import DraftFileFault

MAX_REPLIES_SIZE = 8 * 1024 * 1024
"""Bytes of all replies about one audit. Those of a partnership have some thousands each."""


def replies_to_move(home: Home, audit: Audit) -> tuple[MovedReply, ...]:
    """What was said about the returns of ``audit``, by digest. If it is too much, the newest: it never stops a move."""
    found = [
        (read.reply.at, MovedReply(read.reply.kind, content))
        for _, content, read in sound_replies(home)
        if _belongs(read.reply, audit)
    ]
    moved, room = [], MAX_REPLIES_SIZE
    for _, reply in sorted(found, key=lambda one: one[0], reverse=True):
        room -= len(reply.content)
        if room >= 0:
            moved.append(reply)
    return tuple(sorted(moved, key=lambda one: one.name))


def check_moved_replies(replies: tuple[MovedReply, ...], audit: Audit, part: str, *, deep: bool) -> None:
    """Check that each is a reply about a return of ``audit``, once and in order. ``deep``: also its signature.

    Raises :class:`PartRefused`.
    """
    names = [reply.name for reply in replies]
    is_sound = names == sorted(set(names)) and sum(len(one.content) for one in replies) <= MAX_REPLIES_SIZE
    if not is_sound or (deep and not all(_is_sound(one, audit) for one in replies)):
        raise PartRefused(DraftFileFault.DATA, part)


def _is_sound(moved: MovedReply, audit: Audit) -> bool:
    try:
        reply = check_reply(io.BytesIO(moved.content), Path()).reply
    except UserError:
        return False
    return reply.kind is moved.kind and _belongs(reply, audit)


def _belongs(reply: DeskReply, audit: Audit) -> bool:
    return reply.about.audit_id == audit.id and is_about(reply, audit.exports)

"""``beside`` in ``draft.json``: what a person would miss of what is kept beside an audit (docs/portable-draft.md).

It has no path on a computer: one of a stranger could lead anywhere.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from s11desk.app.audits.resume import ResumePoint
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.flow import StepKind
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT
from s11desk.domain.topics.topic import Topic
from s11desk.store.drafts.identifier_decisions import SALT_BYTES, Decision
from s11desk.store.drafts.mail_log import Prepared
from s11desk.store.moves.beside_draft import BesideDraft, without_path

_ENTRIES_LIMIT = 10_000
"""The most entries of the e-mail log, or decisions, of one audit."""
_PLACE_LIMIT = 10_000_000
"""Pixels of a page, and characters of a text."""
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``prepared``: the e-mail log of the returns in the file. ``salt``: hexadecimal, the secret of ``accepted``.

    ``resume``: where the person left off, if they typed something that no answer has yet.
    """

    prepared: tuple[Prepared, ...] = ()
    salt: str = ""
    accepted: tuple[Decision, ...] = ()
    resume: ResumePoint | None = None


_NOTHING = Beside()


def beside_of(stored: BesideDraft, audit: Audit, topic: Topic) -> Beside | None:
    """What of ``stored`` goes into the file of ``audit``; None if nothing does.

    What no file may say stays out: it never stops a move.
    """
    parts = (
        Beside(prepared=tuple(map(without_path, stored.prepared))),
        Beside(salt=stored.salt.hex() if stored.accepted else "", accepted=stored.accepted),
        Beside(resume=_resume_of(stored.resume_point)),
    )
    mail, decided, left_off = (part if is_sound_beside(part, audit, topic) else _NOTHING for part in parts)
    found = Beside(mail.prepared, decided.salt, decided.accepted, left_off.resume)
    return found if found != _NOTHING else None


def stored_beside(beside: Beside | None) -> BesideDraft:
    """As the store keeps it."""
    if beside is None:
        return BesideDraft()
    resume = msgspec.json.encode(beside.resume).decode() if beside.resume is not None else ""
    return BesideDraft(beside.prepared, bytes.fromhex(beside.salt), beside.accepted, resume)


def is_sound_beside(beside: Beside, audit: Audit, topic: Topic) -> bool:
    """Whether it is as the program writes it, and belongs to this audit."""
    return (
        beside != _NOTHING
        and _is_sound_log(beside.prepared, audit)
        and _is_sound_review(beside)
        and (beside.resume is None or _is_sound_place(beside.resume, audit, topic))
    )


def _resume_of(body: str) -> ResumePoint | None:
    """None also for a point that holds nothing typed: where the keyboard was is of no use on another computer."""
    try:
        point = msgspec.json.decode(body, type=ResumePoint) if body else None
    except msgspec.MsgspecError:
        return None
    return point if point is not None and point.unparsed else None


def _is_sound_log(log: tuple[Prepared, ...], audit: Audit) -> bool:
    references = {record.reference for record in audit.exports}
    return len(log) <= _ENTRIES_LIMIT and all(
        entry.reference in references and _is_moment(entry.at) and _is_sound_entry(entry) for entry in log
    )


def _is_sound_entry(entry: Prepared) -> bool:
    if entry.by_hand and entry.how is not PreparedAs.TO_APPROVER:
        return False
    has_words = entry.how is PreparedAs.CHANGES
    texts, is_sound = list(entry.to), bool(entry.words) == has_words and len(entry.words) <= LONG_LIMIT
    if entry.approved is not None:
        is_sound = is_sound and entry.approved.path == b"" and _SHA256.fullmatch(entry.approved.sha256) is not None
        for signer in entry.approved.signers:
            is_sound = is_sound and _SHA256.fullmatch(signer.fingerprint) is not None
            texts += [signer.name, signer.job_title, signer.organisation, signer.email, signer.fingerprint_spoken]
    return is_sound and all(map(_is_line, texts))


def _is_sound_review(beside: Beside) -> bool:
    names = [decision.fingerprint for decision in beside.accepted]
    has_salt = _SALT.fullmatch(beside.salt) is not None if names else beside.salt == ""
    is_sorted = names == sorted(set(names)) and len(names) <= _ENTRIES_LIMIT
    return (
        has_salt
        and is_sorted
        and all(_is_moment(one.at) and _is_line(one.who) for one in beside.accepted)
        and all(map(_FINGERPRINT.fullmatch, names))
    )


def _is_sound_place(point: ResumePoint, audit: Audit, topic: Topic) -> bool:
    """Every text belongs to a question or an action, so that the page of it shows what was typed."""
    questions, actions = {question.id for question in topic.questions}, {action.id for action in audit.actions}
    step = point.step
    is_step = step.question in questions if step.kind is StepKind.QUESTION else step.question == ""
    is_place = 0 <= point.scroll <= _PLACE_LIMIT and 0 <= point.caret <= _PLACE_LIMIT and _is_line(point.field)
    return (
        is_step
        and is_place
        and 0 < len(point.unparsed) <= len(questions) + len(actions)
        and all(_is_line(one.text) and one.text != "" for one in point.unparsed)
        and all((one.question in questions) != (one.action in actions) for one in point.unparsed)
    )


def _is_moment(at: dt.datetime) -> bool:
    return at.tzinfo is not None


def _is_line(text: str) -> bool:
    return len(text) <= LINE_LIMIT and not any(character < " " for character in text)

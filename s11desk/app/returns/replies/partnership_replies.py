"""What a partnership sends back: a receipt for a return, or a request to correct it. The agency's side.

A reply is taken in only if its signature is valid and it is about a return that was made in this home. It is kept in
the home as it came, and read and checked again each time.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.home_signers import read_signers
from s11desk.app.identity.signer_standings import SignerStanding
from s11desk.app.pack_review import pack_key
from s11desk.app.returns.replies.kept_replies import keep_reply, kept_paths, reply_content, reply_name
from s11desk.app.returns.replies.reply_file import ReadReply, read_reply
from s11desk.domain.audits.audit import Audit, ReturnRecord
from s11desk.domain.receiving.desk_replies import DeskReply, ReplyKind
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.pack_key import PackKey
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditUnknown
from s11desk.errors.reply_errors import ReplyForeign, ReplySignerChanged
from s11desk.signing.signature_facts import SignerFacts
from s11desk.wording.returns.reply_sentences import ReplySigner

_CLOCKS_APART = dt.timedelta(days=1)
"""The most by which the clock of a desk may be ahead of this computer's."""


@dataclass(frozen=True, slots=True)
class PartnershipReply:
    """A reply about a return of this home. ``signer``: as in the certificate. ``standing``: whether they are known.

    ``is_ahead``: its time has not come yet, so it says nothing about what was written last. ``pack_key``: whether the
    same key signed the questions of the audit.
    """

    reply: DeskReply
    signer: SignerFacts
    standing: SignerStanding
    path: Path
    is_ahead: bool = False
    pack_key: PackKey = PackKey.UNSIGNED

    @property
    def signed_by(self) -> ReplySigner:
        """Who signed it, for sentences."""
        return ReplySigner(self.signer.name, self.signer.organisation, self.standing.standing, self.pack_key)

    @property
    def is_receipt(self) -> bool:
        """Whether it says that the return was accepted. Otherwise it asks to correct it."""
        return self.reply.kind is ReplyKind.RECEIPT

    @property
    def is_checked(self) -> bool:
        """Whether its signer is one that the person knows."""
        return self.standing.standing in {Standing.KNOWN, Standing.OWN}


@dataclass(frozen=True, slots=True)
class ReplyNews:
    """What counts now of all that was said about an audit. ``receipt``: for its last return; None if there is none.

    ``reasons``: what is still to be corrected. ``request``: the reply that says so; None if nothing is. Both are there
    if signers whom nobody has checked say different things. ``answered``: a request about an earlier return; the last
    one, about which nothing was said yet, answers it. ``has_other_sender``: a signer whom nobody has checked wrote
    about the same return, beside the one whose words are shown.
    """

    receipt: PartnershipReply | None = None
    request: PartnershipReply | None = None
    answered: PartnershipReply | None = None
    has_other_sender: bool = False

    @property
    def has_arrived(self) -> bool:
        """Whether the partnership has the last return. A receipt that anybody may have signed does not say so."""
        return self.request is not None or (self.receipt is not None and self.receipt.is_checked)

    @property
    def is_silent(self) -> bool:
        """Whether nothing is to be shown."""
        return self == ReplyNews()

    @property
    def reasons(self) -> tuple[ReviewReason, ...]:
        """The reasons of the open request."""
        return self.request.reply.reasons if self.request is not None else ()


def take_in_reply(workspace: Workspace, path: Path) -> PartnershipReply:
    """Read a reply and keep it with its audit. The same one twice is one.

    Raises ``ReplyRefused``, ``ReplyNewer``; ``ReplyForeign`` if it is about no return of this home;
    ``ReplySignerChanged``, and what reading and writing raise.
    """
    content = reply_content(path)
    found = _checked(workspace, content, path)
    keep_reply(workspace.home, reply_name(content, found.reply), content)
    return found


def replies_of(workspace: Workspace, audit_id: str) -> tuple[PartnershipReply, ...]:
    """The replies about one audit, the oldest first, without damaged ones. Raises what reading the folder raises.

    One from a time that has not come yet is before all others: it must not hide them.
    """
    return all_replies(workspace).get(audit_id, ())


def all_replies(workspace: Workspace) -> Mapping[str, tuple[PartnershipReply, ...]]:
    """As :func:`replies_of`, by the id of each audit about which there are any."""
    found: dict[str, list[PartnershipReply]] = {}
    for path in kept_paths(workspace.home):
        with suppress(UserError):
            reply = _checked(workspace, reply_content(path), path)
            found.setdefault(reply.reply.about.audit_id, []).append(reply)
    return {audit: tuple(sorted(some, key=_age)) for audit, some in found.items()}


def reply_news(workspace: Workspace, audit_id: str) -> ReplyNews:
    """What was said last about the last return. Raises what :func:`replies_of` and :func:`open_draft` raise."""
    replies = replies_of(workspace, audit_id)
    return news_of(replies, open_draft(workspace, audit_id).audit.exports) if replies else ReplyNews()


def news_of(replies: Sequence[PartnershipReply], exports: Sequence[ReturnRecord]) -> ReplyNews:
    """What counts of ``replies``, the oldest first, about an audit with these returns."""
    last = max((record.number for record in exports), default=0)
    about_last = [one for one in replies if one.reply.about.number == last]
    receipt, request = _last_words(about_last)
    if receipt is not None or request is not None:
        shown = {one.signer.fingerprint for one in (receipt, request) if one is not None}
        others = any(not one.is_checked and one.signer.fingerprint not in shown for one in about_last)
        return ReplyNews(receipt, request, has_other_sender=others or len(shown) > 1)
    before = max((one.reply.about.number for one in replies if one.reply.about.number < last), default=0)
    _, earlier = _last_words([one for one in replies if one.reply.about.number == before])
    return ReplyNews(answered=earlier)


def _last_words(replies: Sequence[PartnershipReply]) -> tuple[PartnershipReply | None, PartnershipReply | None]:
    """The receipt and the request that count; nobody unknown takes back what somebody else said.

    The last word of those who are known counts. If nobody is, the last word of each key stands beside those of others:
    whoever forges a reply chooses its time.
    """
    checked = [one for one in replies if one.is_checked]
    by_key = {one.signer.fingerprint: one for one in replies}
    said = checked[-1:] or sorted(by_key.values(), key=_age)
    receipts, requests = [one for one in said if one.is_receipt], [one for one in said if not one.is_receipt]
    return next(reversed(receipts), None), next(reversed(requests), None)


def _age(one: PartnershipReply) -> tuple[bool, dt.datetime, str]:
    return not one.is_ahead, one.reply.at, one.path.name


def is_about(reply: DeskReply, returns: Iterable[ReturnRecord]) -> bool:
    """Whether one of ``returns`` is meant. Its copy with an approver's signature has other bytes."""
    about = reply.about
    return any(
        (record.number, record.reference) == (about.number, about.reference)
        and (record.digest == about.sha256 or record.content == about.content)
        for record in returns
    )


def _checked(workspace: Workspace, content: bytes, path: Path) -> PartnershipReply:
    read = read_reply(io.BytesIO(content), path)
    about = read.reply.about
    audit = _audit(workspace, about.audit_id)
    if audit is None or not is_about(read.reply, audit.exports):
        raise ReplyForeign(path=path, reference=about.reference)
    found = _with_signer(workspace.home, read, path, workspace.clock())
    return replace(found, pack_key=pack_key(workspace.home, audit.topic_id, found.signer.fingerprint))


def _with_signer(home: Home, read: ReadReply, path: Path, now: dt.datetime) -> PartnershipReply:
    standing = read_signers(home).standing_of(read.cms)
    if standing.standing is Standing.OTHER_KEY:
        raise ReplySignerChanged(path=path, name=standing.name)
    if read.cms.signer is None:
        raise ValueError("a valid signature has a signer")
    is_ahead = read.reply.at > now + _CLOCKS_APART
    return PartnershipReply(read.reply, read.cms.signer, standing, path, is_ahead)


def _audit(workspace: Workspace, audit_id: str) -> Audit | None:
    try:
        return open_draft(workspace, audit_id).audit
    except AuditUnknown:
        return None

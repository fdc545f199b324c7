"""The sentences that tell a person once what is special about the folder with their audits."""

from __future__ import annotations

from s11desk.domain.keeping.home_notice import HomeNotice, NoticeKind
from s11desk.wording.plain_text import short_line

_SENTENCES = {
    NoticeKind.SYNCED: "Your audits are in a folder that {detail} copies to other computers. Use this program on "
    "one computer at a time. Wait until {detail} has finished before you open it on another. If not, one version "
    "may replace the other.",
    NoticeKind.NETWORK: "Your audits are on a network drive. Use this program on one computer at a time. Do not close "
    "the connection while it is open. We say that something is saved only when it is in the file.",
    NoticeKind.REMOVABLE: "Your audits are on a removable disk. Close this program before you take the disk out, and keep a copy "
    "in another place.",
    NoticeKind.CONFLICT_COPY: "There is a second version of your audits, {detail}. A sync program makes one when two computers "
    "changed them. Your audits here were not changed. The list of backups shows what differs, and can bring it back.",
    NoticeKind.LOG_CUT: "The computer stopped, or the disk failed, while your audits were saved: the last changes could not be "
    "read. Look at what you typed last. Everything was kept as it was in {detail}, so that someone can look into it.",
    NoticeKind.WRITTEN_OVER: "Another program, perhaps one that syncs, wrote over the file with your audits while "
    "it was open here. Look at what you typed last: it may be missing from the file that is there now. Everything "
    "was kept as it was in {detail}, so that someone can look into it. The list of backups shows what differs.",
    NoticeKind.TOPIC_DAMAGED: "The questions of the topic “{detail}” are damaged on this computer. Your answers were kept. Open the "
    "topic pack from your partnership again to mend them, or bring back a backup.",
    NoticeKind.ROWS_DAMAGED: "The disk changed a part of the file with your audits. The list marks each audit that "
    "cannot be read any more. A line of its history may be missing. All others can be used. Everything was kept as "
    "it was in {detail}. The list of backups can bring the audit back.",
    NoticeKind.BESIDE_DAMAGED: "Something that is kept beside the answers of “{detail}” is damaged on this computer: where you left "
    "off, a number that you said may stay, the list of e-mails and returns, or that the audit was put away. The answers were "
    "kept. Look through this audit once. To mend it, bring the audit back from a backup.",
}
"""By kind of notice. ``{detail}`` is the sync program, the name of a file, the topic's id, or the agency."""


def notice_sentence(notice: HomeNotice) -> str:
    """The sentences for a notice, in every shell."""
    return _SENTENCES[notice.kind].format(detail=short_line(notice.detail))

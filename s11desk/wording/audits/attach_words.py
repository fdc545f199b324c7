"""What both shells say about a file that was attached."""

from __future__ import annotations

from s11desk.domain.audits.attach_remark import AttachRemark, RemarkKind
from s11desk.wording.plain_text import one_line

_SENTENCES = {
    RemarkKind.LOCATION_REMOVED: "{name} said where it was taken. The copy does not. Your own file is as it was.",
    RemarkKind.SAME_FILE: "{name} is the same file as {other}, which another question has. Both names are kept.",
    RemarkKind.SAME_FILE_HERE: "{name} is the same file as {other}, which is attached here already. Nothing was added.",
}


def attach_sentence(remark: AttachRemark) -> str:
    """The remark in words."""
    return _SENTENCES[remark.kind].format(name=one_line(remark.name), other=one_line(remark.other))

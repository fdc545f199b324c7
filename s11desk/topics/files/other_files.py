"""Names what a file is that somebody chose in place of a pack, or put into one: by its content, then by its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.own_pack import TOPIC_FILE

_OLDER_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED_MARK = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office puts a document that is locked with a password (MS-OFFCRYPTO, 2.3.4.4)."""
_STARTS = (
    (b"{\\rtf", "a text with formatting (RTF)"),
    (_OLDER_OFFICE, "a file of an older Excel or Word (such as .xls)"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf", "a packed file of another kind (7z)"),
    (b"Rar!", "a packed file of another kind (RAR)"),
    (b"L\0\0\0\x01\x14\x02", "a shortcut to a file, not the file itself"),
    (b"<", "a web page or an XML file"),
)
_TABLE_ENDINGS = (".csv", ".tsv")
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".numbers", *_TABLE_ENDINGS)
_ZIPPED = (
    (re.compile(r"(?:.*/)?word/document\.xml"), "a Word file"),
    (re.compile(r"ppt/presentation\.xml"), "a PowerPoint file"),
    (re.compile(r"xl/workbook\.bin"), "a workbook in Excel's binary form (.xlsb)"),
    (re.compile(r"content\.xml"), "a file of LibreOffice or OpenOffice, such as .ods"),
    (re.compile(r"Index/.*\.iwa"), "a file of Numbers or Pages"),
)
"""For a part that only one kind of document has, what the zip is."""
_MISNAMED = re.compile(r"topic[^/]*?\.(?:json|txt)(?:\.txt)?", re.IGNORECASE)
_OWNER_FILE = "~$"
"""How the name of the small file begins that Excel keeps beside a workbook that is open."""
_TOO_SHORT = 20
"""Bytes of a text about which nothing can be said."""
_SUBMISSION_HEAD = 20_000
"""Bytes of an export in which its names are looked for."""
_SUBMISSION_MARKS = (
    *(
        b"SubmissionDate",
        b"submissionDate",
        b"instanceID",
        b"instanceId",
        b"_uuid",
        b"_submission_time",
        b"SubmitterID",
    ),
    *(b"FormVersion", b"AttachmentsPresent", b"_xform_id_string", b"__system", b"formhub/uuid", b"_submitted_by"),
    *(b"@odata.context", b'"results"'),
)
"""The names that ODK Central and Kobo give to what they know of a submission."""
_MARKS_NEEDED = 2
_KEY_LAST = (b",KEY", b";KEY", b',"KEY')
"""How the first line of ODK's table ends, and of one that this program writes."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def other_kind(name: str, content: bytes) -> str:
    """What a single file is that is no pack at all, with its article; empty if it may be one."""
    if name.lower().endswith(_TABLE_ENDINGS):
        return "a table as text (CSV)"
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((kind for mark, kind in _STARTS if content.startswith(mark) or start.startswith(mark)), "")
    if found or content.startswith(_UTF16_MARKS) or b"\0" in content[:4]:
        return found
    if b"{" in content or b"[" in content or len(content) < _TOO_SHORT:
        return ""
    is_table = any(mark in content.partition(b"\n")[0] for mark in (b",", b";", b"\t"))
    return "a table as text (CSV)" if is_table else "a text without any data in it"


def holds_submissions(content: bytes) -> bool:
    """Whether the file begins as ODK or Kobo export answers, as a table or as JSON."""
    start = content[:_SUBMISSION_HEAD]
    has_key = start.partition(b"\n")[0].rstrip(b'\r"').endswith(_KEY_LAST)
    return has_key or sum(mark in start for mark in _SUBMISSION_MARKS) >= _MARKS_NEEDED


def zipped_kind(names: Iterable[str]) -> str:
    """What the zip with these files is, if it is a document of another program; otherwise empty."""
    files = tuple(names)
    return next((kind for part, kind in _ZIPPED if any(part.fullmatch(name) for name in files)), "")


def workbook_problem(name: str, content: bytes) -> Problem:
    """Why a file that was chosen as a workbook is none that can be read."""
    if not content.strip(b"\0 \r\n"):
        return Problem(ProblemCode.FILE_EMPTY, file=name)
    if name.startswith(_OWNER_FILE):
        return Problem(ProblemCode.WORKBOOK_OPEN, file=name)
    if content.startswith(_OLDER_OFFICE):
        if _LOCKED_MARK in content:
            return Problem(ProblemCode.WORKBOOK_LOCKED, file=name)
        return Problem(ProblemCode.FILE_NOT_PACK, file=name, found="a workbook of an older Excel (.xls)")
    kind = "a topic.json under another name" if content.lstrip().startswith(b"{") else other_kind(name, content)
    return Problem(ProblemCode.FILE_NOT_PACK if kind else ProblemCode.WORKBOOK_UNREADABLE, file=name, found=kind)


def unexpected_file(name: str, names: Collection[str], nearest: str) -> Problem:
    """The problem of a file that does not belong in a pack. ``names``: all of the pack; ``nearest``: a right name."""
    last = name.rpartition("/")[2]
    if last.lower().endswith(_WORKBOOK_ENDINGS):
        return Problem(ProblemCode.WORKBOOK_MISPLACED, file=name)
    if last == TOPIC_FILE and {"", ".", ".."}.isdisjoint(name.split("/")):
        return Problem(ProblemCode.PACK_DEEPER, file=name, found=name.rpartition("/")[0])
    if _MISNAMED.fullmatch(name) and TOPIC_FILE not in names:
        return Problem(ProblemCode.FILE_MISNAMED, file=name, nearest=TOPIC_FILE)
    return Problem(ProblemCode.FILE_UNEXPECTED, file=name, nearest="" if nearest == name else nearest)


_EXPLAINING = {
    *(ProblemCode.WORKBOOK_MISPLACED, ProblemCode.PACK_DEEPER, ProblemCode.FILE_MISNAMED),
    *(ProblemCode.FILE_EMPTY, ProblemCode.FILE_NOT_PACK),
}


def explains_missing_topic(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems says already why the pack has no ``topic.json``."""
    return any(problem.code in _EXPLAINING for problem in problems)

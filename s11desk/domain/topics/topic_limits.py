"""The patterns and limits of a topic's fields. Both the types and the JSON Schema use them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

# ``(?!\n)$``: in Python, unlike elsewhere, "$" alone also matches before a final line break.
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,40}(?!\n)$"
MAYBE_ID_PATTERN = r"^([A-Za-z0-9][A-Za-z0-9_-]{0,40})?(?!\n)$"
FORMAT_1_ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,40}(?!\n)$"
"""Ids in packs of format 1 have neither capitals nor underscores."""
NUMBER_PATTERN = r"^([A-Za-z0-9]([A-Za-z0-9.() /-]{0,10}[A-Za-z0-9)])?)?(?!\n)$"
"""A form's own number of a question, such as 1.4a or B(ii)."""
DAY_PATTERN = r"^(today|[0-9]{4}-[0-9]{2}-[0-9]{2})?(?!\n)$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z]{2})?(?!\n)$"
"""The tag of a language (BCP 47) in the forms that forms use: cy, en-GB."""
TEXT_PATTERN = r"\S"
COLOUR_PATTERN = r"^(#[0-9a-fA-F]{6}(?!\n))?$"
EMAIL_PATTERN = r"^([^\s@]{1,64}@[^\s@]{1,180}\.[^\s@]{2,60})?(?!\n)$"
_HOST = r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,9}[A-Za-z]{2,63}"
_AFTER_HOST = r"(:[0-9]{1,5})?([/?#]([A-Za-z0-9._~!$&()*+,;=:@/?#-]|%[2-9A-Fa-f][0-9A-Fa-f])*)?"
LINK_PATTERN = (
    r"^(?!https?://([A-Za-z0-9-]+\.)*[Xx][Nn]--)"
    rf"(https?://{_HOST}{_AFTER_HOST}|mailto:[A-Za-z0-9._+-]{{1,64}}@{_HOST})(?!\n)$"
)
"""The address of a link: a named site without user or password, or an e-mail address without anything after it.

Names that stand for letters of other scripts (xn--, RFC 5890) are left out, because they may look like others.
"""
FILE_TYPE_PATTERN = r"^[a-z0-9]{1,8}(?!\n)$"

TEXT_LIMIT = 20_000
"""Characters in any one text."""
SHORT_LIMIT = 60
"""Characters in the short name by which lists call a question."""
LIST_LIMIT = 1_000
"""Entries in any one list of a topic; so at most this many questions."""
CONDITIONS_LIMIT = 20
"""Conditions on one question."""
COLUMNS_LIMIT = 12
"""Columns of one table: more do not fit on a page."""
ROWS_LIMIT = 200
"""Rows of one table."""
ROLES_LIMIT = 3
"""Persons who sign one return."""
LINKS_LIMIT = 20
"""Links of one topic."""
LINK_LIMIT = 300
"""Characters in the address of a link."""
LINK_TITLE_LIMIT = 150
"""Characters in the title of a link."""
TRANSLATIONS_LIMIT = 10
"""Languages of one topic beside its own."""
TRANSLATED_TEXTS_LIMIT = 20_000
"""Texts in one language."""
RECIPIENTS_LIMIT = 20
"""Certificates to which one return is encrypted."""
EVIDENCE_BYTES_CEILING = 100_000_000
"""No pack may allow larger files: a return must stay far below the 4 GB its container can hold."""
EVIDENCE_FILES_CEILING = 100
"""No pack may allow more files on one question."""
EVIDENCE_TYPES = (
    *("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "txt"),
    *("png", "jpg", "jpeg", "gif", "webp", "heic"),
)
"""The file types that the program recognises by a file's content. A pack may allow only these."""

Id = Annotated[str, Meta(pattern=ID_PATTERN)]
MaybeId = Annotated[str, Meta(pattern=MAYBE_ID_PATTERN)]
Text = Annotated[str, Meta(pattern=TEXT_PATTERN, max_length=TEXT_LIMIT)]
MaybeShort = Annotated[str, Meta(max_length=SHORT_LIMIT)]
MaybeText = Annotated[str, Meta(max_length=TEXT_LIMIT)]
Email = Annotated[str, Meta(pattern=EMAIL_PATTERN)]

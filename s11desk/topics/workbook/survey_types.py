"""The types of XLSForm that a topic can have, and older spellings of them."""

from __future__ import annotations

import re

PLAIN_TYPES = {
    "text": "short-text",
    "string": "short-text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "date": "date",
    "file": "file",
    "image": "file",
    "photo": "file",
}
"""For each XLSForm type that needs no list, the kind of question."""
TYPES = (
    *("text", "integer", "decimal", "date", "select_one LIST", "select_multiple LIST", "file"),
    *("begin_group", "end_group", "begin_repeat", "end_repeat"),
)
"""The types that a topic can have, as a person would write them."""
METADATA = {
    *("start", "end", "today", "deviceid", "username", "simserial", "phonenumber", "email", "audit", "subscriberid"),
}
"""Types of XLSForm that record facts about the device or the session. They ask no question."""
_OLD_TYPES = (
    (
        re.compile(r"(?:add )?select (?:all that apply|multiple)(?: from| prompt using)? (\S+(?: or.other)?)"),
        "select_multiple",
    ),
    (re.compile(r"(?:add )?select (?:one|1)(?: from| prompt using)? (\S+(?: or.other)?)"), "select_one"),
    (re.compile(r"select1 (\S+(?: or.other)?)"), "select_one"),
)
"""Older spellings that ODK still accepts (pyxform, ``aliases.py``)."""


def usual_type(text: str) -> str:
    """The type with one space between its words, and the older spellings of lists as they are written today."""
    words = " ".join(text.split())
    for pattern, usual in _OLD_TYPES:
        if match := pattern.fullmatch(words):
            return f"{usual} {match[1]}"
    return words

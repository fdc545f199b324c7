"""``home.json`` and the names of the other files in a whole home that moves (docs/portable-home.md)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.app.moves.draft_format import UnreadableDraftFile
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.plain_container import PlainLayout
from s11desk.bundle.file_start import HOME_MIMETYPE

FORMAT, WITH_REPLIES = 1, 2
"""The lowest format that can say what is in a file is written: the second has replies of partnerships."""
ENDING = ".s11home"
HOME_JSON = "home.json"
_FOLDER = "parts/"
AUDITS, KEYS, LISTS = f"{_FOLDER}audits/", f"{_FOLDER}keys/", f"{_FOLDER}lists/"
RETURNS, TOPICS, REPLIES = f"{_FOLDER}returns/", f"{_FOLDER}topics/", f"{_FOLDER}replies/"
LAYOUT = PlainLayout(HOME_MIMETYPE, (HOME_JSON,), _FOLDER)

MAX_HOME_JSON = 1024 * 1024
MAX_SMALL_PART = 4 * 1024 * 1024
"""Bytes of a list or a key file. No person can compare so many signers."""

AUDIT_NAME = re.compile(rf"{re.escape(AUDITS)}([0-9a-z]{{4}}-[0-9a-z]{{4}})\.s11draft")
KEY_NAME = re.compile(rf"{re.escape(KEYS)}((?:identity|approver|receiver)\.(?:p12|crt))")
LIST_NAME = re.compile(rf"{re.escape(LISTS)}((?:known-signers|partnerships|question-maps|settings)\.json)")
RETURN_NAME = re.compile(rf"{re.escape(RETURNS)}([^/]+\.zip)")
REPLY_NAME = re.compile(rf"{re.escape(REPLIES)}([0-9a-f]{{64}})\.(?:s11receipt|s11request)")
TOPIC_NAME = re.compile(rf"{re.escape(TOPICS)}([0-9a-f]{{64}})\.json")


class HomeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of ``home.json``. ``program``: the version of the program that wrote it.

    ``archived``: the ids of the audits that are off the list. ``left``: the number of audits that stayed behind,
    because they are damaged or had moved before.
    """

    format: int
    made: Annotated[dt.datetime, Meta(tz=True)]
    program: str
    archived: tuple[str, ...] = ()
    left: int = 0


class _Start(msgspec.Struct):
    format: int
    program: Annotated[str, Meta(max_length=40)] = "?"


def decode_home_file(content: bytes) -> HomeFile:
    """Decode exactly the bytes that ``encode_canonical`` writes. Raises ``UnreadableDraftFile``."""
    try:
        start = msgspec.json.decode(content, type=_Start)
        if start.format > WITH_REPLIES:
            raise UnreadableDraftFile(f"format {start.format}", newer=start.program)
        home = msgspec.json.decode(content, type=HomeFile)
        is_canonical = encode_canonical(home) == content
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableDraftFile(str(error)) from error
    if home.format not in {FORMAT, WITH_REPLIES} or not is_canonical:
        raise UnreadableDraftFile("not in canonical form")
    return home

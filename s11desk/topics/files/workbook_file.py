"""Recognises a workbook, without reading more of it than its list of sheets."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from s11desk.files.regular_files import open_regular
from s11desk.reader_process.run_in_reader import run_in_reader

_LIST_OF_SHEETS = "xl/workbook.xml"
_READ_AT_MOST = 1 << 20
_ENDINGS = (".xlsx", ".xlsm")
_TABLE_ENDINGS = (*_ENDINGS, ".xlsb", ".xls", ".ods", ".numbers", ".csv", ".tsv", ".json", ".json.txt")


def is_workbook(path: Path) -> bool:
    """Whether the file is an Excel workbook; a damaged one counts by its ending. False for a folder."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
    except OSError:
        return False
    return path.suffix.lower() in _ENDINGS or bool(sheet_list(path))


def is_table_name(name: str) -> bool:
    """Whether a file with this name is a table or data, in which people write a topic: a workbook, CSV or JSON."""
    return name.lower().endswith(_TABLE_ENDINGS)


def sheet_list(path: Path) -> bytes:
    """The part of a workbook that lists its sheets; empty for any other file."""
    try:
        with open_regular(path) as stream:
            return read_sheet_list(stream)
    except OSError:
        return b""


@run_in_reader
def read_sheet_list(stream: BinaryIO) -> bytes:
    """As :func:`sheet_list`, in the reader process: a stranger's zip can have a very long directory."""
    try:
        with zipfile.ZipFile(stream) as archive, archive.open(_LIST_OF_SHEETS) as part:
            return part.read(_READ_AT_MOST)
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return b""

"""A table as a CSV file (RFC 4180, UTF-8, CRLF), written row by row and read back the same way."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TextIO

from s11desk.collation.collated_tables import CellValue, Table, TableRow
from s11desk.collation.rows import typed_row

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet that opens a CSV file takes such a cell for a formula (OWASP, "CSV Injection")."""


MOST_COUNTED = 60
"""Characters. A column of a sheet is not made wider for a longer text."""


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table that is on disk. ``rows``: how many, without the header.

    ``formula_columns``: the names of the columns with a text that a spreadsheet would take for a formula. ``longest``:
    for each column the characters of its longest text, up to ``MOST_COUNTED``. ``filled``: whether any row has
    something in it.
    """

    table: Table
    path: Path
    rows: int
    formula_columns: tuple[str, ...] = ()
    longest: tuple[int, ...] = ()
    filled: tuple[bool, ...] = ()


class CsvTable:
    """Writes one table. Use it as a context manager; :attr:`written` describes the result afterwards."""

    def __init__(self, folder: Path, table: Table) -> None:
        """Begin the file in ``folder``, with the header. An OSError passes through."""
        self._table, self._path = table, folder / f"{table.name}.csv"
        self._stream: TextIO = self._path.open("x", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._writer.writerow(table.column_names)
        self._rows = 0
        self._has_formula = [False] * len(table.columns)
        self._longest = [len(name) for name in table.column_names]
        self._filled = [False] * len(table.columns)

    def __enter__(self) -> CsvTable:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        self._stream.close()

    def add(self, rows: Iterable[TableRow]) -> None:
        """Write ``rows``. An OSError passes through."""
        for row in rows:
            texts = [csv_text(value) for value in row]
            self._writer.writerow(texts)
            self._rows += 1
            lengths = (min(len(text), MOST_COUNTED) for text in texts)
            self._longest = [max(pair) for pair in zip(self._longest, lengths, strict=True)]
            self._filled = [was or bool(text) for was, text in zip(self._filled, texts, strict=True)]
            for index, value in enumerate(row):
                if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
                    self._has_formula[index] = True

    @property
    def written(self) -> WrittenTable:
        """What was written so far."""
        pairs = zip(self._table.columns, self._has_formula, strict=True)
        formulas = tuple(column.name for column, has in pairs if has)
        longest, filled = tuple(self._longest), tuple(self._filled)
        return WrittenTable(self._table, self._path, self._rows, formulas, longest, filled)


def csv_text(value: CellValue) -> str:
    """A cell as text. No value is an empty text; a number is written so that it reads back as the same."""
    return "" if value is None else value if isinstance(value, str) else repr(value)


def read_rows(written: WrittenTable) -> Iterator[TableRow]:
    """The rows of the file, with the types that they had. An OSError passes through."""
    csv.field_size_limit(2**31 - 1)
    with written.path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        for texts in rows:
            yield typed_row(written.table, texts)

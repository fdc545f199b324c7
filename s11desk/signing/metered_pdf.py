"""A PDF reader with a limit on its work, for files that a stranger made.

pyHanko follows every reference as often as the file has it. A few kilobytes in which each object names the next
one twice would keep it busy for ever. So this reader counts the values that it hands out, in every revision, and stops
far above what a document of that size can need (``docs/design-notes.md`` has the figures).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from pyhanko.pdf_utils.decode_limits import DecodeContext, DecodeLimits, DecodePurpose
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, RawPdfPath

from s11desk.override import override
from s11desk.signing.flat_outline import FlatOutline, flat_outline

MAX_REVISIONS = 40
"""A return has two revisions, and one more for a countersignature."""

_MAX_ROWS = 500_000
"""Rows in all cross-reference tables. A return of a thousand questions has fewer than 50,000."""
_ROW = re.compile(rb"\d{10} \d{5} [nf]")
_ROW_SIZE = 20
_WINDOW = 4 << 20

_LEAST_WORK = 100_000
_MOST_WORK = 2_500_000
_TEXT_UNIT = 16
"""The characters of a string that count as one value."""


class PdfTooCostly(PdfReadError):  # noqa: N818 - a finding, and never leaves this package
    """To read the file takes more work than any real document of its size needs."""


class MeteredReader(PdfFileReader):
    """Reads ``stream``. Any read may raise :class:`PdfTooCostly`, a ``PdfError`` like those for a damaged file."""

    def __init__(self, stream: BinaryIO) -> None:
        size = stream.seek(0, os.SEEK_END)
        _refuse_long_tables(stream, size)
        self._work_left = min(_LEAST_WORK + size, _MOST_WORK)
        self._weights: dict[int, tuple[object, int]] = {}
        self._plain_streams_only = _PlainStreamsOnly(DecodeLimits(), size)
        super().__init__(stream)
        if self.xrefs.total_revisions > MAX_REVISIONS:
            raise PdfTooCostly("too many revisions")

    @property
    @override
    def decode_context(self) -> DecodeContext:
        return self._plain_streams_only

    @override
    def get_object(self, ref: Any, *arguments: Any, **named: Any) -> Any:
        found = super().get_object(ref, *arguments, **named)  # type: ignore[no-untyped-call]
        self.charge(found)
        return found

    @override
    def get_historical_resolver(self, revision: int) -> HistoricalResolver:
        resolvers = self._historical_resolver_cache
        if revision not in resolvers:
            resolvers[revision] = _MeteredResolver(self, revision)
        return resolvers[revision]

    def charge(self, value: object) -> None:
        """Count that ``value`` was handed out. Raises :class:`PdfTooCostly`."""
        known = self._weights.get(id(value))
        if known is None:
            known = self._weights[id(value)] = (value, _weight(value))  # keeps it, so that its id stays its own
        self._work_left -= known[1]
        if self._work_left < 0:
            raise PdfTooCostly("too much work")


class _PlainStreamsOnly(DecodeContext):
    """Refuses compressed tables and objects, which our reports never have: a few bytes can state a hundred million."""

    @override
    def fresh(self) -> _PlainStreamsOnly:
        return _PlainStreamsOnly(self.limits, self.input_size)

    @override
    def stream_output_cap(
        self, encoded_size: int, purpose: DecodePurpose = DecodePurpose.GENERIC, expected_size: int | None = None
    ) -> int | None:
        if purpose in {DecodePurpose.XREF_STREAM, DecodePurpose.OBJECT_STREAM}:
            raise PdfTooCostly("a compressed table or compressed objects")
        return super().stream_output_cap(encoded_size, purpose=purpose, expected_size=expected_size)


class _MeteredResolver(HistoricalResolver):
    """Resolves references in one revision. When pyHanko walks through the whole file, the outline is a flat list."""

    def __init__(self, reader: MeteredReader, revision: int) -> None:
        super().__init__(reader, revision)
        self._outline = FlatOutline()
        self._is_walking = False

    @override
    def __call__(self, ref: Any) -> Any:
        flat = self._outline.objects.get(ref) if self._is_walking else None
        return super().__call__(ref) if flat is None else flat

    @override
    def get_object(self, ref: Any, *arguments: Any, **named: Any) -> Any:
        found = super().get_object(ref, *arguments, **named)
        self.reader.charge(found)  # type: ignore[attr-defined] # made by the reader above
        return found

    @override
    def _load_reverse_xref_cache(self) -> None:
        self._outline, self._is_walking = flat_outline(self), True
        try:
            super()._load_reverse_xref_cache()  # type: ignore[no-untyped-call]
        finally:
            self._is_walking = False

    @override
    def _get_usages_of_ref(self, ref: Any) -> set[RawPdfPath]:
        return {self._outline.real(path) for path in super()._get_usages_of_ref(ref)}


def _weight(value: object) -> int:
    """The number of values in ``value``. What it only refers to does not count."""
    weight, waiting = 0, [value]
    while waiting:
        inner = waiting.pop()
        weight += 1
        if isinstance(inner, str | bytes):
            weight += len(inner) // _TEXT_UNIT
        else:
            waiting += _inside(inner)
    return weight


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return dict.values(value)  # pyHanko's own would follow the references
    return list.__iter__(value) if isinstance(value, list) else ()


def _refuse_long_tables(stream: BinaryIO, size: int) -> None:
    """Count the tables and their rows before pyHanko makes objects of them."""
    tables = rows = 0
    for offset in range(0, size, _WINDOW):
        stream.seek(offset)
        window = stream.read(_WINDOW)
        tables += window.count(b"xref")  # in "startxref" too
        rows += sum(1 for _ in _ROW.finditer(window)) if size > _MAX_ROWS * _ROW_SIZE else 0
        if tables > 4 * MAX_REVISIONS or rows > _MAX_ROWS:
            raise PdfTooCostly("too many objects")

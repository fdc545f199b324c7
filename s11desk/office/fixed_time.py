"""The time in an office file: one for the whole file, so that the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_UNIX = 3
"""The system that is written into the archive, on every system: a return of one is compared byte for byte on another
(APPNOTE.TXT 6.3.10, 4.4.2.2)."""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_TIMESTAMP = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</dcterms:)")


def with_fixed_time(content: bytes, made_at: dt.datetime) -> bytes:
    """Return the office file ``content`` with ``made_at`` as the only time in it.

    An office file is a zip archive; the library that writes it puts the current time into both.
    """
    stamp = f"{_in_utc(made_at):%Y-%m-%dT%H:%M:%S}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _PROPERTIES:
                part = _TIMESTAMP.sub(stamp, part)
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.create_system = _UNIX
            target.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """``moment`` in UTC. A stranger's return may state a time that is before the first day of the calendar there."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return moment

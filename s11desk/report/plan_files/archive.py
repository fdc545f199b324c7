"""Office files are zip archives, and the libraries that write them put the clock into them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</dcterms:)")


def with_own_time(content: bytes, made: dt.datetime) -> bytes:
    """The archive with ``made`` as the time of its making, and no other time in it."""
    stamp = f"{made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _PROPERTIES:
                part = _MOMENT.sub(stamp, part)
            target.writestr(zipfile.ZipInfo(name, _FIXED_DATE), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()

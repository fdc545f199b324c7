"""An office file is the same, byte for byte, whichever system makes it: a return's workbook is compared so."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile

import pytest

from s11desk.office.fixed_time import with_fixed_time

MADE = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def test_an_office_file_is_the_same_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    here = with_fixed_time(content.getvalue(), MADE)
    monkeypatch.setattr(sys, "platform", "win32")
    assert with_fixed_time(content.getvalue(), MADE) == here

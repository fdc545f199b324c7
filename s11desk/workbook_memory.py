"""Writes workbooks in memory. openpyxl alone would put every sheet into the system's temporary folder.

Other people may look into that folder, and a killed program would leave a sheet with an agency's answers there.
"""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from s11desk.override import override


def write_rows_in_memory(worksheet: WriteOnlyWorksheet) -> None:
    """Let a sheet of a write-only workbook collect its rows in memory. Widths are set before, rows are added after."""
    writer = WorksheetWriter(worksheet, io.BytesIO())
    writer.write_top()
    worksheet._writer = writer  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl has no other way


def workbook_content(workbook: Workbook) -> bytes:
    """Return the workbook as the bytes of an .xlsx file.

    Raises TypeError for a write-only sheet that did not begin with :func:`write_rows_in_memory`.
    """
    out = io.BytesIO()
    _MemoryExcelWriter(workbook, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


class _MemoryExcelWriter(ExcelWriter):
    """As openpyxl's own writer, which knows sheets only as files."""

    @override
    def write_worksheet(self, ws: Worksheet | WriteOnlyWorksheet) -> None:
        if isinstance(ws, WriteOnlyWorksheet):
            if not ws.closed:
                ws.close()
            writer = ws._writer  # type: ignore[attr-defined] # noqa: SLF001 - as above
        else:
            writer = WorksheetWriter(ws, io.BytesIO())
            writer.write()
        if not isinstance(writer.out, io.BytesIO):
            raise TypeError("the sheet was written to a file")
        ws._rels = writer._rels  # type: ignore[union-attr] # noqa: SLF001 - as openpyxl's own writer does
        self._archive.writestr(ws.path[1:], writer.out.getvalue())  # type: ignore[attr-defined] # not in the stubs
        self.manifest.append(ws)

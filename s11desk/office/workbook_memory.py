"""Writes workbooks in memory, or in a folder of ours. openpyxl alone would use the system's temporary folder.

Other people may look into that folder, and a killed program would leave a sheet with an agency's answers there.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

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


def write_rows_to(worksheet: WriteOnlyWorksheet, path: Path) -> None:
    """Let a sheet of a write-only workbook collect its rows in the new file ``path``, which saving removes.

    Widths are set before, rows are added after.
    """
    writer = WorksheetWriter(worksheet, str(path))
    writer.write_top()
    worksheet._writer = writer  # type: ignore[attr-defined] # noqa: SLF001 - as above


def save_workbook(workbook: Workbook, archive: zipfile.ZipFile) -> None:
    """Write the workbook into an empty archive, which it closes.

    Raises TypeError for a write-only sheet that began with neither of the functions above.
    """
    _OwnExcelWriter(workbook, archive).save()


def workbook_content(workbook: Workbook) -> bytes:
    """Return the workbook as the bytes of an .xlsx file. Raises what :func:`save_workbook` raises."""
    out = io.BytesIO()
    save_workbook(workbook, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))
    return out.getvalue()


class _OwnExcelWriter(ExcelWriter):
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
        ws._rels = writer._rels  # type: ignore[union-attr] # noqa: SLF001 - as openpyxl's own writer does
        if isinstance(writer.out, io.BytesIO):
            self._archive.writestr(ws.path[1:], writer.out.getvalue())  # type: ignore[attr-defined] # not in the stubs
        elif Path(writer.out).parent == Path(tempfile.gettempdir()):
            raise TypeError("the sheet was written to the system's temporary folder")
        else:
            self._archive.write(writer.out, ws.path[1:])  # type: ignore[attr-defined] # not in the stubs
            Path(writer.out).unlink()
        self.manifest.append(ws)

"""What the CSV files hold, for programs: as CSV on the Web (W3C, "Tabular Data") and as ``datapackage.json``."""

from __future__ import annotations

import json

from s11desk.collation.collated_tables import Column, ColumnType
from s11desk.collation.csv_tables import WrittenTable

FORMULA_WARNING = (
    "Some texts in these columns begin with a character that a spreadsheet takes for a formula. Do not open this CSV "
    "file in a spreadsheet; the workbook has the same texts as text."
)
_PACKAGE_TYPES = {ColumnType.MOMENT: "datetime", ColumnType.DATE: "date"}


def csv_metadata(written: WrittenTable) -> str:
    """The text of ``NAME.csv-metadata.json``, which is beside ``NAME.csv``."""
    described: dict[str, object] = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": written.path.name,
        "dc:description": written.table.meaning,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": [_csvw_column(column, written) for column in written.table.columns]},
    }
    if written.formula_columns:
        described["notes"] = [{"warning": FORMULA_WARNING, "columns": list(written.formula_columns)}]
    return json.dumps(described, ensure_ascii=False, indent=2)


def data_package(title: str, made: str, tables: tuple[WrittenTable, ...]) -> str:
    """The text of ``datapackage.json`` (specs.frictionlessdata.io, "Data Package"). ``made``: an ISO time."""
    resources = [
        {
            "name": written.table.name.replace("_", "-"),
            "path": written.path.name,
            "description": written.table.meaning,
            "format": "csv",
            "encoding": "utf-8",
            "rows": written.rows,
            "schema": {"fields": [_field(column) for column in written.table.columns], "missingValues": [""]},
        }
        for written in tables
    ]
    package = {"name": "collated-returns", "title": title, "created": made, "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=2)


def _csvw_column(column: Column, written: WrittenTable) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": column.type.value,
    }
    if column.name in written.formula_columns:
        described["notes"] = FORMULA_WARNING
    return described


def _field(column: Column) -> dict[str, str]:
    kind = _PACKAGE_TYPES.get(column.type, column.type.value)
    return {"name": column.name, "type": kind, "description": column.meaning}

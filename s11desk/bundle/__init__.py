"""The return bundle: its contents, written completely and read strictly. docs/return-bundle.md describes the format.

The answers as a workbook are imported at their first use, because the library that writes workbooks is slow to import.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.bundle.answers_workbook import workbook_bytes

_OFFERED = {
    "s11desk.bundle.answers_workbook": ("workbook_bytes",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

"""A topic as an Excel workbook: an XLSForm (xlsform.org) with columns of our own, read and written.

Both ways are imported at their first use, because the library that reads and writes workbooks is slow to import.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.topics.workbook.from_workbook import examine_workbook
    from s11desk.topics.workbook.to_workbook import topic_workbook

_OFFERED = {
    "s11desk.topics.workbook.from_workbook": ("examine_workbook",),
    "s11desk.topics.workbook.to_workbook": ("topic_workbook",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

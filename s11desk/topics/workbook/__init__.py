"""A topic as an Excel workbook: an XLSForm (xlsform.org) with columns of our own, read and written.

``reading`` makes a topic of one, in ``from_workbook``: ``read_workbook`` gives rows of text, ``read_survey`` and
``read_other_sheets`` turn them into the JSON values of a topic, ``value_builder`` keeps the cell of each value for
problems. ``writing`` writes a topic, in ``to_workbook``: ``make_choice_rows`` and ``make_text_rows`` give rows,
``write_sheets`` the file. Both are imported at their first use, because the library for workbooks is slow to import.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.topics.workbook.reading.from_workbook import examine_workbook
    from s11desk.topics.workbook.writing.to_workbook import topic_workbook

_OFFERED = {
    "s11desk.topics.workbook.reading.from_workbook": ("examine_workbook",),
    "s11desk.topics.workbook.writing.to_workbook": ("topic_workbook",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

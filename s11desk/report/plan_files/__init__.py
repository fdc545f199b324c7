"""The action plan as files to go on working in: a text document, a workbook, and its dates for a calendar.

Each takes a draft and writes into an open binary file; the same draft and time give the same bytes. What a person
typed is text in all three, never markup, a formula or a line of the calendar's own.
"""

from s11desk.report.plan_files.plan_calendar import write_plan_calendar
from s11desk.report.plan_files.plan_document import write_plan_document
from s11desk.report.plan_files.plan_workbook import write_plan_workbook

__all__ = ["write_plan_calendar", "write_plan_document", "write_plan_workbook"]

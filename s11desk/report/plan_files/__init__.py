"""The action plan as files that people can edit: a text document, a workbook, and its dates for a calendar.

Each function takes a draft and writes to an open binary file; the same draft and time give the same bytes. All three
write what a person typed as text, never as markup, a formula or a command. Python imports each module when its
name is first used (s11desk/late_names.py), because the libraries for office files are slow to import.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.report.plan_files.plan_calendar import write_plan_calendar
    from s11desk.report.plan_files.plan_document import write_plan_document
    from s11desk.report.plan_files.plan_workbook import write_plan_workbook

_OFFERED = {
    "s11desk.report.plan_files.plan_calendar": ("write_plan_calendar",),
    "s11desk.report.plan_files.plan_document": ("write_plan_document",),
    "s11desk.report.plan_files.plan_workbook": ("write_plan_workbook",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)

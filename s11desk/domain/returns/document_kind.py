"""The kinds of document that the program can write from a draft."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document contains, and for the action plan also its file format."""

    DRAFT_COPY = "draft-copy"
    BLANK_FORM = "blank-form"
    QUESTION = "question"
    BOARD_SUMMARY = "board-summary"
    ACTION_PLAN = "action-plan"
    ACTION_PLAN_DOCUMENT = "action-plan-document"
    ACTION_PLAN_WORKBOOK = "action-plan-workbook"
    ACTION_PLAN_CALENDAR = "action-plan-calendar"

    @property
    def ending(self) -> str:
        """The file extension of this kind, with its dot."""
        return _ENDINGS.get(self, ".pdf")


_ENDINGS = {
    DocumentKind.ACTION_PLAN_DOCUMENT: ".docx",
    DocumentKind.ACTION_PLAN_WORKBOOK: ".xlsx",
    DocumentKind.ACTION_PLAN_CALENDAR: ".ics",
}

ACTION_PLANS = (DocumentKind.ACTION_PLAN, *_ENDINGS)

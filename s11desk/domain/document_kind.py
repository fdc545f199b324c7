"""Which documents can be written of a draft."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
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
        """How the name of such a file ends."""
        return _ENDINGS.get(self, ".pdf")


_ENDINGS = {
    DocumentKind.ACTION_PLAN_DOCUMENT: ".docx",
    DocumentKind.ACTION_PLAN_WORKBOOK: ".xlsx",
    DocumentKind.ACTION_PLAN_CALENDAR: ".ics",
}

ACTION_PLANS = (DocumentKind.ACTION_PLAN, *_ENDINGS)

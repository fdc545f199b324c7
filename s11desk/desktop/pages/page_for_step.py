"""The page of each step of an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.desktop.pages.introduction_page import IntroductionPage
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.send_back_page import SendBackPage
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.flow import Step, StepKind

if TYPE_CHECKING:
    import datetime as dt


def page_for_step(services: Services, open_draft: OpenDraft, step: Step, today: dt.date) -> Page:
    """Make the page of ``step``. ``today``: the day from which the action plan counts."""
    question = open_draft.draft.topic.question(step.question)
    if question is not None:
        return QuestionPage(services, open_draft, step, question)
    if step.kind is StepKind.ACTION_PLAN:
        return ActionPlanPage(services, open_draft, today)
    if step.kind is StepKind.CHECK:
        return CheckPage(services, open_draft)
    if step.kind is not StepKind.SIGN:
        return IntroductionPage(services, open_draft)
    return SendBackPage(services, open_draft) if open_draft.draft.is_asked else SignPage(services, open_draft)

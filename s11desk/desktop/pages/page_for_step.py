"""Which page a step is shown on. Pages are built when they are visited and thrown away when they are left."""

from __future__ import annotations

import datetime as dt

from s11desk.desktop.pages.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.check_page import CheckPage
from s11desk.desktop.pages.introduction_page import IntroductionPage
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.question_page import QuestionPage
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.flow import Step, StepKind


def page_for(services: Services, opened: OpenDraft, step: Step, today: dt.date) -> Page:
    question = opened.draft.topic.question(step.question)
    if question is not None:
        return QuestionPage(services, opened, step, question)
    if step.kind is StepKind.ACTION_PLAN:
        return ActionPlanPage(services, opened, today)
    if step.kind is StepKind.CHECK:
        return CheckPage(services, opened)
    return SignPage(services, opened) if step.kind is StepKind.SIGN else IntroductionPage(services, opened)

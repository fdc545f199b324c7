"""Ways through the questions of an audit, for the tests of pages that are filled again."""

from __future__ import annotations

import random
from collections.abc import Iterator

from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.flow import Step, StepKind, steps
from tests.gui.conftest import Bench


def page_of(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def asked_steps(bench: Bench) -> list[Step]:
    draft = bench.audit.open_draft.draft
    return [step for step in steps(draft.topic, draft.audit) if step.kind is StepKind.QUESTION]


def in_any_order(bench: Bench, seed: int) -> Iterator[Step]:
    """Go to every question in a random order and to a third of them again, and wait at most of them."""
    order = random.Random(seed)  # noqa: S311 - no secret
    asked = asked_steps(bench)
    for step in (*order.sample(asked, len(asked)), *order.sample(asked, len(asked) // 3)):
        bench.audit.go(step)
        if order.random() < 0.7:
            bench.settle()
        yield step

"""From a key to "Saved": the modules that an answer passes through, and the SQL of the worker."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest

from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.saving import open_draft as open_draft_module
from s11desk.desktop.saving.resume_point import RESUME_POINT_PAUSE, ResumePointKeeper
from tests.gui.conftest import Bench, question, type_in
from tests.modules_entered import ModulesEntered

ASIDE = (
    "s11desk.desktop.audit.audit_view.AuditView.refresh",
    "s11desk.desktop.parts.text.text_parts.PlainLabel.setText",
    "s11desk.desktop.shell.closing.Closing._on_idle",
    "s11desk.desktop.inputs.form_rows.FormRow._show_not_full",
    "s11desk.desktop.inputs.word_steps.WordSteps.step",
)
"""Functions that only draw the saved draft, hear that the worker is done, or group what undo takes back in a field."""

MODULES = 25
"""The most modules on the way of an answer. One of them sees to the limits of texts."""

_LATER = 600_000
"""Milliseconds. On a slow computer the resume point would be kept while the answer is on its way."""


@pytest.mark.parametrize("name", ASIDE)
def test_what_is_left_aside_is_there(name: str) -> None:
    """Otherwise a function that got another name would count again, or one that is gone would hide its successor."""
    module, owner, function = name.rsplit(".", 2)
    assert callable(getattr(getattr(importlib.import_module(module), owner), function))


def is_drawing(module: str) -> bool:
    return module.startswith(("s11desk.desktop.parts.", "s11desk.desktop.theme."))


def test_an_answer_goes_from_key_to_saved_through_few_modules(new_bench: Callable[[], Bench], audit_id: str) -> None:
    entered = ModulesEntered(*ASIDE)
    statements: list[str] = []
    with entered.watch():
        bench = new_bench()
        bench.open(audit_id, question("story"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    type_in(field, "W")
    QTest.qWait(open_draft_module.TYPING_PAUSE + RESUME_POINT_PAUSE)
    bench.settle()
    (keeper,) = bench.audit.findChildren(ResumePointKeeper)
    keeper.setInterval(_LATER)
    bench.window.jobs.submit(
        lambda workspace, _: workspace.drafts._connection.set_trace_callback(statements.append), _ignore
    )
    bench.settle()
    with entered.record():
        type_in(field, "e")
        assert bench.audit.top.saved.text() == "Saving…"
        bench.bot.waitUntil(lambda: bench.audit.top.saved.text().startswith("Saved on this computer"))
    assert bench.audit.open_draft.draft.audit.answer("story").text == "We"
    way = sorted(module for module in entered.modules if not is_drawing(module))
    assert len(way) <= MODULES, " ".join(way)
    assert "s11desk.store.drafts.change" in way, "the worker was recorded too"
    assert len(statements) <= 12
    assert sum(statement.startswith("BEGIN") for statement in statements) == 1


def _ignore(_: object) -> None:
    """Ignore the result of setting the trace."""

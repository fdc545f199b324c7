"""The worker that saves does nothing else: no save waits for a file that is read, checked, written or printed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.conftest import Module

SHORT = {
    "accept_identifier",
    "archive_draft",
    "begin_draft",
    "forget_opened",
    "keep_wanted_changes",
    "keep_words",
    "list_prepared",
    "open_draft",
    "record_prepared",
    "record_wanted_changes",
    "remember_resume_point",
    "resume_draft",
    "review_identifiers",
    "search",
    "settle_draft",
    "unarchive_draft",
    "when_sent",
}
"""The use cases that may run in the worker that saves: each only reads or changes rows of the drafts, or the
short list of what an approver opened. All others go through ``submit_long`` or ``look_up``. The editing ones are in
:mod:`s11desk.desktop.saving.edits`.
"""


def slow_use_cases(module: Module) -> Iterator[str]:
    """Each use case, or name of a function, that ``module`` submits to the worker that saves and that is not short."""
    for call in ast.walk(module.tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "submit":
            yield from (name for name in _use_cases(call.args[0]) if name not in SHORT)


def _use_cases(operation: ast.expr) -> Iterator[str]:
    for used in ast.walk(operation):
        if isinstance(used, ast.Attribute) and isinstance(used.value, ast.Name) and used.value.id == "app":
            yield used.attr


def test_only_short_use_cases_run_in_the_worker_that_saves(modules: list[Module]) -> None:
    desktop = [module for module in modules if module.path.startswith("s11desk/desktop/")]
    assert {module.path: found for module in desktop if (found := list(slow_use_cases(module)))} == {}


def test_a_slow_use_case_in_that_worker_is_found() -> None:
    planted = Module.parse("planted.py", "jobs.submit(lambda workspace, _: app.write_document(workspace), done)")
    assert list(slow_use_cases(planted)) == ["write_document"]

"""Only these modules of the window touch what Qt could read as HTML; all others go through them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.conftest import Module

RICH_CALLS = {
    "QErrorMessage", "QMessageBox", "QProgressDialog", "QSystemTrayIcon", "QTextBrowser", "QTextDocument", "QTextEdit",
    "QToolTip", "QWhatsThis", "insertHtml", "setHtml", "setMarkdown", "setStatusTip", "setToolTip", "setWhatsThis",
    "showText",
}  # fmt: skip
ALLOWED = {
    "s11desk/desktop/audit/hit_marker.py": {"QTextEdit.ExtraSelection"},  # a colour and a place, no text
    "s11desk/desktop/parts/text/text_parts.py": {"setToolTip"},  # the place that escapes them
    "s11desk/desktop/shell/dialogs.py": {"QMessageBox"},  # and sets every label in one to plain
}


def rich_calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if owner in RICH_CALLS:
                yield f"{owner}.{name}"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in RICH_CALLS:
                yield name


def test_only_their_own_modules_touch_surfaces_that_read_html(modules: list[Module]) -> None:
    found = {
        (module.path, name)
        for module in modules
        for name in rich_calls(module.tree)
        if name not in ALLOWED.get(module.path, set())
    }
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        "x.setToolTip(name)",
        "QMessageBox.about(w, a, b)",
        "QToolTip.showText(p, a)",
        "QTextEdit()",
        "QTextEdit.ExtraSelection()",
        "f.setHtml(t)",
    ],
)
def test_a_planted_surface_is_found(line: str) -> None:
    assert list(rich_calls(ast.parse(line)))


def test_only_cards_are_ticked(modules: list[Module]) -> None:
    """A plain QCheckBox has a box that nobody sees in high contrast; a CheckCard draws its own."""
    found = [
        module.path
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"QCheckBox", "QRadioButton"}
    ]
    assert found == []

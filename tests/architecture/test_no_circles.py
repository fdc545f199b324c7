"""Imports form no circle, not even late imports or those for types alone; no two files or classes share a name.

Modules in a circle of imports are really one module. Late imports and those under ``TYPE_CHECKING`` only hide that.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from tests.architecture.conftest import Module

Graph = Mapping[str, frozenset[str]]


def dotted_name(path: str) -> str:
    """``s11desk/app/__init__.py`` is ``s11desk.app``."""
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def import_graph(modules: list[Module]) -> Graph:
    """For each module of the program, the others that it imports, at its top or anywhere else in its text."""
    trees = {dotted_name(module.path): module.tree for module in modules}
    return {name: frozenset(_imported(tree, trees.keys())) - {name} for name, tree in trees.items()}


def _imported(tree: ast.Module, known: Collection[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)


class _Tarjan:
    """Finds circles by Tarjan's algorithm: a strongly connected component of more than one module is a circle."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.circles: list[tuple[str, ...]] = []
        self._order: dict[str, int] = {}
        self._lowest: dict[str, int] = {}
        self._open: list[str] = []
        for name in sorted(graph):
            if name not in self._order:
                self._visit(name)

    def _visit(self, name: str) -> None:
        self._order[name] = self._lowest[name] = len(self._order)
        self._open.append(name)
        for other in sorted(self.graph[name]):
            if other not in self._order:
                self._visit(other)
                self._lowest[name] = min(self._lowest[name], self._lowest[other])
            elif other in self._open:
                self._lowest[name] = min(self._lowest[name], self._order[other])
        if self._lowest[name] == self._order[name]:
            at = self._open.index(name)
            component, self._open = self._open[at:], self._open[:at]
            if len(component) > 1:
                self.circles.append(tuple(sorted(component)))


def circles(modules: list[Module]) -> list[tuple[str, ...]]:
    return _Tarjan(import_graph(modules)).circles


def repeated_file_names(modules: list[Module]) -> dict[str, list[str]]:
    paths = [module.path for module in modules]
    named = [(PurePosixPath(path).name, path) for path in paths]
    return _repeated([(name, path) for name, path in named if name not in {"__init__.py", "__main__.py"}])


def repeated_class_names(modules: list[Module]) -> dict[str, list[str]]:
    """The names of public classes that occur twice, with their files: one word has only one meaning."""
    return _repeated(
        [
            (node.name, module.path)
            for module in modules
            for node in module.tree.body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        ]
    )


def _repeated(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, path in pairs:
        found[name].append(path)
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_imports_go_in_a_circle(modules: list[Module]) -> None:
    assert circles(modules) == []


def test_no_two_files_have_one_name(modules: list[Module]) -> None:
    assert repeated_file_names(modules) == {}


def test_no_two_public_classes_have_one_name(modules: list[Module]) -> None:
    assert repeated_class_names(modules) == {}


def test_a_circle_of_late_and_type_imports_is_found() -> None:
    late = "def f():\n    from s11desk.app.b import g\n"
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from s11desk.app import c\n"
    planted = [
        Module.parse("s11desk/app/__init__.py", ""),
        Module.parse("s11desk/app/a.py", late),
        Module.parse("s11desk/app/b.py", types),
        Module.parse("s11desk/app/c.py", "import s11desk.app.a\n"),
        Module.parse("s11desk/app/d.py", "from s11desk.app.a import f\n"),
    ]
    assert circles(planted) == [("s11desk.app.a", "s11desk.app.b", "s11desk.app.c")]
    assert circles([module for module in planted if module.path != "s11desk/app/b.py"]) == []


def test_a_name_given_twice_is_found() -> None:
    planted = [
        Module.parse("s11desk/app/a.py", "class Row: ...\nclass _Own: ...\n"),
        Module.parse("s11desk/cli/a.py", "class Row: ...\nclass _Own: ...\n"),
        Module.parse("s11desk/cli/__init__.py", ""),
    ]
    assert repeated_file_names(planted) == {"a.py": ["s11desk/app/a.py", "s11desk/cli/a.py"]}
    assert repeated_class_names(planted) == {"Row": ["s11desk/app/a.py", "s11desk/cli/a.py"]}

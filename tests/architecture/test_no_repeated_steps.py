"""No two functions of the program are the same but for the names of their parameters: such steps have one place."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.architecture.conftest import Module

LEAST_NODES = 21
"""Of the syntax tree of a function's body. Shorter ones are alike by chance. This number only ever goes down."""
ALIKE = {
    frozenset({"fields.show_unparsed", "cell_fields.show_unparsed"}),  # two kinds of input with a line each
    frozenset({"move_page._show_fields", "lock_choice._show_fields"}),  # as many lines as a common place would take
    frozenset({"sign_pack_page._hand_on", "countersign_page._hand_on"}),  # as above
    frozenset({"tool_button.keyPressEvent", "text_parts.keyPressEvent"}),  # Qt asks each class of button by itself
}


def _steps(function: ast.FunctionDef) -> list[ast.stmt]:
    """The body without the docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _shape(function: ast.FunctionDef) -> str | None:
    """What the function does, with numbers for the names of its parameters; None if that is too short to compare."""
    steps = _steps(function)
    if sum(1 for step in steps for _ in ast.walk(step)) < LEAST_NODES:
        return None
    parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    shape = "\n".join(map(ast.dump, steps))
    for number, name in enumerate(parameters):
        shape = shape.replace(f"id='{name}'", f"id='{number}'")
    return shape


def _functions(module: Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef))


def repeated_steps(modules: Iterable[Module]) -> list[frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for module in modules:
        for function in _functions(module):
            shape = _shape(function)
            if shape is not None:
                found[shape].add(f"{module.path.rpartition('/')[2].removesuffix('.py')}.{function.name}")
    return [frozenset(names) for names in found.values() if len(names) > 1]


def test_no_two_functions_do_the_same(modules: list[Module]) -> None:
    found = repeated_steps(modules)
    assert [sorted(names) for names in found if names not in ALIKE] == []
    assert set(found) >= ALIKE, "what is alike no longer is off the list"


def test_the_same_steps_under_other_names_are_found() -> None:
    steps = "    if {0}.is_open and {0}.size > 0:\n        {0}.close(really=True)\n        {0}.forget(1)\n"
    one = Module.parse("s11desk/app/a.py", "def close(page):\n" + steps.format("page"))
    other = Module.parse("s11desk/cli/b.py", 'def end(file):\n    """End it."""\n' + steps.format("file"))
    different = Module.parse("s11desk/cli/c.py", "def end(file):\n" + steps.format("file").replace("1", "2"))
    assert repeated_steps([one, other, different]) == [frozenset({"a.close", "b.end"})]

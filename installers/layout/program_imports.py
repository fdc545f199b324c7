"""Every import of the program, and imports inside the functions of other packages, read from their sources."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""The parts of a statement that hold statements, or what holds them."""


@dataclass(frozen=True, slots=True, order=True)
class Imported:
    """``import module``, or ``from module import name``. ``by``: the module with the statement."""

    module: str
    name: str
    by: str


def imports_of_program(package: Path) -> list[Imported]:
    """Every import in the modules of ``package``, wherever it stands, and each of these modules itself.

    An import that only the type checker reads is left out.
    """
    found: set[Imported] = set()
    for path in sorted(package.rglob("*.py")):
        module = module_name(path.relative_to(package.parent).as_posix())
        found.add(Imported(module, "", module))
        found |= set(imports_of(path, module))
    return sorted(found)


def module_name(path: str) -> str:
    """The name of the module at ``path``, inside the folder that Python imports from."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(path: Path, module: str) -> Iterator[Imported]:
    """Every import of one source file, with relative names made absolute."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):  # a template, or for another Python
        return
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            yield from (Imported(alias.name, "", module) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, node.module] if node.module else base)
            yield from (Imported(origin, alias.name.strip("*"), module) for alias in node.names)


def _statements(module: ast.Module) -> Iterator[ast.stmt]:
    """Every statement that runs, also those in functions: not those under ``if TYPE_CHECKING``."""
    pending: list[ast.AST] = [*module.body]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.stmt):
            yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pending += node.body if isinstance(node.test, ast.UnaryOp) else node.orelse
        else:
            for block in _BLOCKS:
                pending += getattr(node, block, ())


def left_out_imports(loaded: Iterable[str], sources: Mapping[str, Path], present: set[str]) -> list[Imported]:
    """What loaded modules import somewhere and what is left out, although it was there before anything was filtered.

    What they import late is followed too, since it may be loaded one day. ``sources``: each module that was there, with
    its source file; ``present``: the modules that are there now.
    """
    missing: set[Imported] = set()
    seen: set[str] = set()
    pending = list(loaded)
    while pending:
        module = pending.pop()
        path = sources.get(module)
        if module in seen or path is None or path.suffix != ".py":
            continue
        seen.add(module)
        for one in imports_of(path, module):
            for wanted in _modules_of(one, sources):
                if wanted in present:
                    pending.append(wanted)
                else:
                    missing.add(Imported(wanted, "", module))
    return sorted(missing)


def _modules_of(one: Imported, sources: Mapping[str, Path]) -> Iterator[str]:
    """The modules that an import loads: the packages above them too."""
    parts = one.module.split(".")
    if f"{one.module}.{one.name}" in sources:
        parts.append(one.name)
    above = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    yield from (name for name in above if name in sources)

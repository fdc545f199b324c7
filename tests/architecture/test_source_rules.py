"""Rules about the program's text that no linter has: size, names, boundaries, network, clock.

Each rule is a function from a module to its breaches, and each is also tried on a planted breach.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

import pytest

from tests.architecture.conftest import Module

MAX_FUNCTION_LINES = 41
USUAL_FUNCTION_LINES = 30
MAX_LONG_FUNCTIONS = 4
"""At most so many functions have more than the usual number of lines. These numbers only ever go down."""

MAX_FILE_LINES = 400
MAX_ROOM_FILES = 40
"""Of one folder, without those in its rooms. In a longer list nobody sees what the program does. It only goes down."""

EMPTY_NAMES = {"common", "helper", "helpers", "manager", "misc", "util", "utils", "widgets"}
BOUNDARIES = {
    "s11desk/__main__.py",
    "s11desk/app/self_test.py",  # a fault is what the self-test is for
    "s11desk/cli/guard.py",
    "s11desk/desktop/shell/boundary.py",
    "s11desk/reader_process/serve.py",  # whatever a file does to its reader becomes an answer
    "s11desk/desktop/saving/jobs.py",  # a worker thread has an outermost boundary of its own
}
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
LOCAL_PARTS = {
    "urllib.parse",  # text only
    "PySide6.QtNetwork.QLocalServer",  # a second start finds the first window by it; a file on this computer
    "PySide6.QtNetwork.QLocalSocket",
}
PRESENCE = {"exists", "lexists", "is_file", "is_dir", "isfile", "isdir"}
PRESENCE_ASKED = ("s11desk/store/", "s11desk/register/", "s11desk/app/home/")
OF_THE_PROGRAM = {"s11desk/app/home/paths.py", "s11desk/app/home/system_facts.py"}
"""These look for the program's own resources, which are on this computer."""
UNCLEAR = re.compile(r"\b(anew|meanwhile)\b", re.IGNORECASE)
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}
LATE: dict[str, int] = {
    "s11desk/__main__.py": 3,
    "s11desk/app/home/fault_log.py": 2,
    "s11desk/app/home/paths.py": 1,
    "s11desk/desktop/pages/home/topic_card.py": 1,
    "s11desk/desktop/pages/sign/identity_form.py": 2,
    "s11desk/desktop/pages/sign/identity_repair.py": 1,
    "s11desk/desktop/parts/focus/focus_ring.py": 1,
    "s11desk/desktop/printing/page_pixels.py": 1,
    "s11desk/desktop/saving/jobs.py": 1,
    "s11desk/desktop/shell/dialogs.py": 1,
    "s11desk/desktop/shell/display.py": 2,
    "s11desk/desktop/shell/one_window.py": 2,
    "s11desk/desktop/shell/preferences.py": 2,
    "s11desk/desktop/start.py": 9,
    "s11desk/store/opening/connection.py": 2,
    "s11desk/topics/checks/certificate_checks.py": 1,
    "s11desk/topics/checks/pack_structure.py": 1,
}
"""How many imports inside functions each file may have: those of something slow that is seldom needed, those that
must wait for the start of Qt, and those that choose between two shells. All other imports are at the top of the file,
or read a name that a package offers late (docs/adr/0008-window.md). These numbers only ever go down.
"""


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported from outside the program."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def functions_above(limit: int, module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield f"{module.path}:{node.lineno} {node.name} has {length} lines"


def long_functions(module: Module) -> Iterator[str]:
    yield from functions_above(MAX_FUNCTION_LINES, module)


def long_files(module: Module) -> Iterator[str]:
    length = len(module.text.splitlines())
    if length > MAX_FILE_LINES:
        yield f"{module.path} has {length} lines"


def empty_names(module: Module) -> Iterator[str]:
    path = PurePosixPath(module.path)
    for word in (*path.parent.parts, path.stem):
        if EMPTY_NAMES & set(word.split("_")):
            yield f"{module.path} has a name without a meaning"


def broad_handlers(module: Module) -> Iterator[str]:
    if module.path in BOUNDARIES:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
            if any(kind is None or (isinstance(kind, ast.Name) and kind.id == "Exception") for kind in caught):
                yield f"{module.path}:{node.lineno} catches everything"


def network_imports(module: Module) -> Iterator[str]:
    for line, name in imported(module):
        reaches_out = name.partition(".")[0] in NETWORK or name.startswith("PySide6.QtNetwork")
        if reaches_out and not any(name == part or name.startswith(f"{part}.") for part in LOCAL_PARTS):
            yield f"{module.path}:{line} imports {name}"


def domain_clocks(module: Module) -> Iterator[str]:
    if not module.path.startswith("s11desk/domain/"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            yield f"{module.path}:{node.lineno} reads the clock"


def bare_presence(module: Module) -> Iterator[str]:
    """A share that does not answer makes these questions fail, or answer "no": ``files.presence`` asks them."""
    if not module.path.startswith(PRESENCE_ASKED) or module.path in OF_THE_PROGRAM:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in PRESENCE:
            yield f"{module.path}:{node.lineno} asks {node.attr}, which a share may not answer"


def late_lines(module: Module) -> set[int]:
    """Lines of the imports inside functions."""
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = [node for function in functions for node in ast.walk(function)]
    return {node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)}


def late_imports(module: Module) -> Iterator[str]:
    lines = late_lines(module)
    if len(lines) > LATE.get(module.path, 0):
        yield f"{module.path} imports inside a function in lines {sorted(lines)}"


def row_counts(module: Module) -> Iterator[str]:
    """In a Turkish locale Python 3.11 takes INSERT for no change, and gives -1. ``changes()`` is always right."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "rowcount":
            yield f"{module.path}:{node.lineno} reads rowcount"


def disabled_buttons(module: Module) -> Iterator[str]:
    """Qt gives the keyboard of a part that is disabled to the next one: ``busy_button`` does not."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="setEnabled"), args=[ast.Constant(value=False)]) if (
                module.path != "s11desk/desktop/parts/busy_button.py"
            ):
                yield f"{module.path}:{node.lineno} disables a part without begin_work"


def asserts(module: Module) -> Iterator[str]:
    """``python -O`` leaves them out. The program asks for the value by its type, or raises an error of its own."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assert):
            yield f"{module.path}:{node.lineno} asserts"


def unclear_words(module: Module) -> Iterator[str]:
    """Words that leave open what happens, and when (docs/WORDS.md)."""
    for number, line in enumerate(module.text.splitlines(), 1):
        if UNCLEAR.search(line):
            yield f"{module.path}:{number} has a word that says nothing"


RULES = [
    asserts,
    unclear_words,
    disabled_buttons,
    row_counts,
    bare_presence,
    late_imports,
    long_functions,
    long_files,
    empty_names,
    broad_handlers,
    network_imports,
    domain_clocks,
]

BREACHES = [
    (asserts, "s11desk/app/a.py", "def f(found):\n    assert found is not None\n"),
    (unclear_words, "s11desk/app/a.py", "# the person has left meanwhile\n"),
    (disabled_buttons, "s11desk/desktop/a.py", "page.make.setEnabled(False)\n"),
    (row_counts, "s11desk/store/a.py", "if cursor.execute(sql).rowcount:\n    pass\n"),
    (bare_presence, "s11desk/store/a.py", "if path.exists():\n    pass\n"),
    (bare_presence, "s11desk/app/home/a.py", "files = filter(Path.is_file, found)\n"),
    (bare_presence, "s11desk/store/a.py", "found = os.path.lexists(path)\n"),
    (late_imports, "s11desk/app/a.py", "def f():\n    import json\n"),
    (
        late_imports,
        "s11desk/app/a.py",
        "class A:\n    async def f(self):\n        if self:\n            from s11desk import app\n",
    ),
    (long_functions, "s11desk/app/a.py", "def f():\n" + "    pass\n" * MAX_FUNCTION_LINES),
    (long_files, "s11desk/app/a.py", "pass\n" * (MAX_FILE_LINES + 1)),
    (empty_names, "s11desk/app/date_utils.py", ""),
    (empty_names, "s11desk/helpers/dates.py", ""),
    (broad_handlers, "s11desk/app/a.py", "try:\n    pass\nexcept Exception:\n    pass\n"),
    (broad_handlers, "s11desk/app/a.py", "try:\n    pass\nexcept (OSError, Exception):\n    pass\n"),
    (broad_handlers, "s11desk/app/a.py", "try:\n    pass\nexcept:\n    pass\n"),
    (network_imports, "s11desk/app/a.py", "def f():\n    import socket\n"),
    (network_imports, "s11desk/app/a.py", "from urllib.request import urlopen\n"),
    (network_imports, "s11desk/app/a.py", "from urllib import request\n"),
    (network_imports, "s11desk/desktop/a.py", "from PySide6.QtNetwork import QTcpSocket\n"),
    (domain_clocks, "s11desk/domain/a.py", "import datetime\nx = datetime.date.today()\n"),
    (domain_clocks, "s11desk/domain/a.py", "from datetime import datetime\nx = datetime.now\n"),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_program_keeps_the_rule(modules: list[Module], rule: Callable[[Module], Iterator[str]]) -> None:
    assert [breach for module in modules for breach in rule(module)] == []


def test_few_functions_are_longer_than_usual(modules: list[Module]) -> None:
    longer = [function for module in modules for function in functions_above(USUAL_FUNCTION_LINES, module)]
    assert len(longer) <= MAX_LONG_FUNCTIONS, "\n".join(longer)


def crowded_rooms(modules: list[Module]) -> dict[str, int]:
    files = Counter(str(PurePosixPath(module.path).parent) for module in modules)
    return {room: number for room, number in files.items() if number > MAX_ROOM_FILES}


def test_no_room_has_more_files_than_a_person_can_look_over(modules: list[Module]) -> None:
    planted = [Module.parse(f"s11desk/app/planted/{number}.py", "") for number in range(MAX_ROOM_FILES + 1)]
    assert crowded_rooms(planted) == {"s11desk/app/planted": len(planted)}
    assert crowded_rooms(modules) == {}


def test_a_function_is_as_long_as_its_lines() -> None:
    text = "class A:\n    def f(self):\n" + "        pass\n" * USUAL_FUNCTION_LINES
    assert len(list(functions_above(USUAL_FUNCTION_LINES, Module.parse("s11desk/app/a.py", text)))) == 1
    assert list(functions_above(USUAL_FUNCTION_LINES + 1, Module.parse("s11desk/app/a.py", text))) == []


def test_no_file_has_fewer_late_imports_than_its_number_allows(modules: list[Module]) -> None:
    found = {module.path: len(late_lines(module)) for module in modules}
    assert {path: count for path, count in LATE.items() if found.get(path, 0) < count} == {}


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_the_rule_sees_a_breach(rule: Callable[[Module], Iterator[str]], path: str, text: str) -> None:
    assert list(rule(Module.parse(path, text))) != []


def test_what_stays_on_this_computer_may_be_imported() -> None:
    text = "from urllib.parse import quote\nfrom PySide6.QtNetwork import QLocalServer\n"
    assert list(network_imports(Module.parse("s11desk/desktop/a.py", text))) == []


def test_every_imported_package_is_declared(modules: list[Module], checkout: Path) -> None:
    """An undeclared package that another one brings may be missing from that one's next version."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {plain(requirement) for requirement in project["dependencies"]}
    providers = {top: {plain(name) for name in names} for top, names in packages_distributions().items()}
    ours = {"s11desk", "_typeshed", *sys.stdlib_module_names}
    foreign = {name.partition(".")[0] for module in modules for _, name in imported(module)} - ours
    assert {top for top in foreign if not declared & providers.get(top, set())} == set()


def plain(requirement: str) -> str:
    """``PySide6_Essentials==6.11.3`` is ``pyside6-essentials``."""
    return re.split(r"[=<>]", requirement)[0].lower().replace("_", "-")

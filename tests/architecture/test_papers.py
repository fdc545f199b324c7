"""Each path that a paper names exists, and no source cites a document that is not in the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PAPERS = [
    "README.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "benchmarks/README.md",
    "docs/**/*.md",
    "installers/**/*.md",
]
SOURCES = [
    "s11desk/**/*.py",
    "tests/**/*.py",
    "tools/*",
    "benchmarks/*.py",
    "docs/upstream/*.py",
    "pyproject.toml",
    "Makefile",
]

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)\)")
COMMAND_PATH = re.compile(r"(?:^|\s)((?:tests|tools|docs|benchmarks|resources|installers|s11desk)/[\w./-]*\w)")
PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?")
DOCUMENT = re.compile(r"(?<![\w/.-])((?:docs/|benchmarks/)[\w./-]+\.md|[A-Z][A-Z_-]+\.md)\b")

LATER = {"build/screenshots"}
"""Folders that a command makes."""


def repository_files(checkout: Path) -> set[str]:
    """Every file and, with a slash at the end, every folder of the repository."""
    skipped = {".git", ".venv", ".venv-checkers", "__pycache__", "build", "out"}
    found: set[str] = set()
    for path in checkout.rglob("*"):
        inside = path.relative_to(checkout)
        if not skipped & set(inside.parts):
            found.add(inside.as_posix() + ("/" if path.is_dir() else ""))
    return found


def named_paths(paper: str, text: str, packages: set[str]) -> Iterator[str]:
    """Paths of the repository that ``text`` names, but not names of files inside a return or a topic pack."""
    folder = Path(paper).parent.as_posix()
    for link in LINK.findall(text):
        if "://" not in link and not link.startswith("mailto:"):
            yield str((Path("/") / folder / link).resolve().relative_to("/"))
    for code in CODE.findall(text):
        if PATH.fullmatch(code) and _is_claim(code, packages):
            yield code
    yield from (path for path in COMMAND_PATH.findall(text) if path not in LATER)


def _is_claim(code: str, packages: set[str]) -> bool:
    first = code.partition("/")[0]
    is_ours = first in packages and "/" in code.rstrip("/")
    return "..." not in code and (code.endswith(".py") or is_ours)


def module_names(text: str, packages: set[str]) -> Iterator[str]:
    """Dotted names such as ``app.returns.making.make.make_return``."""
    for code in CODE.findall(text):
        is_file = code.endswith((".py", ".exe", ".csv"))
        if re.fullmatch(r"\w+(\.\w+)+", code) and code.partition(".")[0] in packages and not is_file:
            yield code


def exists(path: str, files: set[str]) -> bool:
    """Whether the repository has ``path``, which may be without its first folders."""
    wanted = {path, f"{path.rstrip('/')}/"}
    return any(file in wanted or file.endswith(tuple(f"/{one}" for one in wanted)) for file in files)


def is_defined(name: str, checkout: Path) -> bool:
    """Whether ``name`` is a module or package of the program, or something that one of them defines."""
    place, words = checkout / "s11desk", name.removeprefix("s11desk.").split(".")
    while words and (place / words[0]).is_dir():
        place /= words.pop(0)
    module = place / "__init__.py"
    if words and (place / f"{words[0]}.py").exists():
        module = place / f"{words.pop(0)}.py"
    return not words or re.search(rf"^(def|class)? ?{words[0]}\b", module.read_text(encoding="utf-8"), re.M) is not None


@pytest.fixture(scope="session")
def files(checkout: Path) -> set[str]:
    return repository_files(checkout)


@pytest.fixture(scope="session")
def packages(checkout: Path) -> set[str]:
    """The first words of paths of ours: the packages of the program, and the folders of the repository."""
    inside = {path.stem for path in (checkout / "s11desk").iterdir() if path.name != "__pycache__"}
    return inside | {"s11desk", "tests", "tools", "docs", "benchmarks", "resources", "installers"}


def papers(checkout: Path) -> list[Path]:
    return sorted({path for pattern in PAPERS for path in checkout.glob(pattern)})


def test_every_path_that_a_paper_names_exists(checkout: Path, files: set[str], packages: set[str]) -> None:
    missing = [
        f"{paper.relative_to(checkout)}: {path}"
        for paper in papers(checkout)
        for path in named_paths(paper.relative_to(checkout).as_posix(), paper.read_text(encoding="utf-8"), packages)
        if not exists(path, files)
    ]
    assert missing == []


def test_every_module_and_function_that_a_paper_names_exists(checkout: Path, packages: set[str]) -> None:
    missing = [
        f"{paper.relative_to(checkout)}: {name}"
        for paper in papers(checkout)
        for name in module_names(paper.read_text(encoding="utf-8"), packages)
        if not is_defined(name, checkout)
    ]
    assert missing == []


def cited_documents(text: str) -> list[str]:
    return DOCUMENT.findall(text)


def test_no_source_cites_a_document_that_is_not_here(checkout: Path, files: set[str]) -> None:
    sources = sorted({path for pattern in SOURCES for path in checkout.glob(pattern) if path.is_file()})
    missing = [
        f"{source.relative_to(checkout)}: {document}"
        for source in sources
        if source != Path(__file__)
        for document in cited_documents(source.read_text(encoding="utf-8"))
        if not exists(document, files)
    ]
    assert missing == []


@pytest.mark.parametrize(
    "text",
    [
        "see `domain/nowhere.py`",
        "see `nowhere.py`",
        "see `desktop/nowhere/`",
        "run `python tools/nowhere.py`",
        "    pytest tests/nowhere/test_a.py",
        "[decisions](adr/nowhere.md)",
    ],
)
def test_a_path_that_does_not_exist_is_noticed(text: str, files: set[str], packages: set[str]) -> None:
    assert [path for path in named_paths("docs/a.md", text, packages) if not exists(path, files)] != []


@pytest.mark.parametrize("name", ["app.nowhere.save", "errors.Nothing", "store.connection.nothing"])
def test_a_name_that_does_not_exist_is_noticed(name: str, checkout: Path, packages: set[str]) -> None:
    assert list(module_names(f"see `{name}`", packages)) == [name]
    assert not is_defined(name, checkout)


@pytest.mark.parametrize("text", ["(NOTES.md, section 10)", "docs/adr/0099-nowhere.md"])
def test_a_citation_of_a_missing_document_is_noticed(text: str, files: set[str]) -> None:
    assert [document for document in cited_documents(text) if not exists(document, files)] != []


@pytest.mark.parametrize(
    "text", ["`topic.json`", "`META-INF/signature001.p7s`", "`evidence/`", "`/Launch`", "`audit.pdf`"]
)
def test_a_file_inside_a_return_is_not_a_path_of_the_repository(text: str, packages: set[str]) -> None:
    assert list(named_paths("docs/a.md", text, packages)) == []
    assert list(module_names(text, packages)) == []


def test_every_decision_is_in_the_index_with_its_title_date_and_status(checkout: Path) -> None:
    decisions = checkout / "docs" / "adr"
    rows = set()
    for path in sorted(decisions.glob("0*.md")):
        text = path.read_text(encoding="utf-8")
        found = re.match(r"# (\d+)\. (.+)\n\nDate: (\d{4}-\d\d-\d\d)\. Status: ([a-z0-9 ]+)\.\n", text)
        assert found is not None, f"{path.name} needs a number, a title, a date and a status at its top"
        number, title, date, status = found.groups()
        assert int(path.name[:4]) == int(number)
        rows.add(f"| {number} | [{title}]({path.name}) | {date} | {status} |")
    assert rows == {
        line for line in (decisions / "README.md").read_text(encoding="utf-8").splitlines() if "](0" in line
    }

"""The reading age of every sentence that the program can show: window, dialogs, errors, terminal, guide, e-mail, paper.

Run as ``python -m benchmarks.words``; with ``--list ROOM`` it prints the sentences of one room, the hardest first. The
measure is the grade of Flesch and Kincaid by ``textstat``; five years more give the age. textstat is no dependency of
the project: its newer versions load a word list from the network, so put version 0.7.4 into an environment of its own.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from benchmarks._measuring import Figure, print_all

ROOT = Path(__file__).parents[1]
YEARS = 5
"""The age at which a child begins the first grade, less one."""
AIM = 12
_FEWEST_WORDS = 4
_NO_SENTENCES = {"s11desk/desktop/inputs/answers/everyday_words.py"}
"""Lists of words that somebody may type, which nobody reads."""
_HARD_FROM = 8
"""Words of a sentence that is worth listing: the measure says little about a shorter one."""

ROOMS = {
    "window": ("s11desk/desktop",),
    "terminal": ("s11desk/cli",),
    "shared": ("s11desk/wording", "s11desk/domain"),
    "e-mail": ("s11desk/app",),
    "paper": ("s11desk/report", "s11desk/bundle", "s11desk/collation"),
    "topics": ("s11desk/topics",),
    "guide": ("resources/guide",),
}
_GAP = re.compile(r"\{[^{}]*\}")
_NO_PROSE = re.compile(r"[<>=|\\^$#]|\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA)\b|https?:|::|\(\?|\bnoqa\b")
_ENDS = re.compile(r"(?<=[.!?:])\s+|\n+")
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|^[#>\-\s]+|[*`]", re.MULTILINE)


@dataclass(frozen=True)
class Sentence:
    """One sentence, with its file and the room of the program that it belongs to."""

    room: str
    place: str
    text: str


def every_sentence() -> Iterator[Sentence]:
    """Every sentence of at least four words, each text once."""
    seen: set[str] = set()
    for room, folders in ROOMS.items():
        for folder in folders:
            files = (path for path in (ROOT / folder).rglob("*") if _named(path) not in _NO_SENTENCES)
            for path in sorted(files):
                for text in _texts(path):
                    for sentence in _sentences(text):
                        if sentence not in seen:
                            seen.add(sentence)
                            yield Sentence(room, _named(path), sentence)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        yield from _strings(ast.parse(path.read_text(encoding="utf-8")))
    elif path.suffix == ".md":
        yield _MARKUP.sub("", path.read_text(encoding="utf-8"))


def _strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that can reach a person: no docstrings, and nothing that is raised for programmers."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr | ast.Subscript):
            skipped.update(id(one) for one in ast.walk(node) if one is not node)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _sentences(text: str) -> Iterator[str]:
    if _NO_PROSE.search(text):
        return
    for part in _ENDS.split(_GAP.sub("Kim", text).replace("&", "")):
        words = part.split()
        spoken = sum(word.strip("“”‘’.,:;!?()…").replace("'", "").replace("-", "").isalpha() for word in words)
        if len(words) >= _FEWEST_WORDS and spoken > 0.8 * len(words):
            yield part.strip()


def _load() -> ModuleType | None:
    try:
        return importlib.import_module("textstat")
    except ImportError:
        return None


def _age(measure: ModuleType, text: str) -> float:
    return float(measure.flesch_kincaid_grade(text)) + YEARS


def _print_room(measure: ModuleType, room: str, sentences: list[Sentence]) -> Figure:
    whole = " ".join(one.text if one.text[-1] in ".!?" else f"{one.text}." for one in sentences)
    words = sum(len(one.text.split()) for one in sentences)
    age = _age(measure, whole)
    print(f"{room:10}{len(sentences):7} sentences {words / len(sentences):6.1f} words each   reading age {age:5.1f}")
    return Figure(f"reading age of the {room}", round(age, 1), "years", AIM)


def _print_hardest(measure: ModuleType, sentences: list[Sentence], number: int) -> None:
    long_enough = [one for one in sentences if len(one.text.split()) >= _HARD_FROM]
    ranked = sorted(long_enough, key=lambda one: _age(measure, one.text), reverse=True)
    for one in ranked[:number]:
        print(f"{_age(measure, one.text):5.1f}  {one.place}: {one.text}")


def main() -> None:
    """Print the reading age of each room, and the ten hardest sentences."""
    measure, sentences = _load(), list(every_sentence())
    if measure is None:
        print(f"{len(sentences)} sentences. To measure them: pip install textstat==0.7.4, in an environment of its own")
        return
    if "--list" in sys.argv:
        room = sys.argv[-1]
        _print_hardest(measure, [one for one in sentences if one.room == room], len(sentences))
        return
    rooms = {room: [one for one in sentences if one.room == room] for room in ROOMS}
    figures = [_print_room(measure, room, some) for room, some in rooms.items()]
    _print_hardest(measure, sentences, 10)
    print_all(figures)


if __name__ == "__main__":
    main()

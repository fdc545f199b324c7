"""What an installed program contains, as ``contents.toml`` beside this file lists it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("contents.toml")


class ContentsError(Exception):
    """The list does not fit what is to be built. The message says what to add or to take out."""


@dataclass(frozen=True)
class Rules:
    """What one package ships: what fits a pattern of ``keep`` (all, if empty) and none of ``leave_out``."""

    keep: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    def keeps(self, path: str) -> bool:
        """Whether the file is shipped. ``path``: inside the folder that packages are installed into."""
        return (not self.keep or _fits(path, self.keep)) and not _fits(path, self.leave_out)


@dataclass(frozen=True)
class Contents:
    """The whole list."""

    leave_out: tuple[str, ...]
    left_out: Mapping[str, str]
    shipped: Mapping[str, Rules]
    unused_imports: Mapping[str, str]
    standard_library: Rules
    windows_python: Rules

    @cached_property
    def _general(self) -> Rules:
        return Rules(leave_out=self.leave_out)

    def keeps(self, package: str, path: str) -> bool:
        """Whether a file of ``package``, by its name in the lock file, is shipped. Raises ContentsError."""
        if package in self.left_out:
            return False
        if package not in self.shipped:
            raise ContentsError(f"{package} is new: add it to “shipped” or to “left_out” in {LIST.name}")
        return self._general.keeps(path) and self.shipped[package].keeps(path)

    def check_packages(self, locked: Iterable[str]) -> None:
        """Raise ContentsError unless exactly the packages of the lock file are in the list."""
        listed = {*self.shipped, *self.left_out}
        names = set(locked)
        if names - listed:
            new = ", ".join(sorted(names - listed))
            raise ContentsError(f"new in the lock file: {new}. Add each to “shipped” or to “left_out” in {LIST.name}")
        if listed - names:
            gone = ", ".join(sorted(listed - names))
            raise ContentsError(f"no longer in the lock file: {gone}. Take each out of {LIST.name}")

    def idle_patterns(self, files: Mapping[str, Iterable[str]]) -> list[str]:
        """The patterns of packages that fit no file. ``files``: the paths of each package, of all systems together."""
        idle = []
        for package, rules in self.shipped.items():
            paths = list(files.get(package, ()))
            for pattern in (*rules.keep, *rules.leave_out):
                if not any(_fits(path, (pattern,)) for path in paths):
                    idle.append(f"{package}: {pattern}")
        return idle


def read_contents(path: Path = LIST) -> Contents:
    """Read the list. Raises what reading and ``tomllib`` raise."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return Contents(
        leave_out=tuple(read["leave_out"]),
        left_out=read["left_out"],
        shipped={name: _rules(given) for name, given in read["shipped"].items()},
        unused_imports=read["unused_imports"],
        standard_library=_rules(read["standard_library"]),
        windows_python=_rules(read["windows_python"]),
    )


def locked_packages(lock: Path) -> list[str]:
    """The names of the packages in a lock file."""
    return re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)


def _rules(given: Mapping[str, Any]) -> Rules:
    return Rules(keep=tuple(given.get("keep", ())), leave_out=tuple(given.get("leave_out", ())))


def _fits(path: str, patterns: Iterable[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(_expression(pattern).fullmatch(path if "/" in pattern else name) for pattern in patterns)


@lru_cache(maxsize=1024)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*)", pattern)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts))

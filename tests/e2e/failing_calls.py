"""Make real calls of the system fail: each call goes through a layer that runs it, or raises OSError in its place."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CHANGES = ("fsync", "replace", "rename", "link", "unlink", "mkdir", "open")
"""The functions of ``os`` by which a program makes, names, removes and flushes files."""


@dataclass(frozen=True)
class SystemCall:
    """``target``: the path that the call changes; of a flush, the file or folder that is flushed."""

    name: str
    target: Path

    @property
    def is_on_folder(self) -> bool:
        return self.target.is_dir()

    @property
    def is_on_partial(self) -> bool:
        return self.target.name.startswith(".s11desk-")


Chooser = Callable[[SystemCall], bool]


@dataclass
class FailingCalls:
    """``chosen`` calls fail with ``number``. With ``after``, a chosen call first does its work and then fails."""

    chosen: Chooser
    number: int = errno.EIO
    after: bool = False
    calls: list[SystemCall] = field(default_factory=list)
    failed: list[SystemCall] = field(default_factory=list)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> FailingCalls:
        for name in CHANGES:
            monkeypatch.setattr(os, name, self._layer(name, getattr(os, name)))
        return self

    def _layer(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **how: object) -> object:
            made = SystemCall(name, _target(name, given))
            self.calls.append(made)
            if not self.chosen(made):
                return real(*given, **how)
            self.failed.append(made)
            if self.after:
                real(*given, **how)
            raise OSError(self.number, os.strerror(self.number), str(made.target))

        return call


def _target(name: str, given: tuple[object, ...]) -> Path:
    """The path that the call changes. A flush names it by a number, which Linux resolves."""
    if name == "fsync":
        return Path(f"/proc/self/fd/{given[0]}").readlink()
    named = given[1] if name in {"replace", "rename", "link"} else given[0]
    return Path(os.fsdecode(named))  # type: ignore[arg-type]


def is_folder_flush(call: SystemCall) -> bool:
    return call.name == "fsync" and call.is_on_folder


def is_folder_opened(call: SystemCall) -> bool:
    return call.name == "open" and call.is_on_folder


def is_partial_removed(call: SystemCall) -> bool:
    return call.name == "unlink" and call.is_on_partial


def is_file_named(call: SystemCall) -> bool:
    """Whether the call gives a temporary file its final name."""
    return call.name in {"replace", "rename", "link"} and not call.is_on_partial

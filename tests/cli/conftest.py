"""Run the command line in this process, as ``__main__`` does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from s11desk.cli.main import run


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def s11desk(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """A function that runs one command in the home ``tmp_path/home``."""
    monkeypatch.delenv("S11DESK_PASSPHRASE", raising=False)

    def no_window(_: Home, __: Path | None) -> int:
        raise AssertionError("no window was asked for")

    def call(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        code = run(["--home", str(tmp_path / "home"), *map(str, arguments)], no_window, lambda *_: "")
        return Ran(code, *capfd.readouterr())

    return call


@pytest.fixture
def audit_id(s11desk: Command) -> str:
    return s11desk("new", "wscp-early-help-2023", "--agency", "Riverside Trust").out.strip()

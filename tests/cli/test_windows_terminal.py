"""What a terminal of Windows leaves to the program: wildcards, and the encoding of what goes into a pipe or a file."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from s11desk.cli.file_patterns import expand_patterns
from s11desk.cli.main import use_utf8_output
from tests.cli.conftest import Command


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")


def expanded(*files: Path) -> tuple[Path, ...]:
    return expand_patterns(None, None, files)  # type: ignore[arg-type] # it looks at neither


@pytest.mark.usefixtures("on_windows")
def test_a_pattern_becomes_the_files_that_fit_it(tmp_path: Path) -> None:
    for name in ("b.zip", "a.zip", "c.s11", "[x].zip"):
        (tmp_path / name).touch()
    assert expanded(tmp_path / "*.zip") == (tmp_path / "[x].zip", tmp_path / "a.zip", tmp_path / "b.zip")
    assert expanded(tmp_path / "?.s11", tmp_path / "[x]*") == (tmp_path / "c.s11", tmp_path / "[x].zip")
    assert expanded(tmp_path / "a.zip", tmp_path / "*.pdf") == (tmp_path / "a.zip", tmp_path / "*.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another system")
def test_elsewhere_the_shell_has_done_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").touch()
    assert expanded(tmp_path / "*.zip") == (tmp_path / "*.zip",)


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("command", [("verify",), ("attach", "k7m3-9qxd", "policy")])
def test_every_command_that_takes_many_files_expands_them(
    s11desk: Command, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A pattern that fits nothing stays in the message; one that fits is never named."""
    (tmp_path / "note.zip").write_bytes(b"Dear partnership")
    ran = s11desk(*command, tmp_path / "*.zip")
    assert "*.zip" not in ran.out + ran.err


@pytest.mark.parametrize(("platform", "encoding"), [("win32", "utf-8"), ("linux", "cp1252")])
def test_what_goes_into_a_pipe_is_utf_8_on_windows(
    platform: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    monkeypatch.setattr(sys, "platform", platform)
    use_utf8_output()
    assert (sys.stdout.encoding, sys.stderr.encoding) == (encoding, encoding)
    sys.stdout.write("Zoë → 葉")  # never an error, whatever the encoding

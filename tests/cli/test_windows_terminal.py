"""What a terminal of Windows leaves to the program: wildcards, and the encoding of what goes into a pipe or a file."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from s11desk.cli.file_patterns import OneFile, expand_patterns
from s11desk.cli.main import program, use_utf8_output
from tests.cli.conftest import Command


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on Windows, where the parameters of each command change once. Afterwards they are as they were."""
    kept = [(parameter, parameter.type, parameter.callback) for _, parameter in every_path(program)]
    monkeypatch.setattr(sys, "platform", "win32")
    yield
    for parameter, kind, callback in kept:
        parameter.type, parameter.callback = kind, callback


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


@pytest.mark.usefixtures("on_windows")
def test_folders_and_relative_paths_can_be_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.zip").touch()
    monkeypatch.chdir(tmp_path)
    assert expanded(Path("*/a.zip")) == (Path("one/a.zip"), Path("two/a.zip"))
    assert expanded(Path("t*/*.zip")) == (Path("two/a.zip"),)
    assert expanded(Path("*.zip"), Path("one")) == (Path("*.zip"), Path("one"))


def every_path(command: click.Command, *names: str) -> Iterator[tuple[str, click.Parameter]]:
    """Each parameter that is a path, of every command, with the name of the command."""
    for name in command.list_commands(click.Context(command)) if isinstance(command, click.Group) else ():
        part = command.get_command(click.Context(command), name)  # type: ignore[attr-defined]
        yield from every_path(part, *names, name)
    for parameter in command.params:
        if isinstance(parameter.type, (click.Path, OneFile)):
            yield " ".join((*names, parameter.name or "")), parameter


@pytest.mark.usefixtures("on_windows")
def test_every_path_of_every_command_can_be_a_pattern() -> None:
    found = {name: parameter for name, parameter in every_path(program) if name != "home"}
    assert len(found) > 40
    for name, parameter in found.items():
        many = parameter.nargs == -1 and parameter.callback is expand_patterns
        assert many or isinstance(parameter.type, OneFile), name


@pytest.mark.usefixtures("on_windows")
def test_a_pattern_for_one_file_must_fit_one(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "only.zip").write_bytes(b"Dear partnership")
    assert "*.zip" not in s11desk("decrypt", tmp_path / "*.zip", tmp_path / "out").err
    (tmp_path / "more.zip").write_bytes(b"Dear partnership")
    ran = s11desk("decrypt", tmp_path / "*.zip", tmp_path / "out")
    assert ran.code == 2
    assert "stands for 2 files. Give the name of one." in ran.err


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

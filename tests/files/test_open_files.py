"""The program asks for as many open files as taking in many returns needs."""

from __future__ import annotations

import sys

import pytest

from s11desk.files.open_files import may_open_many

if sys.platform == "win32":
    pytest.skip("Windows has no such limit", allow_module_level=True)

import resource


def test_more_open_files_are_asked_for_where_few_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    asked: list[tuple[int, int]] = []
    given = [(256, 4096)]

    def ask(_: int, wanted: tuple[int, int]) -> None:
        asked.append(wanted)
        given[0] = wanted

    monkeypatch.setattr(resource, "getrlimit", lambda _: given[0])
    monkeypatch.setattr(resource, "setrlimit", ask)
    assert may_open_many()
    assert asked == [(2048, 4096)]
    assert may_open_many()
    assert len(asked) == 1, "it is not asked again"
    given[0] = (256, 512)
    assert not may_open_many(), "the system has no more"
    monkeypatch.undo()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before

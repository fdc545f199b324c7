"""The file of colours and text size: whatever is in it, the window opens, and a strange file is kept aside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from s11desk.desktop.shell.preferences import MAX_FILE_SIZE, Preferences, read_preferences, write_preferences
from s11desk.desktop.theme.tokens import MAX_ZOOM, MIN_ZOOM, Scheme
from tests.golden_archives import unpack_home

DARK = Preferences(Scheme.DARK, 125)

STRANGE = {
    "infinite": b'{"scheme": "dark", "zoom": 1e400}',
    "not a number": b'{"scheme": "dark", "zoom": NaN}',
    "minus infinity": b'{"scheme": "dark", "zoom": -Infinity}',
    "a fraction": b'{"scheme": "dark", "zoom": 125.5}',
    "a truth": b'{"scheme": "dark", "zoom": true}',
    "a text": b'{"scheme": "dark", "zoom": "125"}',
    "a list": b'{"scheme": ["dark"], "zoom": [125]}',
    "an object": b'{"scheme": {"dark": 1}, "zoom": {}}',
    "null": b'{"scheme": null, "zoom": null}',
    "a number of many digits": b'{"scheme": "dark", "zoom": ' + b"9" * 5000 + b"}",
    "no object": b"[1, 2]",
    "only a number": b"125",
    "deep lists": b"[" * 50_000,
    "deep objects": b'{"scheme":' * 5_000,
    "unknown colours": b'{"scheme": "purple", "zoom": 125}',
    "nothing": b"",
    "no text": b"\xff\xfe\x00\x00",
    "half": b'{"scheme": "dark", "zo',
    "huge": b'{"scheme": "dark", "zoom": 125}' + b" " * MAX_FILE_SIZE,
}


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE)
def test_a_strange_file_means_the_usual_look_and_is_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert read_preferences(path) == Preferences()
    assert path.read_bytes() == content
    write_preferences(path, DARK)
    assert read_preferences(path) == DARK
    assert (tmp_path / "settings-unreadable.json").read_bytes() == content


def test_a_good_file_is_replaced_without_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for preferences in (DARK, Preferences()):
        write_preferences(path, preferences)
        assert read_preferences(path) == preferences
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("stored", "shown"), [(1, MIN_ZOOM), (10**9, MAX_ZOOM), (-5, MIN_ZOOM)])
def test_a_size_out_of_bounds_is_brought_within(tmp_path: Path, stored: int, shown: int) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"scheme": "light", "zoom": {stored}}}')
    assert read_preferences(path) == Preferences(Scheme.LIGHT, shown)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_folder_or_a_pipe_in_its_place_means_the_usual_look(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_preferences(tmp_path) == read_preferences(tmp_path / "pipe") == Preferences()


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_settings_of_every_earlier_version_are_read(tmp_path: Path, version: int) -> None:
    unpack_home(f"schema-{version}.tar.xz", tmp_path)
    assert read_preferences(tmp_path / "settings.json") == DARK

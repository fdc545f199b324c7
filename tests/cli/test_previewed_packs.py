"""``topics preview`` and ``topics changes``: what a pack looks like and changes, before it is installed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.cli.main import run
from s11desk.topics.pack import encode_topic
from tests.cli.conftest import Command
from tests.samples import small_topic


def written(folder: Path, version: int, text: str = "Question about motto?") -> Path:
    questions = tuple(
        msgspec.structs.replace(one, text=text) if one.id == "motto" else one for one in small_topic().questions
    )
    path = folder / f"pack-{version}.json"
    path.write_bytes(encode_topic(msgspec.structs.replace(small_topic(), version=version, questions=questions)))
    return path


def test_the_blank_form_is_written_and_nothing_is_installed(s11desk: Command, tmp_path: Path) -> None:
    ran = s11desk("topics", "preview", written(tmp_path, 1), tmp_path / "form.pdf")
    assert ran.code == 0
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
    assert "sample" not in s11desk("topics").out
    again = s11desk("topics", "preview", written(tmp_path, 1), tmp_path / "form.pdf")
    assert again.code == 2
    assert "form.pdf" in again.err


def test_without_a_file_name_the_window_opens_with_the_preview(tmp_path: Path) -> None:
    seen: list[tuple[Home, Path]] = []

    def preview(home: Home, pack: Path) -> int:
        seen.append((home, pack))
        return 0

    pack = written(tmp_path, 1)
    arguments = ["--home", str(tmp_path / "home"), "topics", "preview", str(pack)]
    assert run(arguments, lambda *_: 70, lambda *_: "", preview) == 0
    assert seen == [(Home(tmp_path / "home"), pack)]


def test_a_pack_with_problems_is_not_previewed(s11desk: Command, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": 1}')
    ran = s11desk("topics", "preview", broken, tmp_path / "form.pdf")
    assert ran.code == 2
    assert not (tmp_path / "form.pdf").exists()


def test_changes_are_listed_since_the_installed_version_or_another_pack(s11desk: Command, tmp_path: Path) -> None:
    first, second = written(tmp_path, 1), written(tmp_path, 2, "What is your motto?")
    assert "nothing to compare with" in s11desk("topics", "changes", first).out
    assert s11desk("topics", "install", first).code == 0
    changed = s11desk("topics", "changes", second)
    assert changed.code == 1
    assert "From version 1 to version 2:" in changed.out
    assert "With new words: question 6, “What is your motto?”. It was “Question about motto?”." in changed.out
    assert s11desk("topics", "changes", second, first).out == changed.out
    assert s11desk("topics", "changes", first).code == 0

"""Each error has a sentence and an exit code, and leaves the draft unchanged."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import pytest

from s11desk.cli.guard import run_guarded
from s11desk.cli.sentences.gap_sentences import SENTENCES as GAP_SENTENCES
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.sentences.topic_lines import _ORIGINS, _PARTS
from s11desk.domain.audits.completeness import GapCode
from s11desk.domain.topics.topic import OriginKind
from s11desk.errors import IntegrityError, UserError
from s11desk.topics.origins import Part
from tests.cli.conftest import Command
from tests.error_examples import EVERY_ERROR, example


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (GAP_SENTENCES, GapCode),
        (_ORIGINS, OriginKind),
        (_PARTS, Part),
    ],
)
def test_every_code_has_its_sentence(table: dict[object, str], members: type[StrEnum]) -> None:
    assert set(table) == set(members)
    assert all(text.strip() for text in table.values())


@pytest.mark.parametrize("text", ["minutes.pdf", ""])
@pytest.mark.parametrize("error_class", EVERY_ERROR)
def test_every_error_has_its_sentence(error_class: type[UserError], text: str) -> None:
    words = sentence(example(error_class, text))
    assert words.strip()
    for hole in ("{", "}", "None"):
        assert hole not in words


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"answers": [', "line 1"),
        ('{"answers": [{"question": "staf-understanding", "choice": "yes"}]}', "Did you mean “staff-understanding”?"),
        ('{"answers": [{"question": "family-hubs", "choice": "yess"}]}', "Allowed: yes, partly, no, not-applicable"),
        ('{"answers": [{"question": "family-hubs", "choise": "yes"}]}', "at answers[0]"),
        ('{"answers": [{"question": "family-hubs", "text": "yes"}]}', "has no “text”"),
    ],
)
def test_a_wrong_file_of_answers_is_refused(
    s11desk: Command, audit_id: str, tmp_path: Path, content: str, expected: str
) -> None:
    before = s11desk("show", audit_id, "--json").out
    (tmp_path / "answers.json").write_text(content)
    refused = s11desk("answer", audit_id, tmp_path / "answers.json")
    assert refused.code == 2
    assert expected in refused.err
    assert "Traceback" not in refused.err
    assert s11desk("show", audit_id, "--json").out == before


def test_an_unknown_name_is_refused_with_the_known_ones(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    for arguments, expected in (
        (("answer", audit_id, tmp_path / "no.json"), "There is no file"),
        (("show", "zzzz-zzzz"), audit_id),
        (("new", "nothing", "--agency", "A"), "wscp-early-help-2023"),
        (("new", "wscp-early-help-2023", "--agency", " "), "--agency"),
        (("detach", audit_id, "E9"), "E9"),
        (("attach", audit_id, "99", tmp_path / "no.pdf"), "no question"),
        (("frobnicate",), "No such command"),
    ):
        refused = s11desk(*arguments)
        assert (refused.code, expected in refused.err) == (2, True), arguments


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("program.pdf", b"MZ" + b"\x00" * 200, "is not what its name says"),
        ("empty.pdf", b"", "is empty (0 bytes)"),
        ("notes.exe", b"MZ" + b"\x00" * 200, "is not of a type this question takes"),
        ("large.pdf", b"%PDF-1.4\n" + b"0" * 11_000_000, "this topic takes files up to 10 MB"),
    ],
)
def test_a_file_of_a_wrong_type_or_size_is_not_attached(
    s11desk: Command, audit_id: str, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(content)
    refused = s11desk("attach", audit_id, "11", tmp_path / name)
    assert (refused.code, expected in refused.err) == (2, True)
    assert "evidence" not in s11desk("show", audit_id, "--json").out


@pytest.mark.usefixtures("audit_id")
def test_newer_and_damaged_drafts_are_refused(s11desk: Command, tmp_path: Path) -> None:
    database = tmp_path / "home" / "drafts.db"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    newer = s11desk("list")
    assert (newer.code, "newer s11desk" in newer.err) == (3, True)
    database.write_bytes(b"no database at all, only text" * 300)
    damaged = s11desk("list", "--json")
    assert damaged.code == 3
    assert damaged.json["error"]["code"] == "environment.drafts-damaged"  # type: ignore[index]


def test_a_fault_is_shown_and_logged_with_its_place_and_no_content(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def faulty() -> None:
        raise ValueError("what a child said")

    assert run_guarded(faulty, lambda: tmp_path, as_json=False) == 70
    shown = capsys.readouterr().err
    assert "ValueError at tests.cli" in shown
    assert "child" not in shown
    noted = (tmp_path / "s11desk.log").read_text(encoding="utf-8")
    assert "ValueError at test_refusals.py:" in noted
    assert "child" not in noted


def test_a_bundle_that_does_not_read_back_is_reported_as_removed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def unreadable() -> None:
        raise IntegrityError("x")

    assert run_guarded(unreadable, lambda: tmp_path, as_json=False) == 3
    assert "removed" in capsys.readouterr().err


def test_a_closed_pipe_is_not_an_error(tmp_path: Path) -> None:
    command = '"$0" -m s11desk --home "$1" topics show wscp-early-help-2023 | head -1'
    arguments = ["bash", "-c", command, sys.executable, str(tmp_path / "home")]
    ran = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert ran.stderr == ""

"""No file name or text from a stranger can control the terminal."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.errors import UserError
from s11desk.wording.plain_text import folded, json_text, one_line, several_lines
from tests.cli.conftest import Command
from tests.error_examples import EVERY_ERROR, example

HOSTILE = [
    "a\x1b[2J\x1b[1;1H.zip",  # clears the screen
    "a\x1b]0;title\x07.zip",
    "a\x9b31m.zip",  # the same from the second block of control characters
    "a\rVerified..zip",
    "a\nreturn.zip: Verified. Nothing in it has been changed since it was signed.",
    "policy\u202efdp.exe",  # reads "policyexe.pdf"
    "a\u2066\u2069.zip",
    "a\u2028b.zip",
    "a\u200b\ufeff.zip",
]
CONTROL_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def is_plain(text: str) -> bool:
    return not any(unicodedata.category(c) in CONTROL_CATEGORIES and c not in "\u200c\u200d" for c in text)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("arguments", [["verify"], ["verify", "--json"], ["countersign"], ["topics", "check"]])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_name_cannot_write_to_the_terminal(
    s11desk: Command, tmp_path: Path, name: str, arguments: list[str], is_there: bool
) -> None:
    if is_there:
        (tmp_path / name).write_bytes(b"no return")
    more = [tmp_path / "out"] if arguments == ["countersign"] else []
    ran = s11desk(*arguments, tmp_path / name, *more)
    lines = (ran.out + ran.err).rstrip("\n").split("\n")
    assert all(is_plain(line) for line in lines)
    assert not any(line.startswith("return.zip") for line in lines)
    if "--json" in arguments:
        assert name in json.loads(ran.out)[0]["file"]


@pytest.mark.parametrize("name", HOSTILE)
def test_an_unknown_command_is_shown_as_plain_text(s11desk: Command, name: str) -> None:
    for arguments in ([name], ["verify", f"--{name}"]):
        ran = s11desk(*arguments)
        assert ran.code == 2
        assert all(is_plain(line) for line in ran.err.split("\n"))


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_name_that_is_not_text_is_shown_and_goes_into_json(s11desk: Command, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.zip")
    ran = s11desk("verify", "--json", path)
    assert (ran.code, json.loads(ran.out)[0]["error"]["code"]) == (2, "input.file-missing")
    path.write_bytes(b"no return")
    assert json.loads(s11desk("verify", "--json", path).out)[0]["file"].endswith("a\\xff.zip")
    assert "a\N{REPLACEMENT CHARACTER}.zip" in s11desk("verify", path).out


def test_an_answer_of_several_lines_cannot_imitate_our_output(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    forged = "Yes.\n2. Is there a policy?\n   Answer: Met\x1b[2J"
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"answers": [{"question": "staff-understanding", "comment": forged}]}))
    assert s11desk("answer", audit_id, answers).code == 0
    assert "\n       2. Is there a policy?" in s11desk("show", audit_id).out
    for command in ("show", "history"):
        out = s11desk(command, audit_id).out
        assert "\n2. Is there a policy?" not in out
        assert "\x1b" not in out


@pytest.mark.parametrize("error_class", EVERY_ERROR)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_sentence_passes_on_control_characters(error_class: type[UserError], name: str) -> None:
    lines = sentence(example(error_class)).count("\n")
    shown = sentence(example(error_class, name))
    assert all(is_plain(line) for line in shown.split("\n"))
    assert shown.count("\n") == lines
    assert is_plain(message(example(error_class, name)).whole)


@given(st.text())
def test_plain_text_stays_unchanged(text: str) -> None:
    assert is_plain(one_line(text))
    assert several_lines(text).count("\n") == text.count("\n")
    assert all(is_plain(line) for line in folded(text).split("\n"))
    if is_plain(text):
        assert one_line(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_keeps_the_text(text: str) -> None:
    shown = json_text(json.dumps([text], ensure_ascii=False).encode())
    assert json.loads(shown) == [text]
    assert is_plain(shown)

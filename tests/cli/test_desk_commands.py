"""``s11desk desk`` and ``s11desk reply`` from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.cli.conftest import Command

RETURNS = Path(__file__).parent.parent / "golden" / "returns" / "format-2-layout-2"
REFERENCE = "FQQJ-HBFH-2"


def test_the_journey_of_an_officer(s11desk: Command, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    assert s11desk("desk", "create", desk, "--partnership", "Wirral SCP").code == 0
    (tmp_path / "note.txt").write_text("late\x1b[31m")
    taken = s11desk("desk", "take-in", desk, RETURNS, tmp_path / "note.txt")
    assert taken.code == 1
    assert "3 files read; 1 to look at." in taken.out
    assert "counts, in place of an earlier one" in taken.out
    (tmp_path / "agencies.csv").write_text("Agency,Type\nRiverside Trust – “The Hub” & friends,Charity\nQuay,School\n")
    listed = s11desk("desk", "agencies", desk, tmp_path / "agencies.csv").out
    assert listed == "2 added, 0 changed.\nRead as agency: “agency”, type: “type”.\n"
    wrong = s11desk("desk", "agencies", desk, tmp_path / "agencies.csv", "--heading", "agency", "Type").out
    assert wrong.startswith("2 added")
    for name in ("Charity", "School"):
        assert s11desk("desk", "close", desk, name).code == 0
    seen = s11desk("desk", "overview", desk).out
    assert "All agencies on the list: 1 of 2 have returned (50%)" in seen
    assert "Quay: not returned" in seen
    year = dt.datetime.now(dt.UTC).year + 1
    asked = ("--question", "1", "Who is it?", "--by", f"{year}-12-31")
    assert s11desk("desk", "send-back", desk, REFERENCE, *asked).code == 0
    assert "sent back" in s11desk("desk", "list", desk).out
    assert s11desk("desk", "officer", "Jane Smith ").out == s11desk("desk", "officer").out == "Jane Smith\n"
    assert f"by 31 December {year}. [" in s11desk("desk", "show", desk, REFERENCE).out
    assert s11desk("desk", "undo", desk, REFERENCE).code == 0
    assert s11desk("desk", "accept", desk, REFERENCE.lower()).code == 0
    assert "Jane Smith" in s11desk("desk", "show", desk, REFERENCE).out
    assert s11desk("desk", "tables", desk, tmp_path / "tables", "--accepted").out.endswith("1 return in the tables.\n")
    assert s11desk("desk", "check", desk).code == 0
    assert s11desk("desk", "back-up", desk, tmp_path / "stick").code == 0
    assert s11desk("desk", "keep-for", desk, "evidence", "72").out == "evidence: 72 months\n"
    assert s11desk("desk", "hold", desk, REFERENCE, "--why", "A review").code == 0
    assert "on hold" in s11desk("desk", "delete", desk, REFERENCE, "--rule", "Kept for a year.").err
    assert s11desk("desk", "hold", desk, REFERENCE, "--release").code == 0
    assert s11desk("desk", "keep-until", desk, REFERENCE, "2030-01-01", "--rule", "bundle").code == 0
    assert s11desk("desk", "delete", desk).out == ""
    assert "deleted" in s11desk("desk", "delete", desk, REFERENCE, "--rule", "Kept for a year.").out
    assert REFERENCE not in s11desk("desk", "list", desk, "--json").out


def test_wrong_uses_are_refused_with_a_sentence(s11desk: Command, tmp_path: Path) -> None:
    assert "There is no desk" in s11desk("desk", "list", tmp_path / "none").err
    desk = tmp_path / "desk"
    s11desk("desk", "create", desk, "--partnership", "Wirral SCP")
    assert s11desk("desk", "create", desk, "--partnership", "Wirral SCP").code == 2
    assert "no return" in s11desk("desk", "accept", desk, "AAAA-BBBB-1").err
    assert "no agency" in s11desk("desk", "extend", desk, "Nobody", "2030-01-01").err
    assert "Check the year: this says 2206" in s11desk("desk", "extend", desk, "Nobody", "2206-01-01").err
    (tmp_path / "note.s11receipt").write_text("A receipt.")
    refused = s11desk("reply", "take-in", tmp_path / "note.s11receipt")
    assert refused.code == 2
    assert "was not taken in" in refused.err

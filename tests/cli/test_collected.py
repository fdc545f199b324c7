"""``collected``: answers of ODK or Kobo become audits to be confirmed, and a return is written in their shape."""

from __future__ import annotations

import json
from pathlib import Path

from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.completeness import GapCode, find_gaps
from s11desk.store.rows.journal import EventKind
from s11desk.topics.pack import encode_topic
from tests.cli.conftest import Command
from tests.samples import small_topic

CSV = "policy,story,people,KEY\r\nno,One family,Amina,uuid:1\r\nblue,Another,,uuid:2\r\n"


def test_each_submission_becomes_an_audit_and_nothing_counts_before_it_is_confirmed(
    s11desk: Command, tmp_path: Path
) -> None:
    (tmp_path / "pack.json").write_bytes(encode_topic(small_topic()))
    (tmp_path / "export.csv").write_text(CSV, newline="")
    assert s11desk("topics", "install", tmp_path / "pack.json").code == 0
    ran = s11desk("collected", "take-in", tmp_path / "export.csv", "sample", "--agency", "Riverside", "--json")
    assert ran.code == 0
    taken = json.loads(ran.out)
    assert [one["answers"] for one in taken] == [2, 2]
    assert taken[0]["left"] == [{"name": "people", "text": "Amina"}]
    with Workspace(Home(tmp_path / "home")) as workspace:
        draft = open_draft(workspace, taken[0]["audit"])
        gaps = [gap.question for gap in find_gaps(draft.topic, draft.audit) if gap.code is GapCode.UNCONFIRMED]
        assert gaps == ["policy", "story"]
        assert draft_history(workspace, draft.audit.id)[-1].what is EventKind.COLLECTED
    only = s11desk("collected", "take-in", tmp_path / "export.csv", "sample", "--agency", "R", "--submission", "2")
    assert "uuid:2" in only.out
    assert (
        s11desk("collected", "take-in", tmp_path / "export.csv", "sample", "--agency", "R", "--submission", "3").code
        == 2
    )


def test_a_file_of_another_kind_makes_no_audit(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "pack.json").write_bytes(encode_topic(small_topic()))
    (tmp_path / "export.json").write_text("[]")
    assert s11desk("topics", "install", tmp_path / "pack.json").code == 0
    ran = s11desk("collected", "take-in", tmp_path / "export.json", "sample", "--agency", "Riverside")
    assert ran.code == 2
    assert "there is no submission in it" in ran.err
    assert "No audits yet" in s11desk("list").out


def test_only_a_return_that_verifies_is_written(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK")
    assert s11desk("collected", "write", tmp_path / "no.zip", tmp_path / "out.csv").code == 1
    assert not (tmp_path / "out.csv").exists()
    assert s11desk("collected", "write", tmp_path / "no.zip", tmp_path / "out.txt").code == 2
    demo = s11desk("demo", tmp_path / "demo")
    assert demo.code == 0
    (made,) = (tmp_path / "demo").glob("*.zip")
    assert s11desk("collected", "write", made, tmp_path / "out.json").code == 0
    (result,) = json.loads((tmp_path / "out.json").read_text())["results"]
    answers = json.loads((resources_folder() / "demo" / "answers.json").read_text())["answers"]
    chosen = {answer["question"]: answer["choice"] for answer in answers if answer.get("choice")}
    assert chosen
    assert chosen.items() <= result.items()

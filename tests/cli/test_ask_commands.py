"""``s11desk ask``: questions out, answers back, and what to do where the two disagree."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Command

QUESTION = "family-hubs"


def test_questions_go_out_and_answers_come_back(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    questions, answers = tmp_path / "q.s11questions", tmp_path / "a.s11answers"
    out = s11desk("ask", "out", audit_id, questions, "--question", QUESTION, "--to", "Kim", "--line", "Please.")
    assert (out.code, "1 question for your colleague" in out.out) == (0, True)
    assert "“Please.”" in s11desk("ask", "show", questions).out
    theirs = s11desk("ask", "begin", questions).out.strip()
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"answers": [{"question": QUESTION, "choice": "yes", "comment": "Theirs"}]}))
    assert s11desk("answer", theirs, given).code == 0
    assert s11desk("ask", "reply", theirs, answers, "--name", "Kim").code == 0
    assert "comes in" in s11desk("ask", "show", answers).out
    assert s11desk("ask", "in", answers).code == 0
    assert "Theirs" in s11desk("show", audit_id).out
    assert "Kim" in s11desk("history", audit_id).out
    again = shutil.copy(answers, tmp_path / "b.s11answers")
    assert "taken these answers in before" in s11desk("ask", "in", again, answers).out


def test_answers_that_disagree_wait_for_a_choice(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    questions, answers, given = tmp_path / "q.s11questions", tmp_path / "a.s11answers", tmp_path / "given.json"
    s11desk("ask", "out", audit_id, questions, "--all")
    theirs = s11desk("ask", "begin", questions).out.strip()
    for audit, comment in ((theirs, "Theirs"), (audit_id, "Mine")):
        given.write_text(json.dumps({"answers": [{"question": QUESTION, "choice": "yes", "comment": comment}]}))
        s11desk("answer", audit, given)
    s11desk("ask", "reply", theirs, answers, "--name", "Kim")
    refused = s11desk("ask", "in", answers)
    assert (refused.code, "--keep-mine" in refused.err) == (2, True)
    shown = s11desk("ask", "show", answers).out
    assert shown.index("Theirs") < shown.index("Mine")
    assert s11desk("ask", "in", answers, "--theirs", QUESTION).code == 0
    assert "Theirs" in s11desk("show", audit_id).out


def test_a_name_and_a_question_are_asked_for(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    refused = s11desk("ask", "out", audit_id, tmp_path / "q")
    assert (refused.code, "--question" in refused.err) == (2, True)
    s11desk("ask", "out", audit_id, tmp_path / "q", "--all")
    theirs = s11desk("ask", "begin", tmp_path / "q.s11questions").out.strip()
    refused = s11desk("ask", "reply", theirs, tmp_path / "a")
    assert (refused.code, "--name" in refused.err) == (2, True)
    assert "ask reply" in s11desk("export", theirs, tmp_path).err

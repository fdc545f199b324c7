"""An id that moved to another question since the version that is here is warned about, with its place."""

from __future__ import annotations

from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import check_received_pack
from s11desk.app.topic_packs import check_topic, keep_pack
from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.question_matches import earlier_topic
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import encode_topic
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from s11desk.wording.topics.pack_sentences import problem_sentence
from tests.app.conftest import SteppingClock
from tests.samples import NOON, small_topic

TEXTS = {"story": "Tell one story of a family that you helped.", "motto": "Which poster hangs beside the entrance?"}


def topic_with(version: int, **texts: str) -> Topic:
    questions = tuple(
        msgspec.structs.replace(one, text=texts[one.id]) if one.id in texts else one for one in small_topic().questions
    )
    return msgspec.structs.replace(small_topic(), version=version, questions=questions)


BEFORE = topic_with(1, **TEXTS)
SWAPPED = topic_with(2, story=TEXTS["motto"], motto=TEXTS["story"])


def test_a_workbook_names_sheet_row_and_the_id_that_fits(tmp_path: Path) -> None:
    path = tmp_path / "next.xlsx"
    path.write_bytes(topic_workbook(SWAPPED, NOON))
    moved = [
        problem_sentence(problem)
        for problem in check_topic(path, NOON.date(), (earlier_topic(BEFORE),))
        if problem.code is ProblemCode.ID_MOVED
    ]
    assert moved == [
        "next.xlsx, survey, row 6, name: The id “story” belonged to another question in version 1, which is here. These"
        " words had the id “motto”. Give it back, so that answers are not compared with the wrong question.",
        "next.xlsx, survey, row 7, name: The id “motto” belonged to another question in version 1, which is here. These"
        " words had the id “story”. Give it back, so that answers are not compared with the wrong question.",
    ]


def test_a_json_pack_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "next.json"
    path.write_bytes(encode_topic(SWAPPED))
    problems = [one for one in check_topic(path, NOON.date(), (earlier_topic(BEFORE),)) if one.is_warning]
    moved = [(one.place, one.found, one.allowed) for one in problems if one.code is ProblemCode.ID_MOVED]
    assert moved == [
        ("questions[4] (id story).id", "story", ("motto",)),
        ("questions[5] (id motto).id", "motto", ("story",)),
    ]
    assert all(problem.line for problem in problems)


def test_another_topic_and_the_same_words_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "next.json"
    path.write_bytes(encode_topic(msgspec.structs.replace(SWAPPED, id="another")))
    codes = {problem.code for problem in check_topic(path, NOON.date(), (earlier_topic(BEFORE),))}
    path.write_bytes(encode_topic(msgspec.structs.replace(BEFORE, version=2)))
    codes |= {problem.code for problem in check_topic(path, NOON.date(), (earlier_topic(BEFORE),))}
    assert not codes & {ProblemCode.ID_MOVED, ProblemCode.ID_REUSED}


def test_the_window_and_install_see_it_because_the_home_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "next.json"
    path.write_bytes(encode_topic(topic_with(2, story="How many bicycles were repaired?", motto=TEXTS["motto"])))
    with Workspace(Home(tmp_path / "home"), SteppingClock()) as workspace:
        keep_pack(workspace, BEFORE, path, confirmed=True)
        found = [(one.code, one.found, one.limit) for one in check_received_pack(workspace, path).problems]
    assert (ProblemCode.ID_REUSED, "story", 1) in found

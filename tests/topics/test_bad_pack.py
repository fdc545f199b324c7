"""One thoroughly bad pack: every fault of it is named in one go, in words, with its place."""

from __future__ import annotations

from pathlib import Path

from s11desk.topics.check_pack import check_pack
from s11desk.wording.pack_sentences import problem_sentence

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "bad-topic-problems.txt"


def test_every_problem_of_a_bad_pack_is_named_in_one_go() -> None:
    said = [problem_sentence(problem) for problem in check_pack(Path(__file__).parent / "bad")]
    assert said == GOLDEN.read_text(encoding="utf-8").splitlines()

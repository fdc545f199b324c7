"""One thoroughly bad pack: the check lists every problem at once, as a sentence with its place."""

from __future__ import annotations

from pathlib import Path

from s11desk.topics.pack import examine_path
from s11desk.wording.topics.pack_sentences import problem_sentence

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "bad-topic-problems.txt"


def test_all_problems_of_a_bad_pack_are_listed_at_once() -> None:
    sentences = [problem_sentence(problem) for problem in examine_path(Path(__file__).parent / "bad").problems]
    assert sentences == GOLDEN.read_text(encoding="utf-8").splitlines()

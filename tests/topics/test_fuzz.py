"""For any bytes, the check of a pack soon gives a topic or a list of problems."""

from __future__ import annotations

import contextlib
import io
import json
import random
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.errors import UserError
from s11desk.topics.check_pack import examine
from s11desk.topics.files.pack_file_names import GuidanceFile, PackFiles
from s11desk.topics.files.zipped_pack import read_zip
from s11desk.topics.pack import encode_topic, read_topic
from s11desk.wording.topics.pack_sentences import problem_sentence

SOUND = Path(__file__).parent / "sound"
TOPIC = (SOUND / "topic.json").read_bytes()
GUIDANCE = (GuidanceFile("first-steps", (SOUND / "guidance" / "first-steps.md").read_bytes()),)


def check_examination(files: PackFiles) -> None:
    """Check that every problem has a printable sentence, and that a topic without problems can be encoded."""
    examination = examine(files)
    assert (examination.topic is None) == any(not problem.is_warning for problem in examination.problems)
    for problem in examination.problems:
        assert problem_sentence(problem).isprintable()
    if examination.topic is not None:
        assert read_topic(encode_topic(examination.topic)) == examination.topic


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_give_a_topic_or_problems(content: bytes) -> None:
    check_examination(PackFiles(content, is_single=True))
    with contextlib.suppress(UserError):
        read_topic(content)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_any_json_gives_a_topic_or_problems(value: object) -> None:
    check_examination(PackFiles(json.dumps(value).encode(), GUIDANCE))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_mutated_pack_gives_a_topic_or_problems(chance: random.Random) -> None:
    check_examination(PackFiles(mutated(TOPIC, chance), GUIDANCE))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_mutated_zip_gives_a_topic_or_problems(chance: random.Random) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("topic.json", TOPIC)
        archive.writestr(GUIDANCE[0].name, GUIDANCE[0].content)
    check_examination(read_zip("pack.zip", mutated(stream.getvalue(), chance)))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """``content`` with a few bytes changed, or pieces of it moved, doubled or cut out."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(changed) + 1)
        piece = changed[start : start + chance.randint(1, 30)]
        match chance.randrange(4):
            case 0 if start < len(changed):
                changed[start] = chance.choice([0, 10, 34, 44, 48, 57, 91, 93, 123, 125, 255, chance.randrange(256)])
            case 1:
                del changed[start : start + len(piece)]
            case _:
                place = chance.randrange(len(changed) + 1)
                changed[place:place] = piece
    return bytes(changed)

"""Whatever bytes are given as a pack, the answer is a topic or a list of problems, soon."""

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
from s11desk.wording.pack_sentences import problem_sentence

SOUND = Path(__file__).parent / "sound"
TOPIC = (SOUND / "topic.json").read_bytes()
GUIDANCE = (GuidanceFile("first-steps", (SOUND / "guidance" / "first-steps.md").read_bytes()),)


def look(files: PackFiles) -> None:
    """Every problem can be put into words, and a topic without problems travels."""
    examination = examine(files)
    assert (examination.topic is None) == bool(examination.problems)
    for problem in examination.problems:
        assert problem_sentence(problem).isprintable()
    if examination.topic is not None:
        assert read_topic(encode_topic(examination.topic)) == examination.topic


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes(content: bytes) -> None:
    look(PackFiles(content, is_single=True))
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
def test_any_json(value: object) -> None:
    look(PackFiles(json.dumps(value).encode(), GUIDANCE))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_mutations_of_a_sound_pack(chance: random.Random) -> None:
    look(PackFiles(mutated(TOPIC, chance), GUIDANCE))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_mutations_of_a_zip(chance: random.Random) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("topic.json", TOPIC)
        archive.writestr(GUIDANCE[0].name, GUIDANCE[0].content)
    look(read_zip("pack.zip", mutated(stream.getvalue(), chance)))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """``content`` with a few bytes changed, or pieces of it moved, doubled or cut out."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(spoilt) + 1)
        piece = spoilt[start : start + chance.randint(1, 30)]
        match chance.randrange(4):
            case 0 if start < len(spoilt):
                spoilt[start] = chance.choice([0, 10, 34, 44, 48, 57, 91, 93, 123, 125, 255, chance.randrange(256)])
            case 1:
                del spoilt[start : start + len(piece)]
            case _:
                place = chance.randrange(len(spoilt) + 1)
                spoilt[place:place] = piece
    return bytes(spoilt)

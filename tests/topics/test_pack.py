"""Encoding a topic, its digest, and decoding it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Origin, ReturnAddress, Topic
from s11desk.errors import UserError
from s11desk.errors.file_errors import FileMissing
from s11desk.topics.check_pack import examine
from s11desk.topics.files.pack_file_names import GuidanceFile, PackFiles
from s11desk.topics.pack import (
    built_in_topics,
    decode_topic,
    encode_topic,
    examine_path,
    load_pack,
    read_topic,
    topic_digest,
)
from s11desk.topics.topic_invalid import TopicInvalid

SCALES = Path(__file__).parent / "scales"


@pytest.fixture
def topic(sound_pack: Path) -> Topic:
    return load_pack(sound_pack)


def test_decoding_an_encoded_topic_gives_the_same_topic(topic: Topic) -> None:
    assert decode_topic(encode_topic(topic)) == topic
    assert read_topic(encode_topic(topic)) == topic


def test_the_encoding_is_indented_json_in_the_order_of_the_format(topic: Topic) -> None:
    text = encode_topic(topic).decode("utf-8")
    assert text.startswith('{\n  "format": 1,\n  "id": "sample",\n  "version": 1,\n')
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "\\u" not in text
    assert json.loads(text)["guidance"][0]["text"].startswith("Begin")


def test_characters_beyond_ascii_are_not_escaped() -> None:
    assert "“Yes, Partly, No, Not applicable”" in encode_topic(load_pack(SCALES)).decode("utf-8")


def test_the_digest_is_the_hash_of_the_canonical_bytes(topic: Topic) -> None:
    assert topic_digest(topic) == hashlib.sha256(encode_topic(topic)).hexdigest()
    assert topic_digest(topic) != topic_digest(msgspec.structs.replace(topic, title="Another"))


def test_equal_topics_have_equal_bytes_however_they_were_made(topic: Topic) -> None:
    number = next(index for index, question in enumerate(topic.questions) if question.minimum is not None)
    whole = msgspec.structs.replace(topic.questions[number], minimum=0, maximum=100000)
    again = msgspec.structs.replace(topic, questions=(*topic.questions[:number], whole, *topic.questions[number + 1 :]))
    assert again == topic
    assert encode_topic(again) == encode_topic(topic)


def test_an_empty_return_address_is_encoded_like_none(topic: Topic) -> None:
    encoded = encode_topic(msgspec.structs.replace(topic, return_to=ReturnAddress()))
    value = json.loads(encoded)
    assert "return_to" not in value
    value["return_to"] = {"email": ""}
    assert encode_topic(decode_topic(json.dumps(value).encode())) == encoded


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"format": 1}', b'{"format": 2}', b"[" * 100_000])
def test_bytes_that_are_not_a_topic_are_refused(content: bytes) -> None:
    for read in (decode_topic, read_topic):
        with pytest.raises(TopicInvalid):
            read(content)


def test_decoding_refuses_unknown_keys(topic: Topic) -> None:
    value = json.loads(encode_topic(topic))
    value["questions"][0]["hint"] = "?"
    with pytest.raises(UserError):
        decode_topic(json.dumps(value).encode())


def test_reading_checks_the_meaning_and_decoding_does_not(topic: Topic) -> None:
    """A draft must still open when a later version of the program has more checks."""
    lost = msgspec.structs.replace(topic.contact, origin=Origin(source="nobody", how=topic.questions[0].origin.how))
    content = encode_topic(msgspec.structs.replace(topic, contact=lost))
    assert decode_topic(content).contact.origin == lost.origin
    with pytest.raises(TopicInvalid) as raised:
        read_topic(content)
    assert [problem.code for problem in raised.value.problems if not problem.is_warning] == [ProblemCode.SOURCE_UNKNOWN]


def test_the_scales_that_partnerships_use_can_be_written_in_a_pack() -> None:
    assert examine_path(SCALES).problems == ()
    scales = {scale.id: scale for scale in load_pack(SCALES).scales}
    assert scales["self-score"].moderated
    assert [option.score for option in scales["self-score"].options] == [0, 1, 2, 3, None]
    assert [option.code for option in scales["blue-to-red"].options if option.needs_evidence] == ["blue"]
    assert all(option.descriptor and option.colour for option in scales["red-amber-green"].options)
    assert [option.label for option in scales["inspection"].options] == [
        "Outstanding",
        "Good",
        "Adequate",
        "Inadequate",
    ]
    assert [option.label for option in scales["embedded"].options] == ["No", "Developing", "Embedded"]
    assert len(scales["levels"].options) == 4
    assert [option.label for option in scales["checklist"].options] == ["Yes", "No"]
    assert [o.code for o in scales["four-answers"].options if o.left_out_of_totals] == ["not-applicable"]


def test_the_built_in_topics_are_all_packs_of_a_folder(sound_pack: Path, pack_folder: Path) -> None:
    folder = sound_pack.parent
    with pytest.raises(TopicInvalid):
        built_in_topics(folder)
    (pack_folder.parent / ".DS_Store").write_bytes(b"x")
    assert built_in_topics(pack_folder.parent) == (load_pack(sound_pack),)
    with pytest.raises(FileMissing):
        built_in_topics(folder / "absent")


@pytest.mark.parametrize(("name", "is_named"), [("nul", True), ("Com3", True), ("null", False)])
def test_a_guidance_file_that_windows_cannot_open_is_named(sound_pack: Path, name: str, *, is_named: bool) -> None:
    value = json.loads((sound_pack / "topic.json").read_bytes())
    before = value["guidance"][0]["id"]
    value["guidance"][0]["id"] = name
    for one in value["questions"]:
        one["guidance"] = [name if each == before else each for each in one.get("guidance", ())]
    files = PackFiles(json.dumps(value).encode(), (GuidanceFile(name, b"Begin here."),))
    found = [one for one in examine(files).problems if one.code is ProblemCode.GUIDANCE_NAME_RESERVED]
    assert [(one.found, one.is_warning) for one in found] == ([(f"guidance/{name}.md", True)] if is_named else [])

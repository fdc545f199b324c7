"""The checked-in JSON Schema, the types and the check of structure agree."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.topics.checks.pack_structure import structure_flaws
from s11desk.topics.checks.salvage import salvage_topic
from s11desk.topics.pack import built_in_topics, encode_topic
from s11desk.topics.topic_schema import topic_schema_text

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "resources" / "schemas" / "topic.schema.json"
PACKS = ROOT / "resources" / "topics"
SOUND = json.loads((Path(__file__).parent / "sound" / "topic.json").read_text(encoding="utf-8"))


def test_the_checked_in_schema_is_made_from_the_types() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == topic_schema_text(), "run tools/make_schemas.py"


def test_the_schema_is_valid_and_accepts_both_forms_of_a_pack() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for folder in sorted(PACKS.iterdir()):
        jsonschema.validate(json.loads((folder / "topic.json").read_text(encoding="utf-8")), schema)
    for topic in built_in_topics(PACKS):
        jsonschema.validate(json.loads(encode_topic(topic)), schema)


def test_every_key_of_the_format_is_in_the_format_description() -> None:
    document = (ROOT / "docs" / "topic-pack.md").read_text(encoding="utf-8")
    definitions = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    keys = {key for definition in definitions.values() for key in definition.get("properties", ())}
    words = {word for definition in definitions.values() for word in definition.get("enum", ())}
    assert [name for name in sorted(keys | words) if f"`{name}`" not in document] == []


PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", " ", "yes", "x\n", "2026-02-30", "2026-03-01", "２０２６-03-01", "#FFF", "a@b.cd", "judgement"]
    ),
    st.text(max_size=5),
)
ANY_JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [path, *(place for step, inner in inside for place in places(inner, (*path, step)))]


PLACES = places(SOUND)[1:]


@st.composite
def changed_topics(draw: st.DrawFn) -> Any:
    """The sound topic with up to three places overwritten, removed, or extended by a key."""
    topic = deepcopy(SOUND)
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        target, step = topic, place[-1]
        try:
            for outer in place[:-1]:
                target = target[outer]
            if draw(st.booleans()):
                target[step] = draw(ANY_JSON)
            elif draw(st.booleans()):
                del target[step]
            else:
                target[step][draw(st.text(max_size=8))] = draw(PLAIN)
        except (KeyError, IndexError, TypeError):
            continue
    return topic


@settings(max_examples=150, deadline=None)
@given(changed_topics() | ANY_JSON)
def test_the_types_and_the_schema_refuse_the_same_values(value: Any) -> None:
    try:
        expected: Topic | None = msgspec.convert(value, Topic)
    except msgspec.ValidationError:
        expected = None
    flaws = list(structure_flaws(value))
    assert bool(flaws) == (expected is None)
    assert salvage_topic(value) == expected or expected is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), ANY_JSON)
def test_a_flaw_of_structure_is_at_or_inside_the_changed_place(place: tuple[str | int, ...], put: Any) -> None:
    topic = deepcopy(SOUND)
    target = topic
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = put
    for flaw in structure_flaws(topic):
        assert flaw.path[: len(place)] == place


def test_each_missing_key_is_a_separate_flaw() -> None:
    flaws = [(flaw.code, flaw.found) for flaw in structure_flaws({"format": 1})]
    required = {field.name for field in msgspec.structs.fields(Topic) if field.required} - {"format"}
    assert flaws == [(ProblemCode.KEY_MISSING, name) for name in Topic.__struct_fields__ if name in required]


@pytest.mark.parametrize("value", [None, [], {}, 7, {"questions": [None, {"people": 3}], "deadline": {}}])
def test_any_value_can_be_salvaged(value: object) -> None:
    assert isinstance(salvage_topic(value), Topic)

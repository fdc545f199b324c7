"""Makes the JSON Schema of ``topic.json`` from the types. The checked-in copy is for editors and other programs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from s11desk.domain.topics.schema_descriptions import clean_descriptions
from s11desk.domain.topics.topic import FORMAT, Topic

_GIVEN_ONCE = {"origin", "rests_on"}


def topic_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) as JSON values. It allows guidance both inline and in files."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:s11desk:topic:{FORMAT}",
        **clean_descriptions(msgspec.json.schema(Topic)),
    }


def topic_schema_text() -> str:
    """The text of the checked-in file ``resources/schemas/topic.schema.json``.

    It does not ask for origins, because a pack of format 2 may give one for all its texts.
    """
    schema = topic_schema()
    for definition in schema["$defs"].values():
        if "required" in definition:
            definition["required"] = [key for key in definition["required"] if key not in _GIVEN_ONCE]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

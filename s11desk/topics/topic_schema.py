"""Makes the JSON Schema of ``topic.json`` from the types. The checked-in copy is for editors and other programs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from s11desk.domain.topic import FORMAT, Topic


def topic_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) as JSON values. It allows guidance both inline and in files."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:s11desk:topic:{FORMAT}",
        **msgspec.json.schema(Topic),
    }


def topic_schema_text() -> str:
    """The text of the checked-in file ``resources/schemas/topic.schema.json``."""
    return json.dumps(topic_schema(), indent=2, ensure_ascii=False) + "\n"

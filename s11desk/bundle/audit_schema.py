"""Makes the JSON Schema of ``audit.json`` from the types. The checked-in copy is for other programs."""

from __future__ import annotations

import json

import msgspec

from s11desk.bundle.audit_file import FORMAT, AuditFile
from s11desk.domain.topics.schema_descriptions import clean_descriptions


def audit_schema_text() -> str:
    """Return the schema (draft 2020-12) as the text of ``resources/schemas/audit.schema.json``."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:s11desk:audit:{FORMAT}",
        **clean_descriptions(msgspec.json.schema(AuditFile)),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

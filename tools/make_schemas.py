"""Write the JSON Schemas of the types into ``resources/schemas``: ``python tools/make_schemas.py``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from s11desk.bundle.audit_schema import audit_schema_text  # noqa: E402
from s11desk.files.durable import write_bytes  # noqa: E402
from s11desk.topics.topic_schema import topic_schema_text  # noqa: E402

SCHEMAS = {"audit.schema.json": audit_schema_text, "topic.schema.json": topic_schema_text}


def main() -> None:
    """Write each schema."""
    for name, make in SCHEMAS.items():
        write_bytes(ROOT / "resources" / "schemas" / name, make().encode())


if __name__ == "__main__":
    main()

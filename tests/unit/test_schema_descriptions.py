"""Descriptions in schemas are the same with every version of Python."""

from __future__ import annotations

from s11desk.domain.topics.schema_descriptions import clean_descriptions


def test_indentation_is_taken_out_of_every_description_and_of_nothing_else() -> None:
    indented = "First line.\n\n    Second line.\n    "
    schema = {
        "description": indented,
        "$defs": {
            "A": {"description": indented, "default": indented},
            "description": {"enum": [1, {"description": ""}]},
        },
    }
    cleaned = "First line.\n\nSecond line."
    assert clean_descriptions(schema) == {
        "description": cleaned,
        "$defs": {
            "A": {"description": cleaned, "default": indented},
            "description": {"enum": [1, {"description": ""}]},
        },
    }

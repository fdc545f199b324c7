"""Descriptions in JSON Schemas, which msgspec takes from docstrings.

Python 3.13 takes the indentation of the source out of a docstring; older versions leave it in. The schemas that are
kept in the repository are the same with each.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any


def clean_descriptions(schema: Any) -> Any:
    """Return the same JSON values, with no indentation in any description."""
    if isinstance(schema, list):
        return [clean_descriptions(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: cleandoc(value) if key == "description" and isinstance(value, str) else clean_descriptions(value)
        for key, value in schema.items()
    }

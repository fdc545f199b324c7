"""Converts the ids of a topic to names of an XLSForm, and back. An id may begin with a digit, a name may not.

XLSForm reference, "The survey worksheet": names begin with a letter or underscore and hold no spaces.
"""

from __future__ import annotations

from collections.abc import Collection

SECTION, COLUMN = "section", "column"


def xlsform_name(own_id: str) -> str:
    """The XLSForm name of an id. No two ids have the same one."""
    return own_id if own_id[:1].isalpha() else f"_{own_id}"


def unique_xlsform_name(own_id: str, taken: Collection[str], suffix: str) -> str:
    """The name of a section or column, with ``suffix`` if a question has the same id. An id has no full stop.

    ODK refuses a reference to a name that occurs twice.
    """
    return f"{xlsform_name(own_id)}.{suffix}" if own_id in taken else xlsform_name(own_id)


def id_from_name(name: str) -> str:
    """The id that became ``name`` in the XLSForm."""
    for suffix in (SECTION, COLUMN):
        name = name.removesuffix(f".{suffix}")
    return name.removeprefix("_") if name.startswith("_") else name

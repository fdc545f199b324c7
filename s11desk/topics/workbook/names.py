"""Our ids as names of an XLSForm, and back. A name begins with a letter or an underscore; an id may begin with a digit.

XLSForm reference, "The survey worksheet": names begin with a letter or underscore and hold no spaces.
"""

from __future__ import annotations

from collections.abc import Collection

SECTION, COLUMN = "section", "column"


def name_of(topic_id: str) -> str:
    """The XLSForm name of an id. No two ids have the same one."""
    return topic_id if topic_id[:1].isalpha() else f"_{topic_id}"


def name_beside(topic_id: str, taken: Collection[str], what: str) -> str:
    """The name of a section or column; it says what it is if a question has the same id. An id holds no full stop.

    ODK refuses a reference to a name that occurs twice.
    """
    return f"{name_of(topic_id)}.{what}" if topic_id in taken else name_of(topic_id)


def id_of(name: str) -> str:
    """The id that the XLSForm name stands for."""
    for what in (SECTION, COLUMN):
        name = name.removesuffix(f".{what}")
    return name.removeprefix("_") if name.startswith("_") else name

"""Our ids as names of an XLSForm, and back. A name begins with a letter or an underscore; an id may begin with a digit.

XLSForm reference, "The survey worksheet": names begin with a letter or underscore and hold no spaces.
"""

from __future__ import annotations


def name_of(topic_id: str) -> str:
    """The XLSForm name of an id. No two ids have the same one."""
    return topic_id if topic_id[:1].isalpha() else f"_{topic_id}"


def id_of(name: str) -> str:
    """The id that the XLSForm name stands for."""
    return name.removeprefix("_") if name.startswith("_") else name

"""A text of a form without the name of the person whom the form itself says to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

INSTEAD = "the contact person"


def hide_contact(text: str, contact: Sequence[str]) -> str:
    """``text`` with other words for each of ``contact``: a name, an e-mail address, a telephone number.

    Capital letters and the spaces between words make no difference. A part of a longer word is left.
    """
    for one in contact:
        words = r"\s+".join(map(re.escape, one.split()))
        if words:
            text = re.sub(rf"(?<!\w){words}(?!\w)", INSTEAD, text, flags=re.IGNORECASE)
    return text

"""Words for several returns of one agency about the same questions."""

from __future__ import annotations

from s11desk.domain.also_here import AlsoHere
from s11desk.domain.desk_values import ReviewState
from s11desk.wording.one_word_states import REVIEWS

SECOND = "second return of an agency"
"""The state, in the tables, of a return that is left out because another one of its agency is in them."""
_NEW_SIGNER = " Somebody else signed it."
_NEW_KEY = " The same name signed both, with two different signatures."
SHOW_OTHER = "Show the other return"
"""On a button or a link."""


def also_here_sentence(also: AlsoHere | None) -> str:
    """What the officer has to know of the other return; empty without one."""
    if also is None:
        return ""
    signer = _NEW_SIGNER if also.is_new_signer else _NEW_KEY if also.is_new_key else ""
    if also.is_correction:
        return f"It is the correction that you asked for: it takes the place of {also.reference}.{signer}"
    is_asked = also.review is ReviewState.SENT_BACK
    apart = "this is not the correction that you asked for" if is_asked else "neither takes the place of the other"
    return (
        f"This agency has two returns here: this one and {also.reference} ({REVIEWS[also.review]}). They are two "
        f"separate audits, so {apart}.{signer}"
    )


def second_sentence(counted: str) -> str:
    """Why a return is not in totals of agencies. ``counted``: the reference of the one that is."""
    return f"Another return of this agency is here, {counted}, and each agency is in the tables once."

"""Words for several returns of one agency about the same questions."""

from __future__ import annotations

from s11desk.domain.receiving.also_here import AlsoHere
from s11desk.domain.receiving.desk_values import ReviewState
from s11desk.wording.dates import day
from s11desk.wording.one_word_states import REVIEWS, TO_SEND_BACK

SECOND = "second return of an agency"
"""The state, in the tables, of a return that is left out because another one of its agency is in them."""
_NEW_SIGNER = " Somebody else signed it."
_NEW_KEY = (
    " The same name signed both, with two different signatures. Ring them on a number you already have, and ask if "
    "both are theirs."
)
LOOK_AT_BOTH = "Look at both. Accept the one that counts. Do not count the other, or send it back."
SHOW_OTHER = "Show the other return"
"""On a button or a link."""


def also_here_sentence(also: AlsoHere | None) -> str:
    """What the officer has to know of the other return; empty without one."""
    if also is None:
        return ""
    signer = _NEW_SIGNER if also.is_new_signer else _NEW_KEY if also.is_new_key else ""
    if also.is_correction:
        return f"It is the correction that you asked for: it takes the place of {also.reference}.{signer}"
    state = REVIEWS[also.review] if also.is_told else TO_SEND_BACK
    is_asked = also.is_sent_back and also.is_told
    apart = "s11desk cannot know if this is the corrected one" if is_asked else "neither takes the place of the other"
    return (
        f"This agency has two returns here: this one and {also.reference} ({state}). They are two "
        f"separate audits, so {apart}.{signer}"
    )


def what_to_do_with_second(also: AlsoHere, *, is_accepted: bool = False) -> str:
    """What the officer does about the second return of an agency. ``is_accepted``: that one is accepted already."""
    if also.review is ReviewState.ACCEPTED and is_accepted:
        return "You accepted both. Look at both, and do not count one of them."
    if also.review is ReviewState.ACCEPTED:
        return (
            "You accepted the other. If that one counts, do not count this one. If this one counts, accept it, and do "
            "not count the other."
        )
    if not also.is_sent_back:
        return LOOK_AT_BOTH
    if not also.is_told:
        return (
            "You decided to send the other back, and the agency does not know yet. Before you send it, ask them which "
            "of the two they mean."
        )
    by = f" by {day(also.due)}" if also.due is not None else ""
    return (
        f"You asked them to correct the other{by}. If this is the corrected one, accept it and do not count the other. "
        "If it is not, do not count this one."
    )


def second_sentence(counted: str) -> str:
    """Why a return is not in totals of agencies. ``counted``: the reference of the one that is."""
    return f"Another return of this agency is here, {counted}, and each agency is in the tables once."

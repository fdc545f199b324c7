"""Words for whose a return is, and why the program thinks so."""

from __future__ import annotations

from s11desk.domain.receiving.desk_agencies import AgencyMatch, MatchBasis
from s11desk.wording.plain_text import short_line

NO_LIST = "There is no list of agencies yet. Take one in on the page “Agencies”."

COUNTS_ALL_THE_SAME = "It counts all the same. If it should not, choose “Do not count it…”."


def whose_sentence(match: AgencyMatch, named: str, owner: str) -> str:
    """Whose it is. ``named``: the agency in the return. ``owner``: the name on the list; empty if it is nobody's."""
    name, own = short_line(named), short_line(owner)
    match match.basis:
        case MatchBasis.CHOSEN:
            return f"You said that it is from {own}." if owner else "You said that no agency on your list sent it."
        case MatchBasis.NAME:
            return f"It is from {own}: the name in the return is “{name}”."
        case MatchBasis.SIGNER:
            return f"It is from {own}: the same person signed an earlier return of theirs. It is named “{name}”."
        case MatchBasis.UNCLEAR:
            return f"The name in the return is “{name}”, but the person who signed it signed for another agency."
        case MatchBasis.NONE:
            perhaps = f" Perhaps it is from {short_line(match.nearest)}." if match.nearest else ""
            return f"No agency on your list is called “{name}”.{perhaps}"

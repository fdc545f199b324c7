"""What to say of an e-mail address or a telephone number that cannot be right."""

from __future__ import annotations

from s11desk.domain.contact_details import is_detail_possible
from s11desk.domain.topic import Detail

EMAIL_PROBLEM = "Enter an e-mail address with an @, and no accents, like name@example.org"
_TELEPHONE_PROBLEM = (
    "Enter the whole telephone number in figures, like 0151 496 0000. A number in the UK that starts with 0 has "
    "10 or 11 figures"
)


def detail_problem(detail: Detail, text: str) -> str:
    """Say what is wrong with a person's detail. Empty if nothing is, or if there is no text."""
    return "" if is_detail_possible(detail, text) else impossible_detail(detail)


def impossible_detail(detail: Detail) -> str:
    """Say what a detail that cannot be right must be."""
    return EMAIL_PROBLEM if detail is Detail.EMAIL else _TELEPHONE_PROBLEM

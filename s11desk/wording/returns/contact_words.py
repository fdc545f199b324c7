"""What to say of an e-mail address or a telephone number that cannot be right: the true reason, if it is usual."""

from __future__ import annotations

import re

from s11desk.domain.audits.contact_details import figures_at_home, is_detail_possible
from s11desk.domain.topics.topic import Detail
from s11desk.wording.plain_text import shown_text

EMAIL_PROBLEM = "Enter one whole e-mail address, like name@example.org"
_TELEPHONE_PROBLEM = "Enter the whole telephone number in figures, like 0151 496 0000"
_UNUSUAL = re.compile(r"[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]")


def detail_problem(detail: Detail, text: str) -> str:
    """Say what is wrong with a person's detail. Empty if nothing is, or if there is no text."""
    if is_detail_possible(detail, text):
        return ""
    return _email_problem(text.strip()) if detail is Detail.EMAIL else _telephone_problem(text)


def impossible_detail(detail: Detail) -> str:
    """Say what a detail that cannot be right must be, where its text is not at hand."""
    return EMAIL_PROBLEM if detail is Detail.EMAIL else _TELEPHONE_PROBLEM


def _email_problem(text: str) -> str:
    """A list of addresses, or one with a name around it, is told what an address is."""
    unusual = _UNUSUAL.findall(text)
    if "@" not in text:
        return "Enter an e-mail address with an @, like name@example.org"
    if text.count("@") > 1 or len(set(unusual)) > 1:
        return EMAIL_PROBLEM
    if unusual and unusual[0].isspace():
        return "An e-mail address has no space in it, like name@example.org"
    if unusual and unusual[0].isalpha():
        return f"“{shown_text(unusual[0])}” cannot be used in an e-mail address here: only letters without accents can"
    if unusual:
        return f"“{shown_text(unusual[0])}” cannot be in an e-mail address, like name@example.org"
    return f"Check the dots, and what is before and after the @. {EMAIL_PROBLEM}"


def _telephone_problem(text: str) -> str:
    if any(character.isalpha() for character in text):
        return f"{_TELEPHONE_PROBLEM}, without words"
    figures = figures_at_home(text)
    if not figures:
        return _TELEPHONE_PROBLEM
    usual = "11 figures" if figures.startswith("07") else "10 or 11 figures"
    return f"A number in the UK that starts with {figures[:2]} has {usual}. This has {len(figures)}"

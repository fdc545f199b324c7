"""One rule for e-mail addresses and telephone numbers: where they are typed, and where they are signed."""

from __future__ import annotations

import re

from s11desk.domain.topics.questions import Detail

# A dot-atom of RFC 5322 at a host name. X.509 allows no other script here, and nobody uses quoted or bracketed forms.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_EXTENSION = re.compile(r"\s*(?:,|;)?\s*(?:extension|extn|ext|x)[.:]?\s*[0-9]{1,6}\s*", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?[0-9() .\-/]+")
_BETWEEN = re.compile(r"\s+(?:or|and)\s+|(?:\s*[;,]\s*|\s+/\s+)(?=[+0(])")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
"""999 has three digits. No number of the world has more than fifteen (ITU-T E.164, section 6.2)."""
_AT_HOME = range(10, 12)
"""The digits of a number in the United Kingdom, with its 0 (the National Telephone Numbering Plan of Ofcom)."""
_MOBILE = "07"
"""Numbers of mobile telephones always have eleven digits."""
_SHORTER = re.compile(r"0(?:8001111|8454647)")
"""Childline and the former NHS Direct: the two numbers in use that are shorter."""


def is_detail_possible(detail: Detail, text: str) -> bool:
    """Whether a person's detail can be right. No text is right, and so is any name and any job title."""
    if not text.strip():
        return True
    if detail is Detail.EMAIL:
        return is_email(text)
    return detail is not Detail.TELEPHONE or is_telephone(text)


def is_email(text: str) -> bool:
    """Whether a certificate can hold this as an e-mail address (RFC 5280, section 4.2.1.6: plain letters only)."""
    return _EMAIL.fullmatch(text.strip()) is not None


def is_telephone(text: str) -> bool:
    """Whether this is a telephone number, perhaps with an extension; or several with "or", a comma or a slash."""
    return all(_is_one_number(number) for number in _BETWEEN.split(text.strip()))


def _is_one_number(text: str) -> bool:
    extension = _EXTENSION.search(text)
    number = text[: extension.start()] if extension and extension.end() == len(text) else text
    digits = "".join(character for character in number if character.isdigit())
    if _TELEPHONE.fullmatch(number) is None or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return False
    at_home = _as_dialled_at_home(number.strip(), digits)
    return not at_home or _is_whole_at_home(at_home) or _SHORTER.fullmatch(at_home) is not None


def _is_whole_at_home(digits: str) -> bool:
    return len(digits) in _AT_HOME and not (digits.startswith(_MOBILE) and len(digits) < max(_AT_HOME))


def figures_at_home(text: str) -> str:
    """The figures of a single number of the United Kingdom, with its 0. Empty for any other text."""
    digits = "".join(character for character in text if character.isdigit())
    return _as_dialled_at_home(text.strip(), digits) if _TELEPHONE.fullmatch(text.strip()) else ""


def _as_dialled_at_home(number: str, digits: str) -> str:
    """The digits with the 0 of the United Kingdom. Empty if this is no number there, or cannot be told to be one.

    Short codes such as 101 and local numbers begin with no 0, numbers abroad with + or 00 and another country.
    """
    is_abroad = number.lstrip("( ").startswith("+")
    if not is_abroad and digits.startswith("00"):
        is_abroad, digits = True, digits[2:]
    if is_abroad:
        return f"0{digits[2:].removeprefix('0')}" if digits.startswith("44") else ""
    return digits if digits.startswith("0") else ""

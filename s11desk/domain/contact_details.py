"""One rule for e-mail addresses and telephone numbers: where they are typed, and where they are signed."""

from __future__ import annotations

import re

from s11desk.domain.questions import Detail

# A dot-atom of RFC 5322 at a host name. X.509 allows no other script here, and nobody uses quoted or bracketed forms.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_EXTENSION = re.compile(r"\s*(?:,|;)?\s*(?:extension|extn|ext|x)[.:]?\s*[0-9]{1,6}\s*", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?[0-9() .\-/]+")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
"""999 has three digits. No number of the world has more than fifteen (ITU-T E.164, section 6.2)."""


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
    """Whether this is a telephone number, perhaps with an extension, as people write one; or two of them with "or"."""
    return all(_is_one_number(number) for number in re.split(r"\s+(?:or|and)\s+|\s*[;,]\s*(?=[+0(])", text.strip()))


def _is_one_number(text: str) -> bool:
    extension = _EXTENSION.search(text)
    number = text[: extension.start()] if extension and extension.end() == len(text) else text
    digits = sum(character.isdigit() for character in number)
    return _TELEPHONE.fullmatch(number) is not None and _FEWEST_DIGITS <= digits <= _MOST_DIGITS

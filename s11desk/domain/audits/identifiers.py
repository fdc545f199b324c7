"""Finds identifiers of people in an agency's texts, to show them before a return is made. They never block it.

The search prefers to miss one, because people soon ignore a warning that is mostly wrong. An identifier with a check
digit must have the right one. A date counts only beside a word for birth (there any year counts, so a parent's date
does too). A telephone number of a service (08, 09) does not count. The search ignores names: no rule can distinguish a
child's name from a worker's.

Sources: NHS Data Dictionary, "NHS Number" (check digit); Department for Education, "Unique pupil numbers" (form and
check letter, permanent and temporary); HMRC manual NIM39110 (National Insurance numbers); Royal Mail, "Programmers'
guide to the Postcode Address File" (postcodes); Ofcom, "National Telephone Numbering Plan".
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.audits.action_area import with_own_areas
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.audit_texts import AuditText, TextPlace, written_by_agency
from s11desk.domain.audits.visibility import returned_parts
from s11desk.domain.topics.topic import Topic


class Identifier(StrEnum):
    """The kinds of identifier that the search knows."""

    NHS_NUMBER = "nhs-number"
    PUPIL_NUMBER = "pupil-number"
    INSURANCE_NUMBER = "insurance-number"
    BIRTH_DATE = "birth-date"
    EMAIL = "email"
    TELEPHONE = "telephone"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Spot:
    """An identifier in one text: ``excerpt`` is ``text[start:end]``."""

    kind: Identifier
    start: int
    end: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An identifier in an audit, and its place: ``item`` is the id of the action or file that contains it."""

    kind: Identifier
    start: int
    end: int
    excerpt: str
    question: str
    where: TextPlace
    item: str = ""


def spot_identifiers(text: str) -> tuple[Spot, ...]:
    """Every identifier in ``text``, in order. Where two kinds overlap, the one that comes first in ``_KINDS`` wins."""
    taken: list[Spot] = []  # in order, none over another
    for kind, pattern, is_right in _KINDS:
        of_kind = [
            Spot(kind, *found.span("it"), found["it"])
            for found in pattern.finditer(text)
            if _is_free(taken, *found.span("it")) and is_right(found["it"])
        ]
        taken = sorted((*taken, *of_kind), key=_start_of)
    return tuple(taken)


def _start_of(spot: Spot) -> int:
    return spot.start


def _is_free(taken: list[Spot], start: int, end: int) -> bool:
    """Whether no spot in ``taken``, which is in order, overlaps these characters."""
    after = bisect_left(taken, end, key=_start_of)
    return after == 0 or taken[after - 1].end <= start


def find_identifiers(topic: Topic, audit: Audit) -> tuple[Finding, ...]:
    """The identifiers that a return would carry, in the topic's order.

    It searches comments, texts, reasons, actions, and the names and captions of files. It does not search people's
    details, because addresses and telephone numbers belong there, nor questions that are not asked.
    """
    returned = with_own_areas(topic, returned_parts(topic, audit))
    question_ids = (*(question.id for question in topic.questions), "")
    pieces = (piece for question_id in question_ids for piece in written_by_agency(returned, question_id))
    return tuple(finding for piece in dict.fromkeys(pieces) for finding in _findings(piece))


def plain_form(finding: Finding) -> str:
    """The identifier without spaces and punctuation: ``450 557 7104`` and ``450-557-7104`` are one number."""
    return re.sub(r"[\W_]+", "", finding.excerpt).upper()


def finding_fingerprint(finding: Finding, salt: bytes) -> str:
    """A hash of the finding's kind and text, the same wherever in the draft it is found; 32 hexadecimal digits.

    ``salt`` is secret and has at most 64 bytes. Without it, anyone could try all telephone or NHS numbers, because
    there are so few.
    """
    kind_and_text = f"{finding.kind.value} {plain_form(finding)}"
    return hashlib.blake2b(kind_and_text.encode("utf-8", "replace"), key=salt, digest_size=16).hexdigest()


def _findings(piece: AuditText) -> Iterator[Finding]:
    for spot in spot_identifiers(piece.text):
        yield Finding(spot.kind, spot.start, spot.end, spot.excerpt, piece.question, piece.where, piece.item)


def is_nhs_number(typed: str) -> bool:
    """Whether ``typed`` has ten digits and the right check digit: 11 less the sum, weighted 10 to 2, modulo 11."""
    digits = [int(character) for character in typed if character.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == digits[9]


def is_pupil_number(typed: str) -> bool:
    """Whether the check letter is right: the sum of the 12 digits, weighted 2 to 13, modulo 23.

    In a temporary number a letter takes the place of the last digit.
    """
    letter, rest = typed[0].upper(), typed[1:].upper()
    values = [int(sign) if sign.isdecimal() else _CHECK_LETTERS.find(sign) for sign in rest]
    if len(values) != 12 or min(values) < 0:
        return False
    weighted = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _CHECK_LETTERS[weighted % 23] == letter


def _is_anything(_: str) -> bool:
    return True


def _is_insurance_number(typed: str) -> bool:
    return typed[:2].upper() not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def _is_postcode(typed: str) -> bool:
    """Refuses "T1 2nd" and "E4 5th": in lower case, a postcode's last letters may belong to an ordinal number."""
    return typed[-2:] not in {"st", "nd", "rd", "th"}


_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The alphabet without I, O and S."""
_GAP = "[ \u00a0\u2009\u202f\u2010-\u2013_-]?"
"""At most one space or dash or, as in file names, one underscore."""
_DAY, _NUMBER, _YEAR = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:18|19|20)[0-9]{2}|[0-9]{2})"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:{_DAY}[ ./_-]{_NUMBER}[ ./_-]{_YEAR}|(?:19|20)[0-9]{{2}}[-/]{_NUMBER}[-/]{_DAY}"
    rf"|{_DAY}(?:st|nd|rd|th)?[ _-](?:of )?{_MONTH},?[ _-]{_YEAR}|{_MONTH}[ _-]{_DAY}(?:st|nd|rd|th)?,?[ _-]{_YEAR})"
    r"(?![0-9])"
)
_BIRTH = r"(?:(?<![a-z])(?:born|d\.?[ ]?o\.?[ ]?b|birth|birthday|birthdate)(?![a-z]))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_KINDS: tuple[tuple[Identifier, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        Identifier.EMAIL,
        _pattern(r"(?<![\w.%+'-])(?P<it>[\w.%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})"),
        _is_anything,
    ),
    (Identifier.PUPIL_NUMBER, _pattern(r"(?<![a-z0-9])(?P<it>[a-z][0-9]{11}[0-9a-z])(?![a-z0-9])"), is_pupil_number),
    (
        Identifier.INSURANCE_NUMBER,
        _pattern(
            rf"(?<![a-z0-9])(?P<it>[a-ceghj-prtw-z][a-ceghj-nprtw-z](?:{_GAP}[0-9]{{2}}){{3}}{_GAP}[a-d])(?![a-z0-9])"
        ),
        _is_insurance_number,
    ),
    (Identifier.NHS_NUMBER, _pattern(rf"(?<![0-9])(?P<it>[0-9](?:{_GAP}[0-9]){{9}})(?![0-9])"), is_nhs_number),
    (Identifier.BIRTH_DATE, _pattern(rf"{_BIRTH}[^0-9\n]{{0,40}}?(?<![0-9a-z])(?P<it>{_DATE})"), _is_anything),
    (Identifier.BIRTH_DATE, _pattern(rf"(?<![0-9])(?P<it>{_DATE})[^0-9\n]{{0,20}}?{_BIRTH}"), _is_anything),
    (
        Identifier.TELEPHONE,
        _pattern(
            r"(?<![0-9a-z+])(?P<it>(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)[1-37](?:[ ()-]{0,2}[0-9]){8,9})(?![0-9])"
        ),
        _is_anything,
    ),
    (
        Identifier.POSTCODE,
        _pattern(
            r"(?<![a-z0-9])(?P<it>[a-pr-uwyz](?:[0-9][0-9a-hjkps-uw]?|[a-hk-y][0-9][0-9abehmnprv-y]?)"
            r"[ \u00a0_]?[0-9][abd-hjlnp-uw-z]{2})(?![a-z0-9])"
        ),
        _is_postcode,
    ),
)

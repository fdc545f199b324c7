"""Compare a signed PDF with the one that we would have written, and check the signature in it.

The last revision of a signed PDF has three values that differ each time: the digits of the signature, the byte range
around them, which follow from the file, and a random half of its identifier (ISO 32000-1, 14.4).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from enum import Enum, auto

from s11desk.bundle.comparison.pdf_comparison import SamePicture, merge_streams
from s11desk.signing import der
from s11desk.signing.cms import verify_embedded
from s11desk.signing.signature_facts import SignerFacts

_SIGNATURE = re.compile(rb"/Contents (<0+>)\n/ByteRange (\[[0-9 ]+\] *)\n")
_IDENTIFIER = re.compile(rb"/ID \[ <[0-9a-f]{32}> <([0-9a-f]{32})> \]")
_TIME = re.compile(rb"/M \((D[^)]{1,60})\)")
_DIGITS = re.compile(rb"<(?:[0-9A-F]{2})+>")
_LOWER_DIGITS = re.compile(rb"[0-9a-f]{32}")


class PdfLikeness(Enum):
    """How a signed PDF compares with ours."""

    SAME = auto()
    OTHER_PAGES = auto()
    OTHER_TIME = auto()
    OTHER_SIGNATURE = auto()


@dataclass(frozen=True, slots=True)
class MadePdf:
    """A PDF that we made again. ``content`` has zeros for the digits of its last signature.

    ``start``: bytes at its beginning that are known to be the same in the received PDF. ``signer`` and ``signed_at``:
    who must have signed the last revision, and the time that it states.
    """

    content: bytes
    start: int
    signer: SignerFacts
    signed_at: dt.datetime


def compare_signed_pdf(made: MadePdf, received: bytes, is_same_picture: SamePicture) -> PdfLikeness:
    """Compare ``received`` with ``made``: the time of signing, pages, data and structure, and then the signature."""
    stated = _TIME.findall(received[made.start :])
    if stated and stated[-1] != _TIME.findall(made.content)[-1]:
        return PdfLikeness.OTHER_TIME
    merged = merge_streams(made.content, received, made.start, is_same_picture)
    if merged is None or len(merged) != len(received):
        return PdfLikeness.OTHER_PAGES
    filled = bytearray(merged)
    signature, identifier = _last(_SIGNATURE, merged), _last(_IDENTIFIER, merged)
    digits, theirs = slice(*signature.span(1)), slice(*identifier.span(1))
    if not _DIGITS.fullmatch(received[digits]) or not _LOWER_DIGITS.fullmatch(received[theirs]):
        return PdfLikeness.OTHER_PAGES
    filled[digits], filled[theirs] = received[digits], received[theirs]
    covered = b"[0 %d %d %d]" % (digits.start, digits.stop, len(received) - digits.stop)
    filled[slice(*signature.span(2))] = covered.ljust(len(signature[2]))
    if filled != received:
        return PdfLikeness.OTHER_PAGES
    return PdfLikeness.SAME if _is_signed(made, received, digits) else PdfLikeness.OTHER_SIGNATURE


def _is_signed(made: MadePdf, received: bytes, digits: slice) -> bool:
    encoded = bytes.fromhex(received[digits.start + 1 : digits.stop - 1].decode("ascii"))
    try:
        length = der.first_length(encoded)
    except ValueError:
        return False
    digest = hashlib.sha256(received[: digits.start])
    digest.update(received[digits.stop :])
    facts = verify_embedded(digest.digest(), encoded[:length], made.signed_at)
    return facts.is_valid and facts.signer == made.signer and not any(encoded[length:])


def _last(pattern: re.Pattern[bytes], content: bytes) -> re.Match[bytes]:
    *_, last = pattern.finditer(content)
    return last

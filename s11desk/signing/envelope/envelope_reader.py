"""Reading envelopes. Nothing that someone has changed is ever handed on, not even in part."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from s11desk.progress import ByteCounter, Cancel, Progress
from s11desk.signing.envelope import envelope_form
from s11desk.signing.envelope.addressees import addressee
from s11desk.signing.envelope.envelope_facts import (
    Addressee,
    EnvelopeAltered,
    EnvelopeFault,
    EnvelopeNotForYou,
    EnvelopeUnreadable,
)
from s11desk.signing.envelope.envelope_form import Opening
from s11desk.signing.envelope.file_blocks import path_of, read
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.signing.envelope.sealed_content import unseal


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope in our form. Whether its content is what was sealed shows only in opening it."""

    opening: Opening
    tag: bytes


def decrypt(
    source: BinaryIO,
    out: BinaryIO,
    key: RecipientKey,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Open the envelope that ``source``, a file that can seek, consists of, and write its content to ``out``.

    ``out`` is a file of :func:`s11desk.durable.writing`: the content is written as it is decrypted, and proven at the
    end, so it may not have its final name before. Where anything is raised, ``out`` is left as it was found.

    Raises ``EnvelopeUnreadable`` (``path``, ``problem``: an :class:`EnvelopeFault`),
    ``EnvelopeNotForYou`` (``path``, ``addressees``), ``EnvelopeAltered`` (``path``), ``FileUnreadable``;
    :class:`Cancelled`; and OSError where ``out`` does.
    """
    sealed = _sealed(source)
    content_key = _content_key(source, sealed.opening, key)
    counter = ByteCounter(sealed.opening.size, progress, cancel)
    with _all_or_nothing(out):
        try:
            unseal(source, sealed.opening, sealed.tag, content_key, out.write, counter)
        except InvalidTag as error:
            raise EnvelopeAltered(path=path_of(source)) from error


def recipients_of(source: BinaryIO) -> tuple[Addressee, ...]:
    """For whom the envelope in ``source`` is, by its own account. Needs no key.

    Raises ``EnvelopeUnreadable`` (``path``, ``problem``) and ``FileUnreadable``.
    """
    return _addressees(_sealed(source).opening)


def examine(source: BinaryIO) -> Sealed | EnvelopeFault:
    """The envelope that ``source`` consists of, or why it is none. Raises ``FileUnreadable``."""
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    head = read(source, envelope_form.LONGEST_OPENING)
    source.seek(max(0, size - envelope_form.CLOSING_OCTETS))
    tail = read(source, envelope_form.CLOSING_OCTETS)
    opening, tag = _opening(head), tail[-envelope_form.TAG_OCTETS :]
    if opening is None or opening.whole_size != size or envelope_form.closing(tag) != tail:
        return _fault(head, size)
    return Sealed(opening, tag)


def _opening(head: bytes) -> Opening | None:
    """The opening ``head`` begins with, if it is byte for byte the one our writer would have written."""
    try:
        opening = envelope_form.take_apart(head)
    except ValueError:
        return None
    return opening if head.startswith(opening.encoded) else None


def _fault(head: bytes, size: int) -> EnvelopeFault:
    stated = envelope_form.stated_size(head)
    if stated is None:
        return EnvelopeFault.NOT_AN_ENVELOPE
    if stated > size:
        return EnvelopeFault.TRUNCATED
    return EnvelopeFault.EXTRA_BYTES if 0 < stated < size else EnvelopeFault.OTHER_FORM


def _sealed(source: BinaryIO) -> Sealed:
    found = examine(source)
    if isinstance(found, EnvelopeFault):
        raise EnvelopeUnreadable(path=path_of(source), problem=found)
    return found


def _content_key(source: BinaryIO, opening: Opening, key: RecipientKey) -> bytes:
    enclosed = next((enclosed for enclosed in opening.keys if enclosed.address == key.address), None)
    if enclosed is None:
        raise EnvelopeNotForYou(path=path_of(source), addressees=_addressees(opening))
    try:
        return key.disclose(enclosed)
    except ValueError as error:
        raise EnvelopeAltered(path=path_of(source)) from error


def _addressees(opening: Opening) -> tuple[Addressee, ...]:
    """In an order of no meaning: an envelope has none."""
    found = [addressee(enclosed.address) for enclosed in opening.keys]
    return tuple(sorted(found, key=lambda each: (each.organisation, each.name, each.serial)))


@contextmanager
def _all_or_nothing(out: BinaryIO) -> Iterator[None]:
    """Where the block ends with an error, whatever it wrote to ``out`` is gone."""
    begin = out.tell()
    try:
        yield
    except BaseException:
        out.seek(begin)
        out.truncate()
        raise

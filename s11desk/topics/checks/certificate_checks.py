"""Checks that returns can be encrypted to each recipient of a pack. Expiry is checked later, before encrypting."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.topics.checks.flaw import Flaw, cut_text


def certificate_flaws(topic: Topic) -> Iterator[Flaw]:
    """A flaw for each recipient whose certificate is unusable, or shares issuer and number with an earlier one."""
    if not topic.encrypt_to:
        return
    from s11desk.signing.envelope.recipients import (  # bring cryptography with them, which is slow
        RecipientCertificate,
        load_recipient,
        without_duplicates,
    )

    distinct: tuple[RecipientCertificate, ...] = ()
    for position, recipient in enumerate(topic.encrypt_to):
        try:
            distinct = without_duplicates((*distinct, load_recipient(recipient.certificate.encode())))
        except UserError:
            path = ("encrypt_to", position, "certificate")
            yield Flaw(ProblemCode.CERTIFICATE_UNUSABLE, path, found=cut_text(recipient.name))

"""A topic pack that carries the address and the key of a partnership's desk."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.identity.receiving_key import certificate_text, current_receiving_key
from s11desk.app.identity.signing_identity import current_identity
from s11desk.domain.topics.topic import Origin, OriginKind, Recipient, Topic

_NOTE = "Filled in at the receiving desk."


@dataclass(frozen=True, slots=True)
class PackAddress:
    """Where returns go. ``email``: may be empty. The others are of the receiving key, or empty if there is none."""

    email: str
    holder: str = ""
    certificate: str = ""
    check_code: str = ""


def pack_address(home: Home) -> PackAddress:
    """What this computer knows: the e-mail address of a key, and the receiving key. Raises what reading them raises."""
    key = current_receiving_key(home)
    if key is not None:
        return PackAddress(key.email, key.name, certificate_text(home), key.fingerprint_spoken)
    identity = current_identity(home)
    return PackAddress(identity.email if identity is not None else "")


def with_address(topic: Topic, address: PackAddress, email: str, *, encrypts: bool) -> Topic:
    """The next version of ``topic``, which asks for returns to ``email``, encrypted to the key of ``address`` or not.

    It is a new version, because an agency that has this one would refuse another pack under the same number.
    """
    origin = Origin(topic.sources[0].id, OriginKind.PROJECT_CHOICE, _NOTE) if topic.sources else topic.origin
    return_to = msgspec.structs.replace(topic.return_to, email=email, origin=topic.return_to.origin or origin)
    recipients: tuple[Recipient, ...] = ()
    if encrypts and origin is not None:
        recipients = (Recipient(address.holder, address.certificate, origin),)
    return msgspec.structs.replace(topic, version=topic.version + 1, return_to=return_to, encrypt_to=recipients)

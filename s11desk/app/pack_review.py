"""Who made a topic pack, where its returns would go, and how it differs from what this home has and remembers.

Anybody can make a pack under the id of another. So the first return address and keys of a partnership are remembered in
the home, and a pack that changes them is kept only if a person confirms just that.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.home.paths import Home
from s11desk.app.identity.home_signers import read_signers
from s11desk.app.identity.signer_standings import SignerStanding
from s11desk.domain.text.same_name import is_same_name
from s11desk.domain.topics.pack_changes import PackChange, PackIssuer, pack_changes
from s11desk.domain.topics.pack_key import PackKey
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_regular
from s11desk.signing.cms import verify_detached
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.fingerprints import is_same_fingerprint, normalise_fingerprint
from s11desk.signing.signature_facts import SignerFacts
from s11desk.topics.check_pack import SignedPack
from s11desk.wording.returns.signer_name import signer_name
from s11desk.wording.topics.before_begin_sentences import has_contact_details

_MAX_REMEMBERED = 1000


class PackStanding(StrEnum):
    """How a pack compares with the topic of the same id that is in use here."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class PackSigner:
    """The signer of a pack with a valid signature, as in the certificate, and whether this home knows the key."""

    facts: SignerFacts
    signed_at: dt.datetime
    standing: SignerStanding

    @property
    def who(self) -> str:
        """The name and organisation in the certificate."""
        return signer_name(self.facts.name, self.facts.organisation)


def signer_of(home: Home, signed: SignedPack) -> PackSigner | None:
    """Check the signature of a pack and return its signer; None if it is not valid. Raises ``SignersUnreadable``."""
    cms = verify_detached(signed.content, signed.signature)
    if not cms.is_valid or cms.signer is None or cms.signed_at is None:
        return None
    return PackSigner(cms.signer, cms.signed_at, read_signers(home).standing_of(cms))


@dataclass(frozen=True, slots=True)
class PackReview:
    """A pack compared with what is here. ``in_use``: the topic of the same id, None if there is none.

    ``signer``: who signed the pack; None if nobody did. ``expected``: the address and keys that are remembered for this
    partnership or topic, if the pack has others; None if it has the same, or if nothing is remembered yet.
    """

    standing: PackStanding
    issuer: PackIssuer
    in_use: Topic | None = None
    changes: tuple[PackChange, ...] = ()
    expected: PackIssuer | None = None
    signer: PackSigner | None = None


class _KnownPartnership(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the returns of one topic go. ``partnership``: its plain name, which other topics may have too."""

    topic: str
    partnership: str
    address: str
    keys: tuple[str, ...]
    signer: str = ""


class _PartnershipsFile(msgspec.Struct, frozen=True):
    format: int
    partnerships: tuple[_KnownPartnership, ...]


def issuer_of(topic: Topic, signer: PackSigner | None = None) -> PackIssuer:
    """Who made the topic, and who signed its pack.

    A certificate that cannot be read has a text that says so in place of its fingerprint.
    """
    contact = topic.contact
    words = ", ".join(filter(None, (contact.name, contact.email, contact.telephone)))
    keys = sorted(_fingerprint(named.certificate) for named in topic.encrypt_to)
    return PackIssuer(
        topic.partnership.name,
        topic.return_to.email,
        words,
        tuple(keys),
        signer.facts.fingerprint_spoken if signer is not None else "",
        tuple(f"{link.title} ({link.shown_address})" for link in topic.links),
        is_reachable=has_contact_details(topic),
    )


def review_pack(home: Home, topic: Topic, known: tuple[Topic, ...], signer: PackSigner | None = None) -> PackReview:
    """Compare ``topic`` with ``known``, the topics in use, and with what the home remembers."""
    issuer = issuer_of(topic, signer)
    in_use = next((each for each in known if each.id == topic.id), None)
    expected = _find_other_issuer(home, topic, issuer, known)
    if in_use is None:
        return PackReview(PackStanding.NEW, issuer, None, (), expected, signer)
    changes = pack_changes(in_use, topic, issuer_of(in_use), issuer)
    return PackReview(_standing(topic, in_use), issuer, in_use, changes, expected, signer)


def changes_between(before: Topic, now: Topic) -> tuple[PackChange, ...]:
    """What differs from one version to another. The signers of their packs are not compared."""
    return pack_changes(before, now, issuer_of(before), issuer_of(now))


def remember_issuer(home: Home, topic: Topic, signer: PackSigner | None = None) -> None:
    """Remember where a kept topic sends its returns, in place of what it remembered before. Raises what writing raises.

    The last entry is the newest, and counts for the whole partnership.
    """
    issuer = issuer_of(topic, signer)
    new = _KnownPartnership(topic.id, _plain(issuer.partnership), issuer.address.casefold(), issuer.keys, issuer.signer)
    make_folder(home.folder)
    with list_lock(home.partnerships):
        rest = tuple(one for one in _read_partnerships(home) if one.topic != new.topic)
        content = msgspec.json.encode(_PartnershipsFile(1, (*rest, new)[-_MAX_REMEMBERED:]))
        write_bytes(home.partnerships, content)


def pack_key(home: Home, topic_id: str, fingerprint: str) -> PackKey:
    """Compare a signer with the one who signed the pack of this topic. ``fingerprint``: with 64 digits."""
    signed = (one.signer for one in reversed(_read_partnerships(home)) if one.topic == topic_id)
    digits = normalise_fingerprint(next(signed, ""))
    if digits is None:
        return PackKey.UNSIGNED
    return PackKey.SAME if is_same_fingerprint(digits, fingerprint) else PackKey.OTHER


def _standing(topic: Topic, in_use: Topic) -> PackStanding:
    if topic == in_use:
        return PackStanding.SAME
    if topic.version == in_use.version:
        return PackStanding.CONFLICT
    return PackStanding.NEWER if topic.version > in_use.version else PackStanding.OLDER


def _find_other_issuer(home: Home, topic: Topic, issuer: PackIssuer, known: tuple[Topic, ...]) -> PackIssuer | None:
    """The first of what is expected of this topic, and of this partnership, that has another address or other keys.

    A name that only looks like that of a partnership counts as its name. Both are asked. Otherwise a pack that names a
    partnership nobody knows yet could take over the topic of another.
    """
    name, remembered = issuer.partnership, _read_partnerships(home)
    before = (
        *_before([one for one in remembered if one.topic == topic.id], [each for each in known if each.id == topic.id]),
        *_before(
            [one for one in remembered if is_same_name(one.partnership, name)],
            [each for each in known if is_same_name(each.partnership.name, name)],
        ),
    )
    return next((one for one in before if not _goes_to_same(one, issuer)), None)


def _before(remembered: list[_KnownPartnership], in_use: list[Topic]) -> list[PackIssuer]:
    """Where returns went until now: the newest entry or, if there is none, what the topics in use say."""
    if not remembered:
        return [issuer_of(each) for each in in_use]
    newest = remembered[-1]
    return [PackIssuer(newest.partnership, newest.address, "", newest.keys, newest.signer)]


def _goes_to_same(one: PackIssuer, other: PackIssuer) -> bool:
    """Whether returns go to the same place, and the pack is signed with the same key if ``one`` was signed.

    A missing address, or no keys, is a value like any other.
    """
    is_same_signer = one.signer in {"", other.signer}
    return is_same_signer and one.address.casefold() == other.address.casefold() and one.keys == other.keys


def _fingerprint(certificate: str) -> str:
    try:
        return load_recipient(certificate.encode()).summary.fingerprint_spoken
    except UserError:
        return "(cannot be read)"


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


def _read_partnerships(home: Home) -> tuple[_KnownPartnership, ...]:
    try:
        return msgspec.json.decode(read_regular(home.partnerships), type=_PartnershipsFile).partnerships
    except (OSError, *JSON_DAMAGE):  # none yet, or damaged: the topics in use are compared
        return ()

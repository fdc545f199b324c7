"""What differs between two topics: a pure function. What a person must see first comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.topics.topic import Topic


class PackPart(StrEnum):
    """A part of a topic that can differ."""

    PARTNERSHIP = "partnership"
    RETURN_ADDRESS = "return-address"
    KEYS = "keys"
    CONTACT = "contact"
    LINKS = "links"
    TITLE = "title"
    YEAR = "year"
    DEADLINE = "deadline"
    QUESTIONS_ADDED = "questions-added"
    QUESTIONS_REMOVED = "questions-removed"
    QUESTIONS_CHANGED = "questions-changed"
    OTHER_TEXTS = "other-texts"


@dataclass(frozen=True, slots=True)
class PackChange:
    """One difference. ``before`` and ``now``: the two texts; empty for a part that has no short text.

    ``questions``: the ids of those that were added, removed or changed.
    """

    part: PackPart
    before: str = ""
    now: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackIssuer:
    """Who made a topic, and where its returns go. ``keys``: the fingerprints to which returns are encrypted, sorted.

    ``signer``: the fingerprint of whoever signed the pack; empty if nobody did. ``links``: the title and
    address of each link. ``is_reachable``: the contact has an e-mail address or a telephone number.
    """

    partnership: str
    address: str
    contact: str
    keys: tuple[str, ...]
    signer: str = ""
    links: tuple[str, ...] = ()
    is_reachable: bool = True


def pack_changes(
    before: Topic, now: Topic, issuer_before: PackIssuer, issuer_now: PackIssuer
) -> tuple[PackChange, ...]:
    """List what differs from ``before`` to ``now``. Empty if only the version differs, or nothing."""
    pairs = (
        (PackPart.PARTNERSHIP, issuer_before.partnership, issuer_now.partnership),
        (PackPart.RETURN_ADDRESS, issuer_before.address, issuer_now.address),
        (PackPart.KEYS, ", ".join(issuer_before.keys), ", ".join(issuer_now.keys)),
        (PackPart.CONTACT, issuer_before.contact, issuer_now.contact),
        *_link_pairs(before, now),
        (PackPart.TITLE, before.title, now.title),
        (PackPart.YEAR, before.year, now.year),
        (PackPart.DEADLINE, _day(before), _day(now)),
    )
    short = tuple(PackChange(part, old, new) for part, old, new in pairs if old != new)
    return (*short, *_question_changes(before, now), *_other_change(before, now))


def _link_pairs(before: Topic, now: Topic) -> Iterator[tuple[PackPart, str, str]]:
    """Each link of either topic before and now, so that nobody has to find the one that leads elsewhere in a list."""
    old, new = ({link.id: f"{link.title} ({link.shown_address})" for link in topic.links} for topic in (before, now))
    for name in dict.fromkeys((*new, *old)):
        yield PackPart.LINKS, old.get(name, ""), new.get(name, "")


def _question_changes(before: Topic, now: Topic) -> tuple[PackChange, ...]:
    old, new = ({question.id: question for question in topic.questions} for topic in (before, now))
    lists = {
        PackPart.QUESTIONS_ADDED: tuple(name for name in new if name not in old),
        PackPart.QUESTIONS_REMOVED: tuple(name for name in old if name not in new),
        PackPart.QUESTIONS_CHANGED: tuple(name for name in new if name in old and new[name] != old[name]),
    }
    return tuple(PackChange(part, questions=names) for part, names in lists.items() if names)


def _other_change(before: Topic, now: Topic) -> tuple[PackChange, ...]:
    """Introduction, guidance, scales, lists, rules: what a person reads on the topic's own pages."""
    is_other = _other_texts(before) != _other_texts(now)
    return (PackChange(PackPart.OTHER_TEXTS),) if is_other else ()


def _other_texts(topic: Topic) -> tuple[object, ...]:
    """Everything that no other part names. Whose words a text is does not change what an agency is asked."""
    return (
        topic.introduction,
        topic.definitions,
        topic.guidance,
        topic.scales,
        topic.choice_lists,
        topic.evidence,
        topic.action_plan,
        topic.sections,
        topic.frameworks,
        topic.sign_off,
        topic.language,
        topic.translations,
        topic.form_name,
        topic.return_to.instructions,
        topic.contact.note,
        topic.partnership.short_name,
    )


def _day(topic: Topic) -> str:
    return topic.deadline.isoformat() if topic.deadline else ""

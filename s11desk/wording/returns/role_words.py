"""Who signs a return by its pack, and what that person declares, in words."""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import listed
from s11desk.wording.form_words import Say, say_english
from s11desk.wording.plain_text import short_line

SIGNATURE_DESCRIPTIONS: dict[Role, str] = {
    Role.COMPLETER: "Signature of the person who completed this return",
    Role.APPROVER: "Signature of the person who approved this return",
    Role.SECOND_APPROVER: "Signature of the second person who approved this return",
}
"""What a screen reader says of a signature field."""

TO_OTHERS = "Send it to be approved"
"""The button that sends a signed return to those who sign after the person who filled it in."""

_SAY_THERE = "Signing comes next: you sign first, and you say there"


def role_lines(topic: Topic, role: Role, say: Say = say_english) -> tuple[str, ...]:
    """A line with the role, and one with the declaration; none if the pack says nothing."""
    signs = topic.signing_role(role)
    if signs is None:
        return ()
    declared = (say("By signing you declare: {}", signs.declaration),) if signs.declaration else ()
    return (say("The partnership asks for this signature: {}.", signs.title), *declared)


def role_titles(topic: Topic, roles: Iterable[Role]) -> tuple[str, ...]:
    """What the pack calls these roles. Roles that it does not name are left out."""
    named = (topic.signing_role(role) for role in roles)
    return tuple(short_line(signs.title) for signs in named if signs is not None)


def who_signs_line(topic: Topic, *, is_next: bool = False) -> str:
    """Say, before anybody signs, who signs: the person here first, then somebody else if that is wanted.

    ``is_next``: the page on which they sign comes after this one. It asks whether somebody else signs, unless the pack
    says it: then the words on that page are empty.
    """
    titles = role_titles(topic, topic.open_roles(()))
    if not titles:
        asked = f"{_SAY_THERE} whether your manager, head or chair signs after you. They sign on their own computer."
        return asked if is_next else ""
    first = "Signing comes next. The" if is_next else "The"
    then = f"After you, {listed(titles, 'and')} {'signs' if len(titles) == 1 else 'sign'}"
    way = "save a locked copy for them" if topic.encrypt_to else f"choose “{TO_OTHERS}”"
    return (
        f"{first} person who filled this in signs first. {then}. For that, {way} when you have signed. They sign on "
        "their own computer."
    )


def to_sign_sentence(topic: Topic | None, roles: Iterable[Role]) -> str:
    """For example: Still to sign: Head teacher and Chair of governors. Empty if nobody is left."""
    titles = role_titles(topic, roles) if topic is not None else ()
    return f"Still to sign: {listed(titles, 'and')}." if titles else ""


def signed_as(topic: Topic | None, role: Role, words: str) -> str:
    """``words``, such as Approved and signed, with the role as the pack calls it."""
    titles = role_titles(topic, (role,)) if topic is not None else ()
    return f"{words} as {titles[0]}" if titles else words

"""Who made a topic pack and what it changes, in words that window and terminal share."""

from __future__ import annotations

from difflib import SequenceMatcher

from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.text.look_alikes import skeleton
from s11desk.domain.topics.pack_changes import PackChange, PackIssuer, PackPart
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, first_few

_NAMES = {
    PackPart.PARTNERSHIP: "The partnership's name",
    PackPart.RETURN_ADDRESS: "The address for returns",
    PackPart.KEYS: "The keys to which returns are encrypted",
    PackPart.CONTACT: "The person to ask",
    PackPart.LINKS: "A link to help",
    PackPart.TITLE: "The title",
    PackPart.YEAR: "The year",
    PackPart.DEADLINE: "The day by which returns are due",
}
_QUESTIONS = {
    PackPart.QUESTIONS_ADDED: "New",
    PackPart.QUESTIONS_REMOVED: "No longer asked",
    PackPart.QUESTIONS_CHANGED: "Asked or answered in another way",
}
_MAX_NAMED = 12
NO_ADDRESS = "none"
_BY_REPLY = "no address is given. Reply to the e-mail that asked for the audit."
_NOT_REACHABLE = " (we do not have contact details)"
_ALIKE = 0.9
"""From this share of equal letters on, people take one address for the other."""


def issuer_lines(issuer: PackIssuer) -> tuple[str, ...]:
    """Who asks, where the return goes, and who can open it."""
    keys = tuple(f"Only the partnership can open the return. Its key: {key}" for key in issuer.keys)
    return (
        f"From: {issuer.partnership}",
        f"Returns go to: {issuer.address or _BY_REPLY}",
        *(keys or ("The return is not locked: anyone who gets the file can read it.",)),
        *((f"Signature check code: {issuer.signer}",) if issuer.signer else ()),
        f"To ask: {issuer.contact}{'' if issuer.is_reachable else _NOT_REACHABLE}",
        *(f"Link: {link}" for link in issuer.links),
    )


def signer_line(who: str, standing: Standing, known_name: str) -> str:
    """Who signed the pack, and whether that is confirmed. ``who``: the name and organisation in the certificate."""
    match standing:
        case Standing.KNOWN | Standing.OWN:
            return f"Signed by {who}. You have checked who that is."
        case Standing.OTHER_KEY:
            return f"Signed by {who}, but not with the signature you know for {known_name}. Ask the partnership."
        case _:
            return (
                f"Signed by {who}. You have not checked who that is. Ring them, and compare the signature check code."
            )


NOT_SIGNED = "The pack is not signed, so nothing shows who made it."
WORKBOOK_NOT_SIGNED = "A workbook carries no signature, so nothing shows who made it."


def change_line(change: PackChange) -> str:
    """One difference, as one line."""
    if change.part is PackPart.OTHER_TEXTS:
        return "The introduction, the guidance, the scales, or the rules for files and actions changed."
    if change.part in _QUESTIONS:
        named, more = first_few(change.questions, _MAX_NAMED)
        rest = f" and {more} more" if more else ""
        return f"{_QUESTIONS[change.part]}: {counted(len(change.questions), 'question')} ({', '.join(named)}{rest})."
    return f"{_NAMES[change.part]}: {change.before or NO_ADDRESS} → {change.now or NO_ADDRESS}"


def alike_lines(before: str, now: str) -> tuple[str, ...]:
    """A line about two addresses that a person could take for one; none if they are the same, or clearly differ."""
    one, other = before.casefold(), now.casefold()
    is_alike = skeleton(one) == skeleton(other) or SequenceMatcher(None, one, other).ratio() >= _ALIKE
    if one == other or not one or not other or not is_alike:
        return ()
    return ("The two addresses look nearly the same, and are different. Compare them letter by letter.",)


def older_line(version: int, in_use: int) -> str:
    """Why a pack that is kept is not offered."""
    return (
        f"Version {in_use} is here too and is newer, so version {version} is not offered for new audits. If version "
        f"{in_use} is not your partnership's, remove it."
    )


def kept_version_line(version: int, newest: int) -> str:
    """Why an audit goes on with another version than the one that is offered; empty if it does not."""
    if newest == version:
        return ""
    return (
        f"This audit has version {version} of the questions. New audits get version {newest}. An audit keeps the "
        "version with which it began, so that no answer changes its meaning."
    )


def added_line(topic: Topic, before: Topic | None) -> str:
    """What a person can do now that a topic is added. ``before``: the version that was in use, None if there was none."""
    begin = f"“{topic.title}” can now be begun from the list of your audits."
    if before is None or before.version >= topic.version:
        return begin
    return (
        f"{begin} An audit that is begun already stays with version {before.version}. On its card in the list you can "
        f"make a copy of it with version {topic.version}."
    )

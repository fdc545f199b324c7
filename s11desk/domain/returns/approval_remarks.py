"""Remarks on a return whose two signers may be one person: names and addresses that should differ.

Two keys are not two people. Whether one key signed twice is certain and is refused elsewhere; all of this is only
a remark, because two people can share a name or an office address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.audits.audit import Answer
from s11desk.domain.text.same_name import is_same_name
from s11desk.domain.topics.topic import Topic


class ApprovalRemarkKind(StrEnum):
    """The kind of remark. NAMED_IN_ANSWERS: the answers name the approver, such as the person who completed them.

    SAME_NAME and SAME_EMAIL: as the completer. APPROVERS_NAME and APPROVERS_EMAIL: as another approver.
    """

    SAME_NAME = "same-name"
    SAME_EMAIL = "same-email"
    APPROVERS_NAME = "approvers-name"
    APPROVERS_EMAIL = "approvers-email"
    NAMED_IN_ANSWERS = "named-in-answers"


@dataclass(frozen=True, slots=True)
class ApprovalRemark:
    """A remark on an approval. ``label``: what the answers call the person whom they name; otherwise empty."""

    kind: ApprovalRemarkKind
    label: str = ""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A person who signs, by their certificate."""

    name: str
    email: str


def find_approval_remarks(
    before: Sequence[SignedBy], approver: SignedBy, topic: Topic | None, answers: Iterable[Answer]
) -> tuple[ApprovalRemark, ...]:
    """Compare the approver with those who signed ``before``, and with each person whom the answers name.

    ``before``: the completer, then earlier approvers. ``topic`` has the labels.
    """
    kinds = [(ApprovalRemarkKind.SAME_NAME, ApprovalRemarkKind.SAME_EMAIL)]
    kinds += [(ApprovalRemarkKind.APPROVERS_NAME, ApprovalRemarkKind.APPROVERS_EMAIL)] * (len(before) - 1)
    remarks = []
    for (same_name, same_email), signed in zip(kinds, before, strict=False):
        if is_same_name(signed.name, approver.name):
            remarks.append(ApprovalRemark(same_name))
        if _is_same_address(signed.email, approver.email):
            remarks.append(ApprovalRemark(same_email))
    labels = {asked.id: asked.label for question in topic.questions for asked in question.people} if topic else {}
    named = {
        labels.get(person.role, "")
        for answer in answers
        for person in answer.people
        if is_same_name(person.name, approver.name) or _is_same_address(person.email, approver.email)
    }
    remarks.extend(ApprovalRemark(ApprovalRemarkKind.NAMED_IN_ANSWERS, label) for label in sorted(named))
    return tuple(remarks)


def filled_in_by(before: Sequence[SignedBy], approver: SignedBy, topic: Topic | None, answers: Iterable[Answer]) -> str:
    """The name of the completer, if the file shows that this is somebody else than the approver; else empty.

    It does if name and address differ, and the answers name nobody but the completer where they ask for that person:
    the first whom a question asks for.
    """
    if not before or topic is None:
        return ""
    completer = before[0]
    if is_same_name(completer.name, approver.name) or _is_same_address(completer.email, approver.email):
        return ""
    firsts = {question.people[0].id for question in topic.questions if question.people}
    named = [one.name for answer in answers for one in answer.people if one.role in firsts and one.name.strip()]
    return completer.name if all(is_same_name(name, completer.name) for name in named) else ""


def _is_same_address(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()

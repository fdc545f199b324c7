"""Sentences about a whole home that moves as one file, for the window and the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.keeping.moved_audit import Relation
from s11desk.wording.amounts import counted, listed

_KEYS = {
    "identity": "your signature",
    "approver": "the approver's signature",
    "receiver": "the key that opens encrypted returns",
}
STAYS = "Nothing that is on this computer is replaced."
MADE_BY = "Nothing in this file shows who made it. Take it in only if you made it, or know who did."


def relation_lines(relations: Sequence[Relation]) -> tuple[str, ...]:
    """How many audits come in, and how."""
    counts = {kind: sum(one is kind for one in relations) for kind in Relation}
    sentences = {
        Relation.NEW: "{} not on this computer, and {} in with {} history.",
        Relation.NEWER: "{} here as before, and {} brought up to date. “Undo” goes back through {} changes.",
        Relation.SAME: "{} here already, so nothing changes in {}.",
        Relation.FORKED: "{} changed here and elsewhere, and {} in beside the other. Nothing is mixed or lost.",
    }
    lines = []
    for kind, sentence in sentences.items():
        if count := counts[kind]:
            lines.append(_sentence(kind, count, sentence))
    return tuple(lines) or ("There is no audit in it.",)


def key_lines(keys: Sequence[str], keys_here: Sequence[str]) -> tuple[str, ...]:
    """Which signing keys come in, and which do not because this computer has one."""
    coming = [_KEYS[key] for key in keys if key not in keys_here]
    staying = [_KEYS[key] for key in keys if key in keys_here]
    lines = [f"With it: {listed(coming, 'and')}, under the same passphrase as before."] if coming else []
    if staying:
        lines.append(f"Not with it, because this computer has its own: {listed(staying, 'and')}.")
    return tuple(lines)


def left_line(left: int) -> str:
    """How many audits stayed on the other computer; empty if none did."""
    return f"{counted(left, 'audit')} stayed there: damaged, or moved before." if left else ""


def _sentence(kind: Relation, count: int, sentence: str) -> str:
    one = count == 1
    audits = counted(count, "audit")
    match kind:
        case Relation.NEW:
            return sentence.format(
                f"{audits} {'is' if one else 'are'}", "comes" if one else "come", "its" if one else "their"
            )
        case Relation.NEWER:
            return sentence.format(
                f"{audits} {'is' if one else 'are'}", "is" if one else "are", "its" if one else "their"
            )
        case Relation.SAME:
            return sentence.format(f"{audits} {'is' if one else 'are'}", "it" if one else "them")
        case _:
            return sentence.format(f"{audits}", "comes" if one else "come")

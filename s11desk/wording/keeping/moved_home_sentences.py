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
_IN_ORDER = (Relation.NEW, Relation.NEWER, Relation.SAME, Relation.FORKED)
_UNDO = "“Undo” goes back through {} changes."
_UNMIXED = "Nothing is mixed or lost."
STAYS = "Nothing that is on this computer is replaced."
MADE_BY = "Nothing in this file shows who made it. Take it in only if you made it, or know who did."


def relation_lines(relations: Sequence[Relation]) -> tuple[str, ...]:
    """How many audits come in, and how."""
    counts = {kind: sum(one is kind for one in relations) for kind in Relation}
    lines = [_relation_line(kind, counts[kind]) for kind in _IN_ORDER if counts[kind]]
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


def _relation_line(kind: Relation, count: int) -> str:
    audits = counted(count, "audit")
    are, come, their, them = ("is", "comes", "its", "it") if count == 1 else ("are", "come", "their", "them")
    lines = {
        Relation.NEW: f"{audits} {are} not on this computer, and {come} in with {their} history.",
        Relation.NEWER: f"{audits} {are} here as before, and {are} brought up to date. {_UNDO.format(their)}",
        Relation.SAME: f"{audits} {are} here already, so nothing changes in {them}.",
        Relation.FORKED: f"{audits} changed here and elsewhere, and {come} in beside the other. {_UNMIXED}",
    }
    return lines[kind]

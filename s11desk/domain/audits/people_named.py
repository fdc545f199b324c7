"""The names of people that an audit already has, to offer them where a name is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.domain.audits.audit import Audit


def people_named(audit: Audit, *, except_action: str = "") -> tuple[str, ...]:
    """The people named in the answers, then those who lead actions, each once whatever its capital letters.

    ``except_action``: the id of an action whose own lead does not count, because somebody is typing it.
    """
    answered = (person.name for answer in audit.answers for person in answer.people)
    leads = (action.lead for action in audit.actions if action.id != except_action)
    return tuple(_once((*answered, *leads)))


def _once(names: Iterable[str]) -> Iterable[str]:
    known: dict[str, str] = {}
    for name in (" ".join(name.split()) for name in names):
        if name:
            known.setdefault(name.casefold(), name)
    return known.values()

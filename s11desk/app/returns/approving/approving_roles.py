"""The roles in which people can still approve a return."""

from __future__ import annotations

from s11desk.app.returns.verifying.verify import Verdict
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.errors.return_errors import RoleNotAsked, RoleNotChosen, RoleSigned


def topic_of(verdict: Verdict) -> Topic:
    """The topic of a verified return, which always has one. Raises ValueError without a usable topic."""
    if verdict.topic is None:
        raise ValueError("only a verified return can be approved")
    return verdict.topic


def open_roles(verdict: Verdict) -> tuple[Role, ...]:
    """The roles in which somebody can still approve this return, in the order of its topic."""
    return topic_of(verdict).open_roles(signature.role for signature in verdict.read.signatures)


def role_ids(verdict: Verdict) -> dict[str, Role]:
    """The roles in which people approve this return, by their ids in its topic. Empty if the topic names none."""
    named = ((topic_of(verdict).signing_role(role), role) for role in Role if role is not Role.COMPLETER)
    return {signs.id: role for signs, role in named if signs is not None}


def role_of_id(verdict: Verdict, role_id: str) -> Role:
    """The role of the topic with this id. Raises ``RoleNotAsked``, and ``RoleSigned`` if somebody has signed in it."""
    role = role_ids(verdict).get(role_id)
    if role is None:
        raise RoleNotAsked(role=role_id, roles=_open_ids(verdict))
    return require_role(verdict, role)


def _open_ids(verdict: Verdict) -> tuple[str, ...]:
    still_open = open_roles(verdict)
    return tuple(name for name, role in role_ids(verdict).items() if role in still_open)


def require_role(verdict: Verdict, wanted: Role | None) -> Role:
    """Find the role in which an approver signs. Raises ``RoleSigned`` or ``RoleNotChosen``."""
    still_open = open_roles(verdict)
    if wanted is None:
        if len(still_open) != 1:
            raise RoleNotChosen(roles=_open_ids(verdict))
        return still_open[0]
    if wanted not in still_open:
        named = topic_of(verdict).signing_role(wanted)
        raise RoleSigned(path=verdict.path, title=named.title if named is not None else "")
    return wanted

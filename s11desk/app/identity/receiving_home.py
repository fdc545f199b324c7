"""Whether a home belongs to somebody who receives returns. They check returns, and approve none."""

from __future__ import annotations

from contextlib import suppress

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import known_signers
from s11desk.app.identity.signing_identity import current_identity
from s11desk.domain.same_name import comparable_name, is_same_name
from s11desk.domain.topic import Topic
from s11desk.durable import is_there
from s11desk.errors import UserError


def receives_returns(home: Home, topic: Topic | None) -> bool:
    """Whether this home receives returns for a partnership.

    It has a key for receiving, or an identity of the partnership of ``topic``, or it knows signers of several
    organisations; an approver knows those of one. A file here that cannot be read answers nothing.
    """
    with suppress(UserError):
        if is_there(home.receiver):
            return True
    with suppress(UserError):
        identity = current_identity(home)
        if identity is not None and topic is not None and is_same_name(identity.organisation, topic.partnership.name):
            return True
    with suppress(UserError):
        return len({comparable_name(known.organisation) for known in known_signers(home)} - {""}) > 1
    return False

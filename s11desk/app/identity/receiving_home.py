"""Whether a home belongs to somebody who receives returns. They check returns, and approve none."""

from __future__ import annotations

from contextlib import suppress

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import known_signers
from s11desk.app.identity.signing_identity import current_identity
from s11desk.domain.returns.return_verdict import Receiving
from s11desk.domain.text.same_name import comparable_name, is_same_name
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.presence import is_there


def receiving_of(home: Home, topic: Topic | None, agency: str) -> Receiving:
    """Whether this home receives returns for a partnership, as far as its files show. ``agency``: whose return it is.

    CERTAIN: it has a key for receiving, or an identity of the partnership of ``topic``. NO: it has an identity of the
    agency, or one for approving. GUESSED: it knows signers of several organisations; but somebody may approve for
    several. A file of this home that cannot be read is ignored.
    """
    with suppress(UserError):
        if is_there(home.receiver):
            return Receiving.CERTAIN
    organisation = _organisation(home)
    if topic is not None and is_same_name(organisation, topic.partnership.name):
        return Receiving.NO if is_same_name(organisation, agency) else Receiving.CERTAIN
    with suppress(UserError):
        if is_same_name(organisation, agency) or is_there(home.approver):
            return Receiving.NO
    with suppress(UserError):
        known = {comparable_name(signer.organisation) for signer in known_signers(home)} - {""}
        return Receiving.GUESSED if len(known) > 1 else Receiving.NO
    return Receiving.NO


def _organisation(home: Home) -> str:
    """The organisation of the identity here; empty if there is none, or none that can be read."""
    with suppress(UserError):
        identity = current_identity(home)
        return identity.organisation if identity is not None else ""
    return ""

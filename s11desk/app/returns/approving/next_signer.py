"""Whether somebody signs a return after the person who filled it in, and since when it waits for that."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail import list_prepared, record_prepared
from s11desk.app.returns.making.find import find_current_return, find_return
from s11desk.app.returns.making.make import MadeReturn
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.errors import S11Error
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.drafts.mail_log import Prepared, known_unsent, signs_after, with_approver


@dataclass(frozen=True, slots=True)
class NextSigner:
    """What is known of the person who signs after the one who filled the audit in.

    ``is_wanted``: whether there is one; None if nobody has said so. ``asked``: how and when this return went
    to them; None if it did not, or if they have signed since. ``unsent``: references of the audit's returns
    that the partnership never got.
    """

    is_wanted: bool | None = None
    asked: Prepared | None = None
    unsent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundReturn:
    """A return of an audit, and who is still to sign it."""

    made_return: MadeReturn
    next_signer: NextSigner


def find_with_next_signer(workspace: Workspace, audit_id: str, reference: str = "") -> FoundReturn | None:
    """The return with this reference, None if it is not where it was put.

    Without a reference: the last return, None if the audit has changed since. Raises what finding a return raises.
    """
    found = find_return(workspace, audit_id, reference) if reference else find_current_return(workspace, audit_id)
    return with_next_signer(workspace, audit_id, found) if found is not None else None


def with_next_signer(workspace: Workspace, audit_id: str, made: MadeReturn) -> FoundReturn:
    """``made``, and who is still to sign it. Raises ``AuditUnknown``."""
    return FoundReturn(made, find_next_signer(workspace, audit_id, made.reference))


def find_next_signer(workspace: Workspace, audit_id: str, reference: str = "") -> NextSigner:
    """What the log of an audit says. ``reference``: of a return, for :attr:`NextSigner.asked`. Raises ``AuditUnknown``.

    A damaged log says nothing: it keeps nobody from sending a return.
    """
    try:
        notes = list_prepared(workspace, audit_id)
    except AuditDamaged:
        return NextSigner()
    return NextSigner(signs_after(notes), with_approver(notes).get(reference), known_unsent(notes))


def keep_next_signer(workspace: Workspace, audit_id: str, reference: str, *, is_wanted: bool) -> None:
    """Record what the person said when they made the return. The return is made: no error here takes it back."""
    how = PreparedAs.SIGNS_AFTER if is_wanted else PreparedAs.SIGNS_ALONE
    with suppress(S11Error):
        record_prepared(workspace, audit_id, reference, how, ())

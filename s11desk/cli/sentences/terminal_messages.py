"""The sentence of the command line for each error: what happened, what is safe, what to do next."""

from __future__ import annotations

from s11desk.app.every_error import AuditError, ReceivingError, known_error
from s11desk.cli.sentences.terminal_audit_sentences import audit_sentence
from s11desk.cli.sentences.terminal_receiving_sentences import receiving_sentence
from s11desk.cli.sentences.terminal_signing_sentences import signing_sentence
from s11desk.errors import UserError
from s11desk.errors.answer_errors import SeveralErrors


def sentence(error: UserError) -> str:
    """The sentence for ``error``, or one line for each error if it holds several.

    Raises TypeError for an error class that ``s11desk.app.every_error`` does not list.
    """
    known = known_error(error)
    if isinstance(known, SeveralErrors):
        return "\n".join(sentence(one) for one in known.errors)
    if isinstance(known, ReceivingError):
        return receiving_sentence(known)
    return audit_sentence(known) if isinstance(known, AuditError) else signing_sentence(known)

"""The text of an e-mail with a return, as the person who sends it would write it.

It is here and in no shell, because it goes to other people like the text of the report. It has no check code: beside
the file that the code should prove, it proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.app.audits.drafts import Draft
from s11desk.domain.audits.audit import ReturnRecord
from s11desk.domain.text.clean_text import clean_line
from s11desk.wording.amounts import listed
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.return_change_words import changes_text

if TYPE_CHECKING:
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.domain.returns.return_changes import ReturnChanges
    from s11desk.signing.signature_facts import SignerFacts


def return_text(draft: Draft, made_return: MadeReturn, file_name: str, unsent: frozenset[str] = frozenset()) -> str:
    """The e-mail to the partnership with the whole return. ``unsent``: references of returns that it never got."""
    return _letter(
        draft,
        made_return,
        f"Here is our return for {_audit(draft)}. Our reference is {made_return.reference}.",
        *_replaces(draft, made_return, unsent),
        *_approved(made_return),
        *_how_to_open(made_return, file_name),
        "Please tell us when it has arrived. To be sure that it is from us, ring us on a number you already have.",
    )


def pdf_text(draft: Draft, made_return: MadeReturn, file_name: str, unsent: frozenset[str] = frozenset()) -> str:
    """As :func:`return_text`, with the signed PDF alone, because the return is too large for mailboxes."""
    return _letter(
        draft,
        made_return,
        f"Our return for {_audit(draft)} is too large for an e-mail. Our reference is {made_return.reference}.",
        *_replaces(draft, made_return, unsent),
        f"The attached file {file_name} is the signed PDF alone. It has all our answers and our action plan. Our "
        f"evidence is in the whole return, the file {made_return.path.name}.",
        "Please tell us how to hand the whole return over to you.",
    )


def approver_text(
    draft: Draft, made_return: MadeReturn, file_name: str, since: tuple[int, ReturnChanges] | None = None
) -> str:
    """The e-mail to the person who approves the return.

    ``since``: the number of the return that they had before, and what has changed; None if that is not known.
    """
    steps = (
        f"1. Save the attached file {file_name} on your computer.",
        "2. Start s11desk, choose “Open a file you were sent…” and choose the saved file.",
        "3. Read the answers, and look at the files that are attached to them.",
        "4. Choose “Approve…”. If something has to change first, choose “Ask for changes…”.",
        "5. E-mail the approved file back to me. The program helps you with that.",
    )
    return _text(
        "Hello,",
        f"Please approve our return for {_audit(draft)}. I have filled it in and signed it. Its reference is "
        f"{made_return.reference}.",
        *_changed(draft, since),
        "\n".join(steps),
        "s11desk is the free program in which I filled it in. If it is not on your computer, ask me, or your IT team "
        "if you have one: I can find out who set it up on mine. Or approve the return on my computer.",
        _signature(made_return.signers[:1], draft),
    )


def _letter(draft: Draft, made_return: MadeReturn, *paragraphs: str) -> str:
    whom = clean_line(draft.topic.partnership.name)
    return _text(f"Dear {whom},", *paragraphs, _signature(made_return.signers[:1], draft))


def _text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def _audit(draft: Draft) -> str:
    return f"“{clean_line(draft.topic.title)}”, {draft.topic.year}"


def _replaces(draft: Draft, made_return: MadeReturn, unsent: frozenset[str]) -> tuple[str, ...]:
    received = tuple(one for one in draft.audit.exports if one.reference not in unsent)
    before = returned_before(received, made_return.number)
    if before is None:
        return ()
    return (f"It replaces our return {before.number}, reference {before.reference}. Please use only this one.",)


def returned_before(exports: tuple[ReturnRecord, ...], number: int) -> ReturnRecord | None:
    """The return that return ``number`` replaces; None if it is the first."""
    return next((one for one in reversed(exports) if one.number < number), None)


def _changed(draft: Draft, since: tuple[int, ReturnChanges] | None) -> tuple[str, ...]:
    if since is None:
        return ()
    number, changes = since
    what = changes_text(draft.topic, changes) or "no answer and no action"
    return (f"Since return {number} I changed: {what}.",)


def _approved(made_return: MadeReturn) -> tuple[str, ...]:
    if len(made_return.signers) < 2:
        return ()
    approvers = [short_line(signer.name) for signer in made_return.signers[1:]]
    return (f"{listed(approvers, 'and')} {'has' if len(approvers) == 1 else 'have'} approved and signed it.",)


def _how_to_open(made_return: MadeReturn, file_name: str) -> tuple[str, ...]:
    if made_return.encrypted is not None:
        names = listed((clean_line(to.name) for to in made_return.encrypted.recipients), "and")
        return (f"The attached file {file_name} is locked. Only {names} can open it, with the program s11desk.",)
    is_approved = len(made_return.roles) > 1
    what = "our answers, our action plan and all our signatures" if is_approved else "our answers and our action plan"
    return (
        f"To read it, open the attached file {file_name}, and in it the file {made_return.signed_pdf}. It has {what}. "
        "Our evidence is beside it.",
    )


def _signature(signers: tuple[SignerFacts, ...], draft: Draft) -> str:
    agency = clean_line(draft.audit.agency)
    if not signers:
        return f"Kind regards\n{agency}"
    signer = signers[0]
    lines = (signer.name, signer.job_title, signer.organisation or agency, signer.email)
    return "\n".join(["Kind regards", *(short_line(line) for line in lines if line)])

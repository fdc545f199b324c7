"""The commands for returns: export, countersign, verify, decrypt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from s11desk import app
from s11desk.app.home.workspace import system_clock
from s11desk.cli.guard import ANSWER_IS_NO, BAD_INPUT, DONE
from s11desk.cli.language import language_option, require_language
from s11desk.cli.opened_file import opened_file
from s11desk.cli.passphrase import (
    file_passphrase_option,
    passphrase_file_option,
    with_file_passphrase,
    with_passphrase,
)
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.cli.sentences.verdict_paragraphs import apart_paragraphs, verdict_paragraph
from s11desk.cli.session import Session, pass_session, path_text, shared_options
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.domain.audits.filters import Filter, filtered_steps
from s11desk.domain.returns.return_verdict import Outcome
from s11desk.errors import UserError
from s11desk.wording.amounts import file_size
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.review_words import marked_words
from s11desk.wording.returns.role_words import to_sign_sentence
from s11desk.wording.returns.verdict_sentences import APPROVER_WARNINGS, approval_sentences

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.identity.signer_standings import HomeSigners
    from s11desk.app.returns.making.encrypt import Encrypted
    from s11desk.app.returns.making.make import MadeReturn
    from s11desk.app.returns.verifying.home_topics import HomeTopics
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.signing.signature_facts import CmsFacts

OUTCOME_CODES = {
    Outcome.CONFIRMED: DONE,
    Outcome.UNCONFIRMED: 4,
    Outcome.NOT_COMPARED: 4,
    Outcome.DOUBTFUL: 4,
    Outcome.OTHER_KEY: 5,
    Outcome.NOT_VERIFIED: ANSWER_IS_NO,
}
"""The exit code of ``verify`` for one file."""

_WORST_LAST = (*OUTCOME_CODES.values(), BAD_INPUT)


@click.command("export")
@click.argument("audit")
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--pictures", is_flag=True, help="Show the pictures among the evidence in the PDF too. The bundle always has them."
)
@language_option
@passphrase_file_option
@shared_options
@pass_session
def export(
    session: Session, audit: str, out_folder: Path, language: str, passphrase_file: Path | None, *, pictures: bool
) -> None:
    """Sign as completer, write the return bundle, and print its path."""
    with session.workspace() as workspace:
        require_language(app.require_complete(workspace, audit).topic, language)
        app.require_valid(workspace.home.identity, workspace.clock())
        _show_marks(session, app.open_draft(workspace, audit))
        exported = with_passphrase(
            passphrase_file,
            lambda passphrase: app.make_return(
                workspace, audit, out_folder, passphrase, pictures=pictures, language=language
            ),
        )
    summary = f"Return {exported.number}, reference {exported.reference}, {file_size(exported.size)}"
    session.step(f"{summary}. It was read back and verified.")
    _show_recipients(session, exported)
    _show_fingerprints(session, exported)
    session.show(exported, [str(exported.to_send)])


def _show_marks(session: Session, draft: Draft) -> None:
    marked = filtered_steps(draft.topic, draft.audit, Filter.MARKED_FOR_REVIEW)
    words = marked_words([draft.topic.number_of(step.question) for step in marked])
    if words:
        session.step(f"{words} It is still signed, and the return does not show the mark.")


def _show_recipients(session: Session, made_return: MadeReturn) -> None:
    encrypted = made_return.encrypted
    if encrypted is None:
        return
    if encrypted.recipients:
        session.step(f"Encrypted to {_names(encrypted)}; this is the file to send: {encrypted.path}")
    else:
        session.step(f"Locked with the file's passphrase: {encrypted.path}")
        session.step("Give it back to the person who sends the return. They run: s11desk encrypt FILE FOLDER")
    session.step(f"Your own copy, which you can read, stays in this program's folder: {made_return.path}")
    for name in encrypted.expired:
        session.step(f"The certificate of {name} is out of date. Ask them before you send the file.")


def _names(encrypted: Encrypted) -> str:
    return ", ".join(f"{to.name} (key {to.fingerprint_spoken})" for to in encrypted.recipients)


def _show_fingerprints(session: Session, made_return: MadeReturn) -> None:
    """Show the fingerprints to read out: in an e-mail, beside the return, they would prove nothing."""
    for signer in made_return.signers:
        session.step(f"Fingerprint of {short_line(signer.name)}, to read out by telephone: {signer.fingerprint_spoken}")


@click.command("countersign")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--identity", type=click.Path(path_type=Path), help="The approver's .p12, if it is not the one in this home."
)
@click.option("--role", default="", metavar="ID", help="What you sign as, if several people can still sign.")
@passphrase_file_option
@file_passphrase_option
@shared_options
@pass_session
def countersign(  # noqa: PLR0913 - the options of the command
    session: Session,
    file: Path,
    out_folder: Path,
    identity: Path | None,
    role: str,
    passphrase_file: Path | None,
    file_passphrase: Path | None,
) -> None:
    """Sign a return as its approver, on this computer or another, and print the path of the countersigned return.

    If the partnership asks for encryption, FILE is locked with a passphrase, and so is the result, with the same one.
    """
    home, now = session.home_or_default(), system_clock()
    with opened_file(home, file, file_passphrase) as opened:
        verdict = app.require_approvable(opened.verdict)
        signs_as = app.role_of_id(verdict, role) if role else app.require_role(verdict, None)
        key_file = identity or app.require_approver(home, verdict, now)
        for warning in approval_sentences(app.approver_remarks(key_file, verdict), APPROVER_WARNINGS):
            session.step(warning)
        locks = opened.passphrase_for_result()

        def sign(passphrase: str) -> MadeReturn:
            key = app.ApproverKey(key_file, passphrase, now, locks, signs_as)
            return app.countersign(home, verdict, out_folder, key)

        made_return = with_passphrase(passphrase_file, sign)
    _show_countersigned(session, made_return, verdict)


def _show_countersigned(session: Session, made_return: MadeReturn, verdict: Verdict) -> None:
    size = file_size(made_return.size)
    session.step(f"Countersigned: reference {made_return.reference}, {size}. It was read back and verified.")
    to_sign = verdict.topic.roles_to_sign(made_return.roles) if verdict.topic is not None else ()
    if still := to_sign_sentence(verdict.topic, to_sign):
        session.step(still)
    _show_recipients(session, made_return)
    _show_fingerprints(session, made_return)
    session.show(made_return, [str(made_return.to_send)])


@click.command("lock")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT_FILE", type=click.Path(path_type=Path))
@file_passphrase_option
@shared_options
@pass_session
def lock(session: Session, file: Path, out: Path, file_passphrase: Path | None) -> None:
    """Lock a return with a passphrase, to send it to the person who approves it, and print the path."""
    home = session.home_or_default()
    seen = app.verify_return(file, topics=app.HomeTopics(home), deep=True)
    verdict = app.require_approvable(seen)
    path = with_file_passphrase(
        file_passphrase, lambda passphrase: app.lock_return(home, verdict.seen, out, passphrase), is_new=True
    )
    session.step("Tell the approver the passphrase, but not in the message with the file.")
    session.show({"path": path}, [str(path)])


@click.command("encrypt")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@file_passphrase_option
@shared_options
@pass_session
def encrypt(session: Session, file: Path, out_folder: Path, file_passphrase: Path | None) -> None:
    """Make the encrypted file for the partnership from a return that was approved, and print its path."""
    home = session.home_or_default()
    with opened_file(home, file, file_passphrase) as opened:
        sealed = app.seal_for_partnership(home, opened.verdict, out_folder, system_clock())
    session.step(f"Encrypted to {_names(sealed)}; this is the file to send.")
    session.show(sealed, [str(sealed.path)])


@click.command("verify")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--trust", multiple=True, metavar="FINGERPRINT_OR_CERT", help="A signer you know; may be repeated.")
@click.option("--deep", is_flag=True, help="Compare the pages of a large return too, and check each PDF a second way.")
@shared_options
@pass_session
def verify(session: Session, files: tuple[Path, ...], trust: tuple[str, ...], *, deep: bool) -> int:
    """Check whether returns are whole, unchanged and complete, and show who signed them.

    \b
    Exit codes. Of several files the worst one counts, in this order:
      2  a file could not be read
      1  a return is not verified
      5  unchanged, but not with the signature you know
      4  unchanged, but you have not checked who signed it, its pages were not compared, or something does not fit
      0  unchanged, and signed by people you have confirmed
    """
    home = session.home_or_default()
    signers = app.read_signers(home, tuple(app.read_signer(value, system_clock()) for value in trust))
    topics = app.HomeTopics(home)
    checked = [_check(file, signers, topics, deep=deep) for file in files]
    app.record_certificate_names(home, (cms for one in checked for cms in one.signatures))
    apart = app.find_signed_apart(one.verdict for one in checked if one.verdict is not None)
    facts = [one.facts if one.verdict is None else verdict_facts(one.verdict, apart) for one in checked]
    session.show(facts, [one.paragraph for one in checked] + list(apart_paragraphs(apart)))
    return max((one.code for one in checked), key=_WORST_LAST.index)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What ``verify`` prints of one file, and its exit code. ``facts``: of a file that could not be read."""

    facts: object
    paragraph: str
    code: int
    verdict: Verdict | None = None

    @property
    def signatures(self) -> tuple[CmsFacts, ...]:
        """The signatures in the file."""
        return tuple(one.cms for one in self.verdict.read.signatures) if self.verdict is not None else ()


def _check(file: Path, signers: HomeSigners, topics: HomeTopics, *, deep: bool) -> _Checked:
    try:
        verdict = app.verify_return(file, signers=signers, topics=topics, deep=deep)
    except UserError as error:  # the other files are still verified
        facts = {"file": path_text(file), "error": {"code": error.code, "message": sentence(error)}}
        return _Checked(facts, sentence(error), BAD_INPUT)
    return _Checked(None, verdict_paragraph(verdict), OUTCOME_CODES[verdict.outcome], verdict)


@click.command("decrypt")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out_folder", metavar="OUT_FOLDER", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="The receiver's .p12, if it is not the one in this home.")
@passphrase_file_option
@shared_options
@pass_session
def decrypt(session: Session, file: Path, out_folder: Path, key: Path | None, passphrase_file: Path | None) -> None:
    """Open a return that is encrypted to you or locked with a passphrase, and print its path. Verify it next."""
    if key is None and app.is_locked(file):
        path = with_file_passphrase(passphrase_file, lambda passphrase: app.unlock_into(file, out_folder, passphrase))
        session.show({"path": path}, [str(path)])
        return
    receiver = key or session.home_or_default().receiver
    path = with_passphrase(
        passphrase_file, lambda passphrase: app.decrypt_return(file, out_folder, receiver, passphrase)
    )
    session.show({"path": path}, [str(path)])

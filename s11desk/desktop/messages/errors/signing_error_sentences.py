"""The sentences of the window for errors about identities, returns and devices."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import (
    DeviceError,
    EnvelopeError,
    IdentityError,
    KeyFileError,
    PassphraseError,
    ReturnError,
    RoleError,
    SignerError,
    SigningError,
)
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.desktop.messages.errors.role_error_sentences import role_message
from s11desk.domain.audits.completeness import AuditIncomplete
from s11desk.errors.device_errors import DisplayMissing, PrinterRefused, WindowSilent
from s11desk.errors.identity_errors import (
    DetailField,
    DetailProblem,
    IdentityCostly,
    IdentityDetailRefused,
    IdentityExists,
    IdentityMissing,
    IdentityNotValid,
    IdentityUnmatched,
    IdentityUnreadable,
    IdentityUnsuitable,
    ReceivingKeyMissing,
)
from s11desk.errors.passphrase_errors import (
    PassphraseMissing,
    PassphraseTooShort,
    PassphraseTooSimple,
    PassphraseUnusable,
    PassphraseWrong,
)
from s11desk.errors.return_errors import (
    ApproverIsCompleter,
    EncryptionUnasked,
    PdfUnsignable,
    ReceiverApproves,
    ReturnChanged,
    ReturnCountersigned,
    ReturnNumberTaken,
    ReturnTooLarge,
)
from s11desk.errors.signer_errors import (
    FingerprintUnreadable,
    SignerAmbiguous,
    SignerNameMissing,
    SignersUnreadable,
    SignerUnknown,
)
from s11desk.signing.envelope.envelope_facts import (
    EnvelopeAltered,
    EnvelopeNotForYou,
    EnvelopeUnreadable,
    RecipientUnsuitable,
)
from s11desk.wording.dates import local_day
from s11desk.wording.desk.attention_words import NOT_FOR_US
from s11desk.wording.plain_text import aside, one_line
from s11desk.wording.returns.contact_words import EMAIL_PROBLEM

_DETAILS: dict[DetailField, str] = {
    "name": "Your name",
    "job_title": "Your job title",
    "organisation": "The organisation",
    "email": "The e-mail",
}


def signing_message(error: SigningError) -> tuple[str, str]:
    """Return headline and text for an error about identities, returns or devices."""
    if isinstance(error, IdentityError):
        return identity_message(error)
    if isinstance(error, KeyFileError):
        return key_file_message(error)
    if isinstance(error, PassphraseError):
        return passphrase_message(error)
    if isinstance(error, SignerError):
        return signer_message(error)
    if isinstance(error, ReturnError):
        return return_message(error)
    if isinstance(error, EnvelopeError):
        return envelope_message(error)
    if isinstance(error, DeviceError):
        return device_message(error)
    assert_never(error)


def identity_message(error: IdentityError) -> tuple[str, str]:
    """Return headline and text for an error about a signing identity."""
    match error:
        case IdentityMissing():
            return (
                "No signature has been set up on this computer yet",
                "Nothing was signed. Set one up on the “Sign and send” page. It takes a minute and is done once.",
            )
        case IdentityExists():
            return "A signature has been set up on this computer already", "It was left as it is. Use it to sign."
        case IdentityDetailRefused():
            return (
                "One of your details needs a change",
                f"{_detail_problem(error)} Correct it and try again.",
            )
        case IdentityNotValid():
            return (
                "This signature is out of date",
                f"It is valid from {local_day(error.not_before)} to {local_day(error.not_after)}. Nothing was signed. "
                f"Check this computer's date. If that is right, set up a new signature.",
            )
    assert_never(error)


def key_file_message(error: KeyFileError) -> tuple[str, str]:
    """Return headline and text for an error about a key file."""
    match error:
        case IdentityUnreadable():
            return (
                "Your signature's file cannot be read",
                f"Nothing was signed. What you have saved is safe. The file {error.path.name} is damaged, or holds no "
                "signature. Use a copy of it, or ask for help.",
            )
        case IdentityCostly():
            return (
                "This key file would take too long to open",
                f"{error.path.name} would keep this computer busy for minutes, so it was not opened. What you have "
                "saved is safe. Ask the person who made it for a file made in the usual way.",
            )
        case IdentityUnmatched():
            return (
                "The program cannot tell whose signature this is",
                f"A part of your signature is missing, or belongs to another one: the file beside {error.path.name}. "
                "What you have saved is safe. Your passphrase can put it right.",
            )
        case _:
            return _unusable_key_message(error)


def _unusable_key_message(error: IdentityUnsuitable | ReceivingKeyMissing) -> tuple[str, str]:
    """Return headline and text for a key that cannot be used for this."""
    match error:
        case IdentityUnsuitable():
            return (
                "This signature cannot be used",
                "Nothing changed. It holds no key that this program can sign with. Use another one, or set up a new "
                "one here.",
            )
        case ReceivingKeyMissing():
            return (
                "There is no key to open this file with",
                "Nothing was changed. A partnership opens locked returns with its own key for them.",
            )
    assert_never(error)


def passphrase_message(error: PassphraseError) -> tuple[str, str]:
    """Return headline and text for an error about a passphrase."""
    match error:
        case PassphraseMissing():
            return "The passphrase is missing", "Nothing was signed. Type the passphrase of your signature."
        case PassphraseTooShort():
            return (
                "The passphrase is too short",
                f"Use at least {error.shortest} characters. Three or four words are easy to remember.",
            )
        case PassphraseTooSimple():
            return (
                "The passphrase is too easy to guess",
                "People who guess try easy things first: one letter many times, rows of keys, numbers, known "
                "passwords, your own name. Use three or four words that do not belong together.",
            )
        case PassphraseUnusable():
            return (
                "This cannot be a passphrase",
                "It is very long, or has a character that cannot be typed everywhere. Use a few plain words.",
            )
        case PassphraseWrong():
            return (
                "That is not the right passphrase",
                "Nothing was signed. What you have saved is safe. Try again, and check the capital letters. If you "
                "have forgotten it, you can set up a new signature on this page.",
            )
    assert_never(error)


def signer_message(error: SignerError) -> tuple[str, str]:
    """Return headline and text for an error about known signers."""
    match error:
        case FingerprintUnreadable():
            return (
                "This is not a signature check code or a certificate",
                "Nothing changed. Give a signature check code as it is printed on an audit, or a certificate file.",
            )
        case SignerNameMissing():
            return "The name is missing", "Nothing was kept. Enter the name you know this person by."
        case SignerUnknown():
            return "This person is not on your list", "Nothing was changed. Choose one of the people on the list."
        case SignerAmbiguous():
            return (
                "Several keys have this name",
                "Nothing was changed. Choose the key by its signature check code: "
                + one_line(", ".join(error.fingerprints))
                + ".",
            )
        case SignersUnreadable():
            return (
                "Your list of people you have checked cannot be read",
                f"{error.path.name} is damaged. It was left as it is. Ask for help, or move it away to begin a new"
                " list.",
            )
    assert_never(error)


def return_message(error: ReturnError) -> tuple[str, str]:
    """Return headline and text for an error about a return."""
    match error:
        case AuditIncomplete():
            return (
                "The audit is not complete yet",
                "Nothing was signed. Open “Check your answers” to see what is still needed, with a link to each place.",
            )
        case ReturnNumberTaken():
            return (
                "Another return was made at the same moment",
                f"Another window or program has just made return {error.number} of this audit. This one was not made "
                "and left no file. Your answers are safe. Look at the other return first. If you still need a new one, "
                "try again.",
            )
        case ReturnTooLarge():
            return (
                "The return would be too large",
                "No return was made. What you have saved is safe. Remove some of the attached files, or attach smaller "
                "copies. Then make the return again.",
            )
        case PdfUnsignable():
            return (
                "The audit's PDF could not be signed",
                "No return was made. What you have saved is safe. This should not happen: note what you did last and "
                "ask for help.",
            )
        case EncryptionUnasked() | ReceiverApproves() | ReturnChanged():
            return _way_message(error)
        case _:
            return _approval_message(error)


def _way_message(error: EncryptionUnasked | ReceiverApproves | ReturnChanged) -> tuple[str, str]:
    """Return headline and text for an error in sending a return to its approver or to the partnership."""
    match error:
        case EncryptionUnasked():
            return (
                "This return needs no encryption",
                f"The partnership asks for none, so nothing was written. You can send {error.path.name} as it is.",
            )
        case ReceiverApproves():
            return (
                "This computer receives returns",
                "Nothing was signed. The person who approves works at the agency, and signs on their own computer.",
            )
        case ReturnChanged():
            return (
                "The file is not the one you saw",
                f"{error.path.name} was changed or replaced since. Nothing was signed, saved, printed or attached. "
                f"Open the file again and read it before you go on.",
            )
    assert_never(error)


def _approval_message(
    error: ReturnNotVerified | ReturnCountersigned | ApproverIsCompleter | RoleError,
) -> tuple[str, str]:
    """Return headline and text for an error of approving a return."""
    match error:
        case ReturnNotVerified():
            return (
                "This return failed the check",
                "It was not used, and nothing was changed. Ask the person who sent it to send it again.",
            )
        case ReturnCountersigned():
            return (
                "This return has been approved already",
                f"{error.path.name} was left as it is. Nothing more is needed.",
            )
        case ApproverIsCompleter():
            return (
                "Someone else must approve this return",
                f"{error.name} completed it, so nothing was signed. The person who approves it needs a signature of "
                "their own.",
            )
        case _:
            return role_message(error)


def envelope_message(error: EnvelopeError) -> tuple[str, str]:
    """Return headline and text for an error about an encrypted file."""
    match error:
        case RecipientUnsuitable():
            return (
                "The partnership's key cannot be used to lock your return",
                "Nothing was encrypted or sent. What you have saved is safe. Ask the partnership for a key that is "
                "made to lock files.",
            )
        case EnvelopeUnreadable():
            return (
                "This encrypted file cannot be read",
                "It is damaged, or of another kind. Nothing was opened. Ask the person who sent it to send it again.",
            )
        case EnvelopeNotForYou():
            return (
                f"This file {NOT_FOR_US}",
                "Your key does not open it. Nothing was opened. Send it to the person it is meant for.",
            )
        case EnvelopeAltered():
            return (
                "This encrypted file was changed on its way",
                "Nothing was opened, because what is in it cannot be trusted. Ask the person who sent it to send it "
                "again.",
            )
    assert_never(error)


def device_message(error: DeviceError) -> tuple[str, str]:
    """Return headline and text for an error of the printer or the display."""
    match error:
        case PrinterRefused():
            return (
                "The printer did not take it",
                f"Nothing was printed on {error.printer}{aside(error.reason)}. Choose another printer, or open "
                "the PDF in your PDF reader.",
            )
        case DisplayMissing():
            return (
                "No window can be opened here",
                f"There is no display, or something that windows need is missing:{_packages(error)}. The command "
                "line works without: s11desk --help.",
            )
        case WindowSilent():
            return (
                "s11desk is open already, but does not answer",
                f"Nothing in {error.path} was changed. Wait a minute and start it again. If no window comes up, restart "
                "the computer. If your audits are open on another computer, close them there.",
            )
    assert_never(error)


def _detail_problem(error: IdentityDetailRefused) -> str:
    match error.problem:
        case DetailProblem.MISSING:
            return f"{_DETAILS[error.field]} is missing."
        case DetailProblem.TOO_LONG:
            return f"{_DETAILS[error.field]} is too long: up to {error.limit} characters fit."
        case DetailProblem.NOT_AN_ADDRESS:
            return f"{EMAIL_PROBLEM}."
    assert_never(error.problem)


def _packages(error: DisplayMissing) -> str:
    return f" {', '.join(error.packages)}" if error.packages else ""

"""The sentences of the command line for errors about identities, returns and devices."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import (
    DeviceError,
    EnvelopeError,
    IdentityError,
    KeyFileError,
    PassphraseError,
    ReturnError,
    SignerError,
    SigningError,
)
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.cli.sentences.fact_words import printable, printable_names
from s11desk.cli.sentences.gap_sentences import gap_sentences
from s11desk.cli.sentences.terminal_role_sentences import role_sentence
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
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
    Unsuitable,
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
    ApproverSignedAlready,
    EncryptionUnasked,
    PdfUnsignable,
    ReceiverApproves,
    ReturnChanged,
    ReturnCountersigned,
    ReturnNumberTaken,
    ReturnTooLarge,
    RoleNotAsked,
    RoleNotChosen,
    RoleSigned,
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
from s11desk.wording.amounts import exact_size
from s11desk.wording.dates import moment_in_zone
from s11desk.wording.desk.attention_words import NOT_FOR_US
from s11desk.wording.plain_text import aside

_DETAILS: dict[DetailField, str] = {
    "name": "Your name (--name)",
    "job_title": "Your job title (--job-title)",
    "organisation": "Your organisation (--organisation)",
    "email": "Your e-mail address (--email)",
}


def signing_sentence(error: SigningError) -> str:
    """The sentence for an error about an identity, a return or a device."""
    if isinstance(error, IdentityError):
        return identity_sentence(error)
    if isinstance(error, KeyFileError):
        return key_file_sentence(error)
    if isinstance(error, PassphraseError):
        return passphrase_sentence(error)
    if isinstance(error, SignerError):
        return signer_sentence(error)
    if isinstance(error, ReturnError):
        return return_sentence(error)
    if isinstance(error, EnvelopeError):
        return envelope_sentence(error)
    if isinstance(error, DeviceError):
        return device_sentence(error)
    assert_never(error)


def identity_sentence(error: IdentityError) -> str:
    """The sentence for an error about a signing identity."""
    match error:
        case IdentityMissing():
            return (
                "There is no signing identity in this home yet. Make one with “s11desk identity create”. The draft is"
                " kept."
            )
        case IdentityExists():
            return (
                "There is a signing identity in this home already. It was left as it is. “s11desk identity replace” "
                "and “s11desk identity import FILE --replace” put another in its place."
            )
        case IdentityDetailRefused():
            return f"{_detail(error)} {_detail_problem(error)}. No signing identity was made."
        case IdentityNotValid():
            return (
                f"Your signing identity is valid from {moment_in_zone(error.not_before)} to "
                f"{moment_in_zone(error.not_after)}, and not now. Nothing was signed; the draft is kept. Check this "
                "computer's date. If the date is right, put a new identity in its place: “s11desk identity replace”."
            )
    assert_never(error)


def key_file_sentence(error: KeyFileError) -> str:
    """The sentence for an error about a key file."""
    match error:
        case IdentityUnreadable():
            return (
                f"{printable(error.path)} cannot be read as a signing identity. It is kept as it is. Use another copy of "
                "it, such as a backup."
            )
        case IdentityCostly():
            return (
                f"{printable(error.path)} was not opened: it would keep this computer busy for minutes (more than "
                f"{error.most} rounds to unlock it). Nothing was changed. Ask the person who made it for a file made "
                "in the usual way."
            )
        case IdentityUnmatched():
            return (
                f"The certificate beside {printable(error.path)} is missing or belongs to another key. So nothing "
                "shows whose identity it is. The key is kept as it is. “s11desk identity repair” puts the "
                "certificate right with the passphrase."
            )
        case IdentityUnsuitable():
            return f"{printable(error.path)} cannot be used: {_unsuitable(error.problem)}. Nothing was changed."
        case ReceivingKeyMissing():
            return (
                f"There is no key for receiving at {printable(error.path)}. A partnership makes one with “s11desk receiver"
                " create”. Nothing was written."
            )
    assert_never(error)


def passphrase_sentence(error: PassphraseError) -> str:
    """The sentence for an error about a passphrase."""
    match error:
        case PassphraseMissing():
            return (
                "A passphrase is needed: type it when asked, or use --passphrase-file, or set S11DESK_PASSPHRASE. A "
                "new one in place of another: --new-passphrase-file, or S11DESK_NEW_PASSPHRASE. That of a locked file: "
                "--file-passphrase-file, or S11DESK_FILE_PASSPHRASE."
            )
        case PassphraseTooShort():
            return (
                f"The passphrase is too short. Use at least {error.shortest} characters; three or four words work well."
            )
        case PassphraseTooSimple():
            return (
                "The passphrase is too easy to guess: people who guess try easy things first, such as one letter "
                "many times, rows of keys, numbers, known passwords and names. Nothing was made. Use three or four "
                "words that do not belong together."
            )
        case PassphraseUnusable():
            return (
                f"This cannot be a passphrase: it is longer than {exact_size(error.longest)}, or has a character that "
                "cannot be kept. Nothing was changed. Use a few words."
            )
        case PassphraseWrong():
            return "That is not the right passphrase. Nothing was signed, opened or changed; the draft is kept."
    assert_never(error)


def signer_sentence(error: SignerError) -> str:
    """The sentence for an error about the list of known signers."""
    match error:
        case FingerprintUnreadable():
            return f"“{printable(error.value)}” is neither a fingerprint nor a certificate file."
        case SignerNameMissing():
            return "Give the name by which you know this signer."
        case SignerUnknown():
            return f"There is no signer “{printable(error.name)}” on your list. On it: {printable_names(error.known)}."
        case SignerAmbiguous():
            return (
                f"You know several keys as “{printable(error.name)}”. Nothing was changed. Give the fingerprint instead: "
                f"{printable_names(error.fingerprints)}."
            )
        case SignersUnreadable():
            return f"Your list of known signers, {printable(error.path)}, cannot be read. It was left as it is."
    assert_never(error)


def return_sentence(error: ReturnError) -> str:
    """The sentence for an error about making or countersigning a return."""
    match error:
        case AuditIncomplete():
            return (
                f"This audit is not complete, so no return was made. The draft is kept. Still missing:\n{_gaps(error)}"
            )
        case ReturnNotVerified() | ReceiverApproves() | ReturnChanged() | ReturnCountersigned() | ApproverIsCompleter():
            return _approval_sentence(error)
        case RoleSigned() | RoleNotAsked() | RoleNotChosen() | ApproverSignedAlready():
            return role_sentence(error)
        case ReturnNumberTaken():
            return (
                f"Another program has just made return {error.number} of this audit. This one was not made, and left "
                "no file. Your answers are kept. Look at the other return first. If you still need a new one, try "
                "again."
            )
        case EncryptionUnasked():
            return f"The questions in {printable(error.path)} ask for no encryption. Nothing was written: send it as it is."
        case ReturnTooLarge():
            return "The return would be larger than 4 GB. Detach some evidence. The draft is kept."
        case PdfUnsignable():
            return (
                f"{printable(error.path or 'The file')} has no place left for this signature, or is not a PDF of a return."
                " Nothing was signed."
            )
    assert_never(error)


def _approval_sentence(
    error: ReturnNotVerified | ReceiverApproves | ReturnChanged | ReturnCountersigned | ApproverIsCompleter,
) -> str:
    """The sentence for an error about approving a return, or about one that was exchanged."""
    match error:
        case ReturnNotVerified():
            return f"This return was not used, because it failed the check. {_verdict(error)}"
        case ReceiverApproves():
            return (
                "This computer receives returns, and the approver works at the agency. Nothing was signed. If you are "
                "the approver, name your key with --identity."
            )
        case ReturnChanged():
            return (
                f"{printable(error.path)} is not the return any more that was read or made there. Nothing was signed, "
                "saved or attached. Verify the file again, and read it, before you go on."
            )
        case ReturnCountersigned():
            return f"{printable(error.path)} has been countersigned already. It was left as it is."
        case ApproverIsCompleter():
            return (
                f"{printable(error.name)} completed this return, so someone else must approve it. Nothing was "
                "signed. The person who approves it needs an identity of their own: “s11desk identity create "
                "--approver”."
            )
    assert_never(error)


def envelope_sentence(error: EnvelopeError) -> str:
    """The sentence for an error about an encrypted return."""
    match error:
        case RecipientUnsuitable():
            return (
                "This topic names a certificate to which nothing can be encrypted. Nothing was signed; the draft is "
                "kept. Ask the partnership for a pack with a certificate made for encryption."
            )
        case EnvelopeUnreadable():
            return f"{printable(error.path)} is not an encrypted return, or is cut short. Nothing was written."
        case EnvelopeNotForYou():
            return f"{printable(error.path)} {NOT_FOR_US}: none of its keys is the one given. Nothing was written."
        case EnvelopeAltered():
            return (
                f"{printable(error.path)} was changed or damaged after it was encrypted. Nothing of it was written. Ask "
                "for it to be sent again."
            )
    assert_never(error)


def device_sentence(error: DeviceError) -> str:
    """The sentence for an error about the printer or the screen."""
    match error:
        case PrinterRefused():
            return f"The printer {printable(error.printer)} did not take it, and nothing was printed: {aside(printable(error.reason))}."
        case DisplayMissing():
            return (
                f"There is no screen to open a window on.{_packages(error)} The commands work without one: s11desk "
                "--help"
            )
        case WindowSilent():
            return (
                f"s11desk is open already with {printable(error.path)}, but does not answer. Nothing was changed. Wait a "
                "minute and start it again. If no window comes up, end that program. If it runs on another computer, "
                "close it there."
            )
    assert_never(error)


def _detail(error: IdentityDetailRefused) -> str:
    return _DETAILS[error.field]


def _detail_problem(error: IdentityDetailRefused) -> str:
    match error.problem:
        case DetailProblem.MISSING:
            return "is missing"
        case DetailProblem.TOO_LONG:
            return f"is longer than the {error.limit} characters that a certificate can hold"
        case DetailProblem.NOT_AN_ADDRESS:
            return "is not an e-mail address that a certificate can hold: like name@example.org, without accents"
    assert_never(error.problem)


def _unsuitable(problem: Unsuitable) -> str:
    match problem:
        case Unsuitable.NO_KEY:
            return (
                "it holds no key of a usable kind together with its certificate. Export it again, with its private key"
            )
        case Unsuitable.KEY_KIND:
            return "its key must be an elliptic-curve key on P-256, or an RSA key of 2048 bits or more"
        case Unsuitable.NOT_FOR_SIGNING:
            return "its certificate is not meant for signatures. Ask the person who issued it for one that is"
    assert_never(problem)


def _gaps(error: AuditIncomplete) -> str:
    return "\n".join(f"  {printable(line)}" for line in gap_sentences(error.topic, error.gaps))


def _verdict(error: ReturnNotVerified) -> str:
    return verdict_paragraph(error.verdict)


def _packages(error: DisplayMissing) -> str:
    return f" Missing system packages: {printable_names(error.packages)}." if error.packages else ""

"""Every error that a person can act on, in one union for each subject. Both shells have a sentence for each."""

from __future__ import annotations

from typing import TypeAlias

from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.collation.agency_list_refused import AgencyListRefused
from s11desk.domain.audits.answer_rules import AnswerUnfit
from s11desk.domain.audits.completeness import AuditIncomplete
from s11desk.errors import UserError
from s11desk.errors.answer_errors import (
    ActionUnknown,
    ChangedElsewhere,
    JsonBroken,
    JsonShapeWrong,
    OptionUnknown,
    PlanUndated,
    QuestionAnsweredTwice,
    QuestionUnknown,
    SeveralErrors,
    TextTooLong,
)
from s11desk.errors.asking_errors import (
    AnswersForOtherAudit,
    AnswersToOtherQuestions,
    AnswersUndecided,
    AskedFilesTooLarge,
    AuditAsked,
    AuditNotAsked,
    NameMissing,
    NoQuestionChosen,
)
from s11desk.errors.collation_errors import CollationInside, FolderHasNoFiles
from s11desk.errors.desk_errors import (
    AgencyUnknown,
    BackupInsideDesk,
    BackupPlaceNewer,
    BackupPlaceTaken,
    DeskAuditUnknown,
    DeskFolderShared,
    DeskFolderUsed,
    DeskMissing,
    DeskReturnUnknown,
    RegisterDamaged,
    RegisterForeign,
    RegisterLocked,
    RegisterUnusable,
    TablesInsideDesk,
)
from s11desk.errors.device_errors import DisplayMissing, PrinterRefused, WindowSilent
from s11desk.errors.draft_errors import (
    AgencyMissing,
    AuditDamaged,
    AuditHandedOver,
    AuditUnknown,
    BackupUnsound,
    DraftsDamaged,
    DraftsForeign,
    DraftsLocked,
    DraftsMissing,
    DraftsMoved,
    DraftsOfOtherHome,
    DraftsTooNew,
    HomeReadOnly,
    HomeUnusable,
    SecondKeyChanged,
    SecondPlaceAbsent,
    SecondPlaceInHome,
    TopicDamaged,
)
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceConvertible,
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceEncrypted,
    EvidenceGone,
    EvidenceHasMacros,
    EvidenceHasProgram,
    EvidenceMislabelled,
    EvidenceNeedsResaving,
    EvidenceReachesOut,
    EvidenceRightsManaged,
    EvidenceStandIn,
    EvidenceTooLarge,
    EvidenceTooMany,
    EvidenceTypeRefused,
    EvidenceUnknown,
    EvidenceUnwanted,
)
from s11desk.errors.file_errors import (
    DiskFull,
    FileChanged,
    FileExists,
    FileIsFolder,
    FileMissing,
    FileNameRefused,
    FileUnreadable,
    FolderUnwritable,
    PathTooLong,
)
from s11desk.errors.identity_errors import (
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
from s11desk.errors.move_errors import (
    DraftFileChanged,
    DraftFileNewer,
    DraftFileRefused,
    DraftFileTooLarge,
    HomeFileTooLarge,
)
from s11desk.errors.passphrase_errors import (
    PassphraseMissing,
    PassphraseTooShort,
    PassphraseTooSimple,
    PassphraseUnusable,
    PassphraseWrong,
)
from s11desk.errors.reader_errors import ReadingStopped
from s11desk.errors.reply_errors import (
    DueDayPast,
    ReasonMissing,
    ReceiptTooEarly,
    ReplyForeign,
    ReplyNewer,
    ReplyRefused,
    ReplySignerChanged,
    ReturnNotAcceptable,
    ReturnOnHold,
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
from s11desk.errors.topic_errors import (
    PartnershipChanged,
    TopicConflict,
    TopicNotNewer,
    TopicNotRemovable,
    TopicUnknown,
)
from s11desk.signing.envelope.envelope_facts import (
    EnvelopeAltered,
    EnvelopeNotForYou,
    EnvelopeUnreadable,
    RecipientUnsuitable,
)
from s11desk.topics.topic_invalid import TopicInvalid

TopicError: TypeAlias = (
    TopicUnknown | TopicInvalid | TopicConflict | PartnershipChanged | TopicNotRemovable | TopicNotNewer
)
DraftError: TypeAlias = (
    AuditUnknown
    | AgencyMissing
    | HomeUnusable
    | HomeReadOnly
    | DraftsLocked
    | DraftsTooNew
    | DraftsForeign
    | DraftsDamaged
    | DraftsMissing
    | DraftsMoved
    | DraftsOfOtherHome
    | SecondKeyChanged
    | SecondPlaceInHome
    | SecondPlaceAbsent
    | AuditDamaged
    | TopicDamaged
    | BackupUnsound
)
MoveError: TypeAlias = (
    AuditHandedOver | DraftFileRefused | DraftFileNewer | DraftFileChanged | DraftFileTooLarge | HomeFileTooLarge
)
AskingError: TypeAlias = (
    AnswersForOtherAudit
    | AnswersToOtherQuestions
    | AnswersUndecided
    | AskedFilesTooLarge
    | AuditAsked
    | AuditNotAsked
    | NameMissing
    | NoQuestionChosen
)
AnswerError: TypeAlias = (
    QuestionUnknown | OptionUnknown | AnswerUnfit | ActionUnknown | PlanUndated | ChangedElsewhere | TextTooLong
)
AnswersFileError: TypeAlias = JsonBroken | JsonShapeWrong | QuestionAnsweredTwice
FileError: TypeAlias = (
    FileMissing
    | FileIsFolder
    | FileExists
    | FileNameRefused
    | FileUnreadable
    | FileChanged
    | FolderUnwritable
    | PathTooLong
    | DiskFull
    | ReadingStopped
)
AttachedFileError: TypeAlias = EvidenceUnknown | EvidenceUnwanted | EvidenceTooMany | EvidenceAltered | EvidenceGone
RefusedFileError: TypeAlias = (
    EvidenceEmpty
    | EvidenceTooLarge
    | EvidenceTypeRefused
    | EvidenceMislabelled
    | EvidenceConvertible
    | EvidenceNeedsResaving
    | EvidenceStandIn
    | EvidenceHasMacros
    | EvidenceHasProgram
    | EvidenceReachesOut
    | EvidenceEncrypted
    | EvidenceRightsManaged
    | EvidenceDamaged
)
IdentityError: TypeAlias = IdentityMissing | IdentityExists | IdentityDetailRefused | IdentityNotValid
KeyFileError: TypeAlias = (
    IdentityUnreadable | IdentityCostly | IdentityUnmatched | IdentityUnsuitable | ReceivingKeyMissing
)
PassphraseError: TypeAlias = (
    PassphraseMissing | PassphraseTooShort | PassphraseTooSimple | PassphraseUnusable | PassphraseWrong
)
SignerError: TypeAlias = FingerprintUnreadable | SignerNameMissing | SignerUnknown | SignerAmbiguous | SignersUnreadable
RoleError: TypeAlias = RoleSigned | RoleNotAsked | RoleNotChosen | ApproverSignedAlready
ReturnError: TypeAlias = (
    AuditIncomplete
    | ReturnNotVerified
    | EncryptionUnasked
    | ReceiverApproves
    | ReturnChanged
    | ReturnCountersigned
    | ReturnNumberTaken
    | ApproverIsCompleter
    | RoleError
    | ReturnTooLarge
    | PdfUnsignable
)
EnvelopeError: TypeAlias = RecipientUnsuitable | EnvelopeUnreadable | EnvelopeNotForYou | EnvelopeAltered
DeviceError: TypeAlias = PrinterRefused | DisplayMissing | WindowSilent

AuditError: TypeAlias = (
    TopicError
    | DraftError
    | MoveError
    | AskingError
    | AnswerError
    | AnswersFileError
    | FileError
    | AttachedFileError
    | RefusedFileError
)
SigningError: TypeAlias = (
    IdentityError | KeyFileError | PassphraseError | SignerError | ReturnError | EnvelopeError | DeviceError
)
DeskFolderError: TypeAlias = (
    DeskMissing
    | DeskFolderUsed
    | DeskFolderShared
    | BackupInsideDesk
    | BackupPlaceNewer
    | BackupPlaceTaken
    | TablesInsideDesk
)
ReplyError: TypeAlias = ReplyRefused | ReplyNewer | ReplyForeign | ReplySignerChanged
ReviewError: TypeAlias = (
    DeskReturnUnknown
    | AgencyUnknown
    | DeskAuditUnknown
    | ReturnNotAcceptable
    | ReasonMissing
    | DueDayPast
    | ReturnOnHold
    | ReceiptTooEarly
)
RegisterError: TypeAlias = RegisterLocked | RegisterDamaged | RegisterForeign | RegisterUnusable
DeskError: TypeAlias = DeskFolderError | RegisterError | ReplyError | ReviewError
ReceivingError: TypeAlias = FolderHasNoFiles | CollationInside | AgencyListRefused | DeskError
EveryError: TypeAlias = AuditError | SigningError | ReceivingError | SeveralErrors


def known_error(error: UserError) -> EveryError:
    """``error`` as a member of the union. Raises TypeError if its class is not in it, which a test rules out."""
    if isinstance(error, EveryError):
        return error
    raise TypeError(f"{type(error).__name__} is not in s11desk.app.every_error")

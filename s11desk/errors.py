"""The one error scheme.

The core never formats text for people: it raises a :class:`UserError` with a code and parameters, and each shell
(``cli/terminal_messages.py``, ``desktop/messages/``) owns the sentence for every code. A check whose answer may be "no"
returns a value; these exceptions are for what stops a task.
"""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """Who can do something about it; the command line's exit code follows from it."""

    NO = "no"
    INPUT = "input"
    ENVIRONMENT = "environment"


class Code(StrEnum):
    """Every error a person can act on. The part before the dot is its :class:`ErrorKind`."""

    AUDIT_INCOMPLETE = "no.audit-incomplete"
    RETURN_NOT_VERIFIED = "no.return-not-verified"
    RETURN_COUNTERSIGNED = "no.return-countersigned"
    APPROVER_SAME = "no.approver-same"

    SEVERAL = "input.several"
    JSON_BROKEN = "input.json-broken"
    SHAPE_WRONG = "input.shape-wrong"
    TOPIC_UNKNOWN = "input.topic-unknown"
    TOPIC_INVALID = "input.topic-invalid"
    TOPIC_CONFLICT = "input.topic-conflict"
    AUDIT_UNKNOWN = "input.audit-unknown"
    AGENCY_MISSING = "input.agency-missing"
    QUESTION_UNKNOWN = "input.question-unknown"
    OPTION_UNKNOWN = "input.option-unknown"
    ANSWER_UNFIT = "input.answer-unfit"
    ANSWER_TWICE = "input.answer-twice"
    ACTION_UNKNOWN = "input.action-unknown"
    PLAN_UNDATED = "input.plan-undated"
    FILE_MISSING = "input.file-missing"
    FILE_IS_FOLDER = "input.file-is-folder"
    FILE_EXISTS = "input.file-exists"
    EVIDENCE_UNKNOWN = "input.evidence-unknown"
    EVIDENCE_UNWANTED = "input.evidence-unwanted"
    EVIDENCE_EMPTY = "input.evidence-empty"
    EVIDENCE_TOO_LARGE = "input.evidence-too-large"
    EVIDENCE_TOO_MANY = "input.evidence-too-many"
    EVIDENCE_TYPE = "input.evidence-type"
    EVIDENCE_MISLABELLED = "input.evidence-mislabelled"
    EVIDENCE_MACROS = "input.evidence-macros"
    EVIDENCE_ENCRYPTED = "input.evidence-encrypted"
    EVIDENCE_DAMAGED = "input.evidence-damaged"
    IDENTITY_MISSING = "input.identity-missing"
    IDENTITY_EXISTS = "input.identity-exists"
    IDENTITY_DETAIL = "input.identity-detail"
    IDENTITY_UNREADABLE = "input.identity-unreadable"
    IDENTITY_COSTLY = "input.identity-costly"
    IDENTITY_UNMATCHED = "input.identity-unmatched"
    IDENTITY_UNSUITABLE = "input.identity-unsuitable"
    IDENTITY_NOT_VALID = "input.identity-not-valid"
    PASSPHRASE_MISSING = "input.passphrase-missing"
    PASSPHRASE_SHORT = "input.passphrase-short"
    PASSPHRASE_UNUSABLE = "input.passphrase-unusable"
    PASSPHRASE_WRONG = "input.passphrase-wrong"
    TRUST_UNREADABLE = "input.trust-unreadable"
    SIGNER_NAME_MISSING = "input.signer-name-missing"
    SIGNER_UNKNOWN = "input.signer-unknown"
    RECEIVER_MISSING = "input.receiver-missing"
    RECIPIENT_UNSUITABLE = "input.recipient-unsuitable"
    ENVELOPE_UNREADABLE = "input.envelope-unreadable"
    ENVELOPE_NOT_FOR_YOU = "input.envelope-not-for-you"
    ENVELOPE_ALTERED = "input.envelope-altered"
    RETURN_TOO_LARGE = "input.return-too-large"
    PDF_UNSIGNABLE = "input.pdf-unsignable"

    FILE_UNREADABLE = "environment.file-unreadable"
    FILE_CHANGED = "environment.file-changed"
    FOLDER_UNWRITABLE = "environment.folder-unwritable"
    DISK_FULL = "environment.disk-full"
    HOME_UNUSABLE = "environment.home-unusable"
    DRAFTS_LOCKED = "environment.drafts-locked"
    DRAFTS_TOO_NEW = "environment.drafts-too-new"
    DRAFTS_FOREIGN = "environment.drafts-foreign"
    DRAFTS_DAMAGED = "environment.drafts-damaged"
    CHANGED_ELSEWHERE = "environment.changed-elsewhere"
    EVIDENCE_ALTERED = "environment.evidence-altered"
    EVIDENCE_GONE = "environment.evidence-gone"
    SIGNERS_UNREADABLE = "environment.signers-unreadable"
    PRINTER_REFUSED = "environment.printer-refused"
    NO_DISPLAY = "environment.no-display"

    @property
    def kind(self) -> ErrorKind:
        return ErrorKind(self.value.partition(".")[0])


class S11Error(Exception):
    """Root of every error this program raises on purpose."""


class UserError(S11Error):
    """Something a person can act on: a code, and the facts its sentence needs.

    ``parameters`` are for the sentence on the screen. They may name files and questions, so they are never logged.
    """

    def __init__(self, code: Code, **parameters: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.parameters = parameters


class Cancelled(S11Error):  # noqa: N818 - it is no error: it was asked for
    """The person asked for the task to stop. Nothing was left behind under a final name."""


class IntegrityError(S11Error):
    """What was written does not read back the same: stop before anyone relies on it."""

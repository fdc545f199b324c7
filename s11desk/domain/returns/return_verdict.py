"""The result of checking a return: whether the receiver knows the signers, and why it is not verified."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Whether the receiver's list knows a signer. OWN: signed with an identity that is on this computer.

    INVALID: the signature is not valid, so it says nothing about its signer.
    """

    OWN = "own"
    KNOWN = "known"
    UNKNOWN = "unknown"
    OTHER_KEY = "other-key"
    INVALID = "invalid"


class Receiving(StrEnum):
    """Whether a home belongs to somebody who receives returns, and so approves none. GUESSED: it may."""

    NO = "no"
    GUESSED = "guessed"
    CERTAIN = "certain"


class Outcome(StrEnum):
    """The answer for one file, the best first. Only for CONFIRMED somebody has confirmed who signed it.

    NOT_COMPARED: unchanged, but its pages and its answers were not compared, so they may not say the same. DOUBTFUL:
    unchanged, but times in it are not in the order in which things happen.
    """

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    NOT_COMPARED = "not-compared"
    DOUBTFUL = "doubtful"
    OTHER_KEY = "other-key"
    NOT_VERIFIED = "not-verified"


def outcome_of(standings: tuple[Standing, ...], *, is_compared: bool = True, has_doubt: bool = False) -> Outcome:
    """The answer for an unchanged file whose signers have these standings.

    ``is_compared``: its pages with its answers. ``has_doubt``: a remark keeps it from being verified.
    """
    if Standing.OTHER_KEY in standings:
        return Outcome.OTHER_KEY
    if has_doubt:
        return Outcome.DOUBTFUL
    if not is_compared:
        return Outcome.NOT_COMPARED
    is_confirmed = bool(standings) and set(standings) <= {Standing.OWN, Standing.KNOWN}
    return Outcome.CONFIRMED if is_confirmed else Outcome.UNCONFIRMED


class UnverifiedReason(StrEnum):
    """Why a return is not verified: the first fault that the checks find, in the order of the checks.

    A fault in the container, a signature or the content, or a kind of foreign file, has the same value here as in its
    own enum, so ``UnverifiedReason(fault.value)`` is its reason.
    """

    CUT_SHORT = "truncated"
    NOT_A_ZIP = "not-a-zip"
    TOO_LARGE = "too-large"
    TOO_MANY_ENTRIES = "too-many-entries"
    ZIP64 = "zip64"
    HIDDEN_BYTES = "hidden-bytes"
    OVERLAP = "overlap"
    WRONG_HEADER = "wrong-header"
    WRONG_FLAGS = "flags"
    COMPRESSED = "compressed"
    FORBIDDEN_NAME = "forbidden-name"
    DUPLICATE_NAME = "duplicate-name"
    UNEXPECTED_PART = "unexpected-part"
    MISSING_PART = "missing-part"
    WRONG_ORDER = "wrong-order"
    WRONG_MIMETYPE = "wrong-mimetype"
    CHECKSUM_WRONG = "crc"
    MANIFEST_DIFFERS = "manifest-differs"
    SIGNATURE_SIZE = "signature-size"

    REPACKED = "repacked"
    UNPACKED = "unpacked"
    ZIP_IN_ZIP = "zip-in-zip"
    LOCKED_ZIP = "locked-zip"
    NESTED = "nested"
    OTHER_ZIP = "other-zip"
    ARCHIVE = "archive"
    TOPIC_PACK = "topic-pack"
    SIGNED_PDF = "signed-pdf-alone"
    DATA_ALONE = "data-alone"
    ENCRYPTED = "encrypted"
    LOCKED = "locked"
    DRAFTS = "drafts"
    PORTABLE_DRAFT = "portable-draft"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    REPLY = "reply"
    EMAIL = "email"
    KEY = "key"
    EMPTY = "empty"
    OTHER = "other-file"

    NO_SIGNATURE = "no-signature"
    SIGNATURE_UNREADABLE = "unreadable"
    SIGNATURE_NOT_CANONICAL = "not-canonical"
    KEY_UNSUITABLE = "key-unsuitable"
    CONTENT_ALTERED = "content-altered"
    SIGNATURE_WRONG = "signature-wrong"
    CERTIFICATE_NOT_VALID = "certificate-not-valid"

    AUDIT_UNREADABLE = "audit-unreadable"
    AUDIT_NEWER = "audit-newer"
    TEXT_FORBIDDEN = "text-forbidden"
    TOPIC_TOO_LARGE = "topic-too-large"
    TOPIC_DIFFERS = "topic-differs"
    EVIDENCE_DIFFERS = "evidence-differs"
    EVIDENCE_NAME = "evidence-name"
    EVIDENCE_ENDING = "evidence-ending"
    EVIDENCE_NOT_ALLOWED = "evidence-not-allowed"
    EVIDENCE_SIZE = "evidence-size"
    EVIDENCE_TOO_MANY = "evidence-too-many"
    EVIDENCE_PROGRAM = "evidence-program"
    EVIDENCE_CONTENT = "evidence-content"
    EVIDENCE_LOCKED = "evidence-locked"
    EVIDENCE_DAMAGED = "evidence-damaged"
    SIGNER_DIFFERS = "signer-differs"
    APPROVER_SAME = "approver-same"
    ROLE_UNASKED = "role-unasked"
    COUNTERSIGNED_DIFFERS = "countersigned-differs"
    PDF_STRUCTURE = "pdf-structure"
    PDF_ACTIVE = "pdf-active"
    PDF_ATTACHMENT = "pdf-attachment"

    TOPIC_UNUSABLE = "topic-unusable"
    ANSWERS_NOT_ALLOWED = "answers-not-allowed"
    INCOMPLETE = "incomplete"
    PDF_SIGNATURES = "pdf-signatures"

    TOPIC_OTHER = "topic-other"
    SIGN_OFF_DIFFERS = "sign-off-differs"
    REFERENCE_DIFFERS = "reference-differs"
    AGENCY_UNNAMED = "agency-unnamed"
    PROGRAM_UNKNOWN = "program-unknown"
    EVIDENCE_PATH = "evidence-path"
    ACTIONS_DIFFER = "actions-differ"
    REPLACED_DIFFERS = "replaced-differs"
    HISTORY_DIFFERS = "history-differs"
    MADE_DIFFERS = "made-differs"
    PDF_TIME_DIFFERS = "pdf-time-differs"
    APPROVED_EARLIER = "approved-earlier"
    LANGUAGE_DIFFERS = "language-differs"
    PAGES_DIFFER = "pages-differ"
    WORKBOOK_DIFFERS = "workbook-differs"


class TopicStanding(StrEnum):
    """Whether the questions in a return are those that this home has under their id and version.

    OTHER: the home has others under the same id and version. UNKNOWN: it has none.
    """

    HERE = "here"
    OTHER = "other"
    UNKNOWN = "unknown"


class ClaimRemarkKind(StrEnum):
    """What a reader should know about the claims of a return, although none is certainly wrong."""

    SIGNED_IN_FUTURE = "signed-in-future"
    APPROVED_EARLIER = "approved-earlier"
    TIMES_IN_DISORDER = "times-in-disorder"
    OTHER_ORGANISATION = "other-organisation"
    TEXT_TOO_LONG = "text-too-long"

    @property
    def is_doubt(self) -> bool:
        """Whether it keeps the return from being called verified. Its cause is a wrong clock or a forgery."""
        return self in {ClaimRemarkKind.TIMES_IN_DISORDER, ClaimRemarkKind.TEXT_TOO_LONG}


@dataclass(frozen=True, slots=True)
class ClaimRemark:
    """A remark on the claims of a return. ``detail``: the stranger's text that it is about, such as an organisation."""

    kind: ClaimRemarkKind
    detail: str = ""


class PagesCompared(StrEnum):
    """Whether pages and data of a return were compared.

    TOO_LARGE: it has more questions or bytes than are compared without being asked to. UNKNOWN_LAYOUT: it does not
    state the layout of its pages, or states one that this program cannot make. NOT_REACHED: a fault was found before.
    """

    SAME = "same"
    DIFFERENT = "different"
    TOO_LARGE = "too-large"
    UNKNOWN_LAYOUT = "unknown-layout"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class Unverified:
    """The reason why a return is not verified, and where.

    ``part``: the file inside the return that has the fault; empty for the return as a whole. ``missing``: the number of
    gaps that are left. ``noun``: what a file is instead of a return. ``is_foreign``: it is not a return of this
    program, so the verdict says nothing about its answers.
    """

    reason: UnverifiedReason
    part: str = ""
    missing: int = 0
    noun: str = ""
    is_foreign: bool = False


class EvidenceRemarkKind(StrEnum):
    """What today's rules for attaching files say about a file in a return. Earlier versions may have accepted it."""

    HAS_PROGRAM = "has-program"
    REACHES_OUT = "reaches-out"
    LOCKED = "locked"
    RIGHTS_MANAGED = "rights-managed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class EvidenceRemark:
    """A remark on a file of evidence. ``part``: its name inside the return."""

    kind: EvidenceRemarkKind
    part: str

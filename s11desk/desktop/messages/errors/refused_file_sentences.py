"""The sentences of the window for files that cannot be attached: a headline, and what is safe and what to do next."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import RefusedFileError
from s11desk.errors.evidence_errors import (
    EvidenceConvertible,
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceEncrypted,
    EvidenceHasMacros,
    EvidenceHasProgram,
    EvidenceMislabelled,
    EvidenceNeedsResaving,
    EvidenceReachesOut,
    EvidenceRightsManaged,
    EvidenceStandIn,
    EvidenceTooLarge,
    EvidenceTypeRefused,
)
from s11desk.wording.amounts import listed, sizes_apart
from s11desk.wording.audits.stand_in_words import WHAT_TO_CHOOSE
from s11desk.wording.plain_text import aside, one_line


def refused_file_message(error: RefusedFileError) -> tuple[str, str]:
    """Return headline and text for a file that cannot be attached."""
    match error:
        case EvidenceEmpty():
            return (
                "The file is empty",
                f"{error.name} has nothing in it and was not attached. Open it to see whether it was saved "
                "properly, then choose it again.",
            )
        case EvidenceTooLarge():
            size, limit = sizes_apart(error.size, error.limit)
            return (
                "The file is too large",
                f"{error.name} is {size}. One file can have up to {limit}."
                " It was not attached. Save a smaller copy, for example a PDF made for e-mail, or split it.",
            )
        case EvidenceTypeRefused() | EvidenceMislabelled():
            return _kind_message(error)
        case EvidenceConvertible() | EvidenceNeedsResaving():
            return _format_message(error)
        case EvidenceStandIn():
            return ("This is not the file itself", f"{error.name} was not attached. {WHAT_TO_CHOOSE[error.stand_in]}")
        case EvidenceHasMacros() | EvidenceHasProgram() | EvidenceReachesOut():
            return _unsafe_message(error)
        case _:
            return _unreadable_message(error)


def _kind_message(error: EvidenceTypeRefused | EvidenceMislabelled) -> tuple[str, str]:
    """Return headline and text for a file whose kind or name does not suit."""
    match error:
        case EvidenceTypeRefused():
            return (
                "This kind of file cannot be attached",
                f"{error.name} was not attached. You can attach {_types(error)}. Save it as a PDF, for example, and "
                "choose that.",
            )
        case EvidenceMislabelled(suggested=""):
            return (
                "The file's name does not match what is in it",
                f"{error.name} is really {error.detected}, so it was not attached. Save it again from the program "
                "that made it, then choose that copy.",
            )
        case EvidenceMislabelled():
            return (
                "The file's name does not match what is in it",
                f"{error.name} is really {error.detected}, so it was not attached. It can be kept as "
                f"{error.suggested}. Your own file keeps its name.",
            )
    assert_never(error)


def _format_message(error: EvidenceConvertible | EvidenceNeedsResaving) -> tuple[str, str]:
    """Return headline and text for a file that can be attached in another format."""
    match error:
        case EvidenceConvertible():
            return (
                "This picture has to become a JPEG first",
                f"{error.name} is {error.detected}, which many computers cannot open, so it was not attached. A JPEG "
                f"can be made from it. Your own file stays as it is.",
            )
        case EvidenceNeedsResaving():
            return (
                f"{error.program} has to save this file again",
                f"{error.name} is really {error.detected}, so it was not attached. Open it in {error.program}, choose Save As, "
                f"pick the usual kind of {error.program} file, and choose that copy.",
            )
    assert_never(error)


def _unsafe_message(error: EvidenceHasMacros | EvidenceHasProgram | EvidenceReachesOut) -> tuple[str, str]:
    """Return headline and text for a file that would do something on another computer."""
    match error:
        case EvidenceHasMacros():
            return (
                "The file contains macros",
                f"{error.name} was not attached, because a macro is a program and mail systems refuse it. Save it "
                "as a PDF, or as a document without macros, and choose that.",
            )
        case EvidenceHasProgram():
            return (
                "The file contains a program",
                f"{error.name} was not attached, because there is a program in it{aside(one_line(error.program))} and mail "
                "systems refuse that. Save a copy without the program, and choose that.",
            )
        case EvidenceReachesOut():
            return (
                "The file fetches something from elsewhere",
                f"{error.name} was not attached, because a part of it is not in the file: the computer that opens it "
                f"would fetch that part from {one_line(error.address)}. Save it as a PDF, and choose that.",
            )
    assert_never(error)


def _unreadable_message(error: EvidenceEncrypted | EvidenceRightsManaged | EvidenceDamaged) -> tuple[str, str]:
    """Return headline and text for a file that other people could not read."""
    match error:
        case EvidenceEncrypted():
            return (
                "The file is locked with a password",
                f"{error.name} was not attached, because nobody at the partnership could open it. Save a copy "
                "without the password and choose that.",
            )
        case EvidenceRightsManaged():
            return (
                "Only some people can open this file",
                f"{error.name} was not attached. Its owner chose who can open it, so the partnership could not read "
                "it. Ask the owner for a copy without this protection.",
            )
        case EvidenceDamaged():
            return (
                "The file is damaged",
                f"{error.name} is damaged at its end and was not attached. Open it to see whether it still works, "
                "save it again, and choose that copy.",
            )
    assert_never(error)


def _types(error: EvidenceTypeRefused) -> str:
    return listed(extension.upper() for extension in error.allowed)

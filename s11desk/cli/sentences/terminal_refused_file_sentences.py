"""The sentences of the terminal for files that are refused as evidence."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import RefusedFileError
from s11desk.cli.sentences.fact_words import printable, printable_names
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
from s11desk.wording.amounts import sizes_apart
from s11desk.wording.audits.stand_in_words import WHAT_TO_CHOOSE
from s11desk.wording.plain_text import aside


def refused_file_sentence(error: RefusedFileError) -> str:
    """The sentence for a file that was refused as evidence."""
    match error:
        case EvidenceEmpty():
            return (
                f"“{printable(error.name)}” is empty (0 bytes), so it was not attached. Save it again in the program it "
                "comes from."
            )
        case EvidenceTooLarge():
            size, limit = sizes_apart(error.size, error.limit)
            return (
                f"“{printable(error.name)}” is {size}; this topic takes files up to {limit}. It was not attached. "
                "Make it smaller: save its pictures at a lower quality, or attach only the pages that matter."
            )
        case EvidenceTypeRefused() | EvidenceMislabelled() | EvidenceConvertible() | EvidenceNeedsResaving():
            return _kind_sentence(error)
        case EvidenceStandIn():
            return f"“{printable(error.name)}” was not attached. {WHAT_TO_CHOOSE[error.stand_in]}"
        case EvidenceHasMacros() | EvidenceHasProgram() | EvidenceReachesOut():
            return _unsafe_sentence(error)
        case _:
            return _unreadable_sentence(error)


def _kind_sentence(
    error: EvidenceTypeRefused | EvidenceMislabelled | EvidenceConvertible | EvidenceNeedsResaving,
) -> str:
    match error:
        case EvidenceTypeRefused():
            return (
                f"“{printable(error.name)}” is not of a type this question takes ({printable_names(error.allowed)}). It was not "
                "attached. Save it as one of these types, for example as PDF."
            )
        case EvidenceMislabelled(suggested=""):
            return (
                f"“{printable(error.name)}” is not what its name says: its content is {printable(error.detected)}. "
                "It was not attached. Ask the person who made it for the real file."
            )
        case EvidenceMislabelled():
            return (
                f"“{printable(error.name)}” is not what its name says: its content is {printable(error.detected)}. It was not "
                f"attached. Give --rename to keep it as “{printable(error.suggested)}”."
            )
        case EvidenceConvertible():
            return (
                f"“{printable(error.name)}” is {printable(error.detected)}, which this question does not take. It was not "
                f"attached. Give --to-jpeg to attach a JPEG of it as “{printable(error.converted)}”."
            )
        case EvidenceNeedsResaving():
            return (
                f"“{printable(error.name)}” is really {printable(error.detected)}. It was not attached. Open it in "
                f"{error.program}, choose Save As, and pick the usual kind of {error.program} file."
            )
    assert_never(error)


def _unsafe_sentence(error: EvidenceHasMacros | EvidenceHasProgram | EvidenceReachesOut) -> str:
    match error:
        case EvidenceHasMacros():
            return (
                f"“{printable(error.name)}” has macros or other programs in it, which mail systems refuse. It was "
                "not attached. Save it without macros, or as PDF."
            )
        case EvidenceHasProgram():
            return (
                f"“{printable(error.name)}” has a program in it{aside(printable(error.program))}, which partnerships' mail "
                "systems refuse. It was not attached. Save it without the program."
            )
        case EvidenceReachesOut():
            return (
                f"“{printable(error.name)}” fetches a part of itself from {printable(error.address)} when it is opened. It was "
                "not attached. Save it as PDF."
            )
    assert_never(error)


def _unreadable_sentence(error: EvidenceEncrypted | EvidenceRightsManaged | EvidenceDamaged) -> str:
    match error:
        case EvidenceEncrypted():
            return (
                f"“{printable(error.name)}” cannot be opened without a password, so the partnership could not read it. It was "
                "not attached. Save a copy without the password."
            )
        case EvidenceRightsManaged():
            return (
                f"“{printable(error.name)}” opens only for the people that its owner chose. Others cannot read it. "
                "It was not attached. Ask its owner for a copy without this protection."
            )
        case EvidenceDamaged():
            return (
                f"“{printable(error.name)}” is damaged or cut short, so it was not attached. Open it, save it again, and "
                "retry."
            )
    assert_never(error)

"""The sentences of the terminal for files that are attached as evidence already."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import AttachedFileError
from s11desk.cli.sentences.fact_words import printable, printable_name, printable_names
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceGone,
    EvidenceTooMany,
    EvidenceUnknown,
    EvidenceUnwanted,
)


def attached_file_sentence(error: AttachedFileError) -> str:
    """The sentence for an error about a file of evidence that is already attached."""
    match error:
        case EvidenceUnknown():
            return f"No file “{printable(error.evidence)}” is attached to this audit. Attached: {printable_names(error.known)}."
        case EvidenceUnwanted():
            return f"Question {printable(error.number)} ({printable(error.question)}) takes no files. Nothing was attached."
        case EvidenceTooMany():
            return (
                f"This question takes {error.limit} files and has them already. “Detach” one first; nothing was "
                "attached."
            )
        case EvidenceAltered():
            return (
                f"The kept copy of “{printable_name(error.name)}” is no longer the file that was attached. No return was made. "
                "Detach it and attach the file again."
            )
        case EvidenceGone():
            return (
                f"The kept copy of “{printable_name(error.name)}” is gone from the home folder. No return was made. Attach the "
                "file again."
            )
    assert_never(error)

"""How many questions are complete, in words that the window and the terminal share."""

from __future__ import annotations

from s11desk.domain.audits.draft_progress import DraftProgress
from s11desk.wording.amounts import counted


def progress_words(progress: DraftProgress) -> str:
    """Say how many questions are complete, still to do, and optional: together they are all that are asked."""
    to_do = progress.asked - progress.complete
    parts = [f"{progress.complete} complete"]
    parts += [f"{to_do} to do"] if to_do else []
    parts += [f"{progress.optional} optional"] if progress.optional else []
    return ", ".join(parts)


def questions_words(progress: DraftProgress) -> str:
    """How many questions there are, and :func:`progress_words`: 11 questions: 3 complete, 7 to do, 1 optional."""
    return f"{counted(progress.asked + progress.optional, 'question')}: {progress_words(progress)}"

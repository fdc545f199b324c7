"""What every page is handed, instead of reaching for it: the theme, the job runner, the one who asks."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.desktop.jobs import JobRunner
from s11desk.desktop.questions import Questions
from s11desk.desktop.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Equipment:
    theme: Theme
    jobs: JobRunner
    questions: Questions

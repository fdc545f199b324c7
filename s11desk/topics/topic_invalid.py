"""The error for a topic pack that cannot be used. It is apart from the reader of packs, which is slow to import."""

from __future__ import annotations

from pathlib import Path

from s11desk.domain.pack_problems import Problem
from s11desk.errors import UserError


class TopicInvalid(UserError, code="input.topic-invalid"):  # noqa: N818
    """A pack cannot be used. ``problems``: all that were found; none if a topic that was kept does not decode."""

    file: Path
    problems: tuple[Problem, ...]

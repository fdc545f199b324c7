"""The error for a topic pack that cannot be used. It is not in the reader of packs, because that is slow to import."""

from __future__ import annotations

from pathlib import Path

from s11desk.domain.topics.pack_problems import Problem
from s11desk.errors import UserError


class TopicInvalid(UserError, code="input.topic-invalid"):  # noqa: N818
    """A pack cannot be used. ``problems``: all that were found; empty if a stored topic does not decode."""

    file: Path
    problems: tuple[Problem, ...]

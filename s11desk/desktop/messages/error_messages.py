"""A sentence for every error: what happened, what is safe, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s11desk.desktop.messages.error_sentences import SENTENCES
from s11desk.errors import Cancelled, IntegrityError, S11Error, UserError
from s11desk.wording.amounts import file_size, listed
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Message:
    headline: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.headline}. {self.text}".strip()


_INTEGRITY = Message(
    "What was written does not read back the same",
    "It was not kept, so that nobody relies on it. What you saved before is safe. Try again; if it happens again, the "
    "disk may be failing: copy your work and ask for help.",
)
_CANCELLED = Message("Stopped", "Nothing was left behind. You can start again at any time.")
UNEXPECTED = Message(
    "Something went wrong that should not have",
    "What shows as saved is safe. You can go on; if it happens again, close the window and open it again. What "
    "happened was noted in the log, without anything you wrote.",
)

_DETAILS = {
    "name": "Your name",
    "job_title": "Your job title",
    "organisation": "The organisation",
    "email": "The e-mail",
}


def message(error: S11Error) -> Message:
    """What to tell a person of ``error``."""
    if isinstance(error, UserError):
        headline, text = SENTENCES[error.code]
        return Message(headline, _filled(text, error.parameters))
    if isinstance(error, Cancelled):
        return _CANCELLED
    return _INTEGRITY if isinstance(error, IntegrityError) else UNEXPECTED


def _filled(text: str, parameters: Mapping[str, object]) -> str:
    return one_line(" ".join(text.format_map(_Facts(parameters)).replace(" .", ".").split()))


class _Facts(dict[str, Any]):
    """The parameters as words: ``{size_bytes}`` is parameter ``size`` written as a size, and so on."""

    def __init__(self, parameters: Mapping[str, object]) -> None:
        super().__init__({key: "" if value is None else value for key, value in parameters.items()})

    def __missing__(self, key: str) -> str:
        name, _, form = key.rpartition("_")
        value = self.get(name)
        if value is None or value == "":
            return ""
        return _WORDS[form](value)


def _detail_problem(field: object) -> str:
    return f"{_DETAILS.get(str(field), 'A detail')} is missing, too long, or has a character that cannot be kept."


_WORDS: dict[str, Callable[[Any], str]] = {
    "bytes": lambda value: file_size(int(value)),
    "name": lambda value: Path(str(value)).name,
    "folder": str,
    "aside": lambda value: f"({value})",
    "day": lambda value: local_day(value),
    "types": lambda value: listed(str(kind).upper() for kind in value),
    "list": lambda value: ", ".join(str(item) for item in value),
    "problem": _detail_problem,
    "sentences": lambda value: " ".join(message(error).whole for error in value),
}

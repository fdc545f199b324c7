"""What has changed since an audit was begun with earlier answers, in words that documents and shells share."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.audits.since_earlier import SinceEarlier
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, first_few, listed
from s11desk.wording.plain_text import short_line

_FEW = 12
"""Numbers in one line; the audit itself has the others."""


def since_heading(since: SinceEarlier) -> str:
    """Since when."""
    return f"Since {short_line(since.name)}" if since.name else "Since the earlier audit"


def since_lines(topic: Topic, since: SinceEarlier) -> tuple[str, ...]:
    """A line for each kind of change, with the numbers of the questions and actions."""
    lines = (
        _line("better", since.improved, topic),
        _line("weaker", since.fell, topic),
        _weak_line(since.weak, topic),
        _finished_line(since.finished),
        f"{counted(since.unseen, 'answer')} from then not looked at yet." if since.unseen else "",
    )
    return tuple(line for line in lines if line) or ("No answer is better or weaker than last time.",)


def _line(how: str, questions: Sequence[str], topic: Topic) -> str:
    if not questions:
        return ""
    is_one = len(questions) == 1
    return f"{counted(len(questions), 'answer')} {'is' if is_one else 'are'} {how}: {_numbers(questions, topic)}."


def _weak_line(questions: Sequence[str], topic: Topic) -> str:
    if not questions:
        return ""
    is_one = len(questions) == 1
    calls = "newly calls" if is_one else "newly call"
    return f"{counted(len(questions), 'answer')} {calls} for an action: {_numbers(questions, topic)}."


def _finished_line(actions: Sequence[str]) -> str:
    if not actions:
        return ""
    is_one = len(actions) == 1
    named = listed(map(short_line, _first(actions)), "and")
    return f"{counted(len(actions), 'action')} from then {'is' if is_one else 'are'} finished: {named}."


def _numbers(questions: Sequence[str], topic: Topic) -> str:
    named = listed(_first([topic.number_of(one) for one in questions]), "and")
    return f"question{'' if len(questions) == 1 else 's'} {named}"


def _first(names: Sequence[str]) -> list[str]:
    shown, more = first_few(names, _FEW)
    return [*shown, f"{more} more"] if more else shown

"""What comes over into an audit of a newer version, in words that window and terminal share."""

from __future__ import annotations

from s11desk.domain.audits.carry_over import CarriedOver, CarriedQuestion, CarryKind
from s11desk.domain.topics.question_matches import MatchKind
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, listed
from s11desk.wording.plain_text import short_line
from s11desk.wording.topics.question_change_sentences import question_line

_WHY = {
    MatchKind.REWORDED: "its words have changed",
    MatchKind.ANSWERS: "it is now answered in another way",
    MatchKind.MOVED: "its short name has changed",
}


def carry_summary(carried: CarriedOver) -> str:
    """How much comes over, in one line."""
    counts = {kind: sum(one.kind is kind for one in carried.questions) for kind in CarryKind}
    return (
        f"{counted(counts[CarryKind.CARRIED], 'answer')} unchanged, {counts[CarryKind.TO_CONFIRM]} to be confirmed by you, "
        f"{counts[CarryKind.LEFT]} left out."
    )


def carry_lines(before: Topic, now: Topic, carried: CarriedOver) -> tuple[str, ...]:
    """A line for each answer that is to be confirmed or left out, and for files that a question no longer takes."""
    return tuple(line for one in carried.questions if (line := _line(before, now, one)))


def _line(before: Topic, now: Topic, one: CarriedQuestion) -> str:
    if one.match.before is None:
        return ""
    files = listed(map(short_line, one.files_left), "and")
    left = (
        f" Not copied, because the question no longer takes such files: {files}."
        if files and one.match.after is not None
        else ""
    )
    if one.kind is CarryKind.LEFT:
        why = "it is no longer asked" if one.match.after is None else "the answer no longer fits"
        return f"Left out: {question_line(before, one.match.before)}, because {why}. It stays in the earlier audit."
    if one.match.after is None:
        return ""
    name = question_line(now, one.match.after)
    if one.kind is CarryKind.TO_CONFIRM:
        return f"To be confirmed: {name}, because {_WHY[one.match.kind]}.{left}"
    return f"Copied: {name}.{left}" if left else ""

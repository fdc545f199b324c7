"""The line in a comment that says which colleague answered. With it, a return of any format can say so."""

from __future__ import annotations

import msgspec

from s11desk.domain.audits.audit import Answer

_LINE = "Answered by {name}."


def credited(answer: Answer, name: str) -> Answer:
    """``answer`` with a line about ``name`` at the end of its comment, once; as it is if ``name`` is empty."""
    if not name or answer.is_blank() or uncredited(answer, name) != answer:
        return answer
    parts = [answer.comment, _LINE.format(name=name)] if answer.comment else [_LINE.format(name=name)]
    return msgspec.structs.replace(answer, comment="\n\n".join(parts))


def uncredited(answer: Answer, name: str) -> Answer:
    """``answer`` without the line about ``name``, as the colleague sent it."""
    line = _LINE.format(name=name)
    comment = answer.comment.removesuffix(line)
    if not name or comment == answer.comment or (comment and not comment.endswith("\n\n")):
        return answer
    return msgspec.structs.replace(answer, comment=comment.removesuffix("\n\n"))

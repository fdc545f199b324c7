"""Who signs a return by its pack, and what that person declares, in words."""

from __future__ import annotations

from s11desk.domain.topic import Topic


def role_lines(topic: Topic, *, approves: bool) -> tuple[str, ...]:
    """A line with the role, and one with the declaration; none if the pack says nothing."""
    role = topic.signing_role(approves=approves)
    if role is None:
        return ()
    declared = (f"By signing you declare: {role.declaration}",) if role.declaration else ()
    return (f"The partnership asks for this signature: {role.title}.", *declared)

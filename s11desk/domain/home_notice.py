"""What a person should know about the place and the state of their home."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class NoticeKind(StrEnum):
    """What a notice is about. LOG_CUT: the last changes of an earlier session could not be read.

    WRITTEN_OVER: another program wrote over the drafts while they were open.
    """

    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"
    CONFLICT_COPY = "conflict-copy"
    LOG_CUT = "log-cut"
    WRITTEN_OVER = "written-over"
    TOPIC_DAMAGED = "topic-damaged"


class HomeNotice(msgspec.Struct, frozen=True):
    """One thing that a person should know about their home.

    ``detail``: the sync program, the name of the file, or the topic's id; empty if the kind says everything.
    """

    kind: NoticeKind
    detail: str = ""

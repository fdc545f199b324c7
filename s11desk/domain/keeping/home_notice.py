"""What a person should know about the place and the state of their home."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class NoticeKind(StrEnum):
    """What a notice is about. LOG_CUT: the last changes of an earlier session could not be read.

    WRITTEN_OVER: another program wrote over the drafts while they were open. ROWS_DAMAGED: rows of the drafts are
    damaged, so an index had to be made again. BESIDE_DAMAGED: what is kept beside the answers of an audit is damaged.
    """

    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"
    CONFLICT_COPY = "conflict-copy"
    LOG_CUT = "log-cut"
    WRITTEN_OVER = "written-over"
    TOPIC_DAMAGED = "topic-damaged"
    ROWS_DAMAGED = "rows-damaged"
    BESIDE_DAMAGED = "beside-damaged"


class HomeNotice(msgspec.Struct, frozen=True):
    """One thing that a person should know about their home.

    ``detail``: the sync program, the name of the file, the topic's id or the agency; empty if the kind says everything.
    """

    kind: NoticeKind
    detail: str = ""

"""What was read of a folder of returns, before and after it is decided which of them count."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from s11desk.app.receiving.tables.file_rows import with_decision
from s11desk.app.receiving.tables.spool import Spool, SpoolPlace
from s11desk.bundle.audit_file import AuditFile, decode_audit_file
from s11desk.collation.collated_tables import TableRow
from s11desk.collation.question_counts import count_rows
from s11desk.domain.receiving.counted_returns import CountableReturn, CountDecision, FileState
from s11desk.domain.receiving.expected_agencies import ReceivedFrom
from s11desk.domain.topics.topic import Topic
from s11desk.progress import Cancel, stop_if_cancelled
from s11desk.topics.pack import decode_topic
from s11desk.wording.one_word_states import FILE_STATES


class WaitingFile(NamedTuple):
    """A file that was read. Its row and its data wait in the spool."""

    name: str
    state: FileState
    reason: str
    row: SpoolPlace
    countable: CountableReturn | None = None
    agency: str = ""
    topic: str = ""
    data: SpoolPlace | None = None


@dataclass(frozen=True, slots=True)
class FolderRead:
    """Everything that was read, and what was decided. The lists have the same order.

    ``known``: the digests of the topics that this home has. ``cancel``: stops the writing too.
    """

    spool: Spool
    topics: dict[str, SpoolPlace]
    known: frozenset[str]
    waiting: Sequence[WaitingFile]
    decided: Sequence[CountDecision]
    reasons: Sequence[str]
    cancel: Cancel

    def file_rows(self) -> Iterator[TableRow]:
        """The row of each file in the table ``files``."""
        for each, decision, reason in zip(self.waiting, self.decided, self.reasons, strict=True):
            yield with_decision(self.row(each), decision, reason)

    def row(self, each: WaitingFile) -> TableRow:
        """The row of a file before it was decided which returns count."""
        return tuple(msgspec.json.decode(self.spool.read(each.row), type=list[str | int | float | None]))

    def states(self) -> Counter[str]:
        """How many files are in each state, in words."""
        return Counter(FILE_STATES[decision.state] for decision in self.decided)

    def counted(self) -> list[WaitingFile]:
        """The returns that count, in the order of topic, agency and reference."""
        pairs = zip(self.waiting, self.decided, strict=True)
        counted = [each for each, decision in pairs if decision.state is FileState.COUNTED]
        return sorted(
            counted, key=lambda each: (each.topic, each.agency.casefold(), each.countable and each.countable.reference)
        )

    def received(self) -> Iterator[ReceivedFrom]:
        """Who sent each return that counts."""
        topic_ids = {digest: self.topic(digest).id for digest in self.topics}
        for each in self.counted():
            if each.countable is not None:
                yield ReceivedFrom(each.agency, topic_ids[each.topic], each.countable.reference, each.countable.made)

    def asked_topics(self) -> dict[str, Topic]:
        """By its id, the topic whose deadline and address hold: one of this home, or else the one most returns answer.

        A stranger's return can bring any version under the id, with another deadline and an address of its own.
        """
        returns = Counter(each.topic for each in self.counted())
        topics = {digest: self.topic(digest) for digest in self.topics}
        ranked = sorted(topics, key=lambda one: (one in self.known, returns[one], topics[one].version, one))
        return {topics[digest].id: topics[digest] for digest in ranked}

    def deadlines(self) -> dict[str, dt.date | None]:
        """The deadline of each topic, by its id; one without a name if no return came."""
        return {name: topic.deadline for name, topic in self.asked_topics().items()} or {"": None}

    def topic(self, digest: str) -> Topic:
        """The topic with this digest."""
        return decode_topic(self.spool.read(self.topics[digest]))

    def question_counts(self, counted: Sequence[WaitingFile]) -> Iterator[TableRow]:
        """The rows of the table ``question_counts``. ``counted``: as :meth:`counted` gives them."""
        for digest in dict.fromkeys(each.topic for each in counted):
            of_topic = self.returns([each for each in counted if each.topic == digest])
            yield from count_rows(self.topic(digest), digest, (data for _, data in of_topic))

    def returns(self, counted: Sequence[WaitingFile]) -> Iterator[tuple[Topic, AuditFile]]:
        """Read each return back, with its topic."""
        digest, topic = "", None
        for each in counted:
            stop_if_cancelled(self.cancel)
            if topic is None or each.topic != digest:
                digest, topic = each.topic, self.topic(each.topic)
            if each.data is not None:
                yield topic, decode_audit_file(self.spool.read(each.data))

"""The returns of a desk that count by a rule, read one by one, for the tables and the workbook of all answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from s11desk.app.receiving.agencies.agency_register import overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.came_files import CameFile, came_files
from s11desk.app.receiving.returns.desk_list import judged_returns
from s11desk.bundle.audit_file import AuditFile, decode_audit_file
from s11desk.domain.receiving.also_here import second_returns
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.domain.topics.topic import Topic
from s11desk.progress import Cancel, stop_if_cancelled
from s11desk.register.received_rows import return_data
from s11desk.wording.desk.also_here_words import SECOND
from s11desk.wording.desk.file_lines import unread_state
from s11desk.wording.one_word_states import FILE_STATES, REVIEWS


@dataclass(frozen=True)
class CountedReturns:
    """``judged``: every return with the decision on it. Reading raises what reading the register raises.

    ``second``: by SHA-256, the returns of an agency that has a better one about the same topic, with the reference of
    that one. They are in no table, as they are not in the table of agencies and questions.
    """

    desk: ReceivingDesk
    judged: Sequence[JudgedReturn]
    second: Mapping[str, str]
    cancel: Cancel

    @classmethod
    def by_rule(cls, desk: ReceivingDesk, rule: CountingRule, cancel: Cancel) -> CountedReturns:
        """The returns of ``desk``, of which ``rule`` says which count."""
        judged = judged_returns(desk, rule)
        return cls(desk, judged, second_returns(judged, overview_on(desk).matches), cancel)

    def _is_in_tables(self, one: JudgedReturn) -> bool:
        return one.counts and one.received.sha256 not in self.second

    @cached_property
    def counted(self) -> list[JudgedReturn]:
        """The returns that count, in the order of topic, agency and reference."""
        counted = [one for one in self.judged if self._is_in_tables(one)]
        return sorted(
            counted,
            key=lambda one: (one.received.topic.digest, one.received.agency.casefold(), one.received.facts.reference),
        )

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Each topic that is answered, by its digest."""
        return self.desk.topics_by_digest()

    @property
    def digests(self) -> tuple[str, ...]:
        """Of the topics that a return that counts answers."""
        return tuple(dict.fromkeys(one.received.topic.digest for one in self.counted))

    def read(self, digest: str = "") -> Iterator[tuple[JudgedReturn, Topic, AuditFile]]:
        """Each return that counts, with its data; with ``digest``, only those that answer this topic."""
        for one in self.counted:
            stop_if_cancelled(self.cancel)
            if digest in {"", one.received.topic.digest}:
                data = return_data(self.desk.register, one.received.sha256)
                yield one, self.topics[one.received.topic.digest], decode_audit_file(data)

    def returns(self, digest: str = "") -> Iterator[tuple[Topic, AuditFile]]:
        """As :meth:`read`, without the decision."""
        return ((topic, data) for _, topic, data in self.read(digest))

    def states(self) -> Counter[str]:
        """What became of every file that came, in words: each file that came is in one group."""
        judged = {one.received.sha256: one for one in self.judged}
        return Counter(self._group(one, judged.get(one.file.received)) for one in came_files(self.desk))

    def _group(self, came: CameFile, judged: JudgedReturn | None) -> str:
        if came.is_again:
            return FILE_STATES[FileState.REPEATED]
        if judged is None:
            return unread_state(came.file)
        if judged.received.sha256 in self.second:
            return SECOND
        return FILE_STATES[judged.decision.state] if judged.left_out is None else REVIEWS[judged.left_out]

"""The returns of a folder that count, kept in memory after they were read, for the table of agencies and questions."""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.bundle.audit_file import AuditFile, audit_of
from s11desk.domain.audits.audit import Audit
from s11desk.domain.england_time import england_day
from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixReturn, UncountedReturn
from s11desk.domain.matrix.build_matrix import matrix_questions, matrix_rows
from s11desk.domain.receiving.expected_agencies import AgencyState, ExpectedAgency, agency_key
from s11desk.domain.topics.topic import Topic
from s11desk.files.presence import is_there
from s11desk.wording.desk.matrix_words import NO_TYPE
from s11desk.wording.one_word_states import AGENCIES, as_cell

_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(AuditFile)
"""For what is kept in memory and never leaves it: it was checked when it was read."""

MOST_KEPT = 5_000
"""Returns. More than these would need more memory than an old computer has."""


@dataclass(frozen=True, slots=True)
class AskedTopic:
    """Questions that returns of the folder answer. ``digest``: names them. ``returns``: how many of them count."""

    digest: str
    title: str
    year: str
    returns: int


@dataclass(frozen=True, slots=True)
class KeptReturn:
    """``file``: its name in the folder. ``content``: its data, compressed. ``digest``: of its topic.

    Where a desk keeps it, ``matched`` is the name of the agency whose it is, ``state`` what is known of it, in words,
    and ``path`` where it is stored.
    """

    file: str
    agency: str
    digest: str
    reference: str
    made: dt.datetime
    content: bytes
    remark: str = ""
    matched: str = ""
    state: str = ""
    path: Path | None = None

    @property
    def key(self) -> str:
        """The same for all returns of one agency."""
        return agency_key(self.matched or self.agency)


@dataclass(frozen=True, slots=True)
class ReturnBehind:
    """A return that is read again to show an answer whole. ``file``: its name in the folder.

    ``path``: where it can be opened; None if it is in an e-mail, or is not there any more.
    """

    topic: Topic
    audit: Audit
    file: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class FolderReturns:
    """``topics``: by their digests. ``known``: those that this computer has. ``read_at``: when the folder was read.

    ``uncounted``: each with the digest of its topic, or an empty one. ``expected``: the agencies from which returns are
    expected; empty if nobody said. ``correcting``: the name of an agency and the id of a topic, for each return that a
    desk sent back and in whose place none counts.
    """

    folder: Path
    returns: tuple[KeptReturn, ...]
    topics: Mapping[str, Topic]
    known: frozenset[str]
    uncounted: tuple[tuple[UncountedReturn, str], ...]
    expected: tuple[ExpectedAgency, ...]
    read_at: dt.datetime
    correcting: frozenset[tuple[str, str]] = frozenset()

    def asked_topics(self) -> tuple[AskedTopic, ...]:
        """The topics of which returns count, one for each id and year; the one most returns answer comes first.

        Of several versions it is one that this computer has, or else the one most returns answer: a stranger's return
        can bring any version.
        """
        returns = Counter(each.digest for each in self.returns)
        best: dict[tuple[str, str], str] = {}
        for digest in sorted(returns, key=lambda one: (one in self.known, returns[one], self.topics[one].version, one)):
            best[_group(self.topics[digest])] = digest
        found = [
            AskedTopic(digest, self.topics[digest].title, self.topics[digest].year, sum(self._of_group(digest)))
            for digest in best.values()
        ]
        return tuple(sorted(found, key=lambda one: (-one.returns, one.title, one.year, one.digest)))

    def matrix(self, digest: str, earlier: str = "") -> AnswerMatrix:
        """The table for the questions of one of :meth:`asked_topics`. ``earlier``: another one of them, for beside."""
        topic, beside = self.topics[digest], self.topics.get(earlier)
        questions = matrix_questions(topic)
        return AnswerMatrix(
            topic.title,
            topic.year,
            digest,
            self.read_at,
            questions,
            matrix_rows(questions, (*self._returns_about(topic), *self.outstanding(topic))),
            tuple(self._uncounted(topic)),
            f"{beside.title}, {beside.year}" if beside is not None else "",
            matrix_rows(questions, self._returns_about(beside)) if beside is not None else (),
            _contact_of(topic),
        )

    def read(self, number: int) -> ReturnBehind:
        """The return behind a row with this number."""
        kept = self.returns[number]
        path = kept.path or self.folder / kept.file
        there = path if is_there(path) else None
        return ReturnBehind(self.topics[kept.digest], audit_of(_data_of(kept)), kept.file, there)

    def _of_group(self, digest: str) -> Iterator[bool]:
        group = _group(self.topics[digest])
        return (_group(self.topics[each.digest]) == group for each in self.returns)

    def _returns_about(self, topic: Topic) -> Iterator[MatrixReturn]:
        listed = _listed_names(self.expected)
        for number, kept in enumerate(self.returns):
            if _group(self.topics[kept.digest]) != _group(topic):
                continue
            agency = listed.get(kept.key)
            name = agency.name if agency is not None else kept.agency
            state = kept.state or as_cell(AGENCIES[self._state(agency, kept.made, topic.deadline)])
            yield MatrixReturn(
                number,
                name,
                agency_key(name),
                _type_of(agency),
                state,
                kept.reference,
                kept.made,
                self.topics[kept.digest],
                kept.digest,
                audit_of(_data_of(kept)),
                kept.remark,
            )

    def outstanding(self, topic: Topic) -> Iterator[MatrixReturn]:
        """A row for each expected agency of which no return about the topic counts."""
        came = {each.key for each in self.returns if _group(self.topics[each.digest]) == _group(topic)}
        for agency in self.expected:
            if came.isdisjoint(_keys_of(agency)):
                is_correcting = (agency.name, topic.id) in self.correcting
                state = as_cell(AGENCIES[AgencyState.CORRECTING if is_correcting else AgencyState.OUTSTANDING])
                who = (agency.name, agency_key(agency.name), _type_of(agency))
                yield MatrixReturn(-1, *who, state, is_correcting=is_correcting)

    def _state(self, agency: ExpectedAgency | None, made: dt.datetime, deadline: dt.date | None) -> AgencyState:
        if agency is None and self.expected:
            return AgencyState.UNEXPECTED
        is_late = deadline is not None and england_day(made) > deadline
        return AgencyState.LATE if is_late else AgencyState.RETURNED

    def _uncounted(self, topic: Topic) -> Iterator[UncountedReturn]:
        for each, digest in self.uncounted:
            if not digest or _group(self.topics[digest]) == _group(topic):
                yield each


def keep_return(file: str, audit_file: AuditFile, remark: str) -> KeptReturn:
    """``audit_file`` in the form in which it is kept."""
    facts, content = audit_file.return_facts, zlib.compress(_ENCODER.encode(audit_file), 1)
    identity = (audit_file.agency, audit_file.topic.digest, facts.reference, facts.made)
    return KeptReturn(file, *identity, content, remark)


def _data_of(kept: KeptReturn) -> AuditFile:
    return _DECODER.decode(zlib.decompress(kept.content))


def _contact_of(topic: Topic) -> tuple[str, ...]:
    """The name and the addresses of who is to be asked, unless that is the partnership itself."""
    found = (topic.contact.email, topic.contact.telephone, topic.contact.name)
    return tuple(one for one in found if one and one.casefold() != topic.partnership.name.casefold())


def _group(topic: Topic) -> tuple[str, str]:
    """Versions of one topic in one year belong together; a topic may keep its id from year to year."""
    return topic.id, topic.year


def _listed_names(expected: Iterable[ExpectedAgency]) -> dict[str, ExpectedAgency]:
    return {key: agency for agency in expected for key in _keys_of(agency)}


def _keys_of(agency: ExpectedAgency) -> frozenset[str]:
    return frozenset(agency_key(name) for name in (agency.name, *agency.other_names))


def _type_of(agency: ExpectedAgency | None) -> str:
    return agency.type or NO_TYPE if agency is not None else NO_TYPE

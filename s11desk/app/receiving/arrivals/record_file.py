"""Record files that were read in the register, and say what became of each. A few groups are one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from s11desk.app.receiving.agencies.agency_register import last_day_of
from s11desk.app.receiving.arrivals.new_return import new_return
from s11desk.app.receiving.arrivals.read_file import ReadFile
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_agencies import last_day_for, newest_asked
from s11desk.domain.receiving.desk_counting import JudgedReturn, judge_returns
from s11desk.domain.receiving.desk_values import (
    IntakeResult,
    ReceivedReturn,
    RetentionClass,
    RetentionRule,
    ReviewState,
    TakenFile,
    TakeOutcome,
)
from s11desk.domain.receiving.last_days import last_day_asked
from s11desk.domain.receiving.lateness import day_made, days_past
from s11desk.domain.receiving.retention import last_day_to_keep
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.topic import Topic
from s11desk.errors.desk_errors import RegisterDamaged
from s11desk.register.received_rows import (
    KeptTogether,
    NewReturn,
    add_arrival,
    find_file,
    find_return,
    has_arrived,
    keep_file,
    keep_return,
    recorded_files,
    returns_of_audit,
)
from s11desk.register.review_rows import current_states, reviews_of
from s11desk.wording.desk.desk_words import (
    APART,
    FORKED,
    MORE_SIGNATURES,
    OLDER,
    PAGES_LATER,
    REPLACING,
    SAME_FILE,
    SAME_RETURN,
    late_sentence,
)

_OF_COPIES = {FileState.UNAPPROVED: MORE_SIGNATURES, FileState.SIGNED_APART: APART}
_OUTCOMES = {FileState.HELD: TakeOutcome.HELD, FileState.REFUSED: TakeOutcome.REFUSED}


class FileOrigin(msgspec.Struct, frozen=True):
    """A file that came: its own digest and size in bytes, its name, where it came from, and whether it is stored.

    ``source``: empty for a stored file that is read again. ``mentions``: as in :class:`TakenFile`.
    """

    sha256: str
    size: int
    name: str
    source: str
    is_kept: bool
    mentions: tuple[str, ...] = ()


@dataclass(slots=True)
class RecordedTogether:
    """What the files of one transaction share, in which no other program changes anything.

    ``files``: the digests of those that are recorded. ``rules``: the desk's. ``at``: the time at which they come.
    ``arrival``: what is recorded of that. ``kept``: what waits for the end.
    """

    files: set[str]
    rules: tuple[RetentionRule, ...]
    at: dt.datetime
    arrival: str
    kept: KeptTogether


@contextmanager
def recording_together(desk: ReceivingDesk, hashes: Iterable[str]) -> Iterator[RecordedTogether]:
    """One transaction for the files with these digests. Raises what writing into the register raises."""
    with desk.register.changing() as connection:
        kept, at = KeptTogether(), desk.now()
        files, arrival = recorded_files(desk.register, hashes), _arrival(at, desk.who)
        yield RecordedTogether(files, desk.facts.rules, at, arrival, kept)
        kept.words.write(connection)


def record_read(desk: ReceivingDesk, read: ReadFile, origin: FileOrigin, asked: tuple[Topic, ...]) -> IntakeResult:
    """Record the file, and the return in it if one was read. Raises what writing into the register raises."""
    with recording_together(desk, (origin.sha256,)) as together:
        return record_with_others(desk, read, origin, asked, together, new_return(read, asked, together.at))


def record_with_others(
    desk: ReceivingDesk,
    read: ReadFile,
    origin: FileOrigin,
    asked: tuple[Topic, ...],
    together: RecordedTogether,
    new: NewReturn | None,
) -> IntakeResult:
    """As :func:`record_read`, in the transaction of ``together``, which is to be undone after an error.

    ``new``: the return in the file (:func:`new_return`).
    """
    before, others = None, tuple[ReceivedReturn, ...]()
    if new is not None:
        found = new.received
        others = returns_of_audit(desk.register, found.facts.audit_id)
        before = next((one for one in others if one.sha256 == found.sha256), None)
        received = _with_last_day(together, found) if before is None else _as_recorded(before, found)
        new = msgspec.structs.replace(new, received=received)
        keep_return(desk.register.connection, new, together.kept, is_new=before is None)
    _write(desk, read, origin, new, together)
    if new is None:
        outcome = _OUTCOMES.get(read.state, TakeOutcome.REFUSED)
        return IntakeResult(origin.name, outcome, (read.reason,), file=origin.sha256)
    if before is not None:
        return _result(new.received, origin.name, TakeOutcome.AGAIN, (SAME_RETURN,))
    reviews = current_states(desk.register, tuple(one.sha256 for one in others)) if others else {}
    return _result_among(desk, (new.received, *others), reviews, origin.name, asked)


def _with_last_day(together: RecordedTogether, received: ReceivedReturn) -> ReceivedReturn:
    """The return with the last day that follows from the desk's rule for its class."""
    kind = RetentionClass(received.retention)
    last_day = last_day_to_keep(together.rules, kind, england_day(received.taken))
    return msgspec.structs.replace(received, kept_until=last_day)


def _as_recorded(before: ReceivedReturn, now: ReceivedReturn) -> ReceivedReturn:
    """What was read ``now``, with what was decided ``before``. A comparison of pages is not undone by a quick look."""
    is_quick = now.pages is PagesCompared.NOT_REACHED and before.pages is not PagesCompared.NOT_REACHED
    kept = {"state": before.state, "reason": before.reason, "pages": before.pages} if is_quick else {}
    return msgspec.structs.replace(
        now,
        taken=before.taken,
        retention=before.retention,
        kept_until=before.kept_until,
        hold=before.hold,
        **kept,
    )


def _write(
    desk: ReceivingDesk, read: ReadFile, origin: FileOrigin, new: NewReturn | None, together: RecordedTogether
) -> None:
    who, connection = desk.who, desk.register.connection
    first = find_file(desk.register, origin.sha256) if origin.sha256 in together.files else None
    file = TakenFile(
        sha256=origin.sha256,
        size=origin.size,
        name=origin.name if first is None else first.name,
        taken=together.at if first is None else first.taken,
        who=who if first is None else first.who,
        state=read.state,
        reason=read.reason,
        received=new.received.sha256 if new is not None else "",
        is_kept=origin.is_kept,
        dealt_with=first.dealt_with if first is not None and new is None else None,
        mentions=origin.mentions,
        sender=read.head.sender,
        subject=read.head.subject,
    )
    keep_file(connection, file, is_new=first is None)
    if origin.source:
        add_arrival(connection, origin.sha256, origin.source, together.arrival, is_file_new=first is None)
    together.files.add(origin.sha256)


def _arrival(at: dt.datetime, who: str) -> str:
    return msgspec.json.encode({"at": at.isoformat(), "who": who}).decode()


def known_result(
    desk: ReceivingDesk, known: TakenFile, name: str, source: str, asked: tuple[Topic, ...]
) -> IntakeResult:
    """The result for a file whose return is here already. From another place it is the same file again.

    Raises ``RegisterDamaged``, and what writing into the register raises.
    """
    is_again = not has_arrived(desk.register, known.sha256, source)
    if is_again:
        with desk.register.changing() as connection:
            add_arrival(connection, known.sha256, source, _arrival(desk.now(), desk.who))
    received = find_return(desk.register, known.received)
    if received is None:
        raise RegisterDamaged(path=desk.register.path)
    if is_again:
        return _result(received, name, TakeOutcome.AGAIN, (SAME_FILE,))
    return result_of(desk, received, name, asked)


def result_of(desk: ReceivingDesk, received: ReceivedReturn, name: str, asked: tuple[Topic, ...]) -> IntakeResult:
    """What becomes of a return among the others of its audit."""
    others = (one for one in returns_of_audit(desk.register, received.facts.audit_id) if one.sha256 != received.sha256)
    chain = (received, *others)
    reviews = current_states(desk.register, tuple(one.sha256 for one in chain))
    return _result_among(desk, chain, reviews, name, asked)


def _result_among(
    desk: ReceivingDesk,
    chain: tuple[ReceivedReturn, ...],
    reviews: Mapping[str, ReviewState],
    name: str,
    asked: tuple[Topic, ...],
) -> IntakeResult:
    """The result for the first of ``chain``, the returns of one audit."""
    received = chain[0]
    outcome, remarks = _outcome(judge_returns(chain, reviews)[0], has_others=len(chain) > 1)
    sent_back = [one for one in chain[1:] if reviews.get(one.sha256) is ReviewState.SENT_BACK]
    late = _late(desk, received, sent_back, asked)
    later = PAGES_LATER if received.pages is PagesCompared.NOT_REACHED and received.state is FileState.COUNTED else ""
    return _result(received, name, outcome, (*remarks, late, later, received.reason))


def _result(received: ReceivedReturn, name: str, outcome: TakeOutcome, remarks: tuple[str, ...]) -> IntakeResult:
    return IntakeResult(
        name,
        outcome,
        tuple(filter(None, remarks)),
        received.facts.reference,
        received.agency,
        received.sha256,
    )


def _outcome(judged: JudgedReturn, *, has_others: bool) -> tuple[TakeOutcome, tuple[str, ...]]:
    decision = judged.decision
    if decision.state in _OUTCOMES:
        return _OUTCOMES[decision.state], ()
    if decision.is_signed_apart:
        return TakeOutcome.FORKED, (APART,)
    if decision.is_forked:
        return TakeOutcome.FORKED, (FORKED,)
    if decision.state is FileState.COUNTED:
        return (TakeOutcome.REPLACING, (REPLACING,)) if has_others else (TakeOutcome.COUNTED, ())
    return TakeOutcome.OLDER, (_OF_COPIES.get(decision.state, OLDER),)


def _late(
    desk: ReceivingDesk, received: ReceivedReturn, sent_back: list[ReceivedReturn], asked: tuple[Topic, ...]
) -> str:
    """That it was made after the last day for it, of the topic that the desk asks; empty if it was in time.

    ``sent_back``: the other returns of its audit that were.
    """
    topic = newest_asked(asked).get(received.topic.id)
    deadline = last_day_asked(topic, desk.facts.last_days) if topic is not None else None
    made = day_made(received)
    if not sent_back and (deadline is None or made <= deadline):
        return ""  # most are in time, and need no look into the register
    requests = {one.sha256: reviews_of(desk.register, one.sha256)[-1] for one in sent_back}
    last_day = last_day_for(received, last_day_of(desk, received, deadline), sent_back, requests)
    days = days_past(made, last_day)
    return late_sentence(days) if days else ""

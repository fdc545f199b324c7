"""The returns of a desk that count, for the table of agencies and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from s11desk.app.receiving.agencies.agency_register import DeskOverview, overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_list import judged_returns, why
from s11desk.app.receiving.tables.folder_returns import MOST_KEPT, FolderReturns, KeptReturn, keep_return
from s11desk.bundle.audit_file import decode_audit_file
from s11desk.domain.matrix.answer_matrix import UncountedReturn
from s11desk.domain.receiving.also_here import second_returns
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_agencies import AgencyProgress, match_key
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_values import CountingRule, ReviewState
from s11desk.domain.receiving.expected_agencies import AgencyState
from s11desk.register.agency_rows import all_agencies
from s11desk.register.received_rows import all_files, return_data, topic_bodies
from s11desk.wording.desk.also_here_words import second_sentence
from s11desk.wording.one_word_states import AGENCIES, as_cell


def desk_returns(desk: ReceivingDesk) -> FolderReturns | None:
    """The returns that count, accepted or not, and those that do not; None if they are too many for the memory.

    An agency is who the officer or its name says, under its name on the list. Raises what reading the register raises.
    """
    with desk.register.snapshot():
        return _desk_returns(desk)


def _desk_returns(desk: ReceivingDesk) -> FolderReturns | None:
    judged, overview = judged_returns(desk, CountingRule.OPEN), overview_on(desk, rule=CountingRule.OPEN)
    second = second_returns(judged, overview.matches)
    counted = [one for one in judged if one.counts and one.received.sha256 not in second]
    if len(counted) > MOST_KEPT:
        return None
    topics = desk.topics_by_digest()
    agencies = [one for one in all_agencies(desk.register) if not one.is_closed_on(overview.day)]
    return FolderReturns(
        desk.folder.returns,
        tuple(_kept(desk, overview, one) for one in counted),
        topics,
        frozenset(topic_bodies(desk.register, asked=True)),
        tuple(_uncounted(desk, judged, second)),
        tuple(one.expected for one in agencies),
        desk.now(),
        frozenset(
            (one.agency.name, one.topic) for one in overview.standings if one.progress is AgencyProgress.CORRECTING
        ),
    )


def _kept(desk: ReceivingDesk, overview: DeskOverview, one: JudgedReturn) -> KeptReturn:
    received = one.received
    match = overview.matches.get(match_key(received))
    agency = match.agency if match is not None else ""
    standings = {(each.agency.id, each.topic): each for each in overview.standings}
    standing = standings.get((agency, received.topic.id))
    state = AgencyState.UNEXPECTED if overview.standings else AgencyState.RETURNED
    if standing is not None:
        state = AgencyState.LATE if standing.progress is AgencyProgress.LATE else AgencyState.RETURNED
    accepted = ", accepted" if one.review is ReviewState.ACCEPTED else ""
    kept = keep_return(
        received.facts.reference, decode_audit_file(return_data(desk.register, received.sha256)), why(one)
    )
    return replace(
        kept,
        matched=standing.agency.name if standing is not None else "",
        state=f"{as_cell(AGENCIES[state])}{accepted}",
        path=desk.files.path(received.sha256),
    )


def _uncounted(
    desk: ReceivingDesk, judged: Sequence[JudgedReturn], second: Mapping[str, str]
) -> Iterator[tuple[UncountedReturn, str]]:
    """The returns that are not counted, then the files in which no return was read. ``second``: see there."""
    for one in judged:
        other = second.get(one.received.sha256)
        if other is not None:
            name = f"{one.received.agency}, {one.received.facts.reference}"
            yield UncountedReturn(name, FileState.HELD, second_sentence(other)), one.received.topic.digest
        elif not one.counts:
            state = one.decision.state if one.left_out is None else FileState.HELD
            name = f"{one.received.agency}, {one.received.facts.reference}"
            yield UncountedReturn(name, state, why(one), left_out=one.left_out), one.received.topic.digest
    for file in all_files(desk.register):
        if not file.received:
            yield UncountedReturn(file.name, file.state, file.reason, is_of_topic=False), ""

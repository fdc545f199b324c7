"""What needs a look first at a desk: files and returns that the program cannot decide on by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.app.receiving.agencies.agency_register import DeskOverview, returns_and_overview
from s11desk.app.receiving.arrivals.unfinished import read_unfinished
from s11desk.app.receiving.arrivals.whole_here import WholeHere, WholeReturns
from s11desk.app.receiving.desk.desk_copies import original_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.desk.set_up_steps import SetUpStep, steps_to_set_up
from s11desk.app.receiving.replies.reply_post import RepliesOpen, count_open_replies
from s11desk.app.receiving.returns.listed_lines import look_up, return_lines
from s11desk.domain.receiving.also_here import AlsoHere
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_agencies import AgencyMatch, AgencyStanding, MatchBasis, match_key
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_lines import LineState, ReturnLine
from s11desk.domain.receiving.desk_values import TakenFile
from s11desk.domain.receiving.expected_agencies import ReturnRate
from s11desk.domain.receiving.outside_tables import OutsideReturn, outside_tables
from s11desk.domain.receiving.taken_now import DeskNow, desk_now
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.files.presence import is_there
from s11desk.register.agency_rows import all_agencies
from s11desk.register.received_rows import all_files, find_file, keep_file
from s11desk.wording.desk.file_lines import unread_state
from s11desk.wording.one_word_states import LETTER, NO_RETURN, STILL_CLOSED


class AttentionKind(StrEnum):
    """Why something needs a look.

    ENCRYPTED: a file that the receiving key opens. UNREAD: a file in which no return was read; LETTER: an
    e-mail without one. HELD, REFUSED, FORKED:
    a return, as :class:`LineState`. WHOSE, UNCLEAR: a return that counts and is nobody's on the list; with UNCLEAR its
    signer and its name say different things. UNCHECKED: one that counts, whose
    questions this computer does not have. SECOND: another audit of the agency counts too.
    AFTER_REQUEST: another audit of the agency was sent back, and this return may be the corrected one.
    """

    ENCRYPTED = "encrypted"
    HELD = "held"
    REFUSED = "refused"
    FORKED = "forked"
    UNREAD = "unread"
    LETTER = "letter"
    UNCLEAR = "unclear"
    WHOSE = "whose"
    AFTER_REQUEST = "after-request"
    SECOND = "second"
    UNCHECKED = "unchecked"


_OF_STATE = {
    LineState.HELD: AttentionKind.HELD,
    LineState.REFUSED: AttentionKind.REFUSED,
    LineState.FORKED: AttentionKind.FORKED,
}
_OF_FILE = {
    STILL_CLOSED: AttentionKind.ENCRYPTED,
    LETTER: AttentionKind.LETTER,
    NO_RETURN: AttentionKind.UNREAD,
}
"""By the word that lists and tables have for it, so that a file is in the same group everywhere."""
_ORDER = tuple(AttentionKind)


@dataclass(frozen=True, slots=True)
class Attention:
    """A file or a return to look at. ``sha256``: of the file for ENCRYPTED, UNREAD and LETTER, else of the return.

    ``name``: of the file, or whose return it is. ``why``: sentences; ``nearest``: the name on the list most like it.
    ``taken``: when it was taken in. ``whole_here``: the return that an UNREAD file is a copy of. ``file_name``: of the
    file that a return came in. ``is_unchecked``: as in :class:`ReturnLine`. ``other``: the SHA-256 of the
    other return, where both are to be looked at. ``sender`` and ``subject``: of an e-mail without a return.
    ``also_here``: of SECOND and AFTER_REQUEST, the other return. ``is_accepted``: this one is accepted.
    """

    kind: AttentionKind
    sha256: str
    name: str
    why: str = ""
    reference: str = ""
    nearest: str = ""
    taken: dt.datetime | None = None
    whole_here: WholeHere | None = None
    file_name: str = ""
    is_unchecked: bool = False
    other: str = ""
    sender: str = ""
    subject: str = ""
    also_here: AlsoHere | None = None
    is_accepted: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it is a file in which no return was read."""
        return self.kind in {AttentionKind.ENCRYPTED, AttentionKind.UNREAD, AttentionKind.LETTER}


@dataclass(frozen=True, slots=True)
class OverviewSeen:
    """What the first page of a desk shows. ``attention``: the newest first. ``unread``: how many files have no return
    in them. ``waiting``: how many returns have pages that are not compared yet.

    ``rates``: empty if there is no list of agencies; as at the end of ``day``. ``unfinished``: what is left of a
    taking-in that was stopped. ``has_key``: this computer has a receiving key. ``to_set_up``: what is not set up yet.
    ``titles``: of the audits, by id. ``standings``: where each agency is. ``replies``: what is still to go back.
    ``now``: every return and file, to say what holds now of those that were taken in last.
    ``outside``: the returns that count and are not in the tables of agencies. ``looks``: how many of the returns that
    count need a look. ``original``: as :func:`original_of`.
    """

    folder: Path
    partnership: str
    counted: int
    uncounted: int
    unread: int
    waiting: int
    rates: tuple[ReturnRate, ...]
    attention: tuple[Attention, ...]
    unfinished: tuple[Path, ...]
    has_key: bool
    to_set_up: tuple[SetUpStep, ...]
    titles: dict[str, str]
    standings: tuple[AgencyStanding, ...]
    replies: RepliesOpen
    now: DeskNow
    day: dt.date
    outside: tuple[OutsideReturn, ...] = ()
    looks: int = 0
    original: Path | None = None


def look_at_overview(desk: ReceivingDesk) -> OverviewSeen:
    """Read what the first page shows. Raises what reading the register raises."""
    judged, overview = returns_and_overview(desk)
    matches = overview.matches
    lines = return_lines(judged, matches, all_agencies(desk.register), look_up(desk, judged, matches))
    counted = sum(one.counts for one in lines)
    files = all_files(desk.register)
    now = desk_now(judged, lines, files, overview.standings)
    found = (*_of_files(files, WholeReturns.of(desk, lines, judged)), *_of_lines(lines, judged, overview, now))
    return OverviewSeen(
        desk.folder.folder,
        desk.facts.partnership,
        counted,
        len(lines) - counted,
        sum(not file.received for file in files),
        sum(map(_waits, judged)),
        overview.rates if overview.standings else (),
        tuple(sorted(found, key=_newest_first)),
        read_unfinished(desk.folder.folder),
        is_there(desk.officer.home.receiver),
        steps_to_set_up(desk.officer.home, desk.facts, desk.folder.folder),
        overview.audits.titles,
        overview.standings,
        count_open_replies(desk, judged),
        now,
        overview.day,
        _outside(lines, overview),
        sum(one.counts and one.needs_look for one in lines),
        original_of(desk),
    )


def _outside(lines: Sequence[ReturnLine], overview: DeskOverview) -> tuple[OutsideReturn, ...]:
    """Without a list of agencies there are no tables, so nothing is outside them."""
    if not overview.standings:
        return ()
    return outside_tables(lines, overview.standings, is_chosen=overview.audits.is_chosen)


def _waits(one: JudgedReturn) -> bool:
    """Whether the pages of a return are still to be compared with its answers."""
    return one.received.pages is PagesCompared.NOT_REACHED and one.received.state is not FileState.REFUSED


def _newest_first(one: Attention) -> tuple[float, int, str, str]:
    age = -one.taken.timestamp() if one.taken is not None else 0.0
    return age, _ORDER.index(one.kind), one.name.casefold(), one.reference


def note_dealt_with(desk: ReceivingDesk, sha256: str) -> None:
    """Record that a file without a return needs no look any more.

    Raises ``DeskReturnUnknown``, and what writing raises.
    """
    note_all_dealt_with(desk, [sha256])


def note_all_dealt_with(desk: ReceivingDesk, which: Sequence[str]) -> None:
    """As :func:`note_dealt_with`, of several files (SHA-256): all of them or, after an error, none."""
    with desk.register.changing() as connection:
        for sha256 in which:
            file = find_file(desk.register, sha256)  # another program may just have opened it
            if file is None:
                raise DeskReturnUnknown(name=sha256)
            keep_file(connection, msgspec.structs.replace(file, dealt_with=desk.now()), is_new=False)


def _of_files(files: Iterable[TakenFile], whole: WholeReturns) -> Iterator[Attention]:
    for file in files:
        if file.received or file.dealt_with is not None:
            continue
        kind = _OF_FILE[unread_state(file)]
        here = whole.find(file) if kind is AttentionKind.UNREAD else None
        one = Attention(kind, file.sha256, file.name, file.reason, taken=file.taken, whole_here=here)
        yield replace(one, sender=file.sender, subject=file.subject)


def _of_lines(
    lines: Sequence[ReturnLine], judged: Sequence[JudgedReturn], overview: DeskOverview, now: DeskNow
) -> Iterator[Attention]:
    """One for each return that needs a look, whatever there is to say about it."""
    for line, one in zip(lines, judged, strict=True):
        if line.needs_look:
            match = overview.matches[match_key(one.received)]
            nearest = match.nearest if line.is_nobodys else ""
            kind, file = _kind(line, match), now.file_names.get(line.sha256, "")
            which = (line.sha256, line.name, line.why, line.reference, nearest, line.taken)
            other = _other(line, lines, now)
            found = Attention(kind, *which, file_name=file, is_unchecked=line.is_unchecked, other=other)
            if kind in {AttentionKind.SECOND, AttentionKind.AFTER_REQUEST}:
                found = replace(found, also_here=line.also_here, is_accepted=line.state is LineState.ACCEPTED)
            yield found


def _other(line: ReturnLine, lines: Sequence[ReturnLine], now: DeskNow) -> str:
    """The return to look at together with this one: of another audit, or made from another copy of the draft."""
    if line.is_second and line.also_here is not None:
        return line.also_here.sha256
    if line.state is not LineState.FORKED:
        return ""
    audit = now.audits[line.sha256]
    forked = [one for one in lines if one.state is LineState.FORKED and now.audits[one.sha256] == audit]
    return next((one.sha256 for one in forked if one.sha256 != line.sha256), "")


def _kind(line: ReturnLine, match: AgencyMatch) -> AttentionKind:
    found = _OF_STATE.get(line.state)
    if found is not None:
        return found
    if not line.is_nobodys and line.is_second and line.also_here is not None:
        return AttentionKind.AFTER_REQUEST if line.also_here.is_sent_back else AttentionKind.SECOND
    if not line.is_nobodys:
        return AttentionKind.UNCHECKED
    return AttentionKind.UNCLEAR if match.basis is MatchBasis.UNCLEAR else AttentionKind.WHOSE

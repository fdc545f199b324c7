"""A copy of everything that a desk has of one agency, in one folder, as for an access request."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.receiving.agencies.agency_register import overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.saved_names import stranger_name
from s11desk.collation.finished_folder import finished_folder
from s11desk.domain.receiving.desk_agencies import DeskAgency, match_key
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review
from s11desk.domain.receiving.expected_agencies import agency_key
from s11desk.domain.receiving.reminders import Reminder
from s11desk.domain.text.clean_text import clean_line
from s11desk.errors.desk_errors import AgencyUnknown, TablesInsideDesk
from s11desk.files.durable import writing
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, never_cancelled, stop_if_cancelled
from s11desk.register.agency_rows import all_agencies, all_reminders
from s11desk.register.receipt_rows import receipts_of
from s11desk.register.received_rows import all_returns, files_of_return
from s11desk.register.review_rows import reviews_of
from s11desk.wording.dates import day, local_moment
from s11desk.wording.one_word_states import REVIEWS
from s11desk.wording.plain_text import one_line

RECORD = "record.txt"


@dataclass(frozen=True, slots=True)
class AgencyCopy:
    """What was copied. ``missing``: stored files that are gone from the desk, by SHA-256."""

    folder: Path
    returns: int
    missing: tuple[str, ...]


def copy_agency(desk: ReceivingDesk, name: str, out: Path, *, cancel: Cancel = never_cancelled) -> AgencyCopy:
    """Copy the files, the replies and the record of an agency into the new folder ``out``.

    ``name``: as it is on the list, or as the agency wrote it. Raises ``AgencyUnknown`` if nothing is here under it,
    ``TablesInsideDesk``, ``FileExists``, Cancelled, and what reading and writing raise; there is no ``out`` then.
    """
    if out.absolute().is_relative_to(desk.folder.folder.absolute()):
        raise TablesInsideDesk(path=out)
    agency, returns = _of_agency(desk, name)
    if agency is None and not returns:
        raise AgencyUnknown(name=name)
    missing: list[str] = []
    with finished_folder(out) as unfinished:
        for received in returns:
            stop_if_cancelled(cancel)
            missing += _copy_return(desk, received, unfinished)
        lines = _record(desk, agency, returns)
        with writing(unfinished / RECORD, private=True, fresh=True) as stream:
            stream.write("\n".join(map(one_line, lines)).encode() + b"\n")
    return AgencyCopy(out, len(returns), tuple(missing))


def _of_agency(desk: ReceivingDesk, name: str) -> tuple[DeskAgency | None, tuple[ReceivedReturn, ...]]:
    key = agency_key(clean_line(name))
    listed = all_agencies(desk.register)
    named = (one for one in listed if key in {agency_key(each) for each in (one.name, *one.expected.other_names)})
    agency = next(named, None)
    matches = overview_on(desk).matches

    def is_theirs(received: ReceivedReturn) -> bool:
        match = matches.get(match_key(received))
        if agency is not None and match is not None and match.agency:
            return match.agency == agency.id
        return agency_key(received.agency) == key

    return agency, tuple(one for one in all_returns(desk.register) if is_theirs(one))


def _copy_return(desk: ReceivingDesk, received: ReceivedReturn, out: Path) -> Iterator[str]:
    """Copy the stored files of a return and what was written for it. Yields the digests of those that are gone."""
    reference = received.facts.reference
    digests = {one.sha256: one.name for one in files_of_return(desk.register, received.sha256)}
    for number, (sha256, name) in enumerate(sorted({received.sha256: "return.zip", **digests}.items()), start=1):
        source = desk.files.path(sha256)
        if not source.is_file():
            yield sha256
            continue
        ending = Path(name).suffix or ".zip"
        _copy(source, out / stranger_name(f"{reference}-{received.sha256[:8]}-{number}", ending))
    names = [name for one in receipts_of(desk.register, received.sha256) for name in (one.file, one.letter) if name]
    for name in dict.fromkeys(names):  # it is recorded again when it is sent
        if (written := desk.folder.outgoing / Path(name).name).is_file():
            _copy(written, out / written.name)


def _copy(source: Path, target: Path) -> None:
    with reading_errors(source):
        stream = open_regular(source)
    with stream, writing(target, private=True, fresh=True) as copy:
        shutil.copyfileobj(stream, copy)


def _record(desk: ReceivingDesk, agency: DeskAgency | None, returns: Iterable[ReceivedReturn]) -> Iterator[str]:
    yield f"What the desk of {desk.facts.partnership} has, on {local_moment(desk.now())}"
    if agency is not None:
        expected = agency.expected
        yield f"On the list: {agency.name}, {expected.type}, {expected.contact}, {expected.email}"
        yield from map(_reminder_line, (one for who, one in all_reminders(desk.register) if who == agency.id))
    for received in returns:
        facts = received.facts
        yield f"Return {facts.reference} of {received.agency}: made {local_moment(facts.made)}, SHA-256 {facts.sha256}"
        yield f"Signed by {received.signer}. Taken in {local_moment(received.taken)}. {received.reason}"
        kept = f"until {day(received.kept_until)}" if received.kept_until is not None else "without an end"
        yield f"Kept: {received.retention or 'no rule'}, {kept}"
        yield from map(_review_line, map(desk.named, reviews_of(desk.register, received.sha256)))


def _reminder_line(one: Reminder) -> str:
    what = "Not reminded after all, recorded" if one.is_taken_back else "Reminded"
    return f"{what} {local_moment(one.at)}"


def _review_line(review: Review) -> str:
    reasons = " ".join(f"[{one.question}] {one.text}" if one.question else one.text for one in review.reasons)
    return f"{local_moment(review.at)}, {review.who}: {REVIEWS[review.state]}. {reasons}".rstrip()

"""What a receiving desk keeps: its facts, the files that came, the returns in them, and what the officer decided.

The register stores these values as JSON. A new field has a default, so that an older register is read.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from s11desk.domain.receiving.counted_returns import CountableReturn, FileState
from s11desk.domain.receiving.last_days import LastDaySet
from s11desk.domain.returns.return_verdict import PagesCompared


class ReviewState(StrEnum):
    """What the officer has decided on a return.

    RECEIVED: nothing yet. SENT_BACK: the agency is asked to correct it. NOT_COUNTED: it is left out, for a reason.
    """

    RECEIVED = "received"
    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"
    NOT_COUNTED = "not-counted"


class CountingRule(StrEnum):
    """Which states a figure counts. OPEN: received and accepted. ACCEPTED: accepted alone.

    CAME: also what was sent back and is not corrected yet. For tables only; in a rate it would count as returned.
    """

    OPEN = "received-and-accepted"
    ACCEPTED = "accepted"
    CAME = "all-that-came"


class RetentionClass(StrEnum):
    """What decides how long a return is kept: whether files of evidence are in it."""

    BUNDLE = "bundle"
    EVIDENCE = "evidence"


class RetentionRule(msgspec.Struct, frozen=True):
    """How many months after it was taken in a return of this class may be deleted."""

    kind: RetentionClass
    months: int


class KeptPlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """A folder elsewhere with backups of a desk. ``folder``: where it was last. ``last``: when a backup went there.

    ``id``: its own, which a note in it has; empty for one of before such notes. ``marks``: what the note may say after
    this desk was there last. ``is_others``: it is of the desk of which this one is a copy. ``is_given_up``: the officer
    said that it is lost, so it is named only while it is there.
    """

    folder: str
    id: str = ""
    marks: tuple[str, ...] = ()
    last: dt.datetime | None = None
    is_others: bool = False
    is_given_up: bool = False


class DeskFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose desk it is, and since when. ``kept_at``: the folders elsewhere that have backups of it.

    ``places``: those of before they had notes. ``at``: the folder in which the desk was when it was opened last.
    ``copied_from``: the folder of the desk of which it is a copy; empty for one that is none, as far as is known.
    ``rules``: for how long returns are kept; none for a class without an end.
    ``reminder``: the text of its reminders, with words to fill in; empty for the program's own. ``reminder_day`` and
    ``reminder_address``: what reminders say if there is no last day and the questions have no address. ``last_days``:
    every last day that the officer set, in order.
    """

    partnership: str
    created: dt.datetime
    places: tuple[str, ...] = ()
    rules: tuple[RetentionRule, ...] = ()
    reminder: str = ""
    reminder_day: dt.date | None = None
    reminder_address: str = ""
    kept_at: tuple[KeptPlace, ...] = ()
    at: str = ""
    copied_from: str = ""
    last_days: tuple[LastDaySet, ...] = ()

    @property
    def all_places(self) -> tuple[KeptPlace, ...]:
        """Every folder elsewhere with backups, also those of before notes and those of the desk it is a copy of."""
        return (*(KeptPlace(folder) for folder in self.places), *self.kept_at)

    @property
    def own_places(self) -> tuple[KeptPlace, ...]:
        """Those that are this desk's own."""
        return tuple(one for one in self.all_places if not one.is_others)


class TakenFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file as it came. ``size`` in bytes. ``received``: the SHA-256 of the return in it; empty if none was read.

    ``state`` and ``reason``: of the file, where no return was read. ``is_kept``: whether its bytes are stored.
    ``dealt_with``: when the officer said that it needs no look any more. ``mentions``: of a zip that is not stored, the
    references of returns in the names of its parts. ``sender`` and ``subject``: of an e-mail without a return.
    """

    sha256: str
    size: int
    name: str
    taken: dt.datetime
    who: str
    state: FileState
    reason: str
    received: str = ""
    is_kept: bool = True
    dealt_with: dt.datetime | None = None
    mentions: tuple[str, ...] = ()
    sender: str = ""
    subject: str = ""


class TopicAnswered(msgspec.Struct, frozen=True):
    """The questions that a return answers. ``digest``: SHA-256 of the topic."""

    id: str
    version: int
    digest: str
    title: str
    year: str


class ReceivedReturn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A return that was read. ``state``: COUNTED if it may count, HELD or REFUSED; ``reason``: why, or a remark.

    ``facts``: what decides which return of an audit counts. ``agency``: its name as the agency wrote it. ``row``: its
    row in the table of files, without the decision, as JSON. ``content``: the content digest of the first sign-off.
    ``pages``: NOT_REACHED while pages and answers have not been compared. ``retention``: its class, or another rule in
    the officer's words. ``kept_until``: its last day, None for no end. ``hold``: why it must not be deleted whatever
    that day is; empty if it may.
    """

    facts: CountableReturn
    agency: str
    topic: TopicAnswered
    signer: str
    signer_key: str
    state: FileState
    reason: str
    pages: PagesCompared
    taken: dt.datetime
    content: str = ""
    row: str = "[]"
    retention: str = ""
    kept_until: dt.date | None = None
    hold: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the return, after decryption."""
        return self.facts.sha256


class ReviewReason(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is to be corrected. ``question``: its id in the topic; empty for the return as a whole."""

    text: str
    question: str = ""


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """One decision of the officer: who made it and when. The last one of a return has effect.

    ``due``: of SENT_BACK: by when the agency is asked to send the next return; None if no day was given.
    """

    state: ReviewState
    who: str
    at: dt.datetime
    reasons: tuple[ReviewReason, ...] = ()
    due: dt.date | None = None


class Erasure(msgspec.Struct, frozen=True):
    """That a return was deleted, without anything that was in it.

    ``files``: the SHA-256 of each file of it. ``rule``: why, for example a period that is over.
    """

    reference: str
    sha256: str
    files: tuple[str, ...]
    rule: str
    who: str
    at: dt.datetime


class TakeOutcome(StrEnum):
    """What became of one file that was taken in.

    COUNTED, HELD, REFUSED: as :class:`FileState`. AGAIN: the same file, or the same return, is here already. OLDER: a
    later return of the audit is here. REPLACING: it takes the place of an earlier one. FORKED: another return of the
    audit has the same number, or the history of one denies the other.
    """

    COUNTED = "counted"
    REPLACING = "replacing"
    OLDER = "older"
    FORKED = "forked"
    AGAIN = "again"
    HELD = "held"
    REFUSED = "refused"

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at the file."""
        return self in {TakeOutcome.HELD, TakeOutcome.REFUSED, TakeOutcome.FORKED}


class IntakeResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The result for one file. ``name``: where it came from. ``remarks``: sentences for the officer.

    ``reference``, ``agency`` and ``received``: of its return; empty if there is none. ``file``: the SHA-256 of a file
    that is recorded and in which no return was read.
    """

    name: str
    outcome: TakeOutcome
    remarks: tuple[str, ...] = ()
    reference: str = ""
    agency: str = ""
    received: str = ""
    file: str = ""

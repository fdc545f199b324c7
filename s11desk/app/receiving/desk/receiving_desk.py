"""A receiving desk: made once, opened for each sitting. All that it has is in one folder on a local disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from s11desk.app.asking.sound_values import agency_line
from s11desk.app.home.home_place import PlaceKind, place_of
from s11desk.app.home.known_desks import known_desks
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Clock, system_clock, user_name
from s11desk.domain.receiving.desk_agencies import AgencyEvent
from s11desk.domain.receiving.desk_replies import ReceiptRecord
from s11desk.domain.receiving.desk_values import DeskFacts, Erasure, Review
from s11desk.domain.receiving.last_days import LastDaySet
from s11desk.domain.receiving.reminders import Reminder
from s11desk.domain.text.text_limits import NAME_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.errors.desk_errors import DeskFolderShared, DeskFolderUsed
from s11desk.files.durable import make_folder
from s11desk.files.presence import Presence, presence
from s11desk.files.system_errors import reading_errors
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.kept_files import KeptFiles
from s11desk.register.received_rows import ask_no_topic, ask_topic, topic_bodies
from s11desk.register.register import Register, create_register, open_register
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.topics.pack import decode_topic, encode_topic, topic_digest

Recorded = TypeVar("Recorded", AgencyEvent, Erasure, LastDaySet, ReceiptRecord, Reminder, Review)
"""What the desk records with the name of the officer."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Who works at the desk. ``home``: this computer's, with the list of signers, the topics and the keys.

    ``explain``: gives an error in one sentence; the shell that calls has one for each. ``key``: the receiving key,
    unlocked for this sitting; None if encrypted returns stay closed. ``who``: their name; empty for the one that they
    gave on this computer.
    """

    home: Home
    explain: Callable[[UserError], str]
    key: RecipientKey | None = None
    who: str = ""
    clock: Clock = system_clock


class ReceivingDesk:
    """An open desk. It belongs to the thread that opened it. Used as a context, it is closed at the end.

    ``who``: the name that is recorded with every decision. It is the login name until the officer has given theirs.
    """

    def __init__(self, folder: Path, officer: Officer) -> None:
        self.folder = DeskFolder(folder)
        self.officer = officer
        self._name, self._login = known_desks(officer.home).officer, agency_line(user_name())
        self.who = agency_line(officer.who or self._name or user_name())
        self.register: Register = open_register(self.folder.register)
        self.files = KeptFiles(self.folder.returns)
        with suppress(UserError):  # storing says what is wrong
            make_folder(self.files.folder, private=True)  # somebody may have deleted it; what comes again is stored

    def __enter__(self) -> ReceivingDesk:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def named(self, one: Recorded) -> Recorded:
        """A record as every page, table and letter shows it.

        Until the officer gave their name the login name was recorded. Once the name is known it is shown instead.
        """
        return msgspec.structs.replace(one, who=self._name) if self._name and one.who == self._login else one

    def close(self) -> None:
        """Close the register."""
        self.register.close()

    def now(self) -> dt.datetime:
        """The time now, in UTC, in whole seconds."""
        return self.officer.clock()

    @property
    def facts(self) -> DeskFacts:
        """Whose desk it is. Raises ``RegisterDamaged``."""
        return self.register.facts

    def topics_by_digest(self) -> dict[str, Topic]:
        """Each topic that returns here answer, or that is asked. Raises what reading the register raises."""
        return {digest: decode_topic(body) for digest, body in topic_bodies(self.register).items()}

    def asked_topics(self) -> tuple[Topic, ...]:
        """The topics that this desk asks; empty if it takes any. Raises what reading the register raises."""
        return tuple(decode_topic(body) for body in topic_bodies(self.register, asked=True).values())


def create_desk(
    folder: Path, officer: Officer, partnership: str, topics: tuple[Topic, ...] = (), *, shared_is_meant: bool = False
) -> None:
    """Make a desk in ``folder``, which is new or empty. ``topics``: those that it asks; empty for any.

    Raises ``DeskFolderUsed``; ``DeskFolderShared`` for a folder that a sync program or other computers change, unless
    ``shared_is_meant``; ``TextTooLong``, and what writing raises.
    """
    name = typed_line(partnership)
    require_kept_length([LimitedText(name, NAME_LIMIT)])
    _require_empty(folder)
    if not shared_is_meant:
        require_own_folder(folder)
    desk = DeskFolder(folder)
    for path in (desk.folder, desk.returns, desk.outgoing, desk.backups):
        make_folder(path, private=True)
    create_register(desk.register, DeskFacts(agency_line(name), officer.clock()))
    if topics:
        with ReceivingDesk(folder, officer) as opened:
            ask_topics(opened, topics)


def is_desk(folder: Path) -> bool:
    """Whether ``folder`` has a register now. False if that cannot be found out."""
    return presence(DeskFolder(folder).register) is Presence.YES


def ask_topics(desk: ReceivingDesk, topics: tuple[Topic, ...]) -> None:
    """Record that the desk asks these topics: returns about others are held. Raises what writing raises."""
    with desk.register.changing() as connection:
        for topic in topics:
            ask_topic(connection, topic_digest(topic), encode_topic(topic))


def ask_only(desk: ReceivingDesk, topics: tuple[Topic, ...]) -> None:
    """Record that the desk asks these topics and no others; without any it takes returns about all.

    What counts already goes on counting. Raises what reading and writing raise.
    """
    with desk.register.changing() as connection:
        ask_no_topic(desk.register, connection)
        for topic in topics:
            ask_topic(connection, topic_digest(topic), encode_topic(topic))


def require_own_folder(folder: Path) -> None:
    """Raise ``DeskFolderShared`` if other programs or computers change ``folder``. A memory stick is allowed."""
    place = place_of(Home(folder))
    if place is not None and place.kind is not PlaceKind.REMOVABLE:
        raise DeskFolderShared(path=folder, program=place.program)


def _require_empty(folder: Path) -> None:
    if presence(folder) is Presence.NO:
        return
    with reading_errors(folder):
        if next(folder.iterdir(), None) is not None:
            raise DeskFolderUsed(path=folder)

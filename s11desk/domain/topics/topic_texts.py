"""The texts of a topic that surround its questions, each with its origin."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.topics.topic_limits import LIST_LIMIT, Email, Id, MaybeText, Text


class OriginKind(StrEnum):
    """How a text came into the pack."""

    QUOTED = "quoted"
    CARRIED_OVER = "carried-over"
    WRITTEN = "written-for-this-pack"
    PROJECT_CHOICE = "project-choice"


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The origin of a text: ``source`` is the id of a :class:`Source` of the same topic."""

    source: Id
    how: OriginKind
    note: MaybeText = ""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A document that texts of the pack are taken from or based on."""

    id: Id
    title: Text
    publisher: Text
    year: Text
    licence: Text


class Partnership(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The safeguarding children partnership that asks the questions. Lists use ``short_name``."""

    name: Text
    short_name: Text


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The person or team whom an agency lead asks. A field is empty if no source gives it."""

    name: Text
    email: Email = ""
    telephone: MaybeText = ""
    note: MaybeText = ""
    origin: Origin | None = None


class ReturnAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The address for the return. ``email`` is empty if the pack's sources give none."""

    email: Email = ""
    instructions: MaybeText = ""
    origin: Origin | None = None


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Someone at the partnership to whom returns are encrypted: ``certificate`` is theirs, as PEM text."""

    name: Text
    certificate: Text
    origin: Origin


class IntroductionSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One part of the introduction; ``body`` is prose: simple markup."""

    id: Id
    heading: Text
    body: Text
    origin: Origin


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A term that the questionnaire uses, and its meaning."""

    term: Text
    meaning: Text
    origin: Origin


class Guidance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Advice shown beside questions; ``text`` is prose. In a pack's folder the text is ``guidance/ID.md`` instead."""

    id: Id
    title: Text
    rests_on: Annotated[tuple[Origin, ...], Meta(min_length=1, max_length=LIST_LIMIT)]
    text: MaybeText = ""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A group of questions that follow each other. ``part``: a name for several sections that belong together."""

    id: Id
    title: Text
    origin: Origin
    text: MaybeText = ""
    part: MaybeText = ""


class Framework(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A published set of standards that questions refer to."""

    id: Id
    title: Text


class SigningRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Someone who signs the return, such as the head, and what that person declares by signing.

    The first of them completes the return, the others approve it in any order.
    """

    id: Id
    title: Text
    declaration: MaybeText = ""

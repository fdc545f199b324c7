"""Errors about drafts, and about the database of the drafts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from s11desk.errors import UserError


class AuditUnknown(UserError, code="input.audit-unknown"):
    """The home has no such audit. ``known``: the ids of its audits."""

    audit: str
    known: tuple[str, ...]


class AuditHandedOver(UserError, code="no.audit-handed-over"):
    """Another computer goes on with the audit since the moment ``at``, so it can only be read here."""

    audit: str
    at: dt.datetime


class AgencyMissing(UserError, code="input.agency-missing"):
    """A new audit needs the name of its agency."""


class HomeUnusable(UserError, code="environment.home-unusable"):
    """The program cannot open or make the drafts at ``path``."""

    path: Path


class HomeReadOnly(UserError, code="environment.home-read-only"):
    """The drafts in the folder ``path`` can be read, and nothing can be written there."""

    path: Path


class DraftsLocked(UserError, code="environment.drafts-locked"):
    """Another program is writing to the drafts."""

    path: Path


class DraftsTooNew(UserError, code="environment.drafts-too-new"):
    """A newer version of this program wrote the drafts."""

    path: Path


class DraftsForeign(UserError, code="environment.drafts-foreign"):
    """Another program made the file."""

    path: Path


class BackupUnsound(UserError, code="environment.backup-unsound"):
    """A backup did not read back as it was written. It was not kept."""

    path: Path


class DraftsDamaged(UserError, code="environment.drafts-damaged"):
    """The database is damaged or has lost its content."""

    path: Path


class AuditDamaged(UserError, code="environment.audit-damaged"):
    """A stored row of one audit is not as this program wrote it, or is missing. ``agency``: empty if unreadable."""

    audit: str
    agency: str


class TopicDamaged(UserError, code="environment.topic-damaged"):
    """The stored text of a topic is not as this program wrote it. ``topic``: its digest."""

    topic: str


class DraftsMissing(UserError, code="environment.drafts-missing"):
    """There is no drafts file at ``path``, although the home has been used."""

    path: Path


class DraftsOfOtherHome(UserError, code="environment.drafts-of-other-home"):
    """The drafts file at ``path`` is not the one of this home: another home's was put in its place."""

    path: Path


class SecondPlaceInHome(UserError, code="input.second-place-in-home"):
    """The folder ``path`` holds the home, or is in it, so one accident would take both."""

    path: Path


class SecondKeyChanged(UserError, code="environment.second-key-changed"):
    """The key in the second place, the file ``path``, is not the one that was made for it, or it is damaged."""

    path: Path


class SecondPlaceAbsent(UserError, code="environment.second-place-absent"):
    """The second place for backups, the folder ``path``, is not there now."""

    path: Path


class DraftsMoved(UserError, code="environment.drafts-moved"):
    """The open drafts file is no longer at ``path``. ``is_missing``: no file is there; else another one."""

    path: Path
    is_missing: bool

"""Show a file of evidence: as a small picture, or as a private, read-only copy for another program.

The copy is inside the home. No other program ever gets the vault's own file.
"""

from __future__ import annotations

import shutil
import stat
from dataclasses import dataclass
from pathlib import Path, PurePath

from s11desk import report
from s11desk.app.audits.attachments import evidence_path, named_in_errors
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder, work_folders
from s11desk.app.home.workspace import Workspace
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.audits.audit import Evidence
from s11desk.domain.audits.visibility import as_returned
from s11desk.domain.topics.topic_limits import EVIDENCE_TYPES
from s11desk.errors.evidence_errors import EvidenceGone
from s11desk.errors.file_errors import FileNameRefused, FileUnreadable
from s11desk.evidence.pictures.photo_location import PHOTO_TYPES, has_photo_location
from s11desk.files.durable import writing
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors

_PREFIX = "view-"


def make_viewing_copy(workspace: Workspace, evidence: Evidence) -> Path:
    """Write a checked copy into a new folder. Its extension is that of its content, not that of the attached file.

    Raises ``FileNameRefused`` for a type that nobody can attach, which drafts from elsewhere may name: another program
    would run it. Raises ``EvidenceGone``, ``EvidenceAltered``, ``DiskFull`` or ``FolderUnwritable``.
    """
    if evidence.type not in EVIDENCE_TYPES:
        raise FileNameRefused(path=Path(evidence.name))
    source = evidence_path(workspace, evidence)
    copy = new_work_folder(workspace.home, _PREFIX) / safe_name(f"{PurePath(evidence.name).stem}.{evidence.type}", ())
    with writing(copy, private=True) as out, reading_errors(source), open_regular(source) as content:
        shutil.copyfileobj(content, out, 1 << 20)
    copy.chmod(stat.S_IRUSR)  # a person would lose their changes, because nobody reads the copy back
    return copy


def make_thumbnail(workspace: Workspace, evidence: Evidence, side: int) -> bytes | None:
    """Make a JPEG of at most ``side`` pixels in width and height, without any metadata.

    None if the file is damaged, no picture, or too large to unpack. Raises ``EvidenceGone``, ``EvidenceAltered``.
    """
    source = evidence_path(workspace, evidence)
    picture = report.read_picture(report.PictureFile(evidence.id, lambda: open_regular(source)), (side, side))
    return None if picture is None else picture.jpeg


def remove_viewing_copies(home: Home) -> None:
    """Remove every copy. A copy that another program holds open stays until the next time."""
    for folder in work_folders(home, _PREFIX):
        remove_folder(folder)


def shows_photo_location(workspace: Workspace, evidence: Evidence) -> bool:
    """Whether the attached file is a photograph that says where it was taken.

    Raises ``EvidenceGone`` or ``FileUnreadable``.
    """
    if evidence.type not in PHOTO_TYPES:
        return False
    path = workspace.vault.path(evidence.sha256)
    with named_in_errors(evidence.name), workspace.vault.open(evidence.sha256) as stream, reading_errors(path):
        return has_photo_location(stream)


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """The files that the return would have. ``photographs`` and ``with_location``: the names of those."""

    number: int
    photographs: tuple[str, ...]
    with_location: tuple[str, ...]


def review_files(workspace: Workspace, audit_id: str) -> AttachedFiles:
    """Count the files of the questions that are asked. A missing file has no location. Raises ``AuditUnknown``."""
    draft = open_draft(workspace, audit_id)
    files = as_returned(draft.topic, draft.audit).evidence
    photographs = tuple(item for item in files if item.type in PHOTO_TYPES)
    with_location = tuple(item.name for item in photographs if _has_location(workspace, item))
    return AttachedFiles(len(files), tuple(item.name for item in photographs), with_location)


def _has_location(workspace: Workspace, item: Evidence) -> bool:
    try:
        return shows_photo_location(workspace, item)
    except (EvidenceGone, FileUnreadable):
        return False

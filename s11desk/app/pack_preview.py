"""Try a topic out before it is handed out or added: an audit of it in a home of its own, of which nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from s11desk.app.audits.drafts import begin_draft_of
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.work_folder import new_work_folder, remove_abandoned, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.domain.topics.topic import Topic
from s11desk.files.durable import make_folder, writing
from s11desk.report import write_blank_form

AGENCY = "Your agency"
"""The agency of an audit that is only a preview."""
_PREFIX = "preview-"


@dataclass(frozen=True, slots=True)
class PackPreview:
    """An audit that is not kept. ``home``: a home inside the home of the person; ``audit``: the only audit in it."""

    home: Home
    audit: str


def begin_preview(workspace: Workspace, topic: Topic) -> PackPreview:
    """Begin an audit of ``topic`` in a private folder of the home. The caller ends it with :func:`end_preview`.

    What a killed program left is removed with the next preview or opening. Raises what making folders and drafts
    raises.
    """
    remove_abandoned(workspace.home, workspace.clock(), _PREFIX)
    home = Home(new_work_folder(workspace.home, _PREFIX) / "home")
    with Workspace(home, workspace.clock, backs_up=False) as tried:
        return PackPreview(home, begin_draft_of(tried, topic, AGENCY).audit.id)


def end_preview(preview: PackPreview) -> None:
    """Remove the audit of a preview with everything that was typed and attached. Nothing may have it open."""
    remove_folder(preview.home.folder.parent)


def write_blank_pack(workspace: Workspace, topic: Topic, out: Path) -> None:
    """Write the empty form of ``topic``, to fill in with a pen, as a new file. Raises what writing raises."""
    make_folder(out.parent, private=False)
    with writing(out, fresh=True, private=False) as stream:
        write_blank_form(stream, topic, resources_folder() / "fonts", workspace.clock())

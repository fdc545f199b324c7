"""An audit that begins with answers is there with all of them, or not at all: a full disk leaves no empty one."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.bring_forward import bring_forward, find_forward, work_of_audit
from s11desk.app.audits.collected_answers import take_in_collected
from s11desk.app.audits.drafts import begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.upgrade import find_upgrade, upgrade_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.errors.file_errors import DiskFull
from s11desk.store.drafts.change import Change
from s11desk.store.rows.journal import EventKind
from s11desk.topics.submissions.submission import Submission, SubmittedValue
from tests.app.conftest import keep
from tests.samples import small_topic

Begin = Callable[[Workspace, str], str]


def forward(workspace: Workspace, audit_id: str) -> str:
    keep(workspace, msgspec.structs.replace(small_topic(), id="next"))
    return bring_forward(workspace, find_forward(workspace, work_of_audit(workspace, audit_id), "next")).audit.id


def upgraded(workspace: Workspace, audit_id: str) -> str:
    keep(workspace, msgspec.structs.replace(small_topic(), version=small_topic().version + 1))
    return upgrade_draft(workspace, find_upgrade(workspace, audit_id)).audit.id


def collected(workspace: Workspace, _: str) -> str:
    submission = Submission("uuid:1", (SubmittedValue("story", "A family came back."),))
    return take_in_collected(workspace, small_topic(), submission, "Riverside Trust").draft.audit.id


BEGINNINGS: dict[str, Begin] = {"forward": forward, "upgraded": upgraded, "collected": collected}


@pytest.fixture
def earlier(workspace: Workspace) -> str:
    audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    save_answer(workspace, audit_id, Answer("story", text="A family came back."))
    return audit_id


@pytest.mark.parametrize("name", BEGINNINGS)
@pytest.mark.parametrize("step", ["bring_back", "put_actions", "settle", "write_revision"])
def test_a_disk_that_gets_full_leaves_no_empty_audit(
    workspace: Workspace, earlier: str, name: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_: object, **__: object) -> None:
        raise DiskFull(path=workspace.home.database)

    with monkeypatch.context() as patch:
        patch.setattr(Change, step, is_full)
        with pytest.raises(DiskFull):
            BEGINNINGS[name](workspace, earlier)
    assert [line.id for line in list_drafts(workspace)] == [earlier]
    BEGINNINGS[name](workspace, earlier)
    assert len(list_drafts(workspace)) == 2


@pytest.mark.parametrize("name", BEGINNINGS)
def test_its_history_has_one_line_for_all_that_it_began_with(workspace: Workspace, earlier: str, name: str) -> None:
    begun = BEGINNINGS[name](workspace, earlier)
    kind = EventKind.COLLECTED if name == "collected" else EventKind.UPGRADED
    assert [entry.what for entry in draft_history(workspace, begun)] == [EventKind.BEGUN, kind]
    assert open_draft(workspace, begun).audit.answer("story").text == "A family came back."
    assert open_draft(workspace, begun).audit.revision == 2

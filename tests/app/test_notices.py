"""What a person should know about their home is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.home.notices import new_notices
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.cli.session import Session
from s11desk.domain.keeping.home_notice import HomeNotice, NoticeKind
from s11desk.wording.keeping.notice_sentences import notice_sentence


def test_a_usual_home_has_no_notices(workspace: Workspace) -> None:
    assert new_notices(workspace) == ()
    assert not workspace.home.notices.exists()


def test_each_notice_is_given_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Home(tmp_path / "Dropbox" / "s11desk")
    with Workspace(home) as workspace:
        (home.folder / "drafts (conflicted copy).db").write_bytes(b"")
        (home.folder / "drafts-damaged-log-2026-03-02-120000.db").write_bytes(b"")
        assert new_notices(workspace) == (
            HomeNotice(NoticeKind.SYNCED, "Dropbox"),
            HomeNotice(NoticeKind.CONFLICT_COPY, "drafts (conflicted copy).db"),
            HomeNotice(NoticeKind.LOG_CUT, "drafts-damaged-log-2026-03-02-120000.db"),
        )
        assert new_notices(workspace) == ()
        (home.folder / "drafts 2.db").write_bytes(b"")
        assert new_notices(workspace) == (HomeNotice(NoticeKind.CONFLICT_COPY, "drafts 2.db"),)
    home.notices.write_bytes(b"{")
    Session(home).workspace().close()
    assert "Dropbox copies to other computers" in capsys.readouterr().err.replace("\n", " ")
    Session(home).workspace().close()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_a_sentence_that_cannot_be_turned_around(kind: NoticeKind) -> None:
    said = notice_sentence(HomeNotice(kind, "a\u202eb{c}"))
    assert "\u202e" not in said
    assert said.endswith((".", "”"))

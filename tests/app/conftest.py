"""A workspace in a folder of its own, with the sample topic installed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import encode_topic, topic_digest
from tests.samples import NOON, small_topic


class SteppingClock:
    """A clock that advances by one second at each reading."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


def keep(workspace: Workspace, topic: Topic) -> None:
    """Install ``topic``."""
    digest, body = topic_digest(topic), encode_topic(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=NOON)


@pytest.fixture(scope="session")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the sample topic. Tests copy it: to make one takes several writes that each wait for the disk."""
    home = Home(tmp_path_factory.mktemp("kept") / "home")
    with Workspace(home, SteppingClock()) as opened:
        keep(opened, small_topic())
    return home


@pytest.fixture
def workspace(tmp_path: Path, kept_home: Home) -> Iterator[Workspace]:
    home = Home(tmp_path / "home")
    shutil.copytree(kept_home.folder, home.folder, dirs_exist_ok=True)
    with Workspace(home, SteppingClock()) as opened:
        yield opened


@pytest.fixture
def audit_id(workspace: Workspace) -> str:
    return begin_draft(workspace, "sample", "Riverside Trust").audit.id


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which nothing is yet."""
    return Home(tmp_path / "home")

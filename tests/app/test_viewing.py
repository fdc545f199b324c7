"""Viewing copies of evidence are complete, private, read-only and removable. Thumbnails have no metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.audits.evidence_copies import make_thumbnail, make_viewing_copy, remove_viewing_copies
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Evidence
from s11desk.errors.evidence_errors import EvidenceAltered
from s11desk.topics.pack import encode_topic, topic_digest
from tests.damage import with_other_byte
from tests.evidence.samples import pdf
from tests.samples import NOON, small_topic

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180d45c7c050000000049454e44ae426082"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(Home(tmp_path / "home"), lambda: NOON) as opened:
        yield opened


@pytest.fixture
def audit_id(workspace: Workspace) -> str:
    topic = small_topic()
    digest = topic_digest(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, encode_topic(topic), installed=True, at=NOON)
    return begin_draft(workspace, "sample", "Riverside Trust").audit.id


@pytest.fixture
def evidence(workspace: Workspace, audit_id: str) -> Evidence:
    return attach_bytes(workspace, audit_id, "example", PastedFile("Mädchen, Protokoll.png", PNG)).audit.evidence[0]


def test_a_viewing_copy_has_the_attached_content_and_is_read_only(workspace: Workspace, evidence: Evidence) -> None:
    copy = make_viewing_copy(workspace, evidence)
    assert copy.read_bytes() == PNG
    assert copy.suffix == ".png"
    assert copy.stat().st_mode & 0o777 == 0o400
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    other = make_viewing_copy(workspace, evidence)
    assert other != copy
    remove_viewing_copies(workspace.home)
    assert not copy.parent.exists()
    assert not other.parent.exists()


def test_no_viewing_copy_is_made_of_an_altered_file(workspace: Workspace, evidence: Evidence) -> None:
    kept = workspace.vault.path(evidence.sha256)
    kept.chmod(0o600)
    kept.write_bytes(with_other_byte(PNG, -1))
    with pytest.raises(EvidenceAltered):
        make_viewing_copy(workspace, evidence)
    assert not list(workspace.home.work.glob("view-*"))


def test_a_thumbnail_keeps_its_shape_and_has_no_metadata(workspace: Workspace, audit_id: str) -> None:
    wide, secret = io.BytesIO(), PngInfo()
    secret.add_text("Comment", "a secret")
    Image.new("RGB", (400, 100), "blue").save(wide, "PNG", pnginfo=secret)
    assert b"a secret" in wide.getvalue()
    item = attach_bytes(workspace, audit_id, "example", PastedFile("wide.png", wide.getvalue())).audit.evidence[0]
    small = make_thumbnail(workspace, item, 56)
    assert small is not None
    assert b"a secret" not in small
    with Image.open(io.BytesIO(small)) as shown:
        assert shown.size == (56, 14)


def test_a_file_that_is_not_a_picture_has_no_thumbnail(workspace: Workspace, audit_id: str) -> None:
    letter = attach_bytes(workspace, audit_id, "example", PastedFile("letter.pdf", pdf()))
    assert make_thumbnail(workspace, letter.audit.evidence[0], 56) is None


def test_no_thumbnail_is_made_of_an_altered_picture(workspace: Workspace, evidence: Evidence) -> None:
    kept = workspace.vault.path(evidence.sha256)
    kept.chmod(0o600)
    kept.write_bytes(with_other_byte(PNG, -1))
    with pytest.raises(EvidenceAltered):
        make_thumbnail(workspace, evidence, 56)

"""One random byte of a real drafts file, or of its log, is changed, hundreds of times.

Each time the home opens with the same content, or says what is damaged. Nothing differs in silence, and a file that is
refused keeps every byte.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import archive_draft, begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mail import list_prepared
from s11desk.app.topics import list_topics
from s11desk.domain.audit import Answer, Evidence, PrivateNote, ReturnRecord
from s11desk.domain.prepared_as import PreparedAs
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged, DraftsDamaged, DraftsForeign, DraftsTooNew, TopicDamaged
from s11desk.store.journal import Stamp
from s11desk.store.mail_log import Prepared, keep_prepared
from s11desk.store.return_files import ReturnFile, keep_return_file
from s11desk.topics.pack import encode_topic, topic_digest
from tests.app.conftest import SteppingClock
from tests.samples import NOON, small_topic

CHANGES = 300
REFUSED = (DraftsDamaged, DraftsForeign, DraftsTooNew)
RECORD = ReturnRecord(1, "R-1", NOON, "d" * 64, "c" * 64)


def fill(workspace: Workspace, agency: str) -> None:
    """An audit with something in every table."""
    audit = begin_draft(workspace, "sample", agency).audit.id
    for number in range(12):
        save_answer(
            workspace, audit, Answer("story", text=f"What {agency} does, {number}. " * 9), settled=number % 3 == 0
        )
    save_answer(workspace, audit, Answer("policy", choice="no", comment="Not yet"))
    save_note(workspace, audit, PrivateNote("policy", f"Ask {agency}"))
    with workspace.drafts.changing(audit, Stamp(NOON, "amina")) as change:
        for number in range(3):
            change.put_evidence(Evidence(f"E{number}", "minutes.pdf", "pdf", 10, "a" * 64, ("policy",), NOON))
        change.record_return(RECORD)
    keep_return_file(workspace.drafts, ReturnFile(audit, b"/nowhere/return.zip", RECORD))
    keep_prepared(workspace.drafts, audit, Prepared(NOON, "R-1", PreparedAs.MAIL_FILE, ("a@b.example",)))
    if agency == "Away":
        archive_draft(workspace, audit)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with four audits. The last of them is in the log only, as after a kill."""
    home = Home(tmp_path_factory.mktemp("filled") / "home")
    with Workspace(home, SteppingClock()) as workspace:
        topic = small_topic()
        body = encode_topic(topic)
        workspace.drafts.keep_topic(topic_digest(topic), topic.id, topic.version, body, installed=True, at=NOON)
        for agency in ("First", "Second", "Away"):
            fill(workspace, agency)
    killed = Workspace(home, SteppingClock())
    fill(killed, "In the log")
    shutil.copytree(home.folder, home.folder.with_name("killed"))
    killed.close()
    return home


def seen_in(home: Home) -> dict[str, object]:
    """All that a person can see of a home. A part that is damaged is :data:`None`."""
    with open_home(home, SteppingClock()) as workspace:
        lines = list_drafts(workspace)
        seen: dict[str, object] = {"list": tuple(line for line in lines if not line.is_damaged)}
        seen["damaged"] = frozenset(line.id for line in lines if line.is_damaged)
        for line in lines:
            seen[line.id] = _or_none(open_draft, workspace, line.id)
            seen[f"history {line.id}"] = _or_none(draft_history, workspace, line.id)
            seen[f"mail {line.id}"] = _or_none(list_prepared, workspace, line.id)
        seen["damaged topics"] = workspace.drafts.damaged_topics()
        seen["topics"] = tuple(topic.id for topic in list_topics(workspace))
    return seen


def _or_none(read: Callable[[Workspace, str], object], workspace: Workspace, audit_id: str) -> object:
    try:
        return read(workspace, audit_id)
    except (AuditDamaged, TopicDamaged):
        return None


def outcome(home: Home, before: dict[str, object]) -> str:
    """What became of a home in which one byte is another. Fails the test if anything differs in silence."""
    bytes_before = _contents(home)
    try:
        seen = seen_in(home)
    except REFUSED:
        assert _contents(home) == bytes_before
        return "refused"
    if list(home.folder.glob("drafts-damaged-log-*.db")):
        return "copy kept of the log"
    if seen == before:
        return "equal"
    for name, value in before.items():
        if name not in {"list", "damaged", "damaged topics"} and seen.get(name) != value:
            assert seen.get(name) is None or (name == "topics" and seen["damaged topics"]), name
    return "audit damaged"


def _contents(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.folder.glob("drafts*") if not path.name.endswith("-shm")}


def damage_one_byte(path: Path, chance: random.Random) -> str:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    old, content[place] = content[place], chance.randrange(256)
    path.write_bytes(content)
    return f"byte {place} of {path.name}: {old} -> {content[place]}"


@pytest.mark.parametrize(
    ("folder", "name"), [("home", "drafts.db"), ("killed", "drafts.db"), ("killed", "drafts.db-wal")]
)
def test_one_changed_byte_is_never_silently_different(filled: Home, tmp_path: Path, folder: str, name: str) -> None:
    chance = random.Random(10)  # noqa: S311 - not for secrets
    source = filled.folder.with_name(folder)
    shutil.copytree(source, tmp_path / "whole")
    before = seen_in(Home(tmp_path / "whole"))
    outcomes = []
    for number in range(CHANGES):
        home = Home(tmp_path / str(number))
        home.folder.mkdir()
        for path in source.glob("drafts.db*"):
            shutil.copy(path, home.folder)
        what = damage_one_byte(home.folder / name, chance)
        try:
            outcomes.append(outcome(home, before))
        except UserError as error:
            pytest.fail(f"{what}: {error!r}")
        except Exception as error:
            raise AssertionError(what) from error
        shutil.rmtree(home.folder)
    counts = {found: outcomes.count(found) for found in sorted(set(outcomes))}
    sys.stdout.write(f"{folder}/{name}: {counts}\n")

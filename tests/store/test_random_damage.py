"""One random byte of a real drafts file, or of its log, is changed, again and again.

Each time the home opens with the same content, or says what is damaged. Nothing differs in silence, and a file that is
refused keeps every byte.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import archive_draft, begin_draft, draft_history, list_drafts, open_draft
from s11desk.app.audits.identifier_review import accept_identifier, review_identifiers
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.resume import ResumePoint, Unparsed, find_resume_point, remember_resume_point, resume_draft
from s11desk.app.home.notices import new_notices
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail import list_prepared
from s11desk.app.topics import list_topics
from s11desk.domain.audits.audit import Answer, Evidence, PrivateNote, ReturnRecord
from s11desk.domain.keeping.home_notice import NoticeKind
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.errors import UserError
from s11desk.errors.draft_errors import (
    AuditDamaged,
    AuditUnknown,
    DraftsDamaged,
    DraftsForeign,
    DraftsOfOtherHome,
    DraftsTooNew,
    TopicDamaged,
)
from s11desk.store.drafts.mail_log import Prepared, keep_prepared
from s11desk.store.drafts.return_files import ReturnFile, keep_return_file, recorded_files
from s11desk.store.rows.journal import Stamp
from s11desk.topics.pack import encode_topic, topic_digest
from tests.app.conftest import SteppingClock
from tests.samples import NOON, small_topic

CHANGES = 90
"""Of each file; benchmarks/random_damage.py makes thousands."""
BYTES_OF_EACH = 4
REFUSED = (DraftsDamaged, DraftsForeign, DraftsTooNew, DraftsOfOtherHome)
DAMAGE = {NoticeKind.TOPIC_DAMAGED, NoticeKind.ROWS_DAMAGED, NoticeKind.BESIDE_DAMAGED}
AUDITS: list[str] = []
RECORD = ReturnRecord(1, "R-1", NOON, "d" * 64, "c" * 64)


def fill(workspace: Workspace, agency: str) -> None:
    """An audit with something in every table."""
    audit = begin_draft(workspace, "sample", agency).audit.id
    AUDITS.append(audit)
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
    save_answer(workspace, audit, Answer("story", text="See 943 476 5919."))
    found, *_ = review_identifiers(workspace, audit)
    accept_identifier(workspace, audit, found.finding, Stamp(NOON, "amina"))
    step = resume_draft(workspace, audit).step
    remember_resume_point(workspace, audit, ResumePoint(step, 12, "policy", 3, (Unparsed("12 of May", "story"),)))
    keep_prepared(workspace.drafts, audit, Prepared(NOON, "R-1", PreparedAs.MAIL_FILE, ("a@b.example",)))
    if agency == "Away":
        archive_draft(workspace, audit)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return fill_home(tmp_path_factory.mktemp("filled") / "home")


def fill_home(folder: Path) -> Home:
    """A home with four audits. The last of them is only in the log of its copy "killed", as after a kill."""
    home = Home(folder)
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


@dataclass(frozen=True)
class Seen:
    """All that a person can see of a home. An audit, a history and so on that is damaged is None.

    ``told``: what the program says of damage. ``damaged``: the audits that the list marks.
    """

    whole: dict[str, object]
    beside: dict[str, object]
    damaged: frozenset[str]
    told: frozenset[NoticeKind]


def seen_in(home: Home) -> Seen:
    with open_home(home, SteppingClock()) as workspace:
        lines = list_drafts(workspace)
        damaged = frozenset(line.id for line in lines if line.is_damaged)
        told = frozenset(notice.kind for notice in new_notices(workspace))
        whole: dict[str, object] = {}
        beside: dict[str, object] = {"topics": tuple(topic.id for topic in list_topics(workspace))}
        for line in lines:
            whole[line.id] = _or_none(open_draft, workspace, line.id)
            whole[f"mail of {line.id}"] = _or_none(list_prepared, workspace, line.id)
            whole[f"files of {line.id}"] = _or_none(_return_files, workspace, line.id)
            beside[f"numbers in {line.id}"] = _or_none(review_identifiers, workspace, line.id)
            beside[f"place in {line.id}"] = _or_none(find_resume_point, workspace, line.id)
            beside[f"{line.id} is put away"] = line.is_archived
        for line in lines:
            beside[f"history of {line.id}"] = _or_none(draft_history, workspace, line.id)  # last: it may add a line
    return Seen(whole, beside, damaged, told)


def _return_files(workspace: Workspace, audit_id: str) -> object:
    return recorded_files(workspace.drafts, audit_id)


def _or_none(read: Callable[[Workspace, str], object], workspace: Workspace, audit_id: str) -> object:
    try:
        return read(workspace, audit_id)
    except (AuditDamaged, TopicDamaged):
        return None
    except AuditUnknown:  # of an id that damage made one that nobody can type; the list says that it is damaged
        assert audit_id in {line.id for line in list_drafts(workspace) if line.is_damaged}
        return None


def outcome(home: Home, before: Seen) -> str:
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
    for name, value in before.whole.items():
        if seen.whole.get(name) != value:
            assert _is_told(name, seen), name
            assert name not in AUDITS or seen.whole.get(name) is None, name
    for name, value in before.beside.items():
        if seen.beside.get(name) != value:
            is_error = seen.beside.get(name) is None and name.startswith(("history", "numbers"))
            assert is_error or _is_told(name, seen), name
    return "told in a notice" if seen.told & DAMAGE else "audit damaged"


def _is_told(name: str, seen: Seen) -> bool:
    """Whether the program says that the part ``name``, or the audit that it belongs to, is damaged."""
    is_error = name in seen.whole and seen.whole[name] is None and name not in AUDITS
    return is_error or bool(seen.told & DAMAGE) or any(audit in name for audit in seen.damaged)


def _contents(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.folder.glob("drafts*") if not path.name.endswith("-shm")}


def change_byte(path: Path, place: int, value: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] = value
    path.write_bytes(content)


class Tried:
    """Homes like ``source`` in which one byte is changed. Counts what became of them."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._source, self._folder = source, folder
        shutil.copytree(source, folder / "whole")
        self._before = seen_in(Home(folder / "whole"))
        self.outcomes: Counter[str] = Counter()

    def change(self, name: str, place: int, value: int) -> None:
        home = Home(self._folder / "home")
        shutil.copytree(self._source, home.folder)
        what = f"byte {place} of {name} is now {value}"
        change_byte(home.folder / name, place, value)
        try:
            self.outcomes[outcome(home, self._before)] += 1
        except UserError as error:
            pytest.fail(f"{what}: {error!r}")
        except Exception as error:
            raise AssertionError(what) from error
        shutil.rmtree(home.folder)


FILES = [("home", "drafts.db"), ("killed", "drafts.db"), ("killed", "drafts.db-wal")]


def change_bytes(filled: Home, copies: Path, folder: str, name: str, changes: int) -> Counter[str]:
    """Change single bytes of a file of the home or of its copy, each in a new copy; return how often which outcome."""
    chance = random.Random(10)  # noqa: S311 - not for secrets
    tried = Tried(filled.folder.with_name(folder), copies)
    size = (filled.folder.with_name(folder) / name).stat().st_size
    for _ in range(changes):
        tried.change(name, chance.randrange(size), chance.randrange(256))
    return tried.outcomes


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_one_changed_byte_is_never_silently_different(filled: Home, tmp_path: Path, folder: str, name: str) -> None:
    outcomes = change_bytes(filled, tmp_path, folder, name, CHANGES)
    assert outcomes.total() == CHANGES


@pytest.mark.parametrize("folder", ["home", "killed"])
def test_an_id_that_is_no_text_any_more_is_told(filled: Home, tmp_path: Path, folder: str) -> None:
    """Other tables and the log are looked up by an id that was read from a damaged row."""
    tried = Tried(filled.folder.with_name(folder), tmp_path)
    content = (filled.folder.with_name(folder) / "drafts.db").read_bytes()
    with closing(sqlite3.connect(filled.database)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'audit'").fetchall()
    for (root,) in roots:
        page = range((root - 1) * size, root * size)
        for audit in AUDITS:
            place = content.find(audit.encode(), page.start, page.stop)
            if place >= 0:
                tried.change("drafts.db", place, 0xA3)
    assert tried.outcomes.total() >= 6


def test_no_table_has_a_byte_whose_change_is_silent(filled: Home, tmp_path: Path) -> None:
    """Most bytes of a file are of large tables, so bytes of each small table are chosen apart."""
    tried = Tried(filled.folder, tmp_path)
    with closing(sqlite3.connect(filled.database)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall()
    content = filled.database.read_bytes()
    chance = random.Random(11)  # noqa: S311 - not for secrets
    for _, root in roots:
        page = range((root - 1) * size, root * size)
        used = [place for place in page if content[place]]
        for place in chance.sample(used, min(BYTES_OF_EACH, len(used))):
            tried.change("drafts.db", place, content[place] ^ 1 << chance.randrange(8))
    sys.stdout.write(f"roots of {len(roots)} tables and indexes: {dict(tried.outcomes)}\n")

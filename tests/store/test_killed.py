"""A save that was acknowledged is never lost, whenever the program is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_drafts
from tests.samples import NOON

SAVER = """
import sys
from pathlib import Path
from s11desk.domain.audits.audit import Answer
from s11desk.store.opening.connection import open_drafts
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.journal import Stamp
from tests.samples import NOON, audit_with

home = Path(sys.argv[1])
drafts = Drafts(open_drafts(home / "drafts.db", home / "backups", NOON), home / "drafts.db")
if not drafts.lines():
    drafts.begin(audit_with(), b"{}", Stamp(NOON, "amina"))
(line,) = drafts.lines()
begun = len(drafts.read(line.id).audit.answers)
for number in range(begun, begun + 100_000):
    with drafts.changing(line.id, Stamp(NOON, "amina")) as change:
        change.put_answer(Answer(f"q{number:06}", text="x" * 300), settled=True)
    print(number, flush=True)
"""


def test_no_acknowledged_save_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - not for secrets
    acknowledged = -1
    for _ in range(6):
        saver = subprocess.Popen([sys.executable, "-c", SAVER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert saver.stdout is not None
        printed = [saver.stdout.readline() for _ in range(chance.randint(3, 12))]
        time.sleep(chance.uniform(0, 0.01))
        saver.kill()
        printed += saver.stdout.readlines()
        saver.wait()
        saver.stdout.close()
        acknowledged = int([line for line in printed if line.endswith("\n")][-1])
    database = tmp_path / "drafts.db"
    drafts = Drafts(open_drafts(database, tmp_path / "backups", NOON), database)
    kept = [answer.question for answer in drafts.read("k7m3-9qxd").audit.answers]
    assert kept[: acknowledged + 1] == [f"q{number:06}" for number in range(acknowledged + 1)]
    assert acknowledged > 10
    drafts.close()

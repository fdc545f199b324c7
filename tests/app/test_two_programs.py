"""Two programs at one home or one desk at the same time: neither undoes what the other adds to a list."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from s11desk.app.audits.question_maps import read_maps
from s11desk.app.home.known_desks import known_desks
from s11desk.app.home.known_returns import opened_returns
from s11desk.app.home.leftovers import is_remembered
from s11desk.app.home.own_drafts import own_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.second_files import SecondFiles
from s11desk.app.identity.known_signers import known_signers
from s11desk.app.receiving.arrivals.unfinished import read_unfinished
from s11desk.files import list_lock as module
from s11desk.files.list_lock import NAME, list_lock

ROOT = Path(__file__).parents[2]
TIMES = 5
ADDER = f"""
import datetime as dt, sys
from pathlib import Path
from s11desk.app.audits.question_maps import keep_map
from s11desk.app.home.known_desks import remember_desk
from s11desk.app.home.known_returns import KnownReturn, keep_known_return
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.own_drafts import remember_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.second_files import SecondFiles
from s11desk.app.identity.known_signers import add_known_signer
from s11desk.app.receiving.arrivals.unfinished import note_take_in
from s11desk.domain.topics.question_map import QuestionMap
from s11desk.files.list_lock import list_lock

home, who, now = Home(Path(sys.argv[1])), sys.argv[2], dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
files = SecondFiles(home, Path("/stick"))
print("ready", flush=True)
sys.stdin.readline()
for number in range({TIMES}):
    name = f"{{who}}{{number}}"
    keep_map(home, QuestionMap(name, "after"))
    remember_desk(home, home.folder / name, "Wirral")
    keep_known_return(home, KnownReturn(str(home.folder / name), name, "R", 1, "S", now))
    remember_folder(home, home.folder.parent / name)
    remember_drafts(home, name)
    add_known_signer(home, name, f"{{ord(who) + number:032x}}", now)
    note_take_in(home.folder, [home.folder.parent / f"{{name}}.zip"], now)
    file = home.folder / f"{{name}}.s11"
    file.write_bytes(b"x")
    files.note(file)
    files.save()
if who == "k":
    with list_lock(home.known_desks):
        print("holds", flush=True)
        sys.stdin.readline()
"""


def start(home: Home, who: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADDER, str(home.folder), who]
    program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert read_line(program) == "ready"
    return program


def read_line(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def go_on(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


def test_what_two_programs_add_to_each_list_at_once_is_all_there_also_after_a_kill(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    names = [f"{who}{number}" for who in "kA" for number in range(TIMES)]
    for name in names:
        (tmp_path / f"{name}.zip").write_bytes(b"x")
    with start(home, "k") as killed, start(home, "A") as other:
        go_on(killed)
        go_on(other)
        assert read_line(killed) == "holds"
        killed.kill()
        assert other.wait(60) == 0
    with list_lock(home.known_desks):
        assert (home.folder / NAME).is_file(), "whoever is killed holds nothing up"
    assert {Path(one.folder).name for one in known_desks(home).desks} == set(names)
    assert {one.before for one in read_maps(home)} == set(names)
    assert {one.sha256 for one in opened_returns(home)} == set(names)
    assert all(is_remembered(home, tmp_path / name) for name in names)
    assert own_drafts(home) == set(names)
    assert {one.name for one in known_signers(home)} == set(names)
    assert {path.stem for path in read_unfinished(home.folder)} == set(names)
    files = SecondFiles(home, Path("/stick"))
    assert all(files.knows(home.folder / f"{name}.s11") for name in names)


def locked_elsewhere(path: Path) -> int:
    """As a program does that holds the lock for the lists in the folder of ``path`` and stands still."""
    handle = os.open(path.with_name(NAME), os.O_RDWR | os.O_CREAT)
    module._lock(handle)
    return handle


def test_a_program_that_stands_still_is_waited_for_once_and_not_before_other_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    (tmp_path / "desk").mkdir()
    held, free = tmp_path / "desk" / "list.json", tmp_path / "list.json"

    def wait() -> None:
        with list_lock(held):
            order.append("the held one")

    handle = locked_elsewhere(held)
    waits = Thread(target=wait)
    waits.start()
    with list_lock(free):
        order.append("the free one")
    os.close(handle)
    waits.join()
    assert order == ["the free one", "the held one"]

    handle = locked_elsewhere(held)
    with list_lock(held, patience=0):
        pass
    with monkeypatch.context() as patch:
        patch.setattr("s11desk.files.list_lock.time.sleep", lambda _: pytest.fail("waited again"))
        with list_lock(held):
            pass
    os.close(handle)
    with list_lock(held):
        assert held.with_name(NAME).is_file()
    assert not module._standing_still

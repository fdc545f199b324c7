"""Objects that only hold each other are found, and on the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from s11desk.desktop.shell.garbage_collection import GarbageCollection, begin_collecting
from tests.gui.test_start import run


class Ring:
    """Holds itself, and notes which thread deletes it."""

    def __init__(self, deleted_by: list[threading.Thread]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: deleted_by.append(threading.current_thread()))


@pytest.fixture
def collection(qapp: QApplication) -> Iterator[GarbageCollection]:
    owner = QObject(qapp)
    gc.collect()
    begin_collecting(owner)
    found = owner.findChildren(GarbageCollection)
    assert len(found) == 1
    yield found[0]
    gc.unfreeze()
    owner.deleteLater()
    gc.collect()
    gc.freeze()  # as the tests began


def make_rings(deleted_by: list[threading.Thread]) -> None:
    for _ in range(3 * gc.get_threshold()[0]):
        Ring(deleted_by)


def test_a_worker_deletes_nothing_that_it_does_not_hold(collection: GarbageCollection) -> None:
    deleted_by: list[threading.Thread] = []
    worker = threading.Thread(target=make_rings, args=(deleted_by,))
    worker.start()
    worker.join()
    assert deleted_by == []
    collection.collect_if_due()
    assert len(deleted_by) == 3 * gc.get_threshold()[0]
    assert set(deleted_by) == {threading.current_thread()}


def test_old_objects_are_found_too(collection: GarbageCollection) -> None:
    deleted_by: list[threading.Thread] = []
    ring = Ring(deleted_by)
    gc.collect()  # now it is old
    del ring
    for _ in range(100):
        make_rings([])
        collection.collect_if_due()
    assert deleted_by == [threading.current_thread()]


def test_a_second_call_begins_nothing(collection: GarbageCollection) -> None:
    owner = collection.parent()
    assert owner is not None
    begin_collecting(owner)
    assert owner.findChildren(GarbageCollection) == [collection]


def test_an_open_window_collects(tmp_path: Path) -> None:
    """In a program of its own: the tests' own windows are shown without :func:`run_window`."""
    program = """
        import gc, sys
        from pathlib import Path
        from PySide6.QtCore import QTimer
        from s11desk.app.home.paths import Home
        from s11desk.desktop import start
        from s11desk.desktop.shell.garbage_collection import GarbageCollection
        built = start.build_window
        def leave(window):
            print(gc.isenabled(), len(window.findChildren(GarbageCollection)), gc.get_freeze_count() > 0)
            window.close()
        def build(*values):
            window = built(*values)
            window.listed.connect(lambda: QTimer.singleShot(0, window, lambda: leave(window)))
            return window
        start.build_window = build
        start.run_window(Home(Path(sys.argv[1])))
    """
    done = run(program, str(tmp_path / "home"))
    assert (done.stdout.split(), done.stderr) == (["False", "1", "True"], "")

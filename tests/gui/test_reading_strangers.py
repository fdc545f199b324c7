"""While a stranger's file keeps its reader busy, typing is saved, and then the reader is stopped."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QStatusBar

from s11desk import topics
from s11desk.app import incoming
from s11desk.app.returns.verifying import verify
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.reader_process import remote_call
from s11desk.reader_process.remote_call import the_reader
from tests.bundle.forging import GOLDEN
from tests.gui.conftest import Bench, question, type_in
from tests.gui.faults import fields_without_name
from tests.hostile import strange_readers


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every return hangs its reader for two seconds, until the reader is stopped."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(remote_call, "MAX_SECONDS", 2.0)
    the_reader().close()


@pytest.mark.usefixtures("hanging")
def test_typing_is_saved_while_a_strangers_file_hangs_its_reader(bench: Bench, tmp_path: Path) -> None:
    order: list[str] = []
    jobs = bench.window.jobs
    path = tmp_path / "from a stranger.zip"
    jobs.submit_long(
        lambda _workspace, _task: strange_readers.wait_for_ever(path),
        lambda _: order.append("read"),
        lambda error: order.append(error.args[0]),
    )
    jobs.submit(lambda workspace, _: workspace.drafts.can_be_saved(), lambda _: order.append("saved"))
    bench.settle()
    assert order == ["saved", "input.reading-stopped"]


READERS = {
    "its kind": (incoming, "find_foreign_file", GOLDEN / "one-signature.zip"),
    "a return": (verify, "verify_stream", GOLDEN / "one-signature.zip"),
    "a topic pack": (topics, "examine_foreign", Path(__file__).parents[1] / "topics" / "sound"),
}
"""What the program reads in another process when a file is opened, and a file for which it does."""


@pytest.mark.parametrize(("module", "name", "path"), READERS.values(), ids=READERS)
def test_a_file_that_is_being_opened_has_a_row_with_a_button_that_stops_it(
    bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, path: Path
) -> None:
    """And what is typed is saved meanwhile."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    the_reader().close()
    monkeypatch.setattr(module, name, lambda *_, **__: strange_readers.wait_for_ever(path))
    bench.open(audit_id, question("story"))
    bench.window.file_opener.open(path)
    bench.bot.waitUntil(lambda: bool(rows_of(bench)), timeout=20_000)
    (row,) = rows_of(bench)
    assert bench.audit.page is not None
    type_in(bench.audit.page.findChildren(QPlainTextEdit)[0], "Meanwhile")
    bench.audit.open_draft.flush()
    bench.bot.waitUntil(lambda: bench.audit.open_draft.draft.audit.answer("story").text == "Meanwhile", timeout=20_000)
    assert bench.window.jobs.long_task == "Opening the file"
    assert row.stop.isVisible()
    assert fields_without_name(bench.window) == []
    row.stop.click()
    bench.settle()
    assert rows_of(bench) == []
    assert bench.window.page_stack.page is None
    assert bench.window.jobs.long_task == ""


def test_a_file_that_opens_at_once_shows_no_row(bench: Bench) -> None:
    bench.window.file_opener.open(GOLDEN / "one-signature.zip")
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None, timeout=20_000)
    bench.settle()
    assert rows_of(bench) == []


def rows_of(bench: Bench) -> list[ProgressRow]:
    """The rows at the foot of the window, with the foot itself."""
    feet = [foot for foot in bench.window.findChildren(QStatusBar) if foot.isVisible()]
    return [row for foot in feet for row in foot.findChildren(ProgressRow) if row.isVisible()]

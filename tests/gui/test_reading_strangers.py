"""While a stranger's file keeps its reader busy, typing is saved, and then the reader is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.reader_process import remote_call
from s11desk.reader_process.remote_call import the_reader
from tests.gui.conftest import Bench
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

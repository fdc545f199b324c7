"""Every page in every state: nothing cut, every target large enough, all reached and told in the order of reading."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui import faults
from tests.gui.conftest import Bench
from tests.gui.every_page import SCENES, Scene, make_return

SIZES = {
    "usual": (1180, 760, 100),
    "small at 100 %": (1024, 600, 100),
    "usual at 200 %": (1366, 768, 200),
    "small at 200 %": (1024, 600, 200),
    "small at 300 %": (1024, 600, 300),
}
LONGEST_TO_REST = 2.0


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_return(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(params=SIZES.values(), ids=list(SIZES))
def sized(request: pytest.FixtureRequest, bench: Bench) -> Bench:
    width, height, zoom = request.param
    bench.window.resize(width, height)
    bench.window.zoom((zoom - 100) // 25)
    return bench


@pytest.fixture
def scene(sized: Bench, audit_id: str, tmp_path: Path, returned: Path) -> Scene:
    return Scene(sized, audit_id, tmp_path, returned)


@pytest.mark.parametrize("name", SCENES)
def test_every_page_can_be_seen_reached_and_read_out(scene: Scene, name: str) -> None:
    wrong = [f"{state}: {fault}" for state in SCENES[name](scene) for fault in found(scene.bench.window)]
    assert not wrong, "\n".join(wrong)


def found(window: QWidget) -> list[str]:
    """Everything wrong once the layouts, each of which takes a turn of the event loop, have come to rest."""
    wrong = ["not looked at yet"]
    end = time.monotonic() + LONGEST_TO_REST
    while wrong and time.monotonic() < end:
        QTest.qWait(10)
        wrong = faults.seen_faults(window) + faults.reader_faults(window)
    return wrong + faults.keyboard_faults(window)

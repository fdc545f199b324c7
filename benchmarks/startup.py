"""The time until the window appears, and until it shows the drafts, compared with a bare QApplication with one label.

Both are whole processes that run in turn. The time goes from the start of Python to the first paint. It is measured on
the wall, and as processor time, which other work on the machine changes less. The window opens as from an icon, with a
home of ten drafts, from compiled modules like those of an installation.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace

ROUNDS = 11
DRAFTS = 10
AIM = 1.4

BARE = """
import time
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("Your audits")
label.resize(1180, 760)
label.show()
label.grab()
print(time.monotonic(), time.process_time())
"""

WINDOW = """
import sys, time
from pathlib import Path
import s11desk.__main__
from s11desk.app.home.paths import Home, default_home
default_home()
from s11desk.desktop.shell.display import check_display
from s11desk.desktop.start import tune_startup
tune_startup()
check_display()
from s11desk.desktop.start import begin_application, build_window, shut_down, system_time
application = begin_application("s11desk")
from s11desk.desktop.shell.one_window import OneWindow
home = Home(Path(sys.argv[1]))
assert OneWindow(home).is_first()
window = build_window(application, home, system_time)
window.resize(1180, 760)
window.show()
window.grab()
print(time.monotonic(), time.process_time())
window.listed.connect(application.quit)
window.load_home()
application.exec()
window.grab()
print(time.monotonic(), time.process_time())
shut_down(window)
"""


@dataclass(frozen=True)
class Moment:
    """Seconds since the start of the process: on the wall, and of processor time."""

    wall: float
    processor: float


def main() -> None:
    """Measure each process in turn and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with Workspace(home) as workspace:
            for number in range(DRAFTS):
                begin_draft(workspace, "wscp-early-help-2023", f"Agency {number}")
        rounds = [(moments_of(BARE), moments_of(WINDOW, str(home.folder))) for _ in range(ROUNDS + 1)][1:]
    floor = median(bare[0] for bare, _ in rounds)
    print(f"{'bare QApplication with one label':<34} {floor.wall * 1000:6.0f} ms")
    show("window, first paint", "start of the window", median(window[0] for _, window in rounds), floor, AIM)
    show(
        "window, with the drafts of home",
        "start until the drafts are shown",
        median(w[1] for _, w in rounds),
        floor,
        3.0,
    )


def moments_of(program: str, *arguments: str) -> list[Moment]:
    """The moments that ``program`` prints. The first round does not count; it compiles the modules for the others."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", program, *arguments]
    begun = time.monotonic()  # every process has the same monotonic clock; time.perf_counter need not have
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    moments = (line.split() for line in done.stdout.splitlines())
    return [Moment(float(wall) - begun, float(processor)) for wall, processor in moments]


def median(moments: Iterable[Moment]) -> Moment:
    """The median of the wall times and of the processor times."""
    kept = list(moments)
    return Moment(statistics.median(m.wall for m in kept), statistics.median(m.processor for m in kept))


def show(name: str, figure: str, shown: Moment, floor: Moment, aim: float) -> None:
    """Print one figure, as a ratio to ``floor``."""
    wall, processor = shown.wall / floor.wall, shown.processor / floor.processor
    print(f"{name:<34} {shown.wall * 1000:6.0f} ms  {wall:.2f} x, {processor:.2f} x in time of the processor")
    for what, value in ((figure, wall), (f"{figure}, time of the processor", processor)):
        unit = "ratio to a bare QApplication with one label"
        line = {"figure": what, "value": round(value, 2), "unit": unit, "aim": aim, "lower_is_better": True}
        print(json.dumps(line))


if __name__ == "__main__":
    main()

"""How soon the window is there, beside a bare QApplication with one label; and how soon it shows the drafts.

Both are whole processes, begun in turn, measured from the start of Python to the first paint. The window is opened as
the command line opens it, over a home with ten drafts.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from s11desk.app.drafts import begin_draft
from s11desk.app.paths import Home
from s11desk.app.workspace import Workspace

ROUNDS = 11
DRAFTS = 10
AIM = 1.5

BARE = """
import time
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("Your audits")
label.resize(1180, 760)
label.show()
label.grab()
print(time.monotonic())
"""

WINDOW = """
import sys, time
from pathlib import Path
from s11desk.app.paths import Home
from s11desk.desktop.display import check_display
check_display()
from PySide6.QtWidgets import QApplication
from s11desk.desktop.one_window import OneWindow
from s11desk.desktop.start import build_window, put_away, system_time
application = QApplication([])
home = Home(Path(sys.argv[1]))
assert OneWindow(home).is_first()
window = build_window(application, home, system_time)
window.resize(1180, 760)
window.show()
window.grab()
print(time.monotonic())
window.listed.connect(application.quit)
window.load_home()
application.exec()
window.grab()
print(time.monotonic())
put_away(window)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with Workspace(home) as workspace:
            for number in range(DRAFTS):
                begin_draft(workspace, "wscp-early-help-2023", f"Agency {number}")
        rounds = [(seconds(BARE), seconds(WINDOW, str(home.folder))) for _ in range(ROUNDS)]
    show(rounds)


def seconds(program: str, *arguments: str) -> list[float]:
    """From the start of the process to each moment it prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", program, *arguments]
    begun = moment()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [float(line) - begun for line in done.stdout.split()]


def show(rounds: list[tuple[list[float], list[float]]]) -> None:
    bare = statistics.median(floor[0] for floor, _ in rounds)
    first = statistics.median(window[0] for _, window in rounds)
    filled = statistics.median(window[1] for _, window in rounds)
    print(f"{'bare QApplication with one label':<34} {bare * 1000:6.0f} ms")
    print(f"{'window, first paint':<34} {first * 1000:6.0f} ms  {first / bare:.2f} x")
    print(f"{'window, with the drafts of home':<34} {filled * 1000:6.0f} ms  {filled / bare:.2f} x")
    unit = "ratio to a bare QApplication with one label"
    figure = {"figure": "start of the window", "value": round(first / bare, 2), "unit": unit, "aim": AIM}
    print(json.dumps({**figure, "lower_is_better": True}))
    drafts = {"figure": "start until the drafts are shown", "value": round(filled / bare, 2), "unit": unit, "aim": 3.0}
    print(json.dumps({**drafts, "lower_is_better": True}))


def moment() -> float:
    """The same clock in every process, which that of ``time.perf_counter`` need not be."""

    return time.monotonic()


if __name__ == "__main__":
    main()

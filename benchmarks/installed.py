"""How long the installed program takes to start, compared with the same program from its source, and how large it is.

Needs ``make installers``, an X server (``DISPLAY``) and xdotool. Both are whole processes that run in turn and compiled
beforehand; the time of the window goes until it is visible.
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

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "installers"
INSTALLED = FOLDER / "linux" / "s11desk" / "s11desk"
ROUNDS = 5
SEARCH = ("xdotool", "search", "--onlyvisible", "--name", "s11desk")


def main() -> None:
    """Print sizes, and times as ratios."""
    for path in sorted([*FOLDER.glob("*.exe"), *FOLDER.glob("*.deb"), *FOLDER.glob("*.xz"), *FOLDER.glob("*.zip")]):
        print(f"{path.name:<44} {path.stat().st_size / 1e6:6.1f} MB")
    if not INSTALLED.exists() or "DISPLAY" not in os.environ:
        print("start times: left out, because nothing is built or there is no display")
        return
    source = (sys.executable, "-m", "s11desk")
    for name, measure in (("command", command), ("window", window)):
        rounds = [(measure(source), measure((str(INSTALLED),))) for _ in range(ROUNDS + 1)][1:]
        before, after = (statistics.median(times) for times in zip(*rounds, strict=True))
        print(f"{name:<44} {after * 1000:6.0f} ms  {after / before:.2f} x")
        figure = f"start of the installed {name}"
        line = {"figure": figure, "value": round(after / before, 2), "unit": "ratio to the source", "aim": 1.05}
        print(json.dumps({**line, "lower_is_better": True}))


def command(program: tuple[str, ...]) -> float:
    """Seconds that the list of topics takes, in a new home."""
    with tempfile.TemporaryDirectory() as home:
        begun = time.monotonic()
        here = {**environment(), "XDG_DATA_HOME": home}
        subprocess.run([*program, "topics"], cwd=ROOT, env=here, capture_output=True, check=True)
        return time.monotonic() - begun


def window(program: tuple[str, ...]) -> float:
    """Seconds until the window is visible, in a new home."""
    with tempfile.TemporaryDirectory() as home:
        begun = time.monotonic()
        process = subprocess.Popen(program, cwd=ROOT, env={**environment(), "XDG_DATA_HOME": home})
        while not subprocess.run(SEARCH, capture_output=True, check=False).stdout and process.poll() is None:
            time.sleep(0.004)
        taken = time.monotonic() - begun
        time.sleep(1)
        process.terminate()
        process.wait()
    return taken


def environment() -> dict[str, str]:
    """The environment, with compiled modules and Qt's own platform."""
    dropped = ("QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in dropped}


if __name__ == "__main__":
    main()

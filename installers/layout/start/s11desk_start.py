"""What the launchers of an installed program run: ``-m s11desk_start``, in the Python beside them.

Afterwards ``sys.argv[0]`` is the launcher, and ``sys.executable`` is a Python that starts modules, so that the program
can start itself again: ``[sys.executable, "-m", "s11desk", …]`` means the same here and in a checkout.
"""

from __future__ import annotations

import os
import sys

from s11desk.__main__ import main

_ON_WINDOWS = sys.platform == "win32"


def name_interpreter() -> None:
    """Put right what Python assumes of the file that started it."""
    folder, launcher = os.path.split(sys.executable)
    if _ON_WINDOWS:
        has_console = launcher.lower() in ("s11deskc.exe", "python.exe")
        sys.executable = os.path.join(folder, "python.exe" if has_console else "pythonw.exe")
        sys.argv[0] = os.path.join(folder, "s11deskc.exe" if has_console else "s11desk.exe")
    else:
        sys.argv[0] = os.path.join(folder, "s11desk")


if __name__ == "__main__":
    name_interpreter()
    sys.exit(main())

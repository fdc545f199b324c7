"""Import everything that the program imports, in the Python that runs this script; it needs nothing but Python.

Reads a JSON list of ``[module, name]`` from standard input. Writes a JSON object: what ``failed``, with the reason, and
which modules are ``loaded`` afterwards.
"""

from __future__ import annotations

import importlib
import json
import sys

_PLATFORMS_ONLY = {"win32": ("fcntl", "resource"), "linux": ("msvcrt", "winreg", "_winapi")}
"""Modules that Python has on another system only."""


def walk(imports: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Do every import."""
    failed = []
    for module, name in imports:
        if module in _PLATFORMS_ONLY.get(sys.platform, ()):
            continue
        try:
            found = importlib.import_module(module)
            if name and not hasattr(found, name):
                importlib.import_module(f"{module}.{name}")
        except Exception as error:  # noqa: BLE001 - each failure is a finding
            failed.append(f"{module} {name}: {type(error).__name__}: {error}")
    return {"failed": failed, "loaded": sorted(sys.modules)}


if __name__ == "__main__":
    print(json.dumps(walk([tuple(one) for one in json.load(sys.stdin)])))

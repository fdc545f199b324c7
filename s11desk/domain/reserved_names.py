"""Names that Windows keeps for devices. A file of such a name cannot be made, opened or unpacked there."""

from __future__ import annotations

_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})


def is_device(segment: str) -> bool:
    """Check whether ``segment`` is the name of a device on Windows, with any extension (``nul.pdf``)."""
    return segment.partition(".")[0].rstrip(" ").lower() in _DEVICES

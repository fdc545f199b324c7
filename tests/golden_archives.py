"""Unpacks the homes that earlier versions of the program wrote."""

from __future__ import annotations

import tarfile
from pathlib import Path

HOMES = Path(__file__).parent / "golden" / "homes"


def unpack_home(name: str, folder: Path) -> None:
    """Unpack ``name`` of the folder ``golden/homes``, such as ``schema-5.tar.xz``, into ``folder``.

    The filter is set and not passed on: Debian 12's Python 3.11.2 knows no argument for it.
    """
    with tarfile.open(HOMES / name) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(folder)  # noqa: S202 - our own file

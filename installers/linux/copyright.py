"""Write the copyright file of the Debian package from the folder ``licences``: ``copyright.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

TAIL = """
The full text of each licence, as its authors wrote it, is in /usr/lib/s11desk/licences. The Apache License 2.0, the
GPL and the LGPL are also in /usr/share/common-licenses.
"""


def main() -> None:
    """Print the file: our own licence, and whose work is in the package."""
    folder = Path(sys.argv[1])
    print((folder / "s11desk.txt").read_text(encoding="utf-8"))
    print((folder / "README.txt").read_text(encoding="utf-8") + TAIL)


if __name__ == "__main__":
    main()

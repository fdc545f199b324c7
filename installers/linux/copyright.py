"""Write the copyright file of the Debian package from the folder ``licences``: ``copyright.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

HEAD = """This package was made from the sources of s11desk. The licence of s11desk itself comes first; then the licence of
each other work in it, as its authors wrote it. The same files are in /usr/lib/s11desk/licences.

On Debian systems the full texts of the Apache License 2.0, the GPL and the LGPL are in /usr/share/common-licenses.

"""
LINE = "-" * 76


def main() -> None:
    """Print the file."""
    folder = Path(sys.argv[1])
    print(HEAD + (folder / "s11desk.txt").read_text(encoding="utf-8"))
    print((folder / "README.txt").read_text(encoding="utf-8"))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent != folder:
            text = path.read_text(encoding="utf-8", errors="replace")
            print(f"{LINE}\n{path.relative_to(folder).as_posix()}\n{LINE}\n\n{text}")


if __name__ == "__main__":
    main()

"""Make the fonts of further scripts in ``resources/fonts`` from whole ones: ``python tools/script_fonts.py FOLDER``.

``FOLDER`` has the files of the Noto project, such as ``NotoSansHebrew-Regular.ttf``. Only the letters of the script
are kept, and everything that shapes them. A changed font changes pages, so it needs a new layout and a new name; see
``s11desk/report/page/page_layout.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uharfbuzz

from s11desk.report.shaping.script_fonts import SCRIPTS, Script

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
SHARED = frozenset({0x20, 0x200C, 0x200D, 0x25CC, 0x964, 0x965})
"""The space, the joiners, the circle that carries a mark without a letter, and the ends of sentences in India."""


def main(folder: Path) -> None:
    for script in SCRIPTS:
        (FONTS / f"{script.file}.ttf").write_bytes(part_of(folder / f"{script.file}.ttf", script))


def part_of(path: Path, script: Script) -> bytes:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(
        {code for code in face.unicodes if code in SHARED or any(code in block for block in script.blocks)}
    )
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

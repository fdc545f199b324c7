"""Write the user guide as one PDF, with the program's own report: ``python tools/make_guide.py OUT.pdf``."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from s11desk import __version__  # noqa: E402
from s11desk.app.guide import read_guide  # noqa: E402
from s11desk.app.home.paths import resources_folder  # noqa: E402
from s11desk.files.durable import make_folder, writing  # noqa: E402
from s11desk.report.kinds.guide_document import GuideChapter, write_guide  # noqa: E402


def main(out: Path) -> None:
    """Write the guide to ``out``. ``SOURCE_DATE_EPOCH`` sets its time, so that two builds are the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    made_at = dt.datetime.fromtimestamp(int(given), dt.UTC) if given else dt.datetime.now(dt.UTC)
    chapters = [
        GuideChapter(one.title, one.text, one.picture.path, one.picture.caption)
        if one.picture is not None
        else GuideChapter(one.title, one.text)
        for one in read_guide()
    ]
    make_folder(out.parent)
    with writing(out) as stream:
        write_guide(stream, chapters, __version__, resources_folder() / "fonts", made_at)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

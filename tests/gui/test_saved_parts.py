"""A file of a received return is saved as what it is, and over no other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.returns.verifying.seen_return import SeenReturn, save_signed_pdf
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.desktop.standalone.received.return_saver import save_part
from s11desk.errors.file_errors import FileExists, FileNameRefused
from tests.gui.every_page import make_sample_return


def test_a_part_of_a_return_is_saved_over_no_file_and_only_as_what_it_is(tmp_path: Path) -> None:
    seen = verify_return(make_sample_return(tmp_path)).seen
    part = next(name for name in seen_names(seen) if name.startswith("evidence/"))
    saved = save_part(seen, part, tmp_path / "x.exe")
    assert saved.name == "x.exe.pdf"
    before = saved.read_bytes()
    with pytest.raises(FileExists):
        save_part(seen, part, saved)
    with pytest.raises(FileNameRefused):
        save_part(seen, part, tmp_path / ".profile")
    with pytest.raises(FileExists):
        save_signed_pdf(seen, saved, fresh=True)
    assert saved.read_bytes() == before


def seen_names(seen: SeenReturn) -> list[str]:
    assert seen.container is not None
    return [entry.name for entry in seen.container.entries]

"""A desk is not proposed in a folder that other computers change, where another one is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.desktop.parts import documents_folder as folders


@pytest.mark.parametrize(
    ("documents", "is_kept"),
    [("Documents", True), ("OneDrive - Council/Documents", False), ("Dropbox", False), ("My boxes", True)],
)
def test_documents_in_a_synced_folder_is_not_proposed(
    documents: str, *, is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "documents_folder", lambda: tmp_path / documents)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert folders.folder_of_this_computer() == (tmp_path / documents if is_kept else tmp_path)

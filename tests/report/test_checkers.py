"""Programs that know the standards better than we do, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from s11desk.report.documents import (
    DraftCopy,
    ReturnDocument,
    write_action_plan,
    write_blank_form,
    write_board_summary,
    write_draft_copy,
    write_question,
    write_return,
)


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, all_of: tuple[ReturnDocument, DraftCopy], fonts: Path
) -> list[Path]:
    document, draft = all_of
    writers: dict[str, Callable[[BinaryIO], None]] = {
        "return": lambda out: write_return(out, document, fonts),
        "draft": lambda out: write_draft_copy(out, draft, fonts),
        "blank": lambda out: write_blank_form(out, draft.topic, fonts, draft.made),
        "plan": lambda out: write_action_plan(out, draft, fonts),
        "question": lambda out: write_question(out, draft, "identify", fonts),
        "board": lambda out: write_board_summary(out, draft, fonts),
    }
    folder = tmp_path_factory.mktemp("printed")
    for name, write in writers.items():
        with (folder / f"{name}.pdf").open("w+b") as out:
            write(out)
    return sorted(folder.iterdir())


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(files: list[Path]) -> None:
    for file in files:
        assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not shutil.which("outloud"), reason="outloud is not installed")
def test_outloud_finds_no_error(files: list[Path]) -> None:
    done = subprocess.run(["outloud", "-q", *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not shutil.which("pdfua"), reason="pdfua is not installed")
def test_pdfua_finds_nothing(files: list[Path]) -> None:
    done = subprocess.run(["pdfua", "check", *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

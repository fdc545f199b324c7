"""A whole file of one kind that is read as another is called that, and not damaged."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s11desk.app.asking.asking_format import ANSWERS_LAYOUT, QUESTIONS_LAYOUT
from s11desk.app.asking.read_asking_file import check_answers_file, check_questions
from s11desk.app.moves.draft_format import LAYOUT as DRAFT_LAYOUT
from s11desk.app.moves.home_format import LAYOUT as HOME_LAYOUT
from s11desk.app.moves.read_draft_file import check_draft_stream
from s11desk.app.moves.read_home_file import check_home_stream
from s11desk.bundle.container.container_writer import bytes_member
from s11desk.bundle.container.plain_container import PlainLayout, write_plain_container
from s11desk.errors.move_errors import DraftFileFault, DraftFileRefused

LAYOUTS = {"draft": DRAFT_LAYOUT, "home": HOME_LAYOUT, "questions": QUESTIONS_LAYOUT, "answers": ANSWERS_LAYOUT}
READERS: dict[str, Callable[..., Any]] = {
    "draft": check_draft_stream,
    "home": check_home_stream,
    "questions": check_questions,
    "answers": check_answers_file,
}


def container(layout: PlainLayout) -> bytes:
    out = io.BytesIO()
    write_plain_container(out, layout, [bytes_member(name, b"{}") for name in layout.fixed])
    return out.getvalue()


def fault_of(content: bytes, reader: str) -> DraftFileFault:
    known: dict[str, Any] = {"known_topics": ()} if reader in {"draft", "home"} else {}
    with pytest.raises(DraftFileRefused) as refused:
        READERS[reader](io.BytesIO(content), Path("file"), deep=False, **known)
    return refused.value.fault


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_file_of_another_kind_is_called_that(kind: str, reader: str) -> None:
    fault = fault_of(container(LAYOUTS[kind]), reader)
    assert (fault is DraftFileFault.OTHER_KIND) is (kind != reader)


@pytest.mark.parametrize("reader", READERS)
def test_a_changed_file_of_its_own_kind_is_called_changed(reader: str) -> None:
    content = bytearray(container(LAYOUTS[reader]))
    content[-30] ^= 1
    assert fault_of(bytes(content), reader) is DraftFileFault.FORM
    assert fault_of(b"PK\x03\x04 something else", reader) is DraftFileFault.FORM

"""The name of a file on the screen and in the return."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from s11desk.evidence.display_names import MAX_NAME_LENGTH, display_name


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/anna/Case study.pdf", "Case study.pdf"),
        ("Cafe\N{COMBINING ACUTE ACCENT}.pdf", "Café.pdf"),
        ("report\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "report\ufffdfdp.exe"),
        ("a\N{RIGHT-TO-LEFT ISOLATE}b\N{POP DIRECTIONAL ISOLATE}.doc", "a\ufffdb\ufffd.doc"),
        ("a\N{LEFT-TO-RIGHT MARK}.doc", "a\ufffd.doc"),
        ("line\nbreak\r\ttab\x1b[31m.pdf", "line\ufffdbreak\ufffd\ufffdtab\ufffd[31m.pdf"),
        ("two\N{LINE SEPARATOR}lines.pdf", "two\ufffdlines.pdf"),
        ("not\udcffutf8.pdf", "not\ufffdutf8.pdf"),
        ("C:\\Users\\Jane Doe\\letter.docx", "letter.docx"),
        ("letter\\", "letter"),
        ("ملف.pdf", "ملف.pdf"),
        ("x" * MAX_NAME_LENGTH, "x" * MAX_NAME_LENGTH),
    ],
)
def test_hidden_and_misleading_characters_are_replaced_in_a_name(path: str, shown: str) -> None:
    assert display_name(PurePosixPath(path)) == shown


def test_a_name_that_is_too_long_keeps_its_beginning_and_its_extension() -> None:
    name = display_name(PurePosixPath("a" * 300 + ".pdf"))
    assert len(name) == MAX_NAME_LENGTH
    assert name.startswith("aaa")
    assert name.endswith("a…" + ".pdf")


def test_a_long_extension_is_shortened_too() -> None:
    assert len(display_name(PurePosixPath("a." + "b" * 400))) == MAX_NAME_LENGTH

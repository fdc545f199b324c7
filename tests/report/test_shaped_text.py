"""Text in every script that the program prints looks as it should, stays in its column, and can be read out again."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.report.kinds.documents import ReturnDocument, write_return
from s11desk.report.letters.typeface import Typeface, typeface_for
from s11desk.report.letters.typeface_gaps import has_shaped_letters, missing_characters
from s11desk.report.page.design import BODY, COLUMN, HANG, SIDE, Face
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_layout import NEWEST, PLAIN_LAYOUT, SHAPED_LAYOUT, PageRules, rules_of
from s11desk.report.shaping.script_fonts import SCRIPTS, script_fonts
from tests.report.reading import bytes_of, page_texts, streams
from tests.report.sample import AUDIT, MADE, SIGNATORY, TOPIC
from tests.report.shaped_samples import FROM_THE_LEFT, FROM_THE_RIGHT, MIXED, SHAPED, WITH_MARKS, commented

LETTERS = "".join(dict.fromkeys(SHAPED.replace("\n", "")))
FONT_DIGESTS = {
    "NotoSans-Bold": "13a813c49624ae3b",
    "NotoSans-Italic": "feb3e57888ce3acb",
    "NotoSans-Regular": "fe8c022f48d8dd29",
    "NotoSansArabic-Regular": "2f10c48888fdc67c",
    "NotoSansBengali-Regular": "920c7d639a134a34",
    "NotoSansDevanagari-Regular": "055cd8a458cefd47",
    "NotoSansGujarati-Regular": "954538deba95fb5c",
    "NotoSansGurmukhi-Regular": "13a3ab5c2dafc439",
    "NotoSansHebrew-Regular": "76b5be91f7c23878",
    "NotoSansTamil-Regular": "81ec37244681df13",
}


def return_with(comment: str, fonts: Path, rules: PageRules = NEWEST) -> bytes:
    document = ReturnDocument(TOPIC, commented(AUDIT, comment), "R-1", 1, MADE, SIGNATORY, rules=rules)
    return bytes_of(lambda out: write_return(out, document, fonts))


@pytest.fixture(scope="module")
def printed(fonts: Path) -> bytes:
    return return_with(SHAPED, fonts)


@pytest.fixture(scope="module")
def typeface(fonts: Path) -> Typeface:
    return typeface_for(fonts, NEWEST)


@pytest.fixture(scope="module")
def readings(printed: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text as two programs extract it, each line with single spaces and without invisible characters."""
    path = tmp_path_factory.mktemp("shaped") / "shaped.pdf"
    path.write_bytes(printed)
    read = ["\n".join(page_texts(printed))]
    if program := shutil.which("pdftotext"):
        done = subprocess.run([program, path, "-"], capture_output=True, encoding="utf-8", check=True)
        read.append(done.stdout)
    return [plain(one) for one in read]


def plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in composed if unicodedata.category(c) != "Cf").split())


@pytest.mark.parametrize("script", [*FROM_THE_LEFT, *FROM_THE_RIGHT])
def test_programs_extract_what_was_typed(script: str, readings: list[str]) -> None:
    typed = (FROM_THE_LEFT | FROM_THE_RIGHT)[script]
    for read in readings:
        assert plain(typed) in read


def told(content: bytes) -> list[str]:
    """The texts beside glyphs, in their order."""
    found = [one for stream in streams(content) for one in re.findall(rb"/ActualText <FEFF([0-9A-F]+)>", stream)]
    return [bytes.fromhex(one.decode()).decode("utf-16-be") for one in found]


def test_what_was_typed_stands_beside_its_glyphs(printed: bytes) -> None:
    texts = told(printed)
    for typed in FROM_THE_LEFT.values():
        if any(unicodedata.category(c)[0] == "M" for c in typed):
            assert any(one.strip() and one in typed for one in texts)
    for typed in WITH_MARKS.values():
        assert set(typed.split()) <= set(texts)


def edges(content: bytes) -> Iterator[tuple[float, float]]:
    """Where each text on the pages begins and ends, in points."""
    document = pdfium.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        yield from ((one.get_bounds()[0], one.get_bounds()[2]) for one in page.get_objects() if one.type == 1)
        page.close()
    document.close()


def test_long_texts_stay_in_their_column_and_end_at_its_right_edge_where_they_run_from_there(fonts: Path) -> None:
    typed = " ".join([FROM_THE_RIGHT["Arabic"]] * 12) + "\n" + "שלום" * 60 + "\n" + "क्ष" * 90
    found = list(edges(return_with(typed, fonts)))
    assert min(left for left, _ in found) > SIDE - 1
    assert max(right for _, right in found) < SIDE + COLUMN + 1.5
    assert any(abs(right - SIDE - COLUMN) < 2 and left > SIDE + HANG for left, right in found)


def test_a_word_of_20000_letters_is_cut_and_loses_no_letter(fonts: Path) -> None:
    letters = "".join(page_texts(return_with("شلام" * 5_000, fonts)))
    assert [letters.count(one) for one in "شلام"] == [5_000] * 4


def test_a_long_name_from_the_right_is_shortened_to_its_margin(typeface: Typeface) -> None:
    name = "سلام عليكم " * 30
    end = typeface.fitting(name, Face.REGULAR, 8, 200)
    assert 190 < typeface.width(name[:end], Face.REGULAR, 8) <= 200


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(LETTERS + "   \n-/"), max_size=120), st.floats(30, 300), st.sampled_from(list(Face)))
def test_lines_are_the_text_and_none_is_too_wide(typeface: Typeface, text: str, width: float, face: Face) -> None:
    shown = Text(typeface.printable(text), replace(BODY, face=face), typeface, None)
    shown.wrap(width, 0)
    assert "".join(shown.lines) == typeface.printable(text)
    for number, line in enumerate(shown.lines):
        cut = line.strip(" \n")
        is_one_letter = len(unicodedata.normalize("NFC", cut)) < 8 and " " not in cut
        assert shown._line_width(number) <= width + 0.01 or is_one_letter


@given(st.text(st.sampled_from(LETTERS + " \n"), min_size=200, max_size=400))
@settings(max_examples=10, deadline=None)
def test_a_text_that_is_split_over_pages_keeps_every_line(typeface: Typeface, text: str) -> None:
    whole = Text(typeface.printable(text), BODY, typeface, None)
    whole.wrap(150, 0)
    first, rest = whole.cut(len(whole.lines) // 2)
    assert first.lines + rest.lines == whole.lines
    assert {**first.shaped, **{at + len(first.lines): line for at, line in rest.shaped.items()}} == whole.shaped


def test_the_same_text_gives_the_same_bytes(printed: bytes, fonts: Path) -> None:
    assert return_with(SHAPED, fonts) == printed


def test_a_text_without_shaped_letters_has_the_pages_of_the_plain_layout(fonts: Path) -> None:
    typed = "Łódź, Ελληνικά, Плёнка"
    assert not has_shaped_letters(fonts, [typed])
    rules, shaping = rules_of(PLAIN_LAYOUT), rules_of(SHAPED_LAYOUT)
    assert rules is not None
    assert shaping is not None
    assert return_with(typed, fonts, replace(shaping, layout=PLAIN_LAYOUT)) == return_with(typed, fonts, rules)


@pytest.mark.parametrize("typed", [*FROM_THE_RIGHT.values(), *WITH_MARKS.values(), *MIXED, "e\u0301", "কো"])
def test_a_text_with_shaped_letters_needs_the_newest_layout(typed: str, fonts: Path) -> None:
    assert has_shaped_letters(fonts, ["plain", typed])


def test_everything_of_the_scripts_is_printed(fonts: Path) -> None:
    assert missing_characters(fonts, [SHAPED, "शिव\u200dक्\u200cष می\u200cخواهم \u200fשלום \u2067אב\u2069"]) == ()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("שלום \u202eabc\u202c", "שלום [U+202E]abc[U+202C]"),  # letters are never turned round
        ("שלום \u2067abc", "שלום [U+2067]abc"),  # it would reach beyond the text
        ("abc\u200dd \u200fe", "abc[U+200D]d [U+200F]e"),  # nothing needs them here
        ("中 שלום", "[U+4E2D] שלום"),
    ],
)
def test_invisible_characters_that_no_script_needs_are_shown(typed: str, shown: str, typeface: Typeface) -> None:
    assert typeface.printable(typed) == shown


def test_a_shaped_letter_is_never_the_sign_for_a_missing_one(typeface: Typeface) -> None:
    for line in SHAPED.split("\n"):
        pieces = typeface.shaped_line(line, Face.REGULAR).pieces
        assert all(glyph.number for piece in pieces for word in piece.words for glyph in word.glyphs), line


def test_every_script_has_its_font_and_no_font_has_letters_of_latin(fonts: Path) -> None:
    for script in SCRIPTS:
        font = script_fonts(fonts)[script]
        assert 0x20 in font.characters
        assert not font.characters & set(range(0x21, 0x250))


def test_the_fonts_are_those_of_the_layouts(fonts: Path) -> None:
    """Another version of a font changes pages of returns that were made: give it another name and a new layout."""
    digests = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in fonts.glob("*.ttf")}
    assert digests == FONT_DIGESTS

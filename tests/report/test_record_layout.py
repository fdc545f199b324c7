"""A return of layout 2 is a record that reads well; one of layout 1 keeps its form."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest

from s11desk.app.audits.answers_file import AnswersFile
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.totals import ScaleTotal
from s11desk.domain.topics.scales import Total
from s11desk.domain.topics.topic import SigningRole
from s11desk.report.kinds.documents import ReturnDocument, write_return
from s11desk.report.kinds.return_document import measure_return
from s11desk.report.letters.plain_signs import in_plain_signs, needs_more_signs
from s11desk.report.page.page_layout import PageRules, rules_of
from s11desk.topics.pack import built_in_topics
from s11desk.wording.audits.total_words import total_words
from tests.report.long_sample import LONG_AUDIT, LONG_TOPIC, pictures
from tests.report.reading import bytes_of, page_texts, solid, words
from tests.report.sample import AUDIT, MADE, SIGNATORY
from tests.report.structure import structure
from tests.samples import small_topic

FULL = 2 / 3
HEADING = 14.0
"""The least height of a heading, in points."""
FRAME_BOTTOM, FRAME_TOP, COVER_TOP = 70.0, 88.0, 70.0


def rules(layout: int) -> PageRules:
    found = rules_of(layout)
    assert found is not None
    return found


def pages_of(document: ReturnDocument, fonts: Path) -> bytes:
    return bytes_of(lambda out: write_return(out, document, fonts))


def in_layout(layout: int, document: ReturnDocument) -> ReturnDocument:
    zone = "UTC+01:00" if rules(layout).local_times else "UTC"
    return replace(document, rules=rules(layout), zone=zone)


def with_comment(document: ReturnDocument, comment: str) -> ReturnDocument:
    answers = tuple(
        msgspec.structs.replace(one, comment=comment) if one.question == "understanding" else one
        for one in document.audit.answers
    )
    return replace(document, audit=msgspec.structs.replace(document.audit, answers=answers))


def fullness(content: bytes) -> list[float]:
    """How far down each page is filled, as a share of the space between its margins."""
    document, shares = pdfium.PdfDocument(content), []
    for number in range(len(document)):
        page = document[number]
        height = page.get_height()
        inside = [item.get_bounds() for item in page.get_objects()]
        lowest = min(low for _, low, _, high in inside if low > FRAME_BOTTOM - 10 and high < height - 58)
        top = height - (FRAME_TOP if number else COVER_TOP)
        shares.append((top - lowest) / (top - FRAME_BOTTOM))
        page.close()
    document.close()
    return shares


def headings_alone(content: bytes) -> list[str]:
    """The headings of the outline with nothing below them on their page."""
    document, alone = pdfium.PdfDocument(content), []
    for entry in document.get_toc():
        dest = entry.get_dest()
        page, (_, (_, top, *_)) = document[dest.get_index()], dest.get_view()
        inside = [one.get_bounds() for one in page.get_objects()]
        if not any(low > FRAME_BOTTOM - 10 and high < top - HEADING for _, low, _, high in inside):
            alone.append(entry.get_title())
        page.close()
    document.close()
    return alone


LONG = ReturnDocument(LONG_TOPIC, LONG_AUDIT, "R-1", 1, MADE, SIGNATORY, pictures=pictures())


def test_a_record_has_no_instructions_and_no_sources(document: ReturnDocument, fonts: Path) -> None:
    first, second = (words(" ".join(page_texts(pages_of(in_layout(n, document), fonts)))) for n in (1, 2))
    for words_of_the_form in ("Some of this is in place", "Where the wording comes from", "For the signature of"):
        assert words_of_the_form in first
        assert words_of_the_form not in second


def test_a_record_names_the_zone_once_and_gives_local_times(document: ReturnDocument, fonts: Path) -> None:
    second = words(" ".join(page_texts(pages_of(in_layout(2, document), fonts))))
    assert second.count("UTC") == 1
    assert "Made 3 June 2026, 14:02" in second
    assert "Local time of the person who made this return (UTC+01:00)" in second


def test_digests_are_only_on_the_last_page(document: ReturnDocument, fonts: Path) -> None:
    *before, last = page_texts(pages_of(in_layout(2, document), fonts))
    digest = document.audit.evidence[0].sha256
    assert digest in solid(last)
    assert not any(re.search("[0-9a-f]{64}", solid(text)) for text in before)
    assert "Signature check code" in before[0]
    assert "fingerprint" not in " ".join(before)


@pytest.mark.parametrize("lines", range(0, 45, 4))
def test_no_page_but_the_last_is_less_than_two_thirds_full(lines: int, document: ReturnDocument, fonts: Path) -> None:
    content = pages_of(with_comment(in_layout(2, document), "line\n" * lines + "end"), fonts)
    filled = fullness(content)
    assert all(share >= FULL for share in filled[:-1]), filled
    assert headings_alone(content) == []


def test_the_signatures_are_on_one_page_since_layout_6(document: ReturnDocument, fonts: Path) -> None:
    """Where they fit below the answers, the pages are those of the layout before."""
    were_split = 0
    for lines in range(0, 45, 4):
        typed = with_comment(document, "line\n" * lines + "end")
        fifth, sixth = (measure_return(in_layout(layout, typed), fonts) for layout in (5, 6))
        assert not sixth.splits_signatures, lines
        content = pages_of(in_layout(6, typed), fonts)
        assert headings_alone(content) == []
        if fifth.splits_signatures:
            were_split += 1
        else:
            assert fullness(content) == fullness(pages_of(in_layout(5, typed), fonts))
    assert were_split


def test_signatures_that_fit_on_no_page_are_printed_as_before(document: ReturnDocument, fonts: Path) -> None:
    roles = tuple(SigningRole(name, name, "I have read every answer. " * 90) for name in ("lead", "head", "chair"))
    asked = replace(document, topic=msgspec.structs.replace(document.topic, sign_off=roles))
    found = [measure_return(in_layout(layout, asked), fonts) for layout in (5, 6)]
    assert found[0] == found[1]
    assert found[0].splits_signatures


def test_no_page_of_a_long_return_but_the_last_is_less_than_two_thirds_full(fonts: Path) -> None:
    content = pages_of(in_layout(2, LONG), fonts)
    assert all(share >= FULL for share in fullness(content)[:-1])
    assert headings_alone(content) == []


def test_eleven_short_answers_take_five_pages(fonts: Path) -> None:
    resources = fonts.parent
    (topic,) = (one for one in built_in_topics(resources / "topics") if one.id == "wscp-early-help-2023")
    typed = msgspec.json.decode((resources / "demo" / "answers.json").read_bytes(), type=AnswersFile)
    short = tuple(msgspec.structs.replace(one, comment=one.comment.partition(". ")[0]) for one in typed.answers)
    audit = msgspec.structs.replace(AUDIT, answers=short, actions=(), evidence=())
    content = pages_of(in_layout(2, ReturnDocument(topic, audit, "R-1", 1, MADE, SIGNATORY)), fonts)
    filled = fullness(content)
    assert len(filled) == 5
    assert all(share >= FULL for share in filled[:-1]), filled
    assert headings_alone(content) == []


def test_a_record_takes_fewer_pages(document: ReturnDocument, fonts: Path) -> None:
    first, second = (len(page_texts(pages_of(in_layout(n, document), fonts))) for n in (1, 2))
    assert second < first


@pytest.mark.parametrize(
    ("typed", "is_link"),
    [
        ("zoe@riverside.example", True),
        ("o'neill+s11@riverside.example", True),
        ("zoe@riverside.example?bcc=x@y.example", False),
        ("mailto:zoe@riverside.example", False),
        ("Ask zoe@riverside.example", False),
        ("https://riverside.example", False),
        ("zoe@riverside.example, bo@riverside.example", False),
        ("javascript:alert(1)@x", False),
    ],
)
def test_only_a_text_that_is_exactly_an_address_is_a_link(
    typed: str, is_link: bool, document: ReturnDocument, fonts: Path
) -> None:
    answers = (Answer("motto", text=typed),)
    changed = replace(document, audit=msgspec.structs.replace(AUDIT, answers=answers), completer=None)
    content = pages_of(in_layout(2, changed), fonts)
    assert content.count(b"/URI (mailto:") == int(is_link)
    assert [element.tag for element in structure(content)].count("Link") == int(is_link)
    assert b"/URI (" not in pages_of(in_layout(1, changed), fonts)


def outline(content: bytes) -> list[str]:
    document = pdfium.PdfDocument(content)
    titles = [entry.get_title() for entry in document.get_toc()]
    document.close()
    return titles


def test_the_outline_has_the_numbers_of_the_questions(document: ReturnDocument, fonts: Path) -> None:
    titles = outline(pages_of(in_layout(2, document), fonts))
    assert "4 Do appropriate staff know how to identify the need for early help?" in titles


def test_the_number_of_an_action_is_the_header_of_its_rows(document: ReturnDocument, fonts: Path) -> None:
    content = pages_of(in_layout(2, document), fonts)
    headers = [element.text.strip() for element in structure(content) if element.tag == "TH"]
    assert {"A1", "A2"} <= set(headers)
    assert re.search(rb"/RowSpan 10 /Scope /Row", content) is not None


def test_each_paragraph_of_a_text_is_a_paragraph(document: ReturnDocument, fonts: Path) -> None:
    content = pages_of(with_comment(in_layout(2, document), "First one.\nSecond one.\n\nThird one."), fonts)
    paragraphs = [element.text.strip() for element in structure(content) if element.tag == "P"]
    assert [text for text in paragraphs if text.endswith(" one.")] == ["First one.", "Second one.", "Third one."]


def test_the_field_of_the_completer_says_the_words_of_the_stamp(document: ReturnDocument, fonts: Path) -> None:
    content = pages_of(in_layout(2, document), fonts)
    assert b"Signed by Amina Yusuf, Head of Services, Riverside Homes. amina.yusuf@example.org. 3 June 2026" in content
    assert b"Signed by Amina" not in pages_of(in_layout(1, document), fonts)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u2713 done \u2192 next", "[tick] done -> next"),
        ("\u25cf one \uf0b7 two", "\u2022 one \u2022 two"),
        ("well done \U0001f44d\U0001f3fd", "well done [thumbs up sign]"),
        ("\u2764\ufe0f", "[heavy black heart]"),
        ("\U0001f469\u200d\U0001f3eb", "[woman][school]"),
        ("1\ufe0f\u20e3 first", "1 first"),
        ("\u201cquoted\u201d \u00bd", "\u201cquoted\u201d \u00bd"),
        ("\u05d0", "\u05d0"),
    ],
)
def test_usual_signs_have_a_plain_form(typed: str, printed: str) -> None:
    assert in_plain_signs(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u2460 first \u2473", "(1) first (20)"),
        ("\U0001f1ec\U0001f1e7", "[flag GB]"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "[flag England]"),
        ("\u23f0 \u2139\ufe0f \U0001faf6", "[alarm clock] \u2139 [heart hands]"),
        ("\u21b3 then \u2197", "-> then [up]"),
        ("\uff21\uff11 \u2163 \U0001d401", "A1 IV B"),
        ("\uf04a \uf0fe", "[smiling face] [x]"),
        ("\u25cf \u2713 \u2192", "\u2022 [tick] ->"),
        ("caf\u00e9 \u05d0 \u4e2d", "caf\u00e9 \u05d0 \u4e2d"),
    ],
)
def test_further_signs_have_a_plain_form_since_layout_5(typed: str, printed: str) -> None:
    assert in_plain_signs(typed, more=True) == printed
    assert needs_more_signs(typed) is (in_plain_signs(typed) != printed)


def test_per_cent_are_written_close_to_the_number_since_layout_5() -> None:
    topic = small_topic()
    scale = msgspec.structs.replace(topic.scales[0], total=Total.PERCENT)
    total = ScaleTotal(scale, None, applicable=3, answered=3, points=2, highest=4, counts=())
    assert total_words(total).startswith("50%, 2 of 4 points")
    assert total_words(total, percent=" %").startswith("50 %, ")


def test_a_sign_in_an_answer_is_printed_in_its_plain_form(document: ReturnDocument, fonts: Path) -> None:
    said = words(" ".join(page_texts(pages_of(with_comment(in_layout(2, document), "All \u2714"), fonts))))
    assert "All [tick]" in said
    assert "written in a plain form" in said

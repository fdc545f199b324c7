"""The tags for screen readers and the metadata for archives in every document."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import msgspec
import pytest

from s11desk.report.kinds.documents import (
    DraftCopy,
    ReturnDocument,
    write_action_plan,
    write_blank_form,
    write_board_summary,
    write_draft_copy,
    write_question,
    write_return,
    write_stamp,
)
from tests.report.reading import attachments, bytes_of, streams, words
from tests.report.structure import structure, unmarked_objects

PRINTED = ("return", "draft", "blank", "plan", "question", "board")


@pytest.fixture(scope="module")
def printed(fonts: Path, all_of: tuple[ReturnDocument, DraftCopy]) -> dict[str, bytes]:
    document, draft = all_of
    topic = draft.topic
    return {
        "return": bytes_of(lambda out: write_return(out, document, fonts)),
        "draft": bytes_of(lambda out: write_draft_copy(out, draft, fonts)),
        "blank": bytes_of(lambda out: write_blank_form(out, topic, fonts, draft.made_at)),
        "plan": bytes_of(lambda out: write_action_plan(out, draft, fonts)),
        "question": bytes_of(lambda out: write_question(out, draft, "identify", fonts)),
        "board": bytes_of(lambda out: write_board_summary(out, draft, fonts)),
    }


@pytest.mark.parametrize("kind", PRINTED)
def test_every_drawn_object_is_tagged_or_marked_as_decoration(printed: dict[str, bytes], kind: str) -> None:
    assert unmarked_objects(printed[kind]) == []


@pytest.mark.parametrize("kind", PRINTED)
def test_headings_begin_with_one_title_and_skip_no_level(printed: dict[str, bytes], kind: str) -> None:
    levels = [int(e.tag[1]) for e in structure(printed[kind]) if re.fullmatch(r"H\d", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("kind", PRINTED)
def test_no_heading_is_empty(printed: dict[str, bytes], kind: str) -> None:
    headings = [element for element in structure(printed[kind]) if re.fullmatch(r"H\d", element.tag)]
    assert headings
    assert all(element.text.strip() for element in headings)


@pytest.mark.parametrize("kind", PRINTED)
def test_the_file_states_that_it_is_tagged_and_archivable(printed: dict[str, bytes], kind: str) -> None:
    content = printed[kind]
    assert b"/Marked true" in content
    assert b"/DisplayDocTitle true" in content
    metadata = next(stream for stream in streams(content) if b"pdfaid" in stream).decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<xmp:CreateDate>2026-06-03T14:02:07+01:00</xmp:CreateDate>" in metadata
    assert b"/GTS_PDFA1" in content
    assert any(b"acsp" in stream[:60] for stream in streams(content))


@pytest.mark.parametrize("kind", PRINTED)
def test_every_font_is_embedded_and_every_stream_ends_with_a_line_end(printed: dict[str, bytes], kind: str) -> None:
    content = printed[kind]
    assert content.count(b"/FontFile2 ") == content.count(b"/Subtype /TrueType") > 0
    assert b"/Type1" not in content
    assert len(re.findall(rb"\nendstream\n", content)) == content.count(b"endstream")
    for stated, stored in re.findall(rb"/Length (\d+)[^>]*>>\nstream\n(.*?)\nendstream\n", content, re.DOTALL):
        assert int(stated) == len(stored)


def test_character_maps_have_no_unused_codes(printed: dict[str, bytes]) -> None:
    maps = [stream for stream in streams(printed["return"]) if b"beginbfchar" in stream]
    assert maps
    for one in maps:
        assert b"<0000>" not in one
        assert all(int(count) <= 100 for count in re.findall(rb"(\d+) beginbfchar", one))


def test_tables_have_header_cells(printed: dict[str, bytes]) -> None:
    tree = structure(printed["plan"])
    assert [e.tag for e in tree].count("TH") == 13  # 11 columns and 2 actions
    assert [e.tag for e in tree].count("TD") == 20


def test_an_answer_over_two_pages_is_one_paragraph(all_of: tuple[ReturnDocument, DraftCopy], fonts: Path) -> None:
    document, _ = all_of
    comment = "one two three " * 900
    answers = tuple(
        msgspec.structs.replace(a, comment=comment) if a.question == "understanding" else a
        for a in document.audit.answers
    )
    draft = DraftCopy(document.topic, msgspec.structs.replace(document.audit, answers=answers), document.made_at)
    content = bytes_of(lambda out: write_draft_copy(out, draft, fonts))
    assert len([e for e in structure(content) if e.pages > 1]) == 1


def test_the_chart_has_a_description_in_words(printed: dict[str, bytes]) -> None:
    (figure,) = [e for e in structure(printed["board"]) if e.tag == "Figure"]
    assert b"/O /Layout" in printed["board"]
    assert figure.words == "Bar of the answers given, Judgement: Yes 1, Partly 1, No 1, Not applicable 1."


def test_the_signature_fields_are_in_the_tree(printed: dict[str, bytes]) -> None:
    assert [e.tag for e in structure(printed["return"])].count("Form") == 2


def test_the_return_carries_its_data_and_a_draft_does_not(printed: dict[str, bytes]) -> None:
    assert attachments(printed["return"]) == {"audit.json": b'{"format": 1}\n'}
    assert b"/AFRelationship /Data" in printed["return"]
    assert b"/Subtype /application#2Fjson" in printed["return"]
    assert attachments(printed["draft"]) == {}


def test_a_stamp_embeds_its_font(all_of: tuple[ReturnDocument, DraftCopy], fonts: Path) -> None:
    signatory = all_of[0].completer
    assert signatory is not None
    content = bytes_of(lambda out: write_stamp(out, signatory, all_of[0].made_at, fonts))
    assert content.count(b"/FontFile2 ") == content.count(b"/Subtype /TrueType") > 0


def test_names_with_xml_characters_are_escaped_in_the_metadata(
    all_of: tuple[ReturnDocument, DraftCopy], fonts: Path
) -> None:
    _, draft = all_of
    audit = msgspec.structs.replace(draft.audit, agency="<Smith> & \U0001f600 Sons {x}")
    content = bytes_of(lambda out: write_action_plan(out, DraftCopy(draft.topic, audit, draft.made_at), fonts))
    metadata = next(stream for stream in streams(content) if b"pdfaid" in stream).decode()
    assert "<rdf:li>&lt;Smith&gt; &amp; \U0001f600 Sons {x}</rdf:li>" in metadata


def test_elements_are_in_reading_order(printed: dict[str, bytes]) -> None:
    text = words(" ".join(e.text for e in structure(printed["question"])))
    order = ["Topic 2: Early Help", "Question 4 of 13", "Do appropriate staff", "Partly", "Comment", "Action A1"]
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)

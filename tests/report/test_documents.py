"""The documents print all typed text unchanged and in order, with the reference on every page."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.audits.audit import Action, Answer, Audit, ReturnRecord
from s11desk.domain.topics.topic import Definition, Topic
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.report.kinds.documents import (
    STAMP_SIZE,
    DraftCopy,
    ReturnDocument,
    Signatory,
    write_action_plan,
    write_blank_form,
    write_board_summary,
    write_draft_copy,
    write_question,
    write_return,
    write_stamp,
)
from tests.report.reading import bytes_of, metadata, page_sizes, page_texts, solid, words

PIECES = (
    "Riverside Homes",
    "Tomasz Łukaszewicz",
    "We audited forty supervision records in April 2026; thirty-eight showed the discussion.",
    "Supervision audit April 2026 (final, agreed by board).pdf",
    "428 KB",
    "We are a landlord.",
    "1 September 2025",
    "127",
    "Other: Youth clubs on the peninsula",
    "Polisi Diogelu Plant Ŵyneb (2025), third edition",
    "the parents ran a session at the family hub themselves.",
    "Brief all contractors and make the briefing part of every contract",
    "Sign-off",
    "Technical details",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)


def returned(document: ReturnDocument, fonts: Path) -> bytes:
    return bytes_of(lambda out: write_return(out, document, fonts))


def commented(document: ReturnDocument, comment: str) -> ReturnDocument:
    answers = tuple(
        msgspec.structs.replace(answer, comment=comment) if answer.question == "understanding" else answer
        for answer in document.audit.answers
    )
    return replace(document, audit=msgspec.structs.replace(document.audit, answers=answers))


def test_all_parts_of_a_return_are_printed_in_reading_order(document: ReturnDocument, fonts: Path) -> None:
    text = solid("".join(page_texts(returned(document, fonts))))
    place = 0
    for piece in PIECES:
        place = text.index(solid(piece), place) + 1


def test_every_question_is_printed_once_with_its_number(document: ReturnDocument, fonts: Path) -> None:
    text = words(" ".join(page_texts(returned(document, fonts))))
    for number, question in enumerate(document.topic.questions, 1):
        assert text.count(f"{number} {question.text}") == 1


def test_each_page_has_the_reference_and_its_page_number(document: ReturnDocument, fonts: Path) -> None:
    texts = page_texts(returned(document, fonts))
    for number, text in enumerate(texts, 1):
        assert "Return WSCP-EH23-RIVERS-001" in text
        assert "Riverside Homes" in text
        assert f"Page {number} of {len(texts)}" in text


EARLIER = tuple(
    ReturnRecord(
        number, f"D7F3-A2C1-{number}", dt.datetime(2026, 4, number, 9, 30, tzinfo=dt.UTC), f"{number}" * 64, ""
    )
    for number in (1, 2)
)


def test_a_return_lists_the_returns_before_it(document: ReturnDocument, draft: DraftCopy, fonts: Path) -> None:
    audit = msgspec.structs.replace(document.audit, exports=EARLIER)
    third = replace(document, audit=audit, number=3, replaces="D7F3-A2C1-2", zone="UTC+01:00")
    copy = replace(draft, audit=audit)
    for content in (returned(third, fonts), bytes_of(lambda out: write_draft_copy(out, copy, fonts))):
        said = words(" ".join(page_texts(content)[-3:]))
        assert "Earlier returns of this audit" in said
        assert "1 D7F3-A2C1-1 1 April 2026, 10:30" in said
    assert "Earlier returns" not in "".join(page_texts(returned(document, fonts)))


def test_a_signature_field_is_always_below_its_heading(document: ReturnDocument, fonts: Path) -> None:
    for count in (1, 6, 10, 14, 40):
        audit = msgspec.structs.replace(document.audit, exports=EARLIER[:1] * count)
        pages = [words(text) for text in page_texts(returned(replace(document, audit=audit), fonts))]
        assert sum("Sign-off" in text and "covers every page of it. Completed by" in text for text in pages) == 1


def test_no_page_holds_only_its_margins(document: ReturnDocument, draft: DraftCopy, fonts: Path) -> None:
    for content in (
        returned(document, fonts),
        bytes_of(lambda out: write_draft_copy(out, draft, fonts)),
        bytes_of(lambda out: write_blank_form(out, draft.topic, fonts, draft.made_at)),
        bytes_of(lambda out: write_action_plan(out, draft, fonts)),
    ):
        assert all(len(words(text)) > 120 for text in page_texts(content))


@pytest.mark.parametrize(
    "typed",
    [
        "<b>not bold</b> & not an entity: &amp; &lt; <para> </font> <br/>",
        "100 % of (most) {things}, \\n and \\( too; %s %(x)s",
        "Zażółć gęślą jaźń, Ŵyneb ŷ, Ελληνικά, Кириллица, “quoted” – dash…",
    ],
)
def test_typed_text_is_printed_literally(document: ReturnDocument, fonts: Path, typed: str) -> None:
    text = solid("".join(page_texts(returned(commented(document, typed), fonts))))
    assert text.count(solid(typed)) == 1


def test_line_breaks_are_kept(document: ReturnDocument, fonts: Path) -> None:
    text = "\n".join(page_texts(returned(commented(document, "first line\nsecond line"), fonts)))
    assert "first line \nsecond line" in text or "first line\nsecond line" in text


def test_a_character_that_the_typeface_lacks_is_visibly_replaced(document: ReturnDocument, fonts: Path) -> None:
    plain = "".join(page_texts(returned(document, fonts)))
    text = "".join(page_texts(returned(commented(document, "a\u0e01b\u4e2d\u202ec\ue000d"), fonts)))
    assert "a[U+0E01]b[U+4E2D][U+202E]c[U+E000]d" in text
    assert "typeface does not have" in words(text)
    assert "typeface does not have" not in words(plain)


def test_a_word_of_100000_letters_is_broken_and_loses_no_letter(document: ReturnDocument, fonts: Path) -> None:
    pages = page_texts(returned(commented(document, "q" * 100_000), fonts))
    in_questions = sum(text.count("q") for text in page_texts(returned(commented(document, ""), fonts)))
    assert sum(text.count("q") for text in pages) - in_questions == 100_000
    assert len(pages) < 60


def test_a_comment_of_many_pages_loses_no_word(document: ReturnDocument, fonts: Path) -> None:
    typed = " ".join(f"word{number}" for number in range(8000))
    text = words(" ".join(_bodies(page_texts(returned(commented(document, typed), fonts)))))
    assert typed in text


def _bodies(texts: list[str]) -> list[str]:
    """The pages without the lines of their margins, wherever pdfium puts those."""
    margins = ("Return WSCP", "Page ", "WSCP Topic 2")
    return ["\n".join(line for line in text.split("\n") if not line.startswith(margins)) for text in texts]


def test_a_heading_is_never_the_last_line_of_a_page(document: ReturnDocument, fonts: Path) -> None:
    """The test moves the next heading down line by line, over the end of a page."""
    heading = "Do appropriate staff know how to identify the need for early help?"
    for lines in range(28, 50):
        texts = page_texts(returned(commented(document, "line\n" * lines), fonts))
        page = next(text for text in texts if heading in words(text))
        assert "Partly" in page


def test_an_action_taller_than_a_page_loses_no_word(document: ReturnDocument, fonts: Path) -> None:
    typed = " ".join(f"step{number}" for number in range(3000))
    actions = (Action("A1", "identify", action=typed),)
    changed = replace(document, audit=msgspec.structs.replace(document.audit, actions=actions))
    pages = page_texts(returned(changed, fonts))
    printed = " ".join(word for text in pages for word in text.split() if word.startswith("step"))
    assert printed == typed


def test_the_same_input_gives_the_same_bytes(document: ReturnDocument, fonts: Path) -> None:
    assert returned(document, fonts) == returned(document, fonts)
    later = replace(document, made_at=document.made_at + dt.timedelta(minutes=1))
    assert returned(later, fonts) != returned(document, fonts)


def test_the_metadata_has_title_author_and_date(document: ReturnDocument, fonts: Path) -> None:
    content = returned(document, fonts)
    known = metadata(content)
    assert known["Author"] == "Riverside Homes"
    assert "Topic 2: Early Help & Prevention" in known["Title"]
    assert known["CreationDate"] == "D:20260603140207+01'00'"
    assert b"/Lang (en-GB)" in content


def test_an_answer_to_a_question_not_asked_is_left_out(document: ReturnDocument, fonts: Path) -> None:
    answers = tuple(Answer("hubs", choice="no") if a.question == "hubs" else a for a in document.audit.answers)
    changed = replace(document, audit=msgspec.structs.replace(document.audit, answers=answers))
    text = "".join(page_texts(returned(changed, fonts)))
    assert "Since when?" not in text
    assert "1 September 2025" not in text


def test_every_page_of_a_draft_says_that_it_is_a_draft(draft: DraftCopy, fonts: Path) -> None:
    content = bytes_of(lambda out: write_draft_copy(out, draft, fonts))
    texts = page_texts(content)
    assert all("DRAFT - not submitted" in text for text in texts)
    assert b"/Sig" not in content


def test_an_empty_draft_is_printed(topic: Topic, audit: Audit, fonts: Path) -> None:
    empty = msgspec.structs.replace(audit, answers=(), evidence=(), actions=())
    text = words(
        " ".join(page_texts(bytes_of(lambda o: write_draft_copy(o, DraftCopy(topic, empty, audit.begun), fonts))))
    )
    assert text.count("Not answered") == 1 + len(topic.questions) - 2
    assert "No actions are planned." in text


def test_the_blank_form_has_every_question_and_every_option(topic: Topic, fonts: Path) -> None:
    made = dt.datetime(2026, 6, 3, tzinfo=dt.UTC)
    text = words(" ".join(page_texts(bytes_of(lambda out: write_blank_form(out, topic, fonts, made)))))
    for question in topic.questions:
        assert text.count(question.text) == 1
    for option in topic.scales[0].options:
        assert text.count(f"{option.label} {option.descriptor}") == 4
    for choice in topic.choice_lists[0].choices:
        assert text.count(choice.label) == 2
    assert "Answer this only if your answer to question 7 is “Yes”." in text
    assert "Section 11 of the Children Act 2004 places duties" in text


def test_the_blank_form_prints_the_definitions(topic: Topic, fonts: Path) -> None:
    term = Definition("Lead professional", "One person who holds the plan together.", topic.questions[0].origin)
    defined = msgspec.structs.replace(topic, definitions=(term,))
    made = dt.datetime(2026, 6, 3, tzinfo=dt.UTC)
    text = words(" ".join(page_texts(bytes_of(lambda out: write_blank_form(out, defined, fonts, made)))))
    assert "Definitions Lead professional One person who holds the plan together." in text


def test_the_action_plan_has_the_packs_columns_on_a_wide_page(draft: DraftCopy, fonts: Path) -> None:
    content = bytes_of(lambda out: write_action_plan(out, draft, fonts))
    (text,) = page_texts(content)
    for column in draft.topic.plan_columns:
        assert column.label in words(text)
    ((width, height),) = page_sizes(content)
    assert width > height


def test_a_single_question_is_printed_with_its_actions(draft: DraftCopy, fonts: Path) -> None:
    (text,) = page_texts(bytes_of(lambda out: write_question(out, draft, "identify", fonts)))
    said = words(text)
    for piece in ("Question 4 of 13", "Partly", "no briefing since 2024", "Two half-days; trainer", "DRAFT - not"):
        assert piece in said
    assert "toolbox" not in said


def test_printing_an_unknown_question_is_refused(draft: DraftCopy, fonts: Path) -> None:
    with pytest.raises(QuestionUnknown):
        write_question(io.BytesIO(), draft, "nonsense", fonts)


def test_the_board_summary_of_a_large_audit_is_one_page(draft: DraftCopy, fonts: Path) -> None:
    judgements = [question for question in draft.topic.questions if question.scale]
    many = tuple(
        msgspec.structs.replace(judgements[0], id=f"q{number}", text=f"Question number {number} " * 6)
        for number in range(60)
    )
    topic = msgspec.structs.replace(draft.topic, questions=many)
    audit = msgspec.structs.replace(
        draft.audit,
        answers=tuple(Answer(question.id, choice="no") for question in many),
        actions=tuple(Action(f"A{n}", f"q{n}", action="Do this " * 30, due=dt.date(2026, 9, 1)) for n in range(60)),
    )
    (text,) = page_texts(bytes_of(lambda out: write_board_summary(out, DraftCopy(topic, audit, draft.made_at), fonts)))
    said = words(text)
    assert "60 answers call for an action." in said
    assert "60 actions: not started 60, in progress 0, done 0." in said
    assert said.count("more in the audit itself") == 2


def test_the_board_summary_lists_the_earliest_due_date_first(draft: DraftCopy, fonts: Path) -> None:
    (text,) = page_texts(bytes_of(lambda out: write_board_summary(out, draft, fonts)))
    said = words(text)
    assert said.index("15 Jul 2026") < said.index("30 Sep 2026")
    assert "2 answers call for an action." in said
    assert "Yes: 1" in said
    assert "more in the audit itself" not in said


def test_a_stamp_fits_its_field_and_names_the_signer(
    signatory: Signatory, document: ReturnDocument, fonts: Path
) -> None:
    out = io.BytesIO()
    write_stamp(out, signatory, document.made_at, fonts, zone="UTC+01:00")
    (text,) = page_texts(out.getvalue())
    ((width, height),) = page_sizes(out.getvalue())
    assert (width, height) == pytest.approx(STAMP_SIZE, abs=0.1)
    for piece in (
        "Amina Yusuf",
        "Head of Services, Riverside Homes",
        "3 June 2026, 14:02",
        "Signature check code 3F92",
    ):
        assert piece in words(text)


def test_a_stamp_shows_long_names_whole(document: ReturnDocument, fonts: Path) -> None:
    long = Signatory("Name " * 40, "Title " * 40, "Body " * 40, "a@b.org", "0000 " * 16)
    out = io.BytesIO()
    write_stamp(out, long, document.made_at, fonts)
    (text,) = page_texts(out.getvalue())
    assert (text.count("Name"), text.count("Title"), text.count("Body"), text.count("0000")) == (40, 40, 40, 16)


def test_a_caption_is_printed_below_the_name_of_its_file(fonts: Path) -> None:
    from tests.report.sample import AUDIT, MADE, TOPIC

    captioned = msgspec.structs.replace(AUDIT.evidence[0], caption="What the waiting room looks like")
    audit = msgspec.structs.replace(AUDIT, evidence=(captioned, *AUDIT.evidence[1:]))
    content = bytes_of(lambda out: write_draft_copy(out, DraftCopy(TOPIC, audit, MADE), fonts))
    words = " ".join(" ".join(page_texts(content)).split())
    assert "What the waiting room looks like" in words

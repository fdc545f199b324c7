"""A complete audit always prints: any topic that passes the check, with every text up to its limit, in all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.topics.topic import Topic
from s11desk.report.kinds import documents
from s11desk.report.kinds.documents import DraftCopy, ReturnDocument
from tests.report.longest_texts import Lengthen, crowded_topic, lengthened, lines, long_audit, one_word, shaped, words
from tests.report.reading import bytes_of, page_texts
from tests.report.sample import AUDIT, MADE, SIGNATORY, TOPIC

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SMALL = crowded_topic(TOPIC, 2, 4)
FIELDS = (
    *("Topic.title", "Topic.year", "Topic.form_name", "Partnership.name", "Contact.name", "Source.title"),
    *("Question.text", "Question.help", "Option.label", "Option.descriptor", "Option.asks", "Scale.title"),
    *("Choice.label", "PersonAsked.label", "ActionColumn.label", "TableColumn.label", "TableRow.label"),
    *("Section.title", "Section.part", "Section.text", "SigningRole.title", "SigningRole.declaration"),
    *("IntroductionSection.heading", "IntroductionSection.body", "Origin.note"),
)


def printed(topic: Topic, audit: Audit, question: str = "understanding") -> Iterator[tuple[str, bytes]]:
    """Every kind of document. ``question``: the one that is printed by itself."""
    draft, returned = DraftCopy(topic, audit, MADE), ReturnDocument(topic, audit, "REF-1", 1, MADE, SIGNATORY)
    writers = {
        "return": lambda out: documents.write_return(out, returned, FONTS),
        "draft": lambda out: documents.write_draft_copy(out, draft, FONTS),
        "blank form": lambda out: documents.write_blank_form(out, topic, FONTS, MADE),
        "action plan": lambda out: documents.write_action_plan(out, draft, FONTS),
        "board summary": lambda out: documents.write_board_summary(out, draft, FONTS),
        "question": lambda out: documents.write_question(out, draft, question, FONTS),
    }
    for kind, write in writers.items():
        yield kind, bytes_of(write)


def assert_prints(topic: Topic, audit: Audit) -> None:
    kinds = {kind: content[:5] for kind, content in printed(topic, audit)}
    assert set(kinds.values()) == {b"%PDF-"}


@pytest.mark.parametrize(("lengthen", "most"), [(words, 700), (one_word, 700), (lines, 150)])
def test_everything_prints_with_every_text_of_a_topic_long(lengthen: Lengthen, most: int) -> None:
    assert_prints(lengthened(SMALL, lengthen, most), AUDIT)


@pytest.mark.parametrize("lengthen", [words, one_word, lines, shaped])
def test_everything_prints_with_every_text_of_an_audit_long(lengthen: Lengthen) -> None:
    audit = long_audit(AUDIT, lengthen, 200)
    assert_prints(SMALL, audit)
    named = msgspec.structs.replace(audit, agency=" ".join(audit.agency.split()))  # a name has no line break
    board = bytes_of(lambda out: documents.write_board_summary(out, DraftCopy(TOPIC, named, MADE), FONTS))
    assert len(page_texts(board)) == 1


@settings(max_examples=4, deadline=None)
@given(
    only=st.frozensets(st.sampled_from(FIELDS), min_size=1, max_size=4),
    lengthen=st.sampled_from([words, one_word, lines, shaped]),
    most=st.sampled_from([60, 900, 2_000]),
)
def test_everything_prints_with_some_texts_at_any_length(only: frozenset[str], lengthen: Lengthen, most: int) -> None:
    assert_prints(lengthened(SMALL, lengthen, most, only), AUDIT)


@pytest.mark.parametrize(("scales", "options"), [(1, 31), (3, 40), (30, 6)])
def test_many_options_and_scales_print(scales: int, options: int) -> None:
    topic = crowded_topic(TOPIC, scales, options)
    answers = tuple(Answer(f"q-scale-{n}", choice=f"o{n % options}") for n in range(scales))
    audit = msgspec.structs.replace(AUDIT, answers=(*AUDIT.answers, *answers))
    kinds = dict(printed(topic, audit))
    assert len(page_texts(kinds["board summary"])) == 1
    assert len(page_texts(kinds["return"])) > 3


def test_no_two_scales_share_a_bar() -> None:
    topic = crowded_topic(TOPIC, 1, 4)
    audit = msgspec.structs.replace(AUDIT, actions=(), answers=AUDIT.answers[:3])
    shown = [
        line.strip() for page in page_texts(dict(printed(topic, audit))["board summary"]) for line in page.splitlines()
    ]
    for words_shown in ("Judgement", "Scale 0", "Yes or no: Yes 0, No 0, not answered 1."):
        assert words_shown in shown


def test_the_summary_of_a_return_counts_like_that_of_a_draft() -> None:
    topic = msgspec.structs.replace(TOPIC, evidence=None, action_plan=None)
    audit = msgspec.structs.replace(AUDIT, evidence=(), actions=())
    kinds = dict(printed(topic, audit))
    returned, draft = (" ".join(" ".join(page_texts(kinds[kind])).split()) for kind in ("return", "draft"))
    for text in (returned, draft):
        assert "no files of evidence" not in text
        assert "Yes or no: Yes 1, No 0." in text

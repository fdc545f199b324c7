"""Writes every PDF document of this program from typed values into an open binary file.

``fonts`` is the folder with the shipped typeface. A document shows the questions that are asked and all actions of the
audit that it is given. The same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import NextPageTemplate, PageBreak

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.since_earlier import SinceEarlier
from s11desk.domain.topics.topic import Topic
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.report.blocks.answer_summary import compose_summary
from s11desk.report.blocks.cover import compose_cover
from s11desk.report.blocks.origin_list import compose_origins
from s11desk.report.blocks.pictures import PICTURE_TYPES, PictureFile, read_pictures
from s11desk.report.blocks.plan_table import compose_plan
from s11desk.report.blocks.question_block import compose_single_question
from s11desk.report.blocks.return_history import compose_history
from s11desk.report.blocks.sign_off_page import Signatory, StampLooks, write_stamp_page
from s11desk.report.kinds import blank_form
from s11desk.report.kinds.board_summary import compose_board_summary
from s11desk.report.kinds.document_names import document_details, document_kind, plan_kind, words_of
from s11desk.report.kinds.document_parts import compose_answers_and_plan, compose_note, compose_opening
from s11desk.report.kinds.return_document import ReturnDocument, write_return
from s11desk.report.letters.typeface import typeface_for
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.margins import BODY, WIDE, DocumentDetails
from s11desk.report.page.page_layout import NEWEST, PageRules
from s11desk.report.page.pages import load_assets, write_pages
from s11desk.report.page.structure_tree import Tag
from s11desk.wording.dates import day, moment_at, moment_in_zone, zone_of

__all__ = [
    "PICTURE_TYPES",
    "STAMP_SIZE",
    "DraftCopy",
    "PictureFile",
    "ReturnDocument",
    "Signatory",
    "write_action_plan",
    "write_blank_form",
    "write_board_summary",
    "write_draft_copy",
    "write_question",
    "write_return",
    "write_stamp",
]

STAMP_SIZE = design.SIGNATURE_SIZE
"""Width and height of a signature field in points; a stamp of this size fills it."""

_DRAFT_BANNER = "DRAFT - not submitted"
_DRAFT = "{}, draft copy"
_BLANK = "{} form"
_QUESTION = "{}, one question"
_BOARD = "{}, summary for the board"


@dataclass(frozen=True, slots=True)
class DraftCopy:
    """A draft at the time ``made_at``, which has a time zone. ``pictures``: the pictures of the evidence to show.

    ``since``: what has changed since it was begun with earlier answers, for the summary; None if it was not.
    """

    topic: Topic
    audit: Audit
    made_at: dt.datetime
    pictures: tuple[PictureFile, ...] = ()
    since: SinceEarlier | None = None


def write_draft_copy(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """The draft to read or to show. Every page says that it is not submitted; it has no signature fields."""
    topic, audit = document.topic, document.audit
    details = _draft_details(document, document_kind(topic, _DRAFT, fonts), fonts)
    details = replace(details, banner=words_of(topic, fonts)(_DRAFT_BANNER))
    changed = moment_at(audit.changed, document.made_at.tzinfo or dt.UTC)
    printed = moment_in_zone(document.made_at)
    facts = [("Draft", audit.id), ("Last changed", changed), ("Printed", printed)]
    pictures = read_pictures(document.pictures)

    def compose(composer: Composer) -> Story:
        return [
            *compose_opening(composer, topic, audit, document_kind(topic, _DRAFT, fonts), facts, compose_summary),
            *compose_answers_and_plan(composer, topic, audit, pictures),
            *compose_history(composer, audit.exports),
            *compose_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_blank_form(out: BinaryIO, topic: Topic, fonts: Path, made_at: dt.datetime) -> None:
    """The whole questionnaire to fill in with a pen."""
    named, what = words_of(topic, fonts)("Form {}", topic.id), document_kind(topic, _BLANK, fonts)
    details = document_details(topic, what, "", named, made_at)
    facts = [
        ("Return by", day(topic.deadline) if topic.deadline else ""),
        ("Return to", topic.return_to.email),
        ("Questions to", ", ".join(p for p in (topic.contact.name, topic.contact.email, topic.contact.telephone) if p)),
    ]

    def compose(composer: Composer) -> Story:
        return [
            NextPageTemplate(BODY),
            *compose_cover(composer, topic, what, "", facts),
            *blank_form.compose_introduction(composer, topic),
            *blank_form.compose_links(composer, topic),
            PageBreak(),
            composer.text(composer.say("Questions"), design.SECTION, Tag.HEADING),
            *blank_form.compose_blank_questions(composer, topic),
            *_blank_plan(composer, topic),
            NextPageTemplate(BODY),
            PageBreak(),
            *blank_form.compose_paper_signatures(composer, topic),
            *compose_origins(composer, topic, with_introduction=True),
            *compose_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_action_plan(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """The action plan alone, on wide pages."""
    topic, audit = document.topic, document.audit
    details = _draft_details(document, plan_kind(topic, fonts), fonts)
    details = replace(details, first=WIDE)

    def compose(composer: Composer) -> Story:
        named = composer.text(f"{details.subject} \u00b7 {audit.agency}", design.EYEBROW)
        return [named, *compose_plan(composer, topic, audit.actions, Tag.TITLE), *compose_note(composer)]

    write_pages(out, details, load_assets(fonts), compose)


def write_question(out: BinaryIO, document: DraftCopy, question_id: str, fonts: Path) -> None:
    """One question with its answer, its evidence and its actions. Raises ``QuestionUnknown``."""
    topic, audit = document.topic, document.audit
    question = topic.question(question_id)
    if question is None:
        raise QuestionUnknown(question=question_id)
    details = _draft_details(document, document_kind(topic, _QUESTION, fonts), fonts)
    details = replace(details, banner=words_of(topic, fonts)(_DRAFT_BANNER))
    pictures = read_pictures(document.pictures)

    def compose(composer: Composer) -> Story:
        facts = [("Printed", moment_in_zone(document.made_at))]
        return [
            NextPageTemplate(BODY),
            *compose_cover(composer, topic, document_kind(topic, _QUESTION, fonts), audit.agency, facts),
            *compose_single_question(composer, topic, audit, question, pictures),
            *compose_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_board_summary(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """One page for the people who approve: counts, weak answers and planned actions."""
    topic, audit = document.topic, document.audit
    details = _draft_details(document, document_kind(topic, _BOARD, fonts), fonts)

    def compose(composer: Composer) -> Story:
        facts = [("Printed", moment_in_zone(document.made_at))]
        what = document_kind(topic, _BOARD, fonts)
        summary = compose_board_summary(composer, topic, audit, what, facts, document.since)
        return [NextPageTemplate(BODY), *summary]

    write_pages(out, details, load_assets(fonts), compose)


def write_stamp(  # noqa: PLR0913 - what shapes a stamp, each with its usual value
    out: BinaryIO,
    signatory: Signatory,
    signed_at: dt.datetime,
    fonts: Path,
    size: tuple[float, float] = STAMP_SIZE,
    *,
    rules: PageRules = NEWEST,
    zone: str = "UTC",
) -> None:
    """One page of ``size`` points for the visible part of a signature. ``rules``, ``zone``: of the return."""
    looks = StampLooks(typeface_for(fonts, rules), rules, zone_of(zone) or dt.UTC)
    write_stamp_page(out, signatory, signed_at, size, looks)


def _blank_plan(composer: Composer, topic: Topic) -> Story:
    if not topic.plan_columns:
        return []
    return [NextPageTemplate(WIDE), PageBreak(), *blank_form.compose_blank_plan(composer, topic)]


def _draft_details(document: DraftCopy, what: str, fonts: Path) -> DocumentDetails:
    topic, audit = document.topic, document.audit
    named = words_of(topic, fonts)("Draft {}", audit.id)
    return document_details(topic, what, audit.agency, named, document.made_at)

"""Writes every PDF document of this program from typed values into an open binary file.

``fonts`` is the folder with the shipped typeface. A document shows the questions that are asked and all actions of the
audit that it is given. The same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import NextPageTemplate, PageBreak

from s11desk.domain.audit import Audit
from s11desk.domain.topic import Topic
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.progress import Cancel, never_cancelled
from s11desk.report import blank_form, design
from s11desk.report.answer_summary import compose_return_summary, compose_summary
from s11desk.report.board_summary import compose_board_summary
from s11desk.report.composer import Composer, Story
from s11desk.report.cover import compose_cover
from s11desk.report.margins import BODY, PROGRAM, WIDE, DocumentDetails
from s11desk.report.origin_list import compose_origins
from s11desk.report.pages import load_assets, write_pages
from s11desk.report.pictures import PICTURE_TYPES, PictureFile, Pictures, read_pictures
from s11desk.report.plan_table import compose_plan
from s11desk.report.question_block import compose_answers, compose_single_question
from s11desk.report.return_history import compose_history
from s11desk.report.sign_off_page import Signatory, compose_sign_off, write_stamp_page
from s11desk.report.structure_tree import Tag
from s11desk.report.tagging.archive_metadata import Attachment
from s11desk.report.typeface import load_typeface
from s11desk.wording.dates import day, moment_in_zone
from s11desk.wording.form_words import Say, words_in

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
_FORM = "Section 11 self-assessment"
"""What a form is called whose topic has no name for it."""
_RETURN = "{} return"
_DRAFT = "{}, draft copy"
_BLANK = "{} form"
_PLAN = "{}: action plan"
_QUESTION = "{}, one question"
_BOARD = "{}, summary for the board"


_Compose = Callable[[Composer, Topic, Audit], Story]


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """A return before signing.

    ``made_at`` has a time zone. ``replaces``: the reference of the earlier return, or empty.

    ``attachment``: the return's ``audit.json``, which goes into the PDF if it is given. ``pictures``: the pictures
    of the evidence to show. The audit's exports are the returns made before this one. ``program``: the program that
    made the return, with its version.
    """

    topic: Topic
    audit: Audit
    reference: str
    number: int
    made_at: dt.datetime
    completer: Signatory | None = None
    replaces: str = ""
    attachment: bytes | None = None
    pictures: tuple[PictureFile, ...] = ()
    program: str = PROGRAM


@dataclass(frozen=True, slots=True)
class DraftCopy:
    """A draft at the time ``made_at``, which has a time zone. ``pictures``: the pictures of the evidence to show."""

    topic: Topic
    audit: Audit
    made_at: dt.datetime
    pictures: tuple[PictureFile, ...] = ()


def write_return(
    out: BinaryIO, document: ReturnDocument, fonts: Path, *, likely_pages: int = 0, cancel: Cancel = never_cancelled
) -> None:
    """The return: cover, summary, answers, action plan, earlier returns, two signature fields, sources of the texts.

    ``likely_pages``: a guess at their number, which saves time if it is right. Raises :class:`Cancelled`.
    """
    topic, audit = document.topic, document.audit
    details = replace(_return_details(document, fonts), likely_pages=likely_pages, cancel=cancel)
    pictures = read_pictures(document.pictures)

    def compose(composer: Composer) -> Story:
        return [
            *_opening(
                composer, topic, audit, _kind(topic, _RETURN, fonts), _return_facts(document), compose_return_summary
            ),
            *_answers_and_plan(composer, topic, audit, pictures),
            NextPageTemplate(BODY),
            PageBreak(),
            *compose_history(composer, audit.exports),
            *compose_sign_off(composer, topic, document.completer),
            *compose_origins(composer, topic),
            *_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_draft_copy(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """The draft to read or to show. Every page says that it is not submitted; it has no signature fields."""
    topic, audit = document.topic, document.audit
    details = _details(
        topic, _kind(topic, _DRAFT, fonts), audit.agency, _say(topic, fonts)("Draft {}", audit.id), document.made_at
    )
    details = replace(details, banner=_say(topic, fonts)(_DRAFT_BANNER))
    facts = [
        ("Draft", audit.id),
        ("Printed", moment_in_zone(document.made_at)),
        ("Last changed", moment_in_zone(audit.changed)),
    ]
    pictures = read_pictures(document.pictures)

    def compose(composer: Composer) -> Story:
        return [
            *_opening(composer, topic, audit, _kind(topic, _DRAFT, fonts), facts, compose_summary),
            *_answers_and_plan(composer, topic, audit, pictures),
            *([NextPageTemplate(BODY), PageBreak()] if audit.exports else []),
            *compose_history(composer, audit.exports),
            *_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_blank_form(out: BinaryIO, topic: Topic, fonts: Path, made_at: dt.datetime) -> None:
    """The whole questionnaire to fill in with a pen."""
    details = _details(topic, _kind(topic, _BLANK, fonts), "", _say(topic, fonts)("Form {}", topic.id), made_at)
    facts = [
        ("Return by", day(topic.deadline) if topic.deadline else ""),
        ("Return to", topic.return_to.email),
        ("Questions to", ", ".join(p for p in (topic.contact.name, topic.contact.email, topic.contact.telephone) if p)),
    ]

    def compose(composer: Composer) -> Story:
        return [
            NextPageTemplate(BODY),
            *compose_cover(composer, topic, _kind(topic, _BLANK, fonts), "", facts),
            *blank_form.compose_introduction(composer, topic),
            PageBreak(),
            composer.text(composer.say("Questions"), design.SECTION, Tag.HEADING),
            *blank_form.compose_blank_questions(composer, topic),
            *_blank_plan(composer, topic),
            NextPageTemplate(BODY),
            PageBreak(),
            *blank_form.compose_paper_signatures(composer, topic),
            *compose_origins(composer, topic, with_introduction=True),
            *_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_action_plan(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """The action plan alone, on wide pages."""
    topic, audit = document.topic, document.audit
    details = _details(
        topic, _plan_kind(topic, fonts), audit.agency, _say(topic, fonts)("Draft {}", audit.id), document.made_at
    )
    details = replace(details, first=WIDE)

    def compose(composer: Composer) -> Story:
        named = composer.text(f"{details.subject} \u00b7 {audit.agency}", design.EYEBROW)
        return [named, *compose_plan(composer, topic, audit.actions, Tag.TITLE), *_note(composer)]

    write_pages(out, details, load_assets(fonts), compose)


def write_question(out: BinaryIO, document: DraftCopy, question_id: str, fonts: Path) -> None:
    """One question with its answer, its evidence and its actions. Raises ``QuestionUnknown``."""
    topic, audit = document.topic, document.audit
    question = topic.question(question_id)
    if question is None:
        raise QuestionUnknown(question=question_id)
    details = _details(
        topic, _kind(topic, _QUESTION, fonts), audit.agency, _say(topic, fonts)("Draft {}", audit.id), document.made_at
    )
    details = replace(details, banner=_say(topic, fonts)(_DRAFT_BANNER))
    pictures = read_pictures(document.pictures)

    def compose(composer: Composer) -> Story:
        facts = [("Printed", moment_in_zone(document.made_at))]
        return [
            NextPageTemplate(BODY),
            *compose_cover(composer, topic, _kind(topic, _QUESTION, fonts), audit.agency, facts),
            *compose_single_question(composer, topic, audit, question, pictures),
            *_note(composer),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_board_summary(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """One page for the people who approve: counts, weak answers and planned actions."""
    topic, audit = document.topic, document.audit
    details = _details(
        topic, _kind(topic, _BOARD, fonts), audit.agency, _say(topic, fonts)("Draft {}", audit.id), document.made_at
    )

    def compose(composer: Composer) -> Story:
        facts = [("Printed", moment_in_zone(document.made_at))]
        return [
            NextPageTemplate(BODY),
            *compose_board_summary(composer, topic, audit, _kind(topic, _BOARD, fonts), facts),
        ]

    write_pages(out, details, load_assets(fonts), compose)


def write_stamp(
    out: BinaryIO, signatory: Signatory, signed_at: dt.datetime, fonts: Path, size: tuple[float, float] = STAMP_SIZE
) -> None:
    """One page of ``size`` points for the visible part of a signature."""
    write_stamp_page(out, signatory, signed_at, size, load_typeface(fonts))


def _return_details(document: ReturnDocument, fonts: Path) -> DocumentDetails:
    topic = document.topic
    reference, kind = _say(topic, fonts)("Return {}", document.reference), _kind(topic, _RETURN, fonts)
    details = _details(topic, kind, document.audit.agency, reference, document.made_at)
    return replace(details, attachment=_attachment(document), program=document.program)


def _details(topic: Topic, what: str, agency: str, reference: str, made_at: dt.datetime) -> DocumentDetails:
    subject = " ".join(part for part in (topic.partnership.short_name, topic.title, topic.year) if part)
    author = agency or topic.partnership.name
    title = " \u2013 ".join((what, topic.title, author))
    whose = agency or topic.partnership.short_name
    return DocumentDetails(title, subject, author, whose, reference, made_at, language=topic.language)


def _say(topic: Topic, fonts: Path) -> Say:
    return words_in(fonts.parent / "words", topic.language)


def _kind(topic: Topic, words: str, fonts: Path) -> str:
    """What the document is, with the form's own name."""
    say = _say(topic, fonts)
    return say(words, topic.form_name or say(_FORM))


def _plan_kind(topic: Topic, fonts: Path) -> str:
    say = _say(topic, fonts)
    return say(_PLAN, topic.form_name) if topic.form_name else say("Section 11 action plan")


def _attachment(document: ReturnDocument) -> Attachment | None:
    if document.attachment is None:
        return None
    described = f"Return {document.reference} as data"
    return Attachment("audit.json", "application/json", described, document.attachment)


def _opening(
    composer: Composer, topic: Topic, audit: Audit, what: str, facts: list[tuple[str, str]], summary: _Compose
) -> Story:
    return [
        NextPageTemplate(BODY),
        *compose_cover(composer, topic, what, audit.agency, facts),
        *summary(composer, topic, audit),
        PageBreak(),
    ]


def _return_facts(document: ReturnDocument) -> list[tuple[str, str]]:
    completer = document.completer or Signatory("", "", "", "", "")
    person = ", ".join(part for part in (completer.name, completer.job_title, completer.organisation) if part)
    return [
        ("Reference", document.reference),
        ("Return number", str(document.number)),
        ("Replaces", document.replaces),
        ("Made", moment_in_zone(document.made_at)),
        ("Completed by", person),
        ("E-mail", completer.email),
        ("Key fingerprint", completer.fingerprint_spoken),
    ]


def _answers_and_plan(composer: Composer, topic: Topic, audit: Audit, pictures: Pictures) -> Story:
    answers = [
        composer.text(composer.say("Answers"), design.SECTION, Tag.HEADING),
        *compose_answers(composer, topic, audit, pictures),
    ]
    if not topic.plan_columns and not audit.actions:
        return answers
    plan = compose_plan(composer, topic, audit.actions)
    return [*answers, *([NextPageTemplate(WIDE), PageBreak()] if audit.actions else []), *plan]


def _blank_plan(composer: Composer, topic: Topic) -> Story:
    if not topic.plan_columns:
        return []
    return [NextPageTemplate(WIDE), PageBreak(), *blank_form.compose_blank_plan(composer, topic)]


def _note(composer: Composer) -> Story:
    """A note at the end that explains replaced characters; nothing if there are none."""
    if not composer.has_replacements:
        return []
    words = (
        "A character that this document\u2019s typeface does not have stands here as its Unicode number in "
        "brackets, for example [U+1F600]. The data kept with it holds the character as it was typed."
    )
    return [composer.text(words, design.HELP)]

"""Writes the PDF of a return, by the rules of the layout that the return states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import NextPageTemplate, PageBreak

from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.topic import Topic
from s11desk.progress import Cancel, never_cancelled
from s11desk.report.blocks.answer_summary import compose_return_summary, compose_summary
from s11desk.report.blocks.origin_list import compose_origins
from s11desk.report.blocks.pictures import PictureFile, read_pictures
from s11desk.report.blocks.return_history import compose_history
from s11desk.report.blocks.sign_off_page import Signatory, SignatureField, compose_sign_off
from s11desk.report.blocks.technical_page import compose_technical_page
from s11desk.report.kinds.document_names import document_details, document_kind, words_of
from s11desk.report.kinds.document_parts import compose_answers_and_plan, compose_note, compose_opening
from s11desk.report.page.composer import Composer, Story
from s11desk.report.page.margins import BODY, PROGRAM, DocumentDetails
from s11desk.report.page.page_layout import NEWEST, PageRules
from s11desk.report.page.pages import count_pages, load_assets, write_pages
from s11desk.report.tagging.archive_metadata import Attachment
from s11desk.wording.dates import zone_of

_RETURN = "{} return"


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """A return before signing.

    ``made_at`` has a time zone. ``replaces``: the reference of the earlier return, or empty.

    ``attachment``: the return's ``audit.json``, which goes into the PDF if it is given. ``pictures``: the pictures
    of the evidence to show. The audit's exports are the returns made before this one. ``program``: the program that
    made the return, with its version. ``rules``: of the layout in which to make the pages.
    ``zone``: of the times on them, such as UTC+01:00.
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
    rules: PageRules = NEWEST
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class MeasuredReturn:
    """How many pages a return has, and whether its signatures are on more than one of them."""

    pages: int
    splits_signatures: bool


def write_return(
    out: BinaryIO, document: ReturnDocument, fonts: Path, *, likely_pages: int = 0, cancel: Cancel = never_cancelled
) -> None:
    """The return: cover, summary, answers, action plan, earlier returns, two signature fields, sources of the texts.

    ``likely_pages``: a guess at their number, which saves time if it is right. Raises :class:`Cancelled`.
    """
    details = replace(_return_details(document, fonts), likely_pages=likely_pages, cancel=cancel)
    write_pages(out, details, load_assets(fonts, document.rules), _story_maker(document, fonts))


def measure_return(document: ReturnDocument, fonts: Path, *, cancel: Cancel = never_cancelled) -> MeasuredReturn:
    """Lay out the return without writing it. Raises :class:`Cancelled`."""
    make, fields = _story_maker(document, fonts), list[SignatureField]()

    def compose(composer: Composer) -> Story:
        story = make(composer)
        fields.extend(part for part in story if isinstance(part, SignatureField))
        return story

    details = replace(_return_details(document, fonts), cancel=cancel)
    pages = count_pages(details, load_assets(fonts, document.rules), compose)
    return MeasuredReturn(pages, len({page for field in fields for page in field.pages}) > 1)


def _story_maker(document: ReturnDocument, fonts: Path) -> Callable[[Composer], Story]:
    topic, audit = document.topic, document.audit
    pictures = read_pictures(document.pictures)
    summary = compose_summary if document.rules.counts_each_scale else compose_return_summary

    def compose(composer: Composer) -> Story:
        what, facts = document_kind(topic, _RETURN, fonts), _return_facts(composer, document)
        return [
            *compose_opening(composer, topic, audit, what, facts, summary),
            *compose_answers_and_plan(composer, topic, audit, pictures),
            *([] if document.rules.flows else [NextPageTemplate(BODY), PageBreak()]),
            *compose_history(composer, audit.exports),
            *compose_sign_off(composer, topic, document.completer, document.made_at),
            *(compose_origins(composer, topic) if document.rules.names_sources else []),
            *(compose_technical_page(composer, audit, document.program) if document.rules.digests_last else []),
            *compose_note(composer),
        ]

    return compose


def _return_details(document: ReturnDocument, fonts: Path) -> DocumentDetails:
    topic = document.topic
    reference, kind = words_of(topic, fonts)("Return {}", document.reference), document_kind(topic, _RETURN, fonts)
    details = document_details(topic, kind, document.audit.agency, reference, document.made_at)
    return replace(
        details,
        attachment=_attachment(document),
        program=document.program,
        rules=document.rules,
        zone=zone_of(document.zone) or dt.UTC,
    )


def _return_facts(composer: Composer, document: ReturnDocument) -> list[tuple[str, str]]:
    completer = document.completer or Signatory("", "", "", "", "")
    person = ", ".join(part for part in (completer.name, completer.job_title, completer.organisation) if part)
    return [
        ("Reference", document.reference),
        ("Return number", str(document.number)),
        ("Replaces", document.replaces),
        ("Made", composer.moment(document.made_at)),
        *_times(composer, document),
        ("Completed by", person),
        ("E-mail", completer.email),
        (document.rules.code_name, completer.fingerprint_spoken),
    ]


def _attachment(document: ReturnDocument) -> Attachment | None:
    if document.attachment is None:
        return None
    described = f"Return {document.reference} as data"
    return Attachment("audit.json", "application/json", described, document.attachment)


def _times(composer: Composer, document: ReturnDocument) -> list[tuple[str, str]]:
    """The zone of all times in the document, where it is named once."""
    if not document.rules.local_times:
        return []
    return [("Times", composer.say("Local time of the person who made this return ({})", document.zone))]

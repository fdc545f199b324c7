"""The pages of a return, made from its own data and from nothing else.

Making a return and checking one use the same functions, so a genuine return has exactly these pages.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from s11desk import report
from s11desk.app.home.paths import resources_folder
from s11desk.bundle.audit_file import AuditFile, PageFacts, audit_of, encode_audit_file
from s11desk.domain.audits.summary import summarise
from s11desk.domain.audits.unseen_texts import has_unseen_texts
from s11desk.domain.topics.questions import ColumnKind
from s11desk.domain.topics.scales import Total
from s11desk.domain.topics.topic import PROGRAM_LABELS, Topic, program_labels
from s11desk.progress import Cancel
from s11desk.report.page.page_layout import (
    LANGUAGE,
    LAYOUT,
    NEWEST,
    PLAIN_LAYOUT,
    REGION_LAYOUT,
    SHAPED_LAYOUT,
    SIGNS_LAYOUT,
    PageRules,
    rules_of,
)
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.signature_facts import SignerFacts, SpokenSignature
from s11desk.wording.dates import zone_of

if TYPE_CHECKING:
    from s11desk.report.blocks.pictures import PictureFile
    from s11desk.report.kinds.documents import ReturnDocument, Signatory

UNIVERSAL = "UTC"
"""The zone of the times on the pages, if a return states no other."""


def page_facts(*, pictures: bool, language: str = LANGUAGE) -> PageFacts:
    """Make the facts that a new return states about its pages. ``language``: one that its topic has."""
    return PageFacts(LAYOUT, language=language, pictures=pictures)


def with_lowest_layout(audit_file: AuditFile, topic: Topic) -> AuditFile:
    """A new return with the lowest layout in which its pages look the same, so that older programs compare them."""
    pages = audit_file.pages
    if pages is None:
        return audit_file
    shown = (audit_file, topic.in_language(pages.language))
    texts = tuple(msgspec.json.encode(one).decode() for one in shown)  # quicker than their canonical form
    if summarise(topic, audit_of(audit_file)).optional:
        layout = LAYOUT
    elif report.has_newer_forms(texts) or _has_dates(topic) or any(one.total is Total.PERCENT for one in topic.scales):
        layout = SIGNS_LAYOUT
    elif has_other_labels(audit_file, topic):
        layout = REGION_LAYOUT
    else:
        is_shaped = report.has_shaped_letters(resources_folder() / "fonts", texts)
        layout = SHAPED_LAYOUT if is_shaped else PLAIN_LAYOUT
    return msgspec.structs.replace(audit_file, pages=msgspec.structs.replace(pages, layout=layout))


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A new return with its layout, as a value and as bytes, and the number of its pages."""

    audit_file: AuditFile
    audit_json: bytes
    pages: int


def lay_out(topic: Topic, lowest: AuditFile, pictures: tuple[PictureFile, ...], cancel: Cancel) -> LaidOut:
    """A new return with the layout of ``lowest``, or with the newest one if its signatures were on two pages otherwise.

    Raises :class:`Cancelled`.
    """
    laid_out, is_split = _laid_out(topic, lowest, pictures, cancel)
    if not is_split or lowest.pages is None or lowest.pages.layout == LAYOUT:
        return laid_out
    newest = msgspec.structs.replace(lowest, pages=msgspec.structs.replace(lowest.pages, layout=LAYOUT))
    whole, is_split = _laid_out(topic, newest, pictures, cancel)
    return laid_out if is_split else whole


def _laid_out(
    topic: Topic, audit_file: AuditFile, pictures: tuple[PictureFile, ...], cancel: Cancel
) -> tuple[LaidOut, bool]:
    audit_json = encode_audit_file(audit_file)
    document = return_document(topic, audit_file, audit_json, pictures)
    measured = report.measure_return(document, resources_folder() / "fonts", cancel=cancel)
    return LaidOut(audit_file, audit_json, measured.pages), measured.splits_signatures


def _has_dates(topic: Topic) -> bool:
    """Whether a date may stand in a narrow column. Other dates of the program stand alone on a line."""
    return any(column.kind is ColumnKind.DATE for question in topic.questions for column in question.columns)


def has_other_labels(audit_file: AuditFile, topic: Topic) -> bool:
    """Whether the first programs showed the words Yes, No and Other in English here, and this one does not.

    They knew Welsh as cy and not as cy-GB, in the workbook too, which is in the topic's own language.
    """
    shown = {topic.language, audit_file.pages.language if audit_file.pages is not None else topic.language}
    english = program_labels("en")
    return any(one not in PROGRAM_LABELS and program_labels(one) != english for one in shown)


def is_known_layout(audit_file: AuditFile, topic: Topic) -> bool:
    """Whether this program can lay out pages like the program that wrote the return."""
    stated = audit_file.pages
    rules = rules_of(stated.layout) if stated is not None else None
    if stated is None or rules is None:
        return False
    is_zone = zone_of(stated.zone) is not None if rules.local_times else stated.zone == UNIVERSAL
    is_labelled = rules.matches_regions or not has_other_labels(audit_file, topic)
    return is_zone and is_labelled and has_same_rules(audit_file)


def page_rules(audit_file: AuditFile) -> PageRules:
    """The rules of the layout that the return states; the newest if this program has no such layout."""
    stated = rules_of(audit_file.pages.layout) if audit_file.pages is not None else None
    return stated or NEWEST


def page_zone(audit_file: AuditFile) -> str:
    """The zone of the times on the pages, such as UTC+01:00."""
    return audit_file.pages.zone if audit_file.pages is not None else UNIVERSAL


def write_stamp(out: BinaryIO, signer: SignerFacts, signed_at: dt.datetime, audit_file: AuditFile) -> None:
    """Write the visible part of a signature under the return, in the layout of its pages."""
    rules, fonts = page_rules(audit_file), resources_folder() / "fonts"
    report.write_stamp(out, signatory_of(signer), signed_at, fonts, rules=rules, zone=page_zone(audit_file))


def spoken_signature(signer: SignerFacts, audit_file: AuditFile) -> SpokenSignature | None:
    """The words of the stamp for programs that read a signature out; None in a layout that has none."""
    if not page_rules(audit_file).announces_stamps:
        return None
    person = ", ".join(part for part in (signer.name, signer.job_title) if part)
    return SpokenSignature(person, signer.organisation, signer.email)


def has_same_rules(audit_file: AuditFile) -> bool:
    """Whether the program that wrote the return found the same answers complete as this one.

    The first programs took a text that nobody can see for an answer, and counted it on the pages and in the workbook.
    """
    return not has_unseen_texts(audit_of(audit_file))


def return_document(
    topic: Topic, audit_file: AuditFile, audit_json: bytes, pictures: tuple[PictureFile, ...] = ()
) -> ReturnDocument:
    """The document of a return, in the language that it states.

    ``audit_json``: the bytes of ``audit_file``, which go into the PDF.
    """
    facts, completer = audit_file.return_facts, audit_file.sign_offs[0]
    language = audit_file.pages.language if audit_file.pages is not None else topic.language
    return report.ReturnDocument(
        topic=topic.in_language(language),
        audit=audit_of(audit_file),
        reference=facts.reference,
        number=facts.number,
        made_at=facts.made,
        completer=report.Signatory(
            completer.name,
            completer.job_title,
            completer.organisation,
            completer.email,
            spoken_form(completer.fingerprint),
        ),
        replaces=audit_file.earlier[-1].reference if audit_file.earlier else "",
        attachment=audit_json,
        pictures=pictures,
        program=facts.program,
        rules=page_rules(audit_file),
        zone=page_zone(audit_file),
    )


def signatory_of(signer: SignerFacts) -> Signatory:
    """The person in a certificate, as the pages name them."""
    return report.Signatory(signer.name, signer.job_title, signer.organisation, signer.email, signer.fingerprint_spoken)

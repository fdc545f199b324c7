"""The page for signatures: empty signature fields, and the stamp that appears in a signed field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable

from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.report.letters.typeface import Typeface
from s11desk.report.page import design
from s11desk.report.page.composer import (
    WHOLE_PAGE,
    Composer,
    Story,
    full_height,
    keep_with_next,
    moment_as_laid_out,
)
from s11desk.report.page.design import Face, TextStyle
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.page_layout import PageRules
from s11desk.report.page.structure_tree import Node, Tag, Widget
from s11desk.report.tagging.pdf_streams import convert_streams
from s11desk.wording.form_words import Say
from s11desk.wording.returns.role_words import SIGNATURE_DESCRIPTIONS


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person who signs. ``fingerprint_spoken``: the signing certificate's, in the form for reading aloud."""

    name: str
    job_title: str
    organisation: str
    email: str
    fingerprint_spoken: str


@dataclass(frozen=True, slots=True)
class StampLooks:
    """The typeface of a stamp, the rules of its layout, and the zone of its time."""

    typeface: Typeface
    rules: PageRules
    zone: dt.tzinfo

    def moment(self, moment: dt.datetime) -> str:
        """Day and time as the layout writes them."""
        return moment_as_laid_out(moment, self.rules, self.zone)


class SignatureField(Flowable):  # type: ignore[misc]
    """An empty signature field of :data:`design.SIGNATURE_SIZE` with an outline around it."""

    def __init__(self, name: str, description: str, node: Node) -> None:
        super().__init__()
        self.name, self.description, self.node = name, description, node
        self.width, self.height = (edge + 2 * design.SIGNATURE_INSET for edge in design.SIGNATURE_SIZE)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    @property
    def pages(self) -> set[int]:
        """The number of the page on which it was drawn."""
        return {one.page for one in self.node.children if isinstance(one, Widget)}

    @override
    def getSpaceAfter(self) -> float:
        return 6.0

    @override
    def draw(self) -> None:
        canvas: PageCanvas = self.canv
        canvas.setStrokeColor(design.FAINT)
        canvas.setLineWidth(0.7)
        canvas.setDash(3, 3)
        canvas.roundRect(0, 0, self.width, self.height, 3, stroke=1, fill=0)
        canvas.setDash()
        rectangle = canvas.box(design.SIGNATURE_INSET, design.SIGNATURE_INSET, *design.SIGNATURE_SIZE)
        canvas.add_signature_field(self.name, self.description, rectangle, self.node)


_SENIOR_PERSON = "For the signature of a senior person of the agency, on this computer or another."


def compose_sign_off(composer: Composer, topic: Topic, completer: Signatory | None, signed_at: dt.datetime) -> Story:
    """A signature field for each role, with its explanation. The name of a field is the role's.

    ``signed_at``: when the completer signs. Where the layout says so, all of it is on one page: whoever signs sees who
    signed before.
    """
    words = (
        "Signatures are electronic. A signed field shows who signed and when; "
        "the signature itself is in this file and covers every page of it."
    )
    head: Story = [
        composer.text(composer.say("Sign-off"), design.SECTION, Tag.HEADING),
        composer.text(composer.say(words)),
    ]
    fields = [_completer_field(composer, topic, completer, signed_at)]
    fields += [_approver_field(composer, topic, role) for role in topic.open_roles(())]
    if not composer.rules.flows:
        return keep_with_next([*head, *(part for field in fields for part in field)], more=0)
    first, *others = fields
    parts = [
        *keep_with_next([*head, *first], more=0),
        *(part for one in others for part in keep_with_next(one, more=0)),
    ]
    height = sum(full_height(part, design.COLUMN) for part in parts if not isinstance(part, CondPageBreak))
    is_kept = composer.rules.signs_on_one_page and height <= WHOLE_PAGE
    return [CondPageBreak(height), *parts] if is_kept else parts


def _completer_field(composer: Composer, topic: Topic, completer: Signatory | None, signed_at: dt.datetime) -> Story:
    person = ", ".join(part for part in (completer.name, completer.job_title) if part) if completer else ""
    who = composer.say("For the signature of {}.", person) if person and composer.rules.explains_options else ""
    completes = topic.signing_role(Role.COMPLETER)
    heading = composer.say("Completed by: {}", completes.title) if completes else composer.say("Completed by")
    who = " ".join(part for part in (completes.declaration if completes is not None else "", who) if part)
    described = SIGNATURE_DESCRIPTIONS[Role.COMPLETER]
    if completer is not None and composer.rules.announces_stamps:
        stamp = stamp_words(completer, composer.moment(signed_at), composer.rules, composer.say)
        described = f"{described}. {stamp}"
    return _field(composer, heading, who, Role.COMPLETER, described)


def _approver_field(composer: Composer, topic: Topic, role: Role) -> Story:
    approves = topic.signing_role(role)
    heading = composer.say("Approved by: {}", approves.title) if approves is not None else composer.say("Approved by")
    usual = composer.say(_SENIOR_PERSON) if composer.rules.explains_options else ""
    declared = approves.declaration if approves is not None and approves.declaration else usual
    return _field(composer, heading, declared, role, SIGNATURE_DESCRIPTIONS[role])


def _field(composer: Composer, heading: str, who: str, name: str, description: str) -> Story:
    title = composer.text(heading, design.SUBSECTION, Tag.SUBHEADING)
    lines = [composer.text(who, design.BEFORE_FIELD)] if who else []
    return [title, *lines, SignatureField(name, description, composer.add(Tag.FORM))]


def stamp_words(signatory: Signatory, signed_at: str, rules: PageRules, say: Say) -> str:
    """The words of a stamp in one line, for programs that read it out. ``signed_at``: day and time in words."""
    code = f"{say(rules.code_name)} {signatory.fingerprint_spoken}"
    person = ", ".join(part for part in (signatory.name, signatory.job_title, signatory.organisation) if part)
    return clean_line(". ".join(part for part in (f"Signed by {person}", signatory.email, signed_at, code) if part))


def write_stamp_page(
    out: BinaryIO, signatory: Signatory, signed_at: dt.datetime, size: tuple[float, float], looks: StampLooks
) -> None:
    """One page of ``size`` points with the signer, the time and the key."""
    canvas = PageCanvas(out, pagesize=size, invariant=1, initialFontName=Face.REGULAR.value, pageCompression=1)
    canvas.finishing = lambda canvas: convert_streams(canvas.document)
    width, height = size
    canvas.setFillColor(design.TINT)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.setFillColor(design.ACCENT)
    canvas.rect(0, 0, 4, height, stroke=0, fill=1)
    texts = _stamp_texts(signatory, signed_at, looks)
    scale = min(1.0, height / (_stack(texts, width - 32) + 12))
    canvas.translate(18, 0)
    canvas.scale(scale, scale)
    top = height / scale / 2 + _stack(texts, (width - 32) / scale) / 2
    for text in texts:
        top -= text.height
        text.drawOn(canvas, 0, top)
    canvas.showPage()
    canvas.save()


def _stamp_texts(signatory: Signatory, signed_at: dt.datetime, looks: StampLooks) -> list[Text]:
    typeface, rules = looks.typeface, looks.rules
    person = ", ".join(part for part in (signatory.job_title, signatory.organisation) if part)
    lines = [
        ("Signed by", TextStyle(7.5, 11, Face.BOLD, design.MUTED)),
        (signatory.name, TextStyle(13, 18, Face.BOLD)),
        (person, TextStyle(9, 13)),
        (f"{signatory.email} \u00b7 {looks.moment(signed_at)}", TextStyle(8, 12)),
        (f"{rules.code_on_stamps} {signatory.fingerprint_spoken}", TextStyle(7.2, 10.5, colour=design.MUTED)),
    ]
    return [Text(typeface.printable(text), style, typeface, None) for text, style in lines if text]


def _stack(texts: list[Text], width: float) -> float:
    return float(sum(text.wrap(width, 0)[1] for text in texts))

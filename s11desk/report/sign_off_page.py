"""The page for signatures: empty signature fields, and the stamp that appears in a signed field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import Flowable

from s11desk.domain.return_verdict import Role
from s11desk.domain.topic import Topic
from s11desk.override import override
from s11desk.report import design
from s11desk.report.composer import Composer, Story, keep_with_next
from s11desk.report.design import Face, TextStyle
from s11desk.report.flowing_text import Text
from s11desk.report.page_canvas import PageCanvas
from s11desk.report.structure_tree import Node, Tag
from s11desk.report.tagging.pdf_streams import convert_streams
from s11desk.report.typeface import Typeface
from s11desk.wording.dates import moment_in_zone
from s11desk.wording.role_words import SIGNATURE_DESCRIPTIONS


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person who signs. ``fingerprint_spoken``: the signing certificate's, in the form for reading aloud."""

    name: str
    job_title: str
    organisation: str
    email: str
    fingerprint_spoken: str


class SignatureField(Flowable):  # type: ignore[misc]
    """An empty signature field of :data:`design.SIGNATURE_SIZE` with an outline around it."""

    def __init__(self, name: str, description: str, node: Node) -> None:
        super().__init__()
        self.name, self.description, self.node = name, description, node
        self.width, self.height = (edge + 2 * design.SIGNATURE_INSET for edge in design.SIGNATURE_SIZE)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

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


def compose_sign_off(composer: Composer, topic: Topic, completer: Signatory | None) -> Story:
    """A signature field for each role, with its explanation. The name of a field is the role's."""
    words = (
        "Signatures are electronic. A signed field shows who signed and when; "
        "the signature itself is in this file and covers every page of it."
    )
    story: Story = [
        composer.text(composer.say("Sign-off"), design.SECTION, Tag.HEADING),
        composer.text(composer.say(words)),
    ]
    person = ", ".join(part for part in (completer.name, completer.job_title) if part) if completer else ""
    who = composer.say("For the signature of {}.", person) if person else ""
    completes = topic.signing_role(Role.COMPLETER)
    completed = composer.say("Completed by: {}", completes.title) if completes else composer.say("Completed by")
    who = " ".join(part for part in (completes.declaration if completes is not None else "", who) if part)
    story += _field(composer, completed, who, Role.COMPLETER, SIGNATURE_DESCRIPTIONS[Role.COMPLETER])
    for role in topic.open_roles(()):
        approves = topic.signing_role(role)
        story += _field(
            composer,
            composer.say("Approved by: {}", approves.title) if approves is not None else composer.say("Approved by"),
            approves.declaration if approves is not None and approves.declaration else composer.say(_SENIOR_PERSON),
            role,
            SIGNATURE_DESCRIPTIONS[role],
        )
    return keep_with_next(story, more=0)


def _field(composer: Composer, heading: str, who: str, name: str, description: str) -> Story:
    title = composer.text(heading, design.SUBSECTION, Tag.SUBHEADING)
    lines = [composer.text(who, design.BEFORE_FIELD)] if who else []
    return [title, *lines, SignatureField(name, description, composer.add(Tag.FORM))]


def write_stamp_page(
    out: BinaryIO, signatory: Signatory, signed_at: dt.datetime, size: tuple[float, float], typeface: Typeface
) -> None:
    """One page of ``size`` points with the signer, the time and the key."""
    canvas = PageCanvas(out, pagesize=size, invariant=1, initialFontName=Face.REGULAR.value, pageCompression=1)
    canvas.finishing = lambda canvas: convert_streams(canvas.document)
    width, height = size
    canvas.setFillColor(design.TINT)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.setFillColor(design.ACCENT)
    canvas.rect(0, 0, 4, height, stroke=0, fill=1)
    texts = _stamp_texts(signatory, signed_at, typeface)
    scale = min(1.0, height / (_stack(texts, width - 32) + 12))
    canvas.translate(18, 0)
    canvas.scale(scale, scale)
    top = height / scale / 2 + _stack(texts, (width - 32) / scale) / 2
    for text in texts:
        top -= text.height
        text.drawOn(canvas, 0, top)
    canvas.showPage()
    canvas.save()


def _stamp_texts(signatory: Signatory, signed_at: dt.datetime, typeface: Typeface) -> list[Text]:
    person = ", ".join(part for part in (signatory.job_title, signatory.organisation) if part)
    lines = [
        ("Signed by", TextStyle(7.5, 11, Face.BOLD, design.MUTED)),
        (signatory.name, TextStyle(13, 18, Face.BOLD)),
        (person, TextStyle(9, 13)),
        (f"{signatory.email} \u00b7 {moment_in_zone(signed_at)}", TextStyle(8, 12)),
        (f"Key {signatory.fingerprint_spoken}", TextStyle(7.2, 10.5, colour=design.MUTED)),
    ]
    return [Text(typeface.printable(text), style, typeface, None) for text, style in lines if text]


def _stack(texts: list[Text], width: float) -> float:
    return float(sum(text.wrap(width, 0)[1] for text in texts))

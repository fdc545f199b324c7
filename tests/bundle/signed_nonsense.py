"""Returns whose parts disagree in one place, made and signed by somebody who has the whole program.

Each kind changes one thing in one part and makes everything else fit: digests, manifests, signatures. For the tests,
and by the thousand for ``benchmarks/tamper.py``.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import string
from collections.abc import Callable, Mapping

import msgspec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from s11desk.bundle.audit_file import AuditFile, EarlierReturn, encode_audit_file
from s11desk.domain.audits.audit import Action
from s11desk.signing.signature_facts import PdfRole
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic, topic_digest
from tests.bundle.forging import Files, pack, signed_by, with_file
from tests.bundle.making import Content, Making, approved, by, changed, signed_pdf
from tests.damage import with_flipped_bit

Change = Callable[[Content, random.Random], Content]
_LONGEST_STEP = 10**9
"""Seconds; about thirty years."""


def word(chance: random.Random) -> str:
    return "".join(chance.choice(string.ascii_letters) for _ in range(chance.randint(1, 12)))


def other_text(text: str, chance: random.Random) -> str:
    """``text`` with a word put in, put over it, or with one letter that differs."""
    place = chance.randint(0, len(text))
    more = chance.choice((text[:place] + word(chance) + text[place:], word(chance), text[:place] + text[place + 1 :]))
    return more if more.strip() not in {"", text.strip()} else f"{text}x"


def other_moment(moment: dt.datetime, chance: random.Random) -> dt.datetime:
    return moment + dt.timedelta(seconds=chance.choice((-1, 1)) * chance.randint(1, _LONGEST_STEP))


def _facts(content: Content, **values: object) -> Content:
    return changed(content, return_facts=msgspec.structs.replace(content.audit_file.return_facts, **values))


def _sign_off(whole: Content, **values: object) -> Content:
    return changed(whole, sign_offs=(msgspec.structs.replace(whole.audit_file.sign_offs[0], **values),))


def _other_path(content: Content, chance: random.Random) -> Content:
    """The first file has another name inside the return than the one that follows from its id and name."""
    first, *others = content.audit_file.evidence
    path = chance.choice((f"evidence/{word(chance)}.pdf", f"evidence/{word(chance)}/{first.path[9:]}"))
    moved = {path if name == first.path else name: data for name, data in content.evidence.items()}
    items = (msgspec.structs.replace(first, path=path), *others)
    other = changed(content, evidence=items)
    return Content(other.topic, other.audit_file, dict(sorted(moved.items())))


def _other_earlier(content: Content, chance: random.Random) -> Content:
    """A list of earlier returns in which one thing does not lead up to this return."""
    name, at = content.audit_file.audit_id.upper(), content.audit_file.changed
    digests = [f"{chance.getrandbits(256):064x}" for _ in range(2)]
    earlier = [EarlierReturn(number, f"{name}-{number}", at, digest) for number, digest in enumerate(digests, 1)]
    place, other = chance.randrange(2), chance.choice(("number", "reference", "sha256", "made"))
    values = {"number": 9, "reference": f"{word(chance)}-{place + 1}", "sha256": word(chance)}
    made = at + dt.timedelta(seconds=chance.randint(10**5, 10**9)) * chance.choice((-1, 1))
    earlier[place] = msgspec.structs.replace(earlier[place], **{other: values.get(other, made)})
    facts = _facts(content, number=3, reference=f"{name}-3", replaces=digests[-1])
    return changed(facts, earlier=tuple(earlier))


def _answer(name: str, **values: object) -> Change:
    def change(content: Content, chance: random.Random) -> Content:
        given = {key: value(chance) if callable(value) else value for key, value in values.items()}
        answers = content.audit_file.answers
        return changed(
            content,
            answers=tuple(msgspec.structs.replace(one, **given) if one.question == name else one for one in answers),
        )

    return change


def _action(field: str) -> Change:
    def change(content: Content, chance: random.Random) -> Content:
        first, *others = content.audit_file.action_plan
        other = msgspec.structs.replace(first, **{field: other_text(getattr(first, field), chance)})
        return changed(content, action_plan=(other, *others))

    return change


def _question_text(content: Content, chance: random.Random) -> Content:
    questions = list(content.topic.questions)
    place = chance.randrange(len(questions))
    questions[place] = msgspec.structs.replace(questions[place], text=other_text(questions[place].text, chance))
    topic = msgspec.structs.replace(content.topic, questions=tuple(questions))
    return Content(topic, content.audit_file, content.evidence)


def _file(content: Content, **values: object) -> Content:
    first, *others = content.audit_file.evidence
    return changed(content, evidence=(msgspec.structs.replace(first, **values), *others))


def _evidence_name(content: Content, chance: random.Random) -> Content:
    first, *others = content.audit_file.evidence
    return changed(content, evidence=(msgspec.structs.replace(first, name=f"{word(chance)}.pdf"), *others))


SHOWN: Mapping[str, Change] = {
    "agency": lambda content, chance: changed(content, agency=other_text(content.audit_file.agency, chance)),
    "answer's text": lambda content, chance: _answer("story", text=lambda _: word(chance))(content, chance),
    "answer's choice": _answer("training", choice="no"),
    "answer's comment": _answer("policy", comment=word),
    "answer's number": _answer("staff", number=lambda chance: float(chance.randint(13, 99))),
    "action": _action("action"),
    "action's lead": _action("lead"),
    "reference": lambda content, chance: _facts(
        content, reference=other_text(content.audit_file.return_facts.reference, chance)
    ),
    "question": _question_text,
    "evidence": _evidence_name,
}
"""Changes of what both the pages and the workbook show."""

CLAIMED: Mapping[str, Change] = {
    "number": lambda content, chance: _facts(content, number=chance.randint(2, 999_999)),
    "made": lambda content, chance: _facts(content, made=other_moment(content.audit_file.return_facts.made, chance)),
    "program": lambda content, chance: _facts(content, program=f"{word(chance)} {chance.randint(0, 9)}"),
    "evidence's path": _other_path,
    "earlier returns": _other_earlier,
    "action's question": lambda content, chance: changed(
        content, action_plan=(*content.audit_file.action_plan, Action(id="A7", question=word(chance), action="Act"))
    ),
    "begun": lambda content, chance: changed(
        content, begun=content.audit_file.changed + dt.timedelta(seconds=chance.randint(1, _LONGEST_STEP))
    ),
    "changed": lambda content, chance: changed(
        content, changed=content.audit_file.begun - dt.timedelta(seconds=chance.randint(1, _LONGEST_STEP))
    ),
    "attached": lambda content, chance: _file(
        content, attached=content.audit_file.return_facts.made + dt.timedelta(seconds=chance.randint(1, _LONGEST_STEP))
    ),
    "evidence's digest": lambda content, chance: _file(content, sha256=f"{chance.getrandbits(256):064x}"),
    "evidence's size": lambda content, chance: _file(content, size=chance.randint(1, 10**6)),
    "evidence's type": lambda content, chance: _file(content, type=chance.choice(("png", "docx", "txt", word(chance)))),
    "evidence's question": lambda content, chance: _file(content, questions=(word(chance),)),
    "signer's job title": lambda content, chance: _sign_off(content, job_title=f"{word(chance)}."),
    "signer's e-mail address": lambda content, chance: _sign_off(content, email=f"{word(chance)}@x.example"),
    "signer's fingerprint": lambda content, chance: _sign_off(content, fingerprint=f"{chance.getrandbits(256):064x}"),
    "topic's year": lambda content, chance: changed(
        content, topic=msgspec.structs.replace(content.audit_file.topic, year=f"{chance.randint(1900, 9999)}x")
    ),
    "topic's partnership": lambda content, chance: changed(
        content, topic=msgspec.structs.replace(content.audit_file.topic, partnership=f"{word(chance)}.")
    ),
    "topic's id": lambda content, chance: changed(
        content, topic=msgspec.structs.replace(content.audit_file.topic, id=f"{word(chance).lower()}-x")
    ),
    "topic's digest": lambda content, chance: changed(
        content, topic=msgspec.structs.replace(content.audit_file.topic, digest=f"{chance.getrandbits(256):064x}")
    ),
    "zone": lambda content, chance: changed(
        content, pages=msgspec.structs.replace(_pages(content.audit_file), zone=word(chance))
    ),
    "language": lambda content, chance: changed(
        content, pages=msgspec.structs.replace(_pages(content.audit_file), language=word(chance))
    ),
    "replaces": lambda content, chance: _facts(content, replaces=word(chance)),
    "sign-off's content": lambda content, chance: _sign_off(content, content=f"{chance.getrandbits(256):064x}"),
    "sign-off's time": lambda content, chance: _sign_off(
        content, at=other_moment(content.audit_file.sign_offs[0].at, chance)
    ),
    "signer's name": lambda content, chance: _sign_off(content, name=word(chance)),
    "signer's organisation": lambda content, chance: _sign_off(content, organisation=word(chance)),
    "audit": lambda content, chance: changed(content, audit_id=word(chance).lower()),
    "topic's title": lambda content, chance: changed(
        content, topic=msgspec.structs.replace(content.audit_file.topic, title=word(chance))
    ),
    "topic's version": lambda content, chance: changed(
        content, topic=msgspec.structs.replace(content.audit_file.topic, version=chance.randint(2, 999))
    ),
    "layout": lambda content, chance: changed(
        content, pages=msgspec.structs.replace(_pages(content.audit_file), layout=chance.randint(2, 99))
    ),
    "pictures": lambda content, _: changed(
        content, evidence=(), pages=msgspec.structs.replace(_pages(content.audit_file), pictures=True)
    ),
}
"""Changes of claims that ``audit.json`` makes."""


def _pages(audit_file: AuditFile) -> msgspec.Struct:
    assert audit_file.pages is not None
    return audit_file.pages


def any_half_of_identifier(pdf: bytes) -> range:
    """The places of the half of the identifier that may be any (ISO 32000-1, 14.4)."""
    (found,) = re.finditer(rb"/ID \[ <[0-9a-f]{32}> <([0-9a-f]{32})> \]", pdf)
    return range(*found.span(1))


class NonsenseMaker:
    """Makes the returns. ``content``: everything in it is true at the time ``at``, when ``signer`` signs."""

    def __init__(
        self, content: Content, signer: Signer, approver: Signer, at: dt.datetime, chance: random.Random
    ) -> None:
        self._content, self._signer, self._approver, self._at, self._chance = content, signer, approver, at, chance
        self._sound: Files = Making(signer, content, at).files()

    def make(self, kind: str) -> bytes:
        """A return of this kind, which is a key of :data:`DISAGREEMENTS`."""
        return DISAGREEMENTS[kind](self, kind.partition(": ")[2])

    def pages(self, name: str) -> bytes:
        """The pages say something else than everything else, also than the JSON in the PDF."""
        other = SHOWN[name](self._content, self._chance)
        return self._pack(Making(self._signer, self._content, self._at, pages=other).files())

    def embedded(self, name: str) -> bytes:
        """The JSON inside the PDF is another."""
        other = {**SHOWN, **CLAIMED}[name](self._content, self._chance).audit_file
        making = Making(self._signer, self._content, self._at, embedded=encode_audit_file(other))
        return self._pack(making.files())

    def workbook(self, name: str) -> bytes:
        other = SHOWN[name](self._content, self._chance)
        made = Making(self._signer, other, self._at)
        return self._signed(with_file(self._sound, "answers.xlsx", made.workbook_bytes()))

    def workbook_bytes(self, _: str) -> bytes:
        """One byte of the workbook differs, or some are before it or after it."""
        book, extra = self._sound["answers.xlsx"], self._chance.randbytes(self._chance.randint(1, 9))
        place = self._chance.randrange(len(book))
        flipped = book[:place] + bytes([book[place] ^ 1 << self._chance.randrange(8)]) + book[place + 1 :]
        return self._signed(
            with_file(self._sound, "answers.xlsx", self._chance.choice((flipped, extra + book, book + extra)))
        )

    def data(self, name: str) -> bytes:
        """``audit.json`` says something else than pages and workbook; its own digests and times fit."""
        other = by(self._signer, SHOWN[name](self._content, self._chance), self._at)
        parts = {"audit.json": encode_audit_file(other.audit_file), "topic.json": encode_topic(other.topic)}
        return self._signed({name: parts.get(name, content) for name, content in self._sound.items()})

    def claim(self, name: str) -> bytes:
        """A claim of ``audit.json`` is untrue, and pages, workbook and embedded data repeat it."""
        other = CLAIMED[name](self._content, self._chance)
        return self._pack(Making(self._signer, other, self._at).files())

    def topic(self, name: str) -> bytes:
        """The questions are others than those answered; their digest is stated or not."""
        other = _question_text(self._content, self._chance).topic
        named = msgspec.structs.replace(self._content.audit_file.topic, digest=topic_digest(other))
        stated = changed(self._content, topic=named).audit_file if name == "stated" else self._content.audit_file
        files = with_file(self._sound, "topic.json", encode_topic(other))
        return self._signed(with_file(files, "audit.json", encode_audit_file(stated)))

    def pdf_time(self, _: str) -> bytes:
        at = other_moment(self._at, self._chance)
        pdf = signed_pdf(
            self._unsigned_pdf(), self._signer, max(at, self._at + dt.timedelta(seconds=1)), of=self._content.audit_file
        )
        return self._signed(with_file(self._sound, "audit.pdf", pdf))

    def pdf_update(self, _: str) -> bytes:
        """A page of the PDF was replaced before its maker signed the bundle."""
        return self._signed(with_file(self._sound, "audit.pdf", self._with_new_page(self._sound["audit.pdf"])))

    def pdf_bytes(self, _: str) -> bytes:
        """One bit of the PDF differs, and not in the half of its identifier that may be any."""
        pdf = self._sound["audit.pdf"]
        free = any_half_of_identifier(pdf)
        place = self._chance.choice([*range(free.start), *range(free.stop, len(pdf))])
        flipped = with_flipped_bit(pdf, 8 * place + self._chance.randrange(8))
        return self._signed(with_file(self._sound, "audit.pdf", flipped))

    def approved_page(self, _: str) -> bytes:
        """The approver replaced a page in the PDF that they signed."""
        later = self._at + dt.timedelta(seconds=self._chance.randint(1, 10**6))
        pdf = signed_pdf(
            self._with_new_page(self._sound["audit.pdf"]),
            self._approver,
            later,
            PdfRole.APPROVER,
            of=self._content.audit_file,
        )
        return approved(self._sound, self._approver, later, pdf)

    def approved_long_before(self, _: str) -> bytes:
        earlier = self._at - dt.timedelta(days=2, seconds=self._chance.randint(1, 10**7))
        return approved(self._sound, self._approver, earlier)

    def _unsigned_pdf(self) -> bytes:
        pdf = self._sound["audit.pdf"]
        end = b"%%EOF\n"
        return pdf[: pdf.index(end) + len(end)]

    def _with_new_page(self, pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        kids = writer.prev.root["/Pages"]["/Kids"]
        page = kids[self._chance.randrange(len(kids))]
        shown = f"BT /F1 12 Tf ({word(self._chance)}) Tj ET".encode()
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=shown))
        writer.update_container(page)
        out = io.BytesIO()
        writer.write(out)  # type: ignore[no-untyped-call]
        return out.getvalue()

    def _signed(self, files: Files) -> bytes:
        return self._pack(signed_by(self._signer, files, self._at))

    def _pack(self, files: Files) -> bytes:
        return pack(files)


DISAGREEMENTS: Mapping[str, Callable[[NonsenseMaker, str], bytes]] = {
    **{f"pages: {name}": NonsenseMaker.pages for name in SHOWN},
    **{f"embedded: {name}": NonsenseMaker.embedded for name in (*SHOWN, *CLAIMED) if name != "question"},
    **{f"workbook: {name}": NonsenseMaker.workbook for name in SHOWN},
    **{f"data: {name}": NonsenseMaker.data for name in SHOWN if name not in {"reference"}},
    **{f"claim: {name}": NonsenseMaker.claim for name in CLAIMED if name not in {"pictures"}},
    "workbook bytes": NonsenseMaker.workbook_bytes,
    "topic: stated": NonsenseMaker.topic,
    "topic: not stated": NonsenseMaker.topic,
    "time in the PDF": NonsenseMaker.pdf_time,
    "updated PDF": NonsenseMaker.pdf_update,
    "bytes of the PDF": NonsenseMaker.pdf_bytes,
    "page that the approver replaced": NonsenseMaker.approved_page,
    "approved long before": NonsenseMaker.approved_long_before,
}
"""What disagrees, and what makes it. "pages: agency": the pages alone state another agency."""

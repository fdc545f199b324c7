"""A long audit in many scripts: twelve comments of 1,200 words, sixty actions, pictures, three earlier returns."""

from __future__ import annotations

import datetime as dt
import io
from functools import partial
from itertools import cycle, islice

import msgspec
from PIL import Image, ImageDraw

from s11desk.domain.audits.audit import Action, ActionStatus, Answer, Evidence, ReturnRecord
from s11desk.domain.topics.topic import Question, QuestionKind
from s11desk.report.kinds.documents import PictureFile
from tests.report.sample import AUDIT, MADE, QUOTED, TOPIC

WORDS_EACH = 1200
_SENTENCES = (
    "Every member of staff reads the policy in their first week and says in supervision what it means for their work.",
    "Mae pob aelod o staff yn darllen y polisi; rydym yn gwrando ar blant yn Ŵyneb, tŷ a dŵr.",
    "Każdy pracownik zna zasady i wie, do kogo się zwrócić: zażółć gęślą jaźń.",
    "Κάθε μέλος του προσωπικού γνωρίζει την πολιτική και ξέρει πού να απευθυνθεί.",
    "Каждый сотрудник знает правила и знает, к кому обратиться за помощью.",
    "The young people drew it \U0001f600\U0001f44d\U0001f3fd and wrote “we feel safe” – most of them.",
    "כל אחד יודע למי לפנות and كل موظف يعرف السياسة stand in their letters too.",
    '<b>Not bold</b> & not an entity: &amp; <para> =HYPERLINK("x") 100 % {of} (it) \\n.',
)


def comment(number: int) -> str:
    """1,200 words in paragraphs; each question begins in another script."""
    sentences = islice(cycle(_SENTENCES), number, None)
    words = list(islice((word for sentence in sentences for word in sentence.split()), WORDS_EACH))
    return "\n\n".join(" ".join(words[first : first + 150]) for first in range(0, WORDS_EACH, 150))


def _question(number: int) -> Question:
    text = f"Question {number} of twelve: is your agency assured that its staff know what to do, and can it show this?"
    return Question(f"q{number}", text, QuestionKind.JUDGEMENT, QUOTED, scale="judgement")


LONG_TOPIC = msgspec.structs.replace(
    TOPIC, title="Topic 9: Everything at length", questions=tuple(_question(number) for number in range(1, 13))
)


def _action(number: int) -> Action:
    sentence = _SENTENCES[number % len(_SENTENCES)]
    return Action(
        f"A{number}",
        f"q{number % 12 + 1}" if number % 7 else "",
        f"Area {number}: {sentence}",
        f"Step {number}. {sentence} {sentence}",
        "Tomasz \u0141ukaszewicz",
        "Deputy Head of Services",
        "Two half-days; trainer from the partnership",
        dt.date(2026, 9, 1) + dt.timedelta(days=number) if number % 5 else None,
        "Nine of ten pass the short quiz",
        sentence if number % 3 else "",
        list(ActionStatus)[number % 3],
    )


def _photograph() -> bytes:
    image = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    ImageDraw.Draw(image).ellipse((200, 200, 1000, 900), fill=(27, 87, 176))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def _drawing() -> bytes:
    """A shape on a transparent background."""
    image = Image.new("RGBA", (500, 700))
    ImageDraw.Draw(image).polygon(((250, 40), (460, 660), (40, 660)), fill=(168, 32, 26, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


CONTENTS = {"P1": _photograph(), "P2": _drawing(), "P3": b"\x89PNG\r\n\x1a\n and then nothing"}

EVIDENCE = tuple(
    Evidence(name, file, file[-3:], len(CONTENTS[name]), name[1] * 64, questions, MADE)
    for name, file, questions in (
        ("P1", "Display in the entrance hall, May 2026.jpg", ("q1", "q4")),
        ("P2", "Zażółć \U0001f600 <drawing>.png", ("q1",)),
        ("P3", "broken.png", ("q1",)),
    )
)


def pictures() -> tuple[PictureFile, ...]:
    return tuple(PictureFile(name, partial(io.BytesIO, content)) for name, content in CONTENTS.items())


LONG_AUDIT = msgspec.structs.replace(
    AUDIT,
    answers=tuple(
        Answer(f"q{number}", choice=("yes", "partly", "no", "na")[number % 4], comment=comment(number))
        for number in range(1, 13)
    ),
    actions=tuple(_action(number) for number in range(1, 61)),
    evidence=EVIDENCE,
    exports=tuple(
        ReturnRecord(number, f"D7F3-A2C1-{number}", MADE - dt.timedelta(days=40 - number), f"{number}" * 64, "0" * 64)
        for number in range(1, 4)
    ),
)
"""The long audit; three returns were made from it before."""

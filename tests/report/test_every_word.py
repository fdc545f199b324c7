"""For any typed text in any script from the left, three readers find every word once and in reading order.

Each typed word ends in its own number, so that the test notices a lost, doubled or misplaced word.
"""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, Person
from s11desk.report.kinds.documents import DraftCopy, write_draft_copy
from s11desk.report.letters.typeface import typeface_for
from s11desk.report.page.page_layout import NEWEST
from tests.report.reading import bytes_of, page_texts, solid
from tests.report.sample import ACTIONS, ANSWERS, AUDIT, MADE, TOPIC
from tests.report.structure import structure

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
TOKEN = re.compile("§(\\d+)§")
SCRIPTS = (
    "abcdefXYZ019",
    "ŵŷâêîôû",
    "ąćęłńóśźżŁ",
    "αβγδέήίόύώΩ",
    "абвгдёжЩъыэюя",
    "\U0001f600\U0001f44d\U0001f3fd\u200d\u2764\ufe0f",
    "\u0e01\u0e02\u0e03\u1100\u202e\u200f",
    "\u0915\u093f\u0930\u094d\u0937\u0940\u0964",  # letters that join, and signs that stand before their letter
    "\u0995\u09cb\u09cd\u09b7\u09bf",
    "\u0b95\u0bca\u0bb7\u0bcd\u0bc8",
    "ae\u0308q\u0323\u0307",
    "<>&;\\/()[]{}%'\"=+@|-–—…",
    ("e\u0301", "\t", "\u00a0", "\x07", "\ue000", "\u4e2d"),  # an accent alone twice is one to pdfium
)
LONG = "W" * 150
WORD = st.one_of(
    *(st.lists(st.sampled_from(script), min_size=1, max_size=12).map("".join) for script in SCRIPTS), st.just(LONG)
)
LINE = st.lists(WORD, min_size=1, max_size=6)
MAYBE_LINE = st.one_of(st.just([]), LINE)
PARAGRAPHS = st.one_of(st.just([]), LINE, st.lists(WORD, min_size=40, max_size=400))
SEPARATORS = st.lists(st.sampled_from([" ", " ", " ", "\n", "\n\n"]), min_size=7, max_size=7)


@dataclass
class Typist:
    """Numbers every typed word. ``texts``: all typed texts, in reading order.

    Up to the action plan, all readers read the pages in the same order. Where a row of the plan continues on the next
    page, only the structure tree joins the parts of its cells.
    """

    between: list[str]
    texts: list[str] = field(default_factory=list)
    count: int = 0
    before_the_plan: int = 0

    def line(self, words: list[str]) -> str:
        return self._typed(words, itertools.repeat(" "))

    def paragraphs(self, words: list[str]) -> str:
        return self._typed(words, itertools.cycle(self.between))

    def _typed(self, words: list[str], between: Iterator[str]) -> str:
        numbered = []
        for word in words:
            numbered.append(f"{word}-§{self.count}§")  # a line may end at the dash, never inside the number
            self.count += 1
        text = "".join(piece for pair in zip(numbered, between, strict=False) for piece in pair).rstrip(" \n")
        self.texts.append(text)
        return text


@st.composite
def typed_audits(draw: st.DrawFn) -> tuple[Audit, Typist]:
    """The sample's answers in the topic's order and then its action plan, with newly typed texts."""
    typist = Typist(draw(SEPARATORS))
    answers: list[Answer] = []
    evidence: list[Evidence] = []
    for answer in ANSWERS:
        answers.append(_typed_answer(draw, typist, answer))
        if words := draw(MAYBE_LINE):
            name = f"E{len(evidence) + 1}"
            file, caption = typist.line(words), typist.line(draw(MAYBE_LINE))
            evidence.append(Evidence(name, file, "pdf", 10, "f" * 64, (answer.question,), MADE, caption))
    typist.before_the_plan = typist.count
    actions = [_typed_action(draw, typist, action) for action in ACTIONS[: draw(st.integers(0, len(ACTIONS)))]]
    changed = {"answers": tuple(answers), "evidence": tuple(evidence), "actions": tuple(actions)}
    return msgspec.structs.replace(AUDIT, **changed), typist


def _typed_answer(draw: st.DrawFn, typist: Typist, answer: Answer) -> Answer:
    people = tuple(
        Person(person.role, *(typist.line(draw(MAYBE_LINE)) for _ in ("name", "job title", "e-mail", "telephone")))
        for person in answer.people
    )
    other = typist.line(draw(LINE)) if answer.other else ""
    text = typist.paragraphs(draw(PARAGRAPHS)) if answer.text else ""
    comment = typist.paragraphs(draw(PARAGRAPHS))
    reason = typist.paragraphs(draw(MAYBE_LINE))
    return msgspec.structs.replace(answer, people=people, other=other, text=text, comment=comment, reason=reason)


def _typed_action(draw: st.DrawFn, typist: Typist, action: Action) -> Action:
    """``action`` with texts typed in the order of the sample's columns."""
    columns = ("area", "action", "lead", "job_role", "resources", "measure", "progress")
    return msgspec.structs.replace(action, **{column: typist.line(draw(MAYBE_LINE)) for column in columns})


def numbers(text: str) -> list[int]:
    """The numbers of the words in ``text``, even of words broken over lines or cells."""
    return [int(number) for number in TOKEN.findall(solid(text))]


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # shrinking so large an example would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(typed_audits())
def test_every_typed_word_is_found_once_and_in_order(typed: tuple[Audit, Typist]) -> None:
    audit, typist = typed
    content = bytes_of(lambda out: write_draft_copy(out, DraftCopy(TOPIC, audit, MADE), FONTS))
    every = list(range(typist.count))
    tree_text = "".join(element.text for element in structure(content))
    assert numbers(tree_text) == every
    for read in ("".join(page_texts(content)), extracted(content)):
        assert sorted(numbers(read)) == every
        assert numbers(read)[: typist.before_the_plan] == every[: typist.before_the_plan]
    typeface = typeface_for(FONTS, NEWEST)
    for text in typist.texts:
        assert solid(typeface.printable(text)) in solid(tree_text)


def extracted(content: bytes) -> str:
    """The text that pdftotext reads, in the order of drawing."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(
        [program, "-raw", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()

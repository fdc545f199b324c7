"""Search finds a text, its page and its place on the page."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PIL import Image

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.audits.search import SearchHit, TextPlace, search
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Action, Answer, Person, PrivateNote
from s11desk.domain.topics.topic import Guidance
from tests.app.conftest import keep
from tests.samples import ORIGIN, small_topic


@pytest.fixture
def searchable_id(workspace: Workspace, tmp_path: Path) -> str:
    """A draft with a word to find in each kind of text."""
    topic = small_topic()
    guided = msgspec.structs.replace(topic.questions[2], guidance=("g",), help="Look in the handbook")
    questions = (*topic.questions[:2], guided, *topic.questions[3:])
    advice = Guidance("g", "Lone workers", (ORIGIN,), "Say how lone workers are kept safe.")
    keep(workspace, msgspec.structs.replace(topic, version=2, questions=questions, guidance=(advice,)))
    audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
    save_answer(workspace, audit_id, Answer("people", people=(Person("completer", name="Zoë Quill"),)))
    save_answer(workspace, audit_id, Answer("policy", choice="blue", comment="Heron leads on it"))
    save_action(workspace, audit_id, Action(action="Buy whistles"))
    Image.new("RGB", (4, 3)).save(tmp_path / "rota-may.png")
    attach(workspace, audit_id, "policy", tmp_path / "rota-may.png")
    return audit_id


def test_questions_answers_guidance_actions_and_files_are_searched(workspace: Workspace, searchable_id: str) -> None:
    def first(text: str) -> SearchHit:
        return search(workspace, searchable_id, text)[0]

    found = {text: (first(text).question_id, first(text).where, first(text).item) for text in (
        "question policy", "handbook", "lone work", "zoe", "blue", "heron", "whistles", "rota"
    )}  # fmt: skip
    assert found == {
        "question policy": ("policy", TextPlace.QUESTION, ""),
        "handbook": ("policy", TextPlace.HELP, ""),
        "lone work": ("policy", TextPlace.GUIDANCE, ""),
        "zoe": ("people", TextPlace.PERSON, ""),
        "blue": ("policy", TextPlace.CHOICE, ""),
        "heron": ("policy", TextPlace.COMMENT, ""),
        "whistles": ("", TextPlace.ACTION, "A1"),
        "rota": ("policy", TextPlace.FILE_NAME, "E1"),
    }
    assert first("heron").excerpt == "Heron leads on it"


def test_an_answer_on_a_hidden_page_is_not_found(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("policy", choice="no"))
    save_answer(workspace, audit_id, Answer("training", choice="yes", comment="heron"))
    assert [hit.question_id for hit in search(workspace, audit_id, "heron")] == ["training"]
    save_answer(workspace, audit_id, Answer("policy", choice="na", reason="r"))
    assert search(workspace, audit_id, "heron") == ()
    assert search(workspace, audit_id, "") == ()


def test_hits_are_in_the_order_of_the_pages(workspace: Workspace, searchable_id: str) -> None:
    save_note(workspace, searchable_id, PrivateNote("story", "Ask the heron people"))
    save_answer(workspace, searchable_id, Answer("story", text="heron heron heron"))
    found = [(hit.question_id, hit.where) for hit in search(workspace, searchable_id, "heron")]
    assert found == [("policy", TextPlace.COMMENT), ("story", TextPlace.TEXT), ("story", TextPlace.NOTE)]

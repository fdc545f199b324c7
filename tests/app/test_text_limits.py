"""A text that is too long is refused before anything is saved. What an older version saved can still be shortened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.asking.ask_questions import AskChoice, ask_questions
from s11desk.app.asking.send_back import ReplyChoice, send_back
from s11desk.app.asking.take_questions import begin_answering, look_into_questions
from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.answers_file import apply_answers_file
from s11desk.app.audits.attachments import attach, caption_evidence
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import add_known_signer
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_in
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.app.returns.making.make import require_complete
from s11desk.domain.audits.audit import Action, Answer, Person, PrivateNote
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT, NAME_LIMIT
from s11desk.errors.answer_errors import TextTooLong
from tests.samples import NOON

Save = Callable[[Workspace, str, int], object]
LONG, LINE = LONG_LIMIT + 1, LINE_LIMIT + 1


def complete(workspace: Workspace, audit_id: str) -> None:
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"), Person("substitute", "Kim"))
    save_answer(workspace, audit_id, Answer("agency", choice="gp"))
    save_answer(workspace, audit_id, Answer("people", people=people))
    save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))


def from_file(workspace: Workspace, audit_id: str, length: int) -> object:
    content = json.dumps({"answers": [{"question": "story", "text": "x" * length}]}).encode()
    return apply_answers_file(workspace, audit_id, content, "answers.json")


def a_caption(workspace: Workspace, audit_id: str, length: int) -> object:
    sample = resources_folder() / "demo" / "good-practice-example.pdf"
    item = attach(workspace, audit_id, "example", sample).audit.evidence[0]
    return caption_evidence(workspace, audit_id, item.id, "x" * length)


def an_answer(answer: Callable[[str], Answer]) -> Save:
    return lambda workspace, audit_id, length: save_answer(workspace, audit_id, answer("x" * length))


SAVES: dict[str, tuple[int, Save]] = {
    "an answer": (LONG, an_answer(lambda text: Answer("story", text=text))),
    "a comment": (LONG, an_answer(lambda text: Answer("policy", choice="yes", comment=text))),
    "an action": (LONG, lambda w, a, length: save_action(w, a, Action(question="policy", action="x" * length))),
    "who leads it": (LINE, lambda w, a, length: save_action(w, a, Action(question="policy", lead="x" * length))),
    "a caption": (LINE, a_caption),
    "a note": (LONG, lambda w, a, length: save_note(w, a, PrivateNote("policy", "x" * length))),
    "a file of answers": (LONG, from_file),
    "an agency": (NAME_LIMIT + 1, lambda w, _, length: begin_draft(w, "sample", "x" * length)),
    "a signer": (NAME_LIMIT + 1, lambda w, _, length: add_known_signer(w.home, "x" * length, "0a" * 32, NOON)),
}


@pytest.mark.parametrize("kind", SAVES)
def test_a_text_that_is_too_long_is_refused_and_one_that_fits_is_saved(
    workspace: Workspace, audit_id: str, kind: str
) -> None:
    too_long, save = SAVES[kind]
    with pytest.raises(TextTooLong) as caught:
        save(workspace, audit_id, too_long)
    assert (caught.value.length, caught.value.limit) == (too_long, too_long - 1)
    assert caught.value.start == "x" * 40
    save(workspace, audit_id, too_long - 1)


def test_a_longer_text_of_an_older_version_is_kept_and_can_be_shortened(workspace: Workspace, audit_id: str) -> None:
    old = Answer("story", text="x" * (LONG_LIMIT + 50))
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        change.put_answer(old, settled=True)
    save_answer(workspace, audit_id, msgspec.structs.replace(old, comment="more"))
    with pytest.raises(TextTooLong):
        save_answer(workspace, audit_id, Answer("story", text="x" * (LONG_LIMIT + 51)))
    save_answer(workspace, audit_id, Answer("story", text="x" * (LONG_LIMIT + 9)))
    assert len(open_draft(workspace, audit_id).audit.answer("story").text) == LONG_LIMIT + 9


def test_no_return_is_made_with_a_text_that_is_too_long(workspace: Workspace, audit_id: str) -> None:
    complete(workspace, audit_id)
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        change.put_answer(Answer("story", text="x" * LONG), settled=True)
    with pytest.raises(TextTooLong):
        require_complete(workspace, audit_id)
    save_answer(workspace, audit_id, Answer("story", text="short"))
    require_complete(workspace, audit_id)


def put_too_long(workspace: Workspace, audit_id: str) -> None:
    """As a version without limits would have saved it."""
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        change.put_answer(Answer("story", text="x" * LONG), settled=True)


def test_no_colleague_is_sent_a_text_that_is_too_long(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    questions = ask_questions(workspace, audit_id, tmp_path / "q", AskChoice(("story",))).file.path
    put_too_long(workspace, audit_id)
    with pytest.raises(TextTooLong):
        ask_questions(workspace, audit_id, tmp_path / "q2", AskChoice(("story",)))
    theirs = begin_answering(workspace, look_into_questions(workspace, questions))
    put_too_long(workspace, theirs)
    with pytest.raises(TextTooLong):
        send_back(workspace, theirs, tmp_path / "a", ReplyChoice("Kim"))
    assert {one.name for one in tmp_path.iterdir() if one.is_file()} == {"q.s11questions"}


def test_a_longer_text_of_an_older_version_moves_with_its_audit_and_is_named(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    put_too_long(workspace, audit_id)
    out = write_draft_file(workspace, audit_id, tmp_path / "m", MoveChoice(MovePurpose.COPY)).path
    seen = look_into_draft_file(workspace, out)
    assert seen.is_too_long
    assert len(open_draft(workspace, take_in(workspace, seen).audit).audit.answer("story").text) == LONG

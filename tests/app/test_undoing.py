"""Undo reverts one change after another. The journal records it as a change and loses no entry."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from s11desk.app.audits.actions import remove_action, save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, caption_evidence, detach
from s11desk.app.audits.drafts import draft_history, open_draft, settle_draft
from s11desk.app.audits.undo import redo_last, undo_last
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.action_plan import is_untouched
from s11desk.domain.audits.audit import Action, Answer, Audit
from s11desk.errors.evidence_errors import EvidenceGone
from s11desk.store.rows.journal import EventKind
from tests.samples import small_topic

TOPIC = small_topic()


def written_texts(audit: Audit) -> tuple[object, ...]:
    """The texts of people. It leaves out empty action lines, which the program adds and removes with answers."""
    answers = sorted((a for a in audit.answers if not a.is_blank()), key=lambda answer: answer.question)
    return (*answers, *sorted((a for a in audit.actions if not is_untouched(TOPIC, a)), key=lambda action: action.id))


def test_changes_are_undone_one_by_one_from_the_last(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("story", text="One"))
    save_answer(workspace, audit_id, Answer("motto", text="Safe"))
    save_answer(workspace, audit_id, Answer("story", text="Two"))
    shown = []
    while (draft := undo_last(workspace, audit_id)) is not None:
        shown.append((draft.audit.answer("story").text, draft.audit.answer("motto").text))
    assert shown == [("One", "Safe"), ("One", ""), ("", "")]
    assert undo_last(workspace, audit_id) is None
    history = draft_history(workspace, audit_id)
    assert [entry.what for entry in history] == [EventKind.BEGUN] + [EventKind.ANSWERED] * 3 + [EventKind.UNDONE] * 3
    assert [(entry.subject, entry.old, entry.new) for entry in history[4:]] == [
        (entry.subject, entry.new, entry.old or msgspec.json.encode(Answer(entry.subject)).decode())
        for entry in reversed(history[1:4])
    ]


def test_a_change_after_an_undo_is_undone_before_earlier_changes(workspace: Workspace, audit_id: str) -> None:
    for text in ("One", "Two"):
        save_answer(workspace, audit_id, Answer("story", text=text))
    undo_last(workspace, audit_id)
    save_answer(workspace, audit_id, Answer("story", text="Three"))
    texts = []
    while (draft := undo_last(workspace, audit_id)) is not None:
        texts.append(draft.audit.answer("story").text)
    assert texts == ["One", ""]


def test_unsettled_typing_is_undone_as_one_change(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("story", text="Before"))
    for text in ("Before t", "Before th", "Before this"):
        save_answer(workspace, audit_id, Answer("story", text=text), settled=False)
    draft = undo_last(workspace, audit_id)
    assert draft is not None
    assert draft.audit.answer("story").text == "Before"


def test_undoing_an_answer_removes_its_empty_line_but_no_written_line(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("policy", choice="no"))
    undone = undo_last(workspace, audit_id)
    assert undone is not None
    assert (undone.audit.actions, undone.audit.answer("policy").choice) == ((), "")
    (line,) = save_answer(workspace, audit_id, Answer("policy", choice="no")).audit.actions
    save_action(workspace, audit_id, msgspec.structs.replace(line, lead="Amina"))
    save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    undone = undo_last(workspace, audit_id)
    assert undone is not None
    assert (undone.audit.answer("policy").choice, undone.audit.actions[0].lead) == ("no", "Amina")
    undone = undo_last(workspace, audit_id)
    assert undone is not None
    assert undone.audit.actions == (line,)


def test_a_removed_line_replaces_the_empty_line_when_it_comes_back(workspace: Workspace, audit_id: str) -> None:
    (line,) = save_answer(workspace, audit_id, Answer("policy", choice="no")).audit.actions
    written = msgspec.structs.replace(line, lead="Amina")
    save_action(workspace, audit_id, written)
    remove_action(workspace, audit_id, line.id)
    undone = undo_last(workspace, audit_id)
    assert undone is not None
    assert undone.audit.actions == (written,)


def test_changes_to_files_are_undone(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    save_answer(workspace, audit_id, Answer("story", text="One"))
    Image.new("RGB", (4, 3)).save(tmp_path / "a.png")
    (item,) = attach(workspace, audit_id, "policy", tmp_path / "a.png").audit.evidence
    (captioned,) = caption_evidence(workspace, audit_id, item.id, "Our poster").audit.evidence
    detach(workspace, audit_id, item.id)
    shown = []
    while (undone := undo_last(workspace, audit_id)) is not None:
        shown.append((undone.audit.evidence, undone.audit.answer("story").text))
    assert shown == [((captioned,), "One"), ((item,), "One"), ((), "One"), ((), "")]


def test_undone_changes_can_be_redone_until_the_next_change(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    Image.new("RGB", (4, 3)).save(tmp_path / "a.png")
    (item,) = attach(workspace, audit_id, "policy", tmp_path / "a.png").audit.evidence
    (line,) = save_answer(workspace, audit_id, Answer("policy", choice="no")).audit.actions
    save_action(workspace, audit_id, msgspec.structs.replace(line, lead="Amina"))
    detach(workspace, audit_id, item.id)
    last = written_texts(open_draft(workspace, audit_id).audit)
    for _ in range(4):
        assert undo_last(workspace, audit_id) is not None
    assert undo_last(workspace, audit_id) is None
    steps = []
    while (redone := redo_last(workspace, audit_id)) is not None:
        steps.append((len(redone.audit.evidence), redone.audit.answer("policy").choice))
    assert steps == [(1, ""), (1, "no"), (1, "no"), (0, "no")]
    assert written_texts(open_draft(workspace, audit_id).audit) == last
    undo_last(workspace, audit_id)
    save_answer(workspace, audit_id, Answer("motto", text="Safe"))
    assert redo_last(workspace, audit_id) is None


def test_a_file_missing_from_the_vault_cannot_come_back(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    Image.new("RGB", (4, 3)).save(tmp_path / "a.png")
    (item,) = attach(workspace, audit_id, "policy", tmp_path / "a.png").audit.evidence
    detach(workspace, audit_id, item.id)
    workspace.vault.path(item.sha256).unlink()
    with pytest.raises(EvidenceGone):
        undo_last(workspace, audit_id)
    assert open_draft(workspace, audit_id).audit.evidence == ()


def _change(workspace: Workspace, audit_id: str, chance: random.Random, word: str) -> None:
    plan = open_draft(workspace, audit_id).audit.actions
    match chance.randrange(6):
        case 0 | 1:
            choice = chance.choice(["yes", "blue", "no", "na"])
            save_answer(workspace, audit_id, Answer("policy", choice=choice, comment=word))
        case 2:
            save_answer(workspace, audit_id, Answer("story", text=word), settled=False)
            settle_draft(workspace, audit_id)  # as the window does when it leaves a page
        case 3:
            save_action(workspace, audit_id, Action(question=chance.choice(["", "policy"]), action=word))
        case 4 if plan:
            save_action(workspace, audit_id, msgspec.structs.replace(chance.choice(plan), lead=word))
        case 5 if plan:
            remove_action(workspace, audit_id, chance.choice(plan).id)
        case _:
            save_answer(workspace, audit_id, Answer("motto", text=word))


@pytest.mark.parametrize("seed", range(10))
def test_undo_leads_back_to_the_beginning_after_random_changes(workspace: Workspace, audit_id: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    states = [written_texts(open_draft(workspace, audit_id).audit)]
    for number in range(15):
        _change(workspace, audit_id, chance, f"word {number}")
        states.append(written_texts(open_draft(workspace, audit_id).audit))
    states_back = [states[-1]]
    while (undone := undo_last(workspace, audit_id)) is not None:
        states_back.append(written_texts(undone.audit))
    assert [state for state, _ in itertools.groupby(states_back)] == [
        state for state, _ in itertools.groupby(states[::-1])
    ]
    states_forward = [states_back[-1]]
    while (redone := redo_last(workspace, audit_id)) is not None:
        states_forward.append(written_texts(redone.audit))
    assert [state for state, _ in itertools.groupby(states_forward)] == [
        state for state, _ in itertools.groupby(states)
    ]

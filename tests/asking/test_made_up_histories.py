"""Portable drafts with a made-up history of questions to colleagues, a made-up agency or made-up ids of actions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.draft_format import JOURNAL, decode_line, encode_line
from s11desk.app.moves.take_in_draft import look_into_draft_file
from s11desk.domain.audits.audit import Action, Answer
from s11desk.errors.move_errors import DraftFileFault, DraftFileRefused
from s11desk.store.rows.journal import EventKind, JournalEntry
from tests.asking.conftest import asked, begun, replied, taken
from tests.moves.conftest import bring_in, move
from tests.moves.making_draft_files import Parts, pack, parts_of, with_json

Kim = tuple[Workspace, ...]


@pytest.fixture
def of_lead_and_kim(workspace: Workspace, audit_id: str, colleagues: Kim, tmp_path: Path) -> tuple[Parts, Parts]:
    """The audit of a lead who asked and took answers in, and that of the colleague, as portable drafts."""
    theirs = begun(colleagues[0], asked(workspace, audit_id, tmp_path / "q"))
    save_answer(colleagues[0], theirs, Answer("story", text="Theirs"))
    taken(workspace, replied(colleagues[0], theirs, tmp_path / "a"))
    lead, kim = (
        move(workspace, audit_id, tmp_path / "lead.s11draft"),
        move(colleagues[0], theirs, tmp_path / "kim.s11draft"),
    )
    return parts_of(lead.read_bytes()), parts_of(kim.read_bytes())


def with_lines(parts: Parts, kind: EventKind, *, subject: str = "", **changes: object) -> Parts:
    """Change each line of a kind. ``changes``: inside its new value; without any, the value is gone."""

    def changed(entry: JournalEntry) -> JournalEntry:
        if entry.what is not kind:
            return entry
        new = msgspec.json.encode(msgspec.json.decode(entry.new) | changes).decode() if changes else ""
        return msgspec.structs.replace(entry, subject=subject or entry.subject, new=new)

    lines = parts[JOURNAL].splitlines(keepends=True)
    return parts | {JOURNAL: b"".join(encode_line(changed(decode_line(line))) for line in lines)}


MADE_UP: tuple[tuple[int, EventKind, str, dict[str, object]], ...] = (
    (0, EventKind.ASKED, "", {}),
    (0, EventKind.ASKED, "0" * 16, {"colleague": "Kim"}),
    (0, EventKind.ASKED, "", {"request": "../../x"}),
    (0, EventKind.MERGED, "", {}),
    (0, EventKind.MERGED, "", {"name": "a\x1b[2J"}),
    (0, EventKind.MERGED, "", {"file": "../x"}),
    (0, EventKind.MERGED, "", {"earlier": ["0" * 16, "0" * 16]}),
    (1, EventKind.ASKED_HERE, "", {}),
    (1, EventKind.ASKED_HERE, "", {"audit": "../../x"}),
    (1, EventKind.ASKED_HERE, "", {"whole_topic": "x"}),
    (1, EventKind.ASKED_HERE, "", {"colleague": "a\nb"}),
    (1, EventKind.ASKED_HERE, "", {"line": "a\u202eb"}),
    (1, EventKind.SENT_BACK, "../x", {}),
)


@pytest.mark.parametrize("case", range(len(MADE_UP)))
def test_a_made_up_line_about_questions_is_refused(
    of_lead_and_kim: tuple[Parts, Parts], colleagues: Kim, tmp_path: Path, case: int
) -> None:
    whose, kind, subject, changes = MADE_UP[case]
    path = tmp_path / "made up.s11draft"
    path.write_bytes(pack(with_lines(of_lead_and_kim[whose], kind, subject=subject, **changes)))
    with pytest.raises(DraftFileRefused) as refused:
        look_into_draft_file(colleagues[1], path)
    assert refused.value.fault is DraftFileFault.JOURNAL


@pytest.mark.parametrize("agency", ["a\u202eb", "a\u2028b", "a" * 5_000, "\u200b", "\u2067" * 300])
def test_an_agency_of_a_strangers_draft_stops_neither_questions_nor_answers(
    of_lead_and_kim: tuple[Parts, Parts], colleagues: Kim, tmp_path: Path, agency: str
) -> None:
    for number, parts in enumerate(of_lead_and_kim):
        path = tmp_path / f"{number}.s11draft"
        path.write_bytes(pack(with_json(parts, audit={"agency": agency})))
        made = bring_in(colleagues[1 + number], path).audit
        if number:
            replied(colleagues[2], made, tmp_path / "answers")
        else:
            asked(colleagues[1], made, tmp_path / "questions")


STRANGE_IDS = ["A\u00b2", "A\u0663", "A" + "9" * 5_000, "A10000000", "x", "A0", "a1", "A1\n", "E1"]


@pytest.mark.parametrize("name", STRANGE_IDS)
def test_an_action_with_an_id_that_the_program_never_gives_is_refused(
    of_lead_and_kim: tuple[Parts, Parts], colleagues: Kim, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "made up.s11draft"
    actions = [{"id": name, "question": "policy", "area": "Theirs"}]
    path.write_bytes(pack(with_json(of_lead_and_kim[0], audit={"actions": actions})))
    with pytest.raises(DraftFileRefused) as refused:
        look_into_draft_file(colleagues[1], path)
    assert refused.value.fault is DraftFileFault.ANSWERS
    path.write_bytes(pack(with_lines(of_lead_and_kim[0], EventKind.PLANNED, id=name)))
    with pytest.raises(DraftFileRefused) as refused:
        look_into_draft_file(colleagues[1], path)
    assert refused.value.fault is DraftFileFault.JOURNAL


def test_an_action_with_the_highest_id_stops_no_saving(
    of_lead_and_kim: tuple[Parts, Parts], colleagues: Kim, tmp_path: Path
) -> None:
    path = tmp_path / "made up.s11draft"
    actions = [{"id": name, "question": "policy", "area": "Theirs"} for name in ("A1", "A9999999")]
    path.write_bytes(pack(with_json(of_lead_and_kim[0], audit={"actions": actions})))
    audit_id = bring_in(colleagues[1], path).audit
    for number in range(3):
        saved = save_action(colleagues[1], audit_id, Action(area="Mine", action=f"Do {number}"))
    assert [action.id for action in saved.audit.actions] == ["A1", "A9999999", "A2", "A3", "A4"]

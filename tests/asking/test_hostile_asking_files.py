"""Files with questions or answers that were changed, cut short or made up: none is taken in, each has its reason."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s11desk.app.asking.take_answers import look_into_answers
from s11desk.app.asking.take_questions import look_into_questions
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import FileKind, find_file_kind
from s11desk.app.moves.draft_format import TOPIC
from s11desk.domain.audits.audit import Answer
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT
from s11desk.errors.asking_errors import AnswersToOtherQuestions
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from tests.app.conftest import SteppingClock, keep
from tests.app.test_attaching import picture
from tests.asking.conftest import PASSPHRASE, asked, begun, new_audit, replied
from tests.asking.making_asking_files import (
    Parts,
    is_refused,
    json_name,
    json_of,
    pack,
    part_in,
    parts_of,
    read,
    with_json,
)
from tests.damage import with_flipped_bit
from tests.samples import small_topic

F = DraftFileFault
FLIPS = int(os.environ.get("S11DESK_FLIPS", "150"))
"""A campaign tries more of them: ``S11DESK_FLIPS=5000`` (benchmarks/README.md)."""

Kim = tuple[Workspace, ...]
Files = tuple[bytes, bytes]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A file with questions, and one with answers."""
    folder = tmp_path_factory.mktemp("files")
    with Workspace(Home(folder / "home"), SteppingClock()) as lead, Workspace(Home(folder / "kim")) as kim:
        keep(lead, small_topic())
        return files_of(lead, kim, folder)


def files_of(lead: Workspace, kim: Workspace, folder: Path) -> Files:
    questions = asked(lead, new_audit(lead), folder / "q")
    theirs = begun(kim, questions)
    save_answer(kim, theirs, Answer("story", text="Theirs, in Zürich"))
    attach_bytes(kim, theirs, "example", PastedFile("photo.png", picture("blue")))
    return questions.read_bytes(), replied(kim, theirs, folder / "a").read_bytes()


def test_what_the_program_wrote_is_made_again_byte_for_byte(files: Files) -> None:
    for content in files:
        assert pack(parts_of(content)) == content


def test_no_flipped_bit_is_taken_in(files: Files) -> None:
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for content, is_questions in zip(files, (True, False), strict=True):
        for bit in chance.sample(range(len(content) * 8), min(FLIPS, len(content) * 8)):
            assert is_refused(with_flipped_bit(content, bit), is_questions=is_questions), bit


def test_a_file_that_was_cut_short_or_has_more_at_its_end_is_refused(files: Files) -> None:
    for content, is_questions in zip(files, (True, False), strict=True):
        for share in (0.0, 0.1, 0.5, 0.9, 0.999):
            cut = content[: int(len(content) * share)]
            assert is_refused(cut, is_questions=is_questions)
            assert is_refused(content + cut + b"x", is_questions=is_questions)


def test_one_kind_is_not_read_as_the_other(files: Files) -> None:
    questions, answers = files
    assert is_refused(questions, is_questions=False)
    assert is_refused(answers, is_questions=True)


def test_no_mutation_raises_anything_but_a_refusal(files: Files) -> None:
    """Of a part, inside a container whose check sums are right again."""
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for content, is_questions in zip(files, (True, False), strict=True):
        parts = parts_of(content)
        for _ in range(FLIPS):
            name = chance.choice(list(parts))
            changed = bytearray(parts[name])
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(changed) + 1)
                changed[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
            is_refused(pack(parts | {name: bytes(changed)}), is_questions=is_questions)  # anything else fails here


def first(parts: Parts, key: str, **changes: Any) -> dict[str, list[dict[str, Any]]]:
    """The list ``key`` of what is asked or answered, with changes in its first entry."""
    found = part_in(parts)[key]
    return {key: [found[0] | changes, *found[1:]]}


def other_content(parts: Parts, content: bytes) -> Parts:
    """A file of evidence with another content, and everything that states it brought up to date."""
    name = next(name for name in parts if name.startswith("evidence/"))
    before, sha256 = name[9:73], hashlib.sha256(content).hexdigest()
    new = {"sha256": sha256, "size": len(content)}
    items = [one | (new if one["sha256"] == before else {}) for one in part_in(parts)["evidence"]]
    rest = {key: value for key, value in parts.items() if key != name} | {f"evidence/{sha256}.png": content}
    changed = with_json({key: rest[key] for key in (json_name(parts), TOPIC)}, part={"evidence": items})
    return changed | {key: rest[key] for key in sorted(rest) if key.startswith("evidence/")}


NO_FILES = {"answers": None, "actions": None, "evidence": None}
BOTH: dict[str, tuple[Callable[[Parts], Parts], DraftFileFault]] = {
    "an unknown key": (lambda p: with_json(p, extra=1), F.DATA),
    "an unknown key inside": (lambda p: with_json(p, part={"extra": 1}), F.DATA),
    "a default that is stated": (
        lambda p: with_json(p, part={"answers": part_in(p)["answers"], "exports": []}),
        F.DATA,
    ),
    "an older format": (lambda p: with_json(p, format=0), F.DATA),
    "no JSON": (lambda p: p | {json_name(p): b"\xff"}, F.DATA),
    "another form": (lambda p: p | {json_name(p): p[json_name(p)] + b" "}, F.DATA),
    "deep JSON": (lambda p: p | {json_name(p): b"[" * 100_000}, F.DATA),
    "a control character": (lambda p: with_json(p, agency="a\x1bb"), F.DATA),
    "no agency": (lambda p: with_json(p, agency=""), F.DATA),
    "an agency of two lines": (lambda p: with_json(p, agency="a\nb"), F.DATA),
    "an agency that turns the reading direction": (lambda p: with_json(p, agency="a\u202eb"), F.DATA),
    "an endless agency": (lambda p: with_json(p, agency="a" * 201), F.DATA),
    "a request that leads elsewhere": (lambda p: with_json(p, asked={"request": "../../x"}), F.DATA),
    "an audit that leads elsewhere": (lambda p: with_json(p, asked={"audit": "../../a-b"}), F.DATA),
    "questions without a digest": (lambda p: with_json(p, asked={"whole_topic": "0"}), F.DATA),
    "an answer to another question": (lambda p: with_json(p, part=first(p, "answers", question="motto")), F.ANSWERS),
    "two answers to one question": (lambda p: with_json(p, part={"answers": part_in(p)["answers"] * 2}), F.ANSWERS),
    "a blank answer": (lambda p: with_json(p, part={"answers": [{"question": "story"}]}), F.ANSWERS),
    "a mark for review": (lambda p: with_json(p, part=first(p, "answers", marked_for_review=True)), F.ANSWERS),
    "an option that the question lacks": (
        lambda p: with_json(p, part={"answers": [{"question": "policy", "choice": "x"}]}),
        F.ANSWERS,
    ),
    "an action on another question": (lambda p: with_json(p, part=first(p, "actions", question="motto")), F.ANSWERS),
    "an action without an id": (lambda p: with_json(p, part={"actions": [{"question": "story"}]}), F.ANSWERS),
    "an action with an id that the program never gives": (
        lambda p: with_json(p, part=first(p, "actions", id="A\u00b2")),
        F.ANSWERS,
    ),
    "two actions of one id": (lambda p: with_json(p, part={"actions": part_in(p)["actions"] * 2}), F.ANSWERS),
    "an endless comment": (lambda p: with_json(p, part=first(p, "answers", comment="a" * (LONG_LIMIT + 1))), F.LENGTH),
    "an endless line of an action": (
        lambda p: with_json(p, part=first(p, "actions", lead="a" * (LINE_LIMIT + 1))),
        F.LENGTH,
    ),
    "an endless caption": (lambda p: with_json(p, part=first(p, "evidence", caption="a" * (LINE_LIMIT + 1))), F.LENGTH),
    "no questions": (lambda p: p | {TOPIC: b"{}"}, F.TOPIC),
    "a file that is stated and missing": (
        lambda p: {name: p[name] for name in p if not name.startswith("evidence/")},
        F.EVIDENCE,
    ),
    "a file that nobody states": (lambda p: with_json(p, part={"evidence": None}), F.EVIDENCE),
    "a file's name that is a path": (lambda p: with_json(p, part=first(p, "evidence", name="../a.png")), F.EVIDENCE),
    "a file's id that is a path": (lambda p: with_json(p, part=first(p, "evidence", id="../E1")), F.EVIDENCE),
    "a file on another question": (lambda p: with_json(p, part=first(p, "evidence", questions=["motto"])), F.EVIDENCE),
    "a file of another size": (lambda p: with_json(p, part=first(p, "evidence", size=1)), F.EVIDENCE),
    "a program under the name of a picture": (lambda p: other_content(p, b"MZ\x90" + b"\0" * 400), F.EVIDENCE),
    "a text under the name of a picture": (lambda p: other_content(p, b"only words"), F.EVIDENCE),
}
QUESTIONS: dict[str, tuple[Callable[[Parts], Parts], DraftFileFault]] = {
    "other questions than are stated": (lambda p: with_json(p, asked={"questions": ["story"]}), F.DATA),
    "questions in another order": (
        lambda p: with_json(p, asked={"questions": json_of(p)["asked"]["questions"][::-1]}),
        F.DATA,
    ),
    "an endless line": (lambda p: with_json(p, asked={"line": "a" * 2_001}), F.DATA),
    "a line that turns the reading direction": (lambda p: with_json(p, asked={"line": "a\u202eb"}), F.DATA),
    "a colleague of two lines": (lambda p: with_json(p, asked={"colleague": "a\nb"}), F.DATA),
    "an action that belongs to no question": (lambda p: with_json(p, part=first(p, "actions", question="")), F.DATA),
}
ANSWERS: dict[str, tuple[Callable[[Parts], Parts], DraftFileFault]] = {
    "no name": (lambda p: with_json(p, name=""), F.DATA),
    "a name of two lines": (lambda p: with_json(p, name="a\nb"), F.DATA),
    "a file with an id of another form": (lambda p: with_json(p, file="ABC"), F.DATA),
    "a file that comes before itself": (lambda p: with_json(p, earlier=[json_of(p)["file"]]), F.DATA),
    "a sender that leads elsewhere": (lambda p: with_json(p, sender="../../a-b"), F.DATA),
}


@pytest.mark.parametrize("name", [*BOTH, *QUESTIONS])
def test_made_up_questions_are_refused_for_their_own_reason(files: Files, name: str) -> None:
    change, fault = (BOTH | QUESTIONS)[name]
    with pytest.raises(DraftFileRefused) as raised:
        read(pack(change(parts_of(files[0]))), is_questions=True)
    assert raised.value.fault is fault


@pytest.mark.parametrize("name", [*BOTH, *ANSWERS])
def test_made_up_answers_are_refused_for_their_own_reason(files: Files, name: str) -> None:
    change, fault = (BOTH | ANSWERS)[name]
    with pytest.raises(DraftFileRefused) as raised:
        read(pack(change(parts_of(files[1]))), is_questions=False)
    assert raised.value.fault is fault


def test_a_file_of_a_newer_program_names_the_version_that_is_needed(files: Files) -> None:
    for content, is_questions in zip(files, (True, False), strict=True):
        with pytest.raises(DraftFileNewer) as raised:
            read(pack(with_json(parts_of(content), format=2, program="9.1", new_key=[1])), is_questions=is_questions)
        assert raised.value.program == "9.1"


def test_answers_to_questions_that_nobody_asked_are_not_taken_in(
    workspace: Workspace, colleagues: Kim, tmp_path: Path
) -> None:
    """A whole file, made by hand: the audit is here, and so is the request."""
    parts = parts_of(files_of(workspace, colleagues[0], tmp_path)[1])
    path = tmp_path / "made up.s11answers"
    path.write_bytes(pack(with_json(parts, whole_topic="0" * 64)))
    with pytest.raises(AnswersToOtherQuestions):
        look_into_answers(workspace, path)
    other = asked(workspace, json_of(parts)["audit"], tmp_path / "another", "story")
    more = parts_of(replied(colleagues[1], begun(colleagues[1], other), tmp_path / "a2").read_bytes())
    path.write_bytes(pack(with_json(more, request=json_of(parts)["request"])))
    with pytest.raises(DraftFileRefused):
        look_into_answers(workspace, path)


def test_no_flipped_bit_of_a_locked_file_is_taken_in(
    workspace: Workspace, audit_id: str, colleagues: Kim, tmp_path: Path
) -> None:
    whole = asked(workspace, audit_id, tmp_path / "locked", passphrase=PASSPHRASE).read_bytes()
    changed = tmp_path / "changed.s11questions"
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for bit in chance.sample(range(8 * 400, len(whole) * 8), 6):  # before that, it takes a derived key to find out
        changed.write_bytes(with_flipped_bit(whole, bit))
        with pytest.raises((EnvelopeAltered, EnvelopeUnreadable, EnvelopeNotForYou)):
            look_into_questions(colleagues[0], changed, PASSPHRASE)
    assert list_drafts(colleagues[0]) == ()


def test_a_refused_file_leaves_the_computer_as_it_was(workspace: Workspace, files: Files, tmp_path: Path) -> None:
    path, before = tmp_path / "bad.s11answers", workspace.home.database.read_bytes()
    path.write_bytes(with_flipped_bit(files[1], files[1].index(b"Theirs") * 8))
    with pytest.raises(DraftFileRefused):
        look_into_answers(workspace, path)
    assert workspace.home.database.read_bytes() == before


def test_a_file_is_known_by_its_content_whatever_its_name_is(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "attachment"
    for content, kind in zip(files, (FileKind.QUESTIONS, FileKind.ANSWERS), strict=True):
        path.write_bytes(content)
        assert find_file_kind(path) is kind

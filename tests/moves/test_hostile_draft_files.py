"""Portable drafts that were changed, cut short or made up: none is taken in, and each is refused in a sentence."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from s11desk.app.audits.drafts import list_drafts
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import FileKind, find_file_kind
from s11desk.app.moves.draft_format import DRAFT_JSON, FORMAT, JOURNAL, TOPIC
from s11desk.app.moves.take_in_draft import look_into_draft_file
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from tests.damage import with_flipped_bit
from tests.moves.conftest import PASSPHRASE, give, move
from tests.moves.making_draft_files import REFUSALS, Parts, is_refused, pack, parts_of, read, with_json

F = DraftFileFault
FLIPS = 400
MUTATIONS = 300


@pytest.fixture
def moved(workspace: Workspace, audit_id: str, tmp_path: Path) -> bytes:
    return move(workspace, audit_id, tmp_path / "moved.s11draft").read_bytes()


@pytest.fixture
def parts(moved: bytes) -> Parts:
    return parts_of(moved)


def test_what_the_program_wrote_is_read_and_made_again_byte_for_byte(moved: bytes, parts: Parts) -> None:
    assert pack(parts) == moved
    assert read(moved).draft.audit.answers


def test_no_flipped_bit_is_taken_in(moved: bytes) -> None:
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    taken = [bit for bit in chance.sample(range(len(moved) * 8), FLIPS) if not is_refused(with_flipped_bit(moved, bit))]
    assert taken == []


def test_no_flipped_bit_of_a_part_is_taken_in_when_the_check_sum_beside_it_is_repaired(
    parts: Parts, moved: bytes
) -> None:
    """Repaired by a disk that knows CRCs, and not the list of digests: another part is then in the container."""
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for name, content in parts.items():
        for bit in chance.sample(range(len(content) * 8), 8):
            listed = pack(parts | {name: with_flipped_bit(content, bit)})
            at = moved.index(b"META-INF/sha256.txt")
            assert is_refused(listed[:at] + moved[at:])


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short_or_that_has_more_at_its_end_is_refused(moved: bytes, share: float) -> None:
    cut = moved[: int(len(moved) * share)]
    for content in (cut, moved + cut + b"x"):
        with pytest.raises(DraftFileRefused) as raised:
            read(content)
        assert raised.value.fault is F.FORM


def test_no_mutation_raises_anything_but_a_refusal(parts: Parts) -> None:
    """Of a part, inside a container whose check sums are right again."""
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for _ in range(MUTATIONS):
        name = chance.choice(list(parts))
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(content) + 1)
            content[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
        is_refused(pack(parts | {name: bytes(content)}))  # anything else that it raises fails here


def answers(parts: Parts, **changes: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = msgspec.json.decode(parts[DRAFT_JSON])["audit"]["answers"]
    return [found[0] | changes, *found[1:]]


def evidence(parts: Parts, **changes: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = msgspec.json.decode(parts[DRAFT_JSON])["audit"]["evidence"]
    return [found[0] | changes, *found[1:]]


def with_line(parts: Parts, **line: str) -> Parts:
    entry = {
        "at": "2026-03-02T12:00:00Z",
        "who": "x",
        "what": "answered",
        "subject": "story",
        "old": "",
        "new": "",
    } | line
    return parts | {JOURNAL: parts[JOURNAL] + msgspec.json.encode(entry) + b"\n"}


def other_content(parts: Parts, content: bytes) -> Parts:
    """The first file of evidence with another content, and everything that states it brought up to date."""
    name = next(name for name in parts if name.startswith("evidence/"))
    before, sha256 = name[9:73], hashlib.sha256(content).hexdigest()
    items = msgspec.json.decode(parts[DRAFT_JSON])["audit"]["evidence"]
    items = [one | ({"sha256": sha256, "size": len(content)} if one["sha256"] == before else {}) for one in items]
    files = {key: value for key, value in parts.items() if key != name} | {f"evidence/{sha256}.png": content}
    fixed = {key: files[key] for key in (DRAFT_JSON, TOPIC, JOURNAL)}
    changed = with_json(fixed, audit={"evidence": items})
    return changed | {key: files[key] for key in sorted(files) if key.startswith("evidence/")}


RECORD = {"number": 1, "reference": "x", "exported": "2026-03-02T12:00:00Z", "digest": "", "content": ""}
CRAFTED: dict[str, tuple[Callable[[Parts], Parts], DraftFileFault]] = {
    "an unknown key": (lambda p: with_json(p, extra=1), F.DATA),
    "an unknown key in the audit": (lambda p: with_json(p, audit={"extra": 1}), F.DATA),
    "a default that is stated": (lambda p: with_json(p, notes=[], has_notes=False), F.DATA),
    "an older format": (lambda p: with_json(p, format=0), F.DATA),
    "no JSON": (lambda p: p | {DRAFT_JSON: b"\xff"}, F.DATA),
    "another form": (lambda p: p | {DRAFT_JSON: p[DRAFT_JSON] + b" "}, F.DATA),
    "deep JSON": (lambda p: p | {DRAFT_JSON: b"[" * 100_000}, F.DATA),
    "a control character": (lambda p: with_json(p, audit={"agency": "a\x1bb"}), F.DATA),
    "no agency": (lambda p: with_json(p, audit={"agency": " "}), F.DATA),
    "an agency of two lines": (lambda p: with_json(p, audit={"agency": "a\nb"}), F.DATA),
    "an id that leads elsewhere": (lambda p: with_json(p, audit={"id": "../../a-b"}), F.DATA),
    "an id in capital letters": (lambda p: with_json(p, audit={"id": "K7M3-9QXD"}), F.DATA),
    "a time without a zone": (lambda p: with_json(p, audit={"begun": "2026-03-02T12:00:00"}), F.DATA),
    "no revision": (lambda p: with_json(p, audit={"revision": 0}), F.DATA),
    "a return with the wrong number": (lambda p: with_json(p, audit={"exports": [RECORD | {"number": 2}]}), F.DATA),
    "returns in a copy": (lambda p: with_json(p, purpose="copy", audit={"exports": [RECORD]}), F.DATA),
    "notes that nobody wanted": (lambda p: with_json(p, has_notes=None), F.DATA),
    "a note on no question": (lambda p: with_json(p, notes=[{"question": "x", "text": "y"}]), F.ANSWERS),
    "two notes on one question": (lambda p: with_json(p, notes=[{"question": "story", "text": "y"}] * 2), F.ANSWERS),
    "an answer to no question": (lambda p: with_json(p, audit={"answers": answers(p, question="x")}), F.ANSWERS),
    "two answers to one question": (lambda p: with_json(p, audit={"answers": answers(p) * 2}), F.ANSWERS),
    "a blank answer": (lambda p: with_json(p, audit={"answers": [{"question": "story"}]}), F.ANSWERS),
    "an option that the question lacks": (
        lambda p: with_json(p, audit={"answers": [{"question": "policy", "choice": "x"}]}),
        F.ANSWERS,
    ),
    "an action on no question": (lambda p: with_json(p, audit={"actions": [{"id": "A1", "question": "x"}]}), F.ANSWERS),
    "an action without an id": (lambda p: with_json(p, audit={"actions": [{"question": "story"}]}), F.ANSWERS),
    "two actions of one id": (lambda p: with_json(p, audit={"actions": [{"id": "A1"}] * 2}), F.ANSWERS),
    "other questions": (lambda p: p | {TOPIC: p[TOPIC].replace(b"Sample topic", b"Simple topic")}, F.TOPIC),
    "no questions": (lambda p: p | {TOPIC: b"{}"}, F.TOPIC),
    "another version of the questions": (lambda p: with_json(p, audit={"topic_version": 2}), F.TOPIC),
    "a file that is stated and missing": (
        lambda p: {name: p[name] for name in p if not name.startswith("evidence/")},
        F.EVIDENCE,
    ),
    "a file that nobody states": (lambda p: with_json(p, audit={"evidence": None}), F.EVIDENCE),
    "a file's name that is a path": (
        lambda p: with_json(p, audit={"evidence": evidence(p, name="../a.png")}),
        F.EVIDENCE,
    ),
    "a file's id that is a path": (lambda p: with_json(p, audit={"evidence": evidence(p, id="../E1")}), F.EVIDENCE),
    "a file on no question": (lambda p: with_json(p, audit={"evidence": evidence(p, questions=["x"])}), F.EVIDENCE),
    "a file of another size": (lambda p: with_json(p, audit={"evidence": evidence(p, size=1)}), F.EVIDENCE),
    "a program under the name of a picture": (lambda p: other_content(p, b"MZ\x90" + b"\0" * 400), F.EVIDENCE),
    "a text under the name of a picture": (lambda p: other_content(p, b"only words"), F.EVIDENCE),
    "no history": (lambda p: p | {JOURNAL: b""}, F.JOURNAL),
    "a history without its end": (lambda p: p | {JOURNAL: p[JOURNAL][:-1]}, F.DATA),
    "a higher format than the history needs": (lambda p: with_json(p, format=FORMAT), F.JOURNAL),
    "a line that the stated format does not have": (lambda p: with_line(p, what="sent-back"), F.JOURNAL),
    "a kind of line that nobody writes": (lambda p: with_line(p, what="forged"), F.JOURNAL),
    "a line with a value of another kind": (lambda p: with_line(p, new='{"id":"E1"}'), F.JOURNAL),
    "a line with no JSON in it": (lambda p: with_line(p, new="{"), F.JOURNAL),
    "a line with an answer that does not fit": (
        lambda p: with_line(p, new='{"question":"policy","choice":"x"}'),
        F.JOURNAL,
    ),
    "a line with a file that leads elsewhere": (
        lambda p: with_line(
            p,
            what="attached",
            new='{"id":"E1","name":"a","type":"png","size":1,"sha256":"../../etc","questions":["story"],'
            '"attached":"2026-03-02T12:00:00Z"}',
        ),
        F.JOURNAL,
    ),
}


@pytest.mark.parametrize("name", CRAFTED)
def test_a_made_up_file_is_refused_for_its_own_reason(parts: Parts, name: str) -> None:
    change, fault = CRAFTED[name]
    with pytest.raises(DraftFileRefused) as raised:
        read(pack(change(parts)))
    assert raised.value.fault is fault


def test_a_file_of_a_newer_program_names_the_version_that_is_needed(parts: Parts) -> None:
    with pytest.raises(DraftFileNewer) as raised:
        read(pack(with_json(parts, format=FORMAT + 1, program="9.1", new_key=[1, 2])))
    assert raised.value.program == "9.1"


def test_no_flipped_bit_of_a_locked_file_is_taken_in(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    whole = move(workspace, audit_id, tmp_path / "locked.s11draft", passphrase=PASSPHRASE).read_bytes()
    changed = tmp_path / "changed.s11draft"
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for bit in chance.sample(range(8 * 400, len(whole) * 8), 12):  # before that, it takes a derived key to find out
        changed.write_bytes(with_flipped_bit(whole, bit))
        with pytest.raises((EnvelopeAltered, EnvelopeUnreadable, EnvelopeNotForYou)):
            look_into_draft_file(laptop, changed, PASSPHRASE)
    assert list_drafts(laptop) == ()


def test_a_refused_file_leaves_the_computer_as_it_was(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    path = give(workspace, audit_id, tmp_path / "a.s11draft")
    content = path.read_bytes()
    path.write_bytes(with_flipped_bit(content, content.index(b"Not yet") * 8))
    before = laptop.home.database.read_bytes()
    with pytest.raises(REFUSALS):
        look_into_draft_file(laptop, path)
    assert laptop.home.database.read_bytes() == before
    assert not laptop.home.vault.exists()


def test_a_file_is_known_by_its_content_whatever_its_name_is(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    path = give(workspace, audit_id, tmp_path / "a.s11draft").rename(tmp_path / "attachment")
    assert find_file_kind(path) is FileKind.PORTABLE_DRAFT

"""Homes in files that were changed or made up: none is taken in."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import archive_draft, begin_draft, list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.home_format import HOME_JSON, LAYOUT
from s11desk.app.moves.read_home_file import read_home_stream
from s11desk.app.moves.take_in_home import look_into_home_file
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.app.returns.making.locked_return import unlock_return
from s11desk.bundle.container.container_writer import bytes_member
from s11desk.bundle.container.plain_container import write_plain_container
from s11desk.domain.audits.audit import Answer
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered, EnvelopeNotForYou, EnvelopeUnreadable
from s11desk.signing.identity.lifecycle import create_identity
from tests.app.conftest import SteppingClock, keep
from tests.app.test_attaching import picture
from tests.damage import with_other_byte
from tests.moves.conftest import PASSPHRASE
from tests.moves.making_draft_files import REFUSALS, Parts, parts_of
from tests.moves.test_moved_home import PERSON
from tests.samples import NOON, small_topic

F = DraftFileFault
NO_REPLY = f"parts/replies/{hashlib.sha256(b'PK').hexdigest()}.s11receipt"
FLIPS, MUTATIONS = 300, 200


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A home in a file, locked and plain. It is made once for all tests, because deriving its key takes long."""
    folder = tmp_path_factory.mktemp("made")
    with Workspace(Home(folder / "home"), SteppingClock()) as workspace:
        keep(workspace, small_topic())
        for agency in ("Riverside", "Hilltop"):
            audit_id = begin_draft(workspace, "sample", agency).audit.id
            save_answer(workspace, audit_id, Answer("story", text=f"Of {agency}"))
        attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture("red")))
        archive_draft(workspace, audit_id)
        create_identity(workspace.home.identity, PERSON, "key passphrase here", NOON)
        workspace.home.settings.write_bytes(b'{"scheme": "dark", "zoom": 125}')
        locked = write_home_file(workspace, folder / "all.s11home", PASSPHRASE).path
    return locked, unlock_return(locked, folder / "plain", PASSPHRASE).read_bytes()


@pytest.fixture
def locked(made: tuple[Path, bytes]) -> Path:
    return made[0]


@pytest.fixture
def plain(made: tuple[Path, bytes]) -> bytes:
    return made[1]


@pytest.fixture
def parts(plain: bytes) -> Parts:
    return parts_of(plain)


def pack(parts: Parts) -> bytes:
    out = io.BytesIO()
    rest = sorted(name for name in parts if name != HOME_JSON)
    members = [bytes_member(name, parts[name]) for name in (HOME_JSON, *rest)]
    write_plain_container(out, LAYOUT, members)
    return out.getvalue()


def fault_of(content: bytes) -> DraftFileFault | None:
    try:
        read_home_stream(io.BytesIO(content), Path("a.s11home"))
    except DraftFileRefused as refused:
        return refused.fault
    return None


def with_home(parts: Parts, **changes: object) -> Parts:
    home = msgspec.json.decode(parts[HOME_JSON]) | changes
    return parts | {HOME_JSON: msgspec.json.format(msgspec.json.encode(home), indent=2) + b"\n"}


def audit_part(parts: Parts) -> str:
    return next(name for name in parts if name.endswith(".s11draft"))


def renamed(parts: Parts, name: str) -> Parts:
    old = audit_part(parts)
    return {name if key == old else key: content for key, content in parts.items()}


def test_what_the_program_wrote_is_read_and_made_again_byte_for_byte(plain: bytes, parts: Parts) -> None:
    assert fault_of(plain) is None
    assert pack(parts) == plain


CRAFTED: dict[str, tuple[Callable[[Parts], Parts], DraftFileFault]] = {
    "an unknown key": (lambda p: with_home(p, extra=1), F.DATA),
    "an older format": (lambda p: with_home(p, format=0), F.DATA),
    "another form": (lambda p: p | {HOME_JSON: p[HOME_JSON] + b" "}, F.DATA),
    "an audit off the list that is not there": (lambda p: with_home(p, archived=["zzzz-zzzz"]), F.DATA),
    "replies promised and none there": (lambda p: with_home(p, format=2), F.DATA),
    "a reply that is none": (lambda p: with_home(p, format=2) | {NO_REPLY: b"PK"}, F.DATA),
    "a reply under another digest": (lambda p: with_home(p, format=2) | {NO_REPLY: b"KP"}, F.DATA),
    "fewer than no audits left": (lambda p: with_home(p, left=-1), F.DATA),
    "an unknown part": (lambda p: p | {"parts/other": b"x"}, F.DATA),
    "an unknown list": (lambda p: p | {"parts/lists/own-drafts.json": b"[]"}, F.DATA),
    "another key": (lambda p: p | {"parts/keys/second.p12": p["parts/keys/identity.p12"]}, F.DATA),
    "a key file that is none": (lambda p: p | {"parts/keys/identity.p12": b"MZ"}, F.DATA),
    "a certificate that is none": (lambda p: p | {"parts/keys/identity.crt": b"MZ"}, F.DATA),
    "a list that is no JSON": (lambda p: p | {"parts/lists/settings.json": b"{"}, F.DATA),
    "a list that is too long": (lambda p: p | {"parts/lists/settings.json": b" " * 5_000_000}, F.DATA),
    "a return that is none": (lambda p: p | {"parts/returns/r.zip": b"PK"}, F.DATA),
    "a topic that is none": (lambda p: p | {f"parts/topics/{'0' * 64}.json": b"{}"}, F.TOPIC),
    "an audit under another id": (lambda p: renamed(p, "parts/audits/aaaa-aaaa.s11draft"), F.DATA),
    "an audit that is none": (lambda p: p | {audit_part(p): b"PK"}, F.FORM),
    "an audit with a byte changed": (
        lambda p: p | {audit_part(p): with_other_byte(p[audit_part(p)], 900)},
        F.FORM,
    ),
}


@pytest.mark.parametrize("case", CRAFTED)
def test_a_made_up_home_is_refused(parts: Parts, case: str) -> None:
    change, fault = CRAFTED[case]
    assert fault_of(pack(change(parts))) is fault


def test_a_home_of_a_newer_program_is_named_as_that(parts: Parts) -> None:
    with pytest.raises(DraftFileNewer) as refused:
        read_home_stream(io.BytesIO(pack(with_home(parts, format=3, program="9.0", more=1))), Path("a.s11home"))
    assert refused.value.program == "9.0"


def test_no_flipped_bit_is_taken_in(plain: bytes) -> None:
    chance = random.Random(14)  # noqa: S311 - the same bits each time
    for bit in chance.sample(range(len(plain) * 8), FLIPS):
        changed = bytearray(plain)
        changed[bit // 8] ^= 1 << bit % 8
        assert fault_of(bytes(changed)) is not None


def test_random_changes_of_parts_end_in_a_refusal_or_in_the_same_audits(parts: Parts) -> None:
    chance = random.Random(15)  # noqa: S311 - the same changes each time
    for _ in range(MUTATIONS):
        name = chance.choice(list(parts))
        content = bytearray(parts[name])
        at = chance.randrange(len(content) + 1)
        content[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
        try:
            read_home_stream(io.BytesIO(pack(parts | {name: bytes(content)})), Path("a.s11home"))
        except REFUSALS:
            continue
        is_audit = name.endswith(".s11draft")
        assert not is_audit or hashlib.sha256(content).digest() == hashlib.sha256(parts[name]).digest()


def test_a_locked_home_with_a_byte_changed_or_cut_short_is_refused(
    laptop: Workspace, locked: Path, tmp_path: Path
) -> None:
    whole = locked.read_bytes()
    for number, content in enumerate((whole[:-1], with_other_byte(whole, 5000), whole + b"\0")):
        path = tmp_path / f"{number}.s11home"
        path.write_bytes(content)
        with pytest.raises((EnvelopeAltered, EnvelopeUnreadable, EnvelopeNotForYou, DraftFileRefused)):
            look_into_home_file(laptop, path, PASSPHRASE)
    assert list_drafts(laptop) == ()
    assert not list(laptop.home.work.glob("*"))

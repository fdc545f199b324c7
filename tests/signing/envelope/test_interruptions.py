"""After a cancel, a full disk or an unreadable source, there is no file and no part of one."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from s11desk.errors import Cancelled, UserError
from s11desk.errors.file_errors import DiskFull, FileUnreadable
from s11desk.files.durable import writing
from s11desk.override import override
from s11desk.signing.envelope.envelope_facts import EnvelopeAltered
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.file_blocks import BLOCK
from s11desk.signing.envelope.recipient_keys import RecipientKey
from tests.signing.conftest import PASSPHRASE
from tests.signing.envelope.envelopes import make_envelope

CHECKOUT = Path(__file__).resolve().parents[3]
CONTENT = bytes(range(256)) * (3 * BLOCK // 256)

needs_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and limits")

WITH_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
from s11desk.files.durable import writing
from s11desk.errors import UserError
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.recipient_keys import unlock_recipient
from s11desk.signing.envelope.envelope_writer import encrypt

key = unlock_recipient(Path(sys.argv[1]), sys.argv[2])
source, out = Path(sys.argv[4]), Path(sys.argv[5])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[6]), int(sys.argv[6])))
try:
    with source.open("rb") as stream, writing(out) as target:
        if sys.argv[3] == "encrypt":
            encrypt(stream, source.stat().st_size, target, [key.recipient])
        else:
            decrypt(stream, target, key)
except UserError as error:
    print(error.code, error.path)
"""

DECRYPT_AND_STOP = """
import sys, time
from pathlib import Path
from s11desk.files.durable import writing
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.recipient_keys import unlock_recipient

def stop():
    print("here", flush=True)
    time.sleep(60)
    return False

key = unlock_recipient(Path(sys.argv[1]), sys.argv[2])
with Path(sys.argv[3]).open("rb") as stream, writing(Path(sys.argv[4])) as target:
    decrypt(stream, target, key, cancel=stop)
"""


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "return.zip"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def envelope(tmp_path: Path, own: RecipientKey) -> Path:
    path = tmp_path / "return.zip.s11"
    path.write_bytes(make_envelope(CONTENT, own.recipient))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.mkdir()
    return path


def started(program: str, *arguments: str | Path | int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


class CancelAfter:
    """Cancels when it is asked for the ``blocks``-th time."""

    def __init__(self, blocks: int) -> None:
        self.asked = 0
        self._blocks = blocks

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked == self._blocks


@pytest.mark.parametrize("blocks", [1, 3, 4, 6])
def test_cancelled_encryption_leaves_no_file(blocks: int, folder: Path, own: RecipientKey) -> None:
    cancel = CancelAfter(blocks)
    with pytest.raises(Cancelled), writing(folder / "e") as out:
        encrypt(io.BytesIO(CONTENT), len(CONTENT), out, [own.recipient], cancel=cancel)
    assert cancel.asked == blocks
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("blocks", [1, 2, 3])
def test_cancelled_decryption_leaves_no_file(blocks: int, folder: Path, own: RecipientKey) -> None:
    cancel, out = CancelAfter(blocks), io.BytesIO()
    envelope = io.BytesIO(make_envelope(CONTENT, own.recipient))
    with pytest.raises(Cancelled):
        decrypt(envelope, out, own, cancel=cancel)
    assert (cancel.asked, out.getvalue()) == (blocks, b"")
    with pytest.raises(Cancelled), writing(folder / "return.zip") as file:
        decrypt(envelope, file, own, cancel=CancelAfter(blocks))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("position", [-1, -20, -BLOCK, 1000])
def test_an_altered_envelope_leaves_the_old_file_unchanged(
    position: int, envelope: Path, folder: Path, own: RecipientKey
) -> None:
    changed = bytearray(envelope.read_bytes())
    changed[position] ^= 4
    envelope.write_bytes(changed)
    (folder / "return.zip").write_bytes(b"yesterday's")
    with envelope.open("rb") as source, pytest.raises(UserError) as refusal, writing(folder / "return.zip") as out:
        decrypt(source, out, own)
    assert refusal.value == EnvelopeAltered(path=envelope)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"yesterday's"]


@needs_posix
@pytest.mark.parametrize("room", [100, BLOCK, len(CONTENT) - 1])
@pytest.mark.parametrize("task", ["encrypt", "decrypt"])
def test_a_full_disk_is_reported_and_leaves_no_file(
    task: str, room: int, own_p12: Path, plain: Path, envelope: Path, folder: Path
) -> None:
    source = plain if task == "encrypt" else envelope
    with started(WITH_LITTLE_ROOM, own_p12, PASSPHRASE, task, source, folder / "out", room) as process:
        output, _ = process.communicate(timeout=60)
    assert output == f"{DiskFull.code} {folder / 'out'}\n"
    assert list(folder.iterdir()) == []


@needs_posix
def test_a_kill_leaves_no_file_under_the_final_name(own_p12: Path, envelope: Path, folder: Path) -> None:
    with started(DECRYPT_AND_STOP, own_p12, PASSPHRASE, envelope, folder / "return.zip") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    assert [path.suffix for path in folder.iterdir()] == [".part"]


class Unplugged(io.FileIO):
    """A file on a drive that is unplugged after ``octets`` bytes were read."""

    def __init__(self, path: Path, octets: int) -> None:
        super().__init__(path)
        self._left = octets

    @override
    def read(self, count: int | None = -1, /) -> bytes:
        block = super().read(count) or b""
        self._left -= len(block)
        if self._left < 0:
            raise OSError(5, "Input/output error")
        return block


@pytest.mark.parametrize("octets", [0, BLOCK, 2 * BLOCK + 100_000])
def test_an_unreadable_source_is_reported_by_its_path(
    octets: int, plain: Path, envelope: Path, folder: Path, own: RecipientKey
) -> None:
    for path in (plain, envelope):
        source = Unplugged(path, octets)
        with source, pytest.raises(UserError) as refusal, writing(folder / "out") as out:
            if path is plain:
                encrypt(source, len(CONTENT), out, [own.recipient])
            else:
                decrypt(source, out, own)
        assert isinstance(refusal.value, FileUnreadable)
        assert refusal.value.path == path
        assert list(folder.iterdir()) == []


def test_a_source_that_shrinks_during_reading_leaves_no_file(envelope: Path, folder: Path, own: RecipientKey) -> None:
    def shrink(done: int, _total: int) -> None:
        if done == BLOCK:
            os.truncate(envelope, 2 * BLOCK)

    with envelope.open("rb") as source, pytest.raises(UserError) as refusal, writing(folder / "out") as out:
        decrypt(source, out, own, progress=shrink)
    assert isinstance(refusal.value, EnvelopeAltered)
    assert list(folder.iterdir()) == []

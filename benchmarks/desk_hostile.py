"""Files of strangers that try to stop a desk: e-mails that are vast or nested, and files that break their reader.

Each is taken in with a good return after it, in a real reader process. Run it by hand, which takes about ten minutes:
``python -m benchmarks.desk_hostile``.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from benchmarks._measuring import Figure, print_all
from s11desk.app.home.paths import Home
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.desk_values import TakeOutcome
from s11desk.errors import UserError
from s11desk.reader_process import remote_call
from s11desk.reader_process.run_in_reader import stop_using_reader_process, use_reader_process
from tests.desk.reader_for_groups import BREAKING

RETURNS = Path(__file__).parents[1] / "tests" / "golden" / "returns" / "format-2-layout-2"
HEAD = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
MANY = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"


def attached(kind: bytes, content: bytes) -> bytes:
    """An e-mail that is ``content`` alone."""
    start = b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HEAD + start + base64.encodebytes(content)


def emails(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Each with its name."""
    part = b"--x\r\nContent-Type: application/zip\r\n\r\nPK\x03\x04 no return\r\n"
    yield "60 MB of line ends", HEAD + b"\r\n" + b"\n" * (60 << 20)
    yield "10,000 parts", MANY + part * 10_000
    yield "5 million empty parts", MANY + b"--x\r\n\r\n" * 5_000_000
    yield "2 million headers", HEAD + b"X: y\r\n" * 2_000_000 + b"\r\nhello"
    nested = attached(b"application/zip", good)
    for _ in range(50):
        nested = HEAD + b"Content-Type: message/rfc822\r\n\r\n" + nested
    yield "50 e-mails in one another", nested
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(3_000))
    yield "3,000 parts in one another", HEAD + deep
    packed = attached(b"application/zip", good * 30)
    for _ in range(8):
        packed = attached(b"application/octet-stream", packed)
    yield "8 e-mails in one another as base64", packed


def take_all(folder: Path, files: dict[str, bytes], good: Path) -> Iterator[Figure]:
    """Take in each file with ``good`` after it, at a desk of its own."""
    officer = Officer(Home(folder / "home"), sentence, who="Kim")
    for number, (name, content) in enumerate(files.items()):
        path = folder / f"{number}.eml"
        path.write_bytes(content)
        create_desk(folder / f"desk {number}", officer, "Sample Partnership")
        with ReceivingDesk(folder / f"desk {number}", officer) as desk:
            began = time.perf_counter()
            try:
                results = take_in_returns(desk, find_incoming([path, good]), compares=False).files
                outcome = f"{results[0].outcome.value}, and the return after it {results[-1].outcome.value}"
                if results[-1].outcome not in {TakeOutcome.COUNTED, TakeOutcome.AGAIN}:
                    outcome = f"THE RETURN AFTER IT IS LOST: {outcome}"
            except UserError as error:
                outcome = f"THE DESK STOPPED: {error}"
        yield Figure(f"{name}: {outcome}", time.perf_counter() - began, "s", 120)
        path.unlink()


def main() -> None:
    """Run it and print the figures."""
    good = min(RETURNS.glob("*.zip"))
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "mails").mkdir()
        use_reader_process()
        print_all(take_all(Path(name) / "mails", dict(emails(good.read_bytes())), good))
        stop_using_reader_process()
        command = [sys.executable, "-m", "tests.desk.reader_for_groups"]
        (Path(name) / "breaking").mkdir()
        breaking = {words.decode(): good.read_bytes() + words for words in BREAKING}
        with patch("s11desk.reader_process.reader.own_command", lambda *_: command):
            remote_call.the_readers.cache_clear()
            use_reader_process()
            print_all(take_all(Path(name) / "breaking", breaking, good))
            stop_using_reader_process()


if __name__ == "__main__":
    main()

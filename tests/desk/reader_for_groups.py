"""A reader process that some files really break: it ends, never answers, or takes all memory. Only tests start it.

A file says by a word at its end which it is. The rest is as in the program's own reader.
"""

from __future__ import annotations

import os
import sys
import time
from functools import wraps
from typing import BinaryIO

from s11desk.app.returns.verifying import verify, verify_many
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.app.returns.verifying.verify_many import ManyVerdicts
from s11desk.reader_process.serve import serve_calls

BREAKING = (b"ends the reader", b"never answers", b"takes all memory")
_read = verify.verify_stream.local
_read_group = verify_many.verify_contents.local


def break_reader(content: bytes) -> None:
    """Do what the file says."""
    if content.endswith(BREAKING[0]):
        os._exit(3)
    while content.endswith(BREAKING[1]):
        time.sleep(0.01)
    held = []
    while content.endswith(BREAKING[2]):
        held.append(bytes(256 << 20))


@wraps(_read)
def verify_stream(stream: BinaryIO, *arguments: object, **named: object) -> Verdict:
    """As the program's own, after :func:`break_reader`."""
    stream.seek(0)
    break_reader(stream.read())
    stream.seek(0)
    return _read(stream, *arguments, **named)  # type: ignore[arg-type] # handed on as they are


@wraps(_read_group)
def verify_contents(contents: tuple[bytes, ...], **named: object) -> ManyVerdicts:
    """The same for a group."""
    for content in contents:
        break_reader(content)
    return _read_group(contents, **named)  # type: ignore[arg-type] # handed on as they are


if __name__ == "__main__":
    verify.verify_stream.local = verify_stream
    verify_many.verify_contents.local = verify_contents
    sys.exit(serve_calls())

"""A copy of a received return to read: its pages made here from its data, if those in it could not be compared.

The PDF in such a return may not say the same as its data. It can be saved for the record, but what is read and
printed is this copy, in which no signature is shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from s11desk.app.returns.verifying.compare_parts import WRITERS_REFUSALS, pages_of_data
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.seen_return import open_unchanged
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.app.saved_names import stranger_name
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.file_layout import TOPIC_JSON
from s11desk.bundle.read_return import MAX_TOPIC_SIZE, read_return
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.errors import Cancelled
from s11desk.files.durable import writing
from s11desk.progress import Cancel, never_cancelled
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.pack import decode_topic


def needs_own_copy(verdict: Verdict) -> bool:
    """Whether the received pages are not known to say what the data says, and the data can be shown instead."""
    return verdict.comparison.pages is not PagesCompared.SAME and verdict.topic is not None


def own_copy_name(verdict: Verdict) -> str:
    """The name for the copy as a file."""
    return stranger_name(f"{verdict.path.stem}-readable-copy", ".pdf")


def save_own_copy(verdict: Verdict, out: Path, *, private: bool = False, cancel: Cancel = never_cancelled) -> None:
    """Write the pages of a return that a person has seen, made from its data, and never over another file.

    Raises ``ReturnNotVerified`` if no pages can be made from the data, what :func:`open_unchanged` and writing raise,
    and Cancelled.
    """
    with open_unchanged(verdict.seen, cancel=cancel) as opened:
        pages = make_own_copy(opened.stream, verdict.path, cancel=cancel)
    if pages is None:
        raise ReturnNotVerified(path=verdict.path, verdict=verdict)
    with writing(out, private=private, fresh=True) as target:
        target.write(pages)


@run_in_reader
def make_own_copy(stream: BinaryIO, path: Path, *, cancel: Cancel = never_cancelled) -> bytes | None:  # noqa: ARG001 - names the file in an error
    """The pages of the return in ``stream``, a PDF. None if none can be made. Raises Cancelled."""
    read = read_return(stream, cancel=cancel)
    contents = Contents(stream, read.container)
    try:
        topic = decode_topic(contents.read_member(TOPIC_JSON, MAX_TOPIC_SIZE))
        return pages_of_data(contents, read, topic, cancel)
    except Cancelled:
        raise
    except WRITERS_REFUSALS:
        return None

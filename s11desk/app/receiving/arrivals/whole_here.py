"""Files in which no return was read, of which the whole return is here already: a damaged copy, or a zip around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.receiving.arrivals.zip_references import references_in_name, references_in_zip
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_lines import LineState, ReturnLine
from s11desk.domain.receiving.desk_values import TakenFile
from s11desk.domain.text.same_name import comparable_name
from s11desk.files.regular_files import open_regular
from s11desk.wording.desk.collation_words import UNPACK

_AWAITED = {LineState.TO_SEND_BACK, LineState.SENT_BACK}
"""There the agency may have meant to send the corrected return."""
_LEAST_NAME = 6
"""Letters and digits of an agency's name; a shorter one is in many names of files."""


@dataclass(frozen=True, slots=True)
class WholeHere:
    """A return that is here whole. ``is_sure``: the file has its reference, and no correction of it is awaited.

    ``is_awaited``: it has its reference, and a correction is awaited.
    """

    reference: str
    agency: str
    is_sure: bool
    is_awaited: bool = False


@dataclass(frozen=True)
class WholeReturns:
    """The returns of a desk by what a file may say of them. ``by_name``: the comparable name of each agency."""

    desk: ReceivingDesk
    by_reference: Mapping[str, ReturnLine]
    by_name: Mapping[str, ReturnLine]

    @classmethod
    def of(cls, desk: ReceivingDesk, lines: Iterable[ReturnLine], judged: Iterable[JudgedReturn]) -> WholeReturns:
        """``lines`` and ``judged``: every return, in one order. A refused one is not whole."""
        whole = [line for line, one in zip(lines, judged, strict=True) if one.received.state is not FileState.REFUSED]
        named = {comparable_name(name): line for line in whole if line.counts for name in (line.agency, line.owner)}
        long = {name: line for name, line in named.items() if len(name) >= _LEAST_NAME}
        return cls(desk, {line.reference: line for line in whole}, long)

    def find(self, file: TakenFile) -> WholeHere | None:
        """The return that ``file`` is a copy of, or around; None if nothing says so, or if it holds several."""
        if UNPACK in file.reason:
            return None
        named = references_in_name(file.name)
        within = () if any(one in self.by_reference for one in named) else self._in_content(file)
        line = next((self.by_reference[one] for one in (*named, *within) if one in self.by_reference), None)
        if line is not None:
            is_awaited = line.state in _AWAITED
            return WholeHere(line.reference, line.name, is_sure=not is_awaited, is_awaited=is_awaited)
        name = comparable_name(Path(file.name).name)
        like = next((line for agency, line in self.by_name.items() if agency in name), None)
        is_other = like is None or bool(named or within)
        return None if is_other or like is None else WholeHere(like.reference, like.name, is_sure=False)

    def _in_content(self, file: TakenFile) -> tuple[str, ...]:
        """The references in a zip: as they were noted, or in the stored file. What cannot be read has none."""
        if not file.is_kept:
            return file.mentions
        try:
            with open_regular(self.desk.files.path(file.sha256)) as stream:
                return references_in_zip(stream)
        except OSError:
            return ()

"""What holds now of a file that was taken in before: later files, decisions, matches and deletions change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from s11desk.domain.receiving.desk_agencies import AgencyStanding
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_lines import ReturnLine
from s11desk.domain.receiving.desk_values import IntakeResult, TakenFile


@dataclass(frozen=True, slots=True)
class TakenNow:
    """``line``: of the return in the file; None if there is none. ``days_late``: by how many days it is late.

    ``counting``: the return of the same audit that counts instead; None if there is none. ``counting_file``: the name
    of the file that it came in. ``is_deleted``: the file or its return is not at the desk any more.
    ``is_dealt_with``: the officer has dealt with a file without a return.
    """

    line: ReturnLine | None = None
    days_late: int = 0
    counting: ReturnLine | None = None
    counting_file: str = ""
    is_deleted: bool = False
    is_dealt_with: bool = False


@dataclass(frozen=True, slots=True)
class DeskNow:
    """What is at a desk now. ``lines``: of each return, by its SHA-256. ``files``: by SHA-256.

    ``file_names``: of the file that each return came in first, by the SHA-256 of the return. ``audits``: the audit of
    each return. ``counting``: the return that counts of each audit, by SHA-256. ``days_late``: of each return.
    """

    lines: Mapping[str, ReturnLine]
    files: Mapping[str, TakenFile]
    file_names: Mapping[str, str]
    audits: Mapping[str, str]
    counting: Mapping[str, str]
    days_late: Mapping[str, int]

    def return_of(self, result: IntakeResult) -> str:
        """The SHA-256 of the return in a file, also if the file was opened only later; empty if there is none."""
        file = self.files.get(result.file)
        return result.received or (file.received if file is not None else "")

    def of(self, result: IntakeResult) -> TakenNow:
        """What holds now of a file with this result."""
        received = self.return_of(result)
        if received:
            return self._of_return(received)
        if not result.file:
            return TakenNow()
        file = self.files.get(result.file)
        return TakenNow(is_deleted=file is None, is_dealt_with=file is not None and file.dealt_with is not None)

    def _of_return(self, received: str) -> TakenNow:
        line = self.lines.get(received)
        if line is None:
            return TakenNow(is_deleted=True)
        instead = self.counting.get(self.audits[received], "")
        if line.counts or not instead:
            return TakenNow(line, self.days_late.get(received, 0))
        return TakenNow(line, 0, self.lines[instead], self.file_names.get(instead, ""))


def desk_now(
    judged: Iterable[JudgedReturn],
    lines: Iterable[ReturnLine],
    files: Iterable[TakenFile],
    standings: Iterable[AgencyStanding],
) -> DeskNow:
    """What is at a desk now. ``judged`` and ``lines``: of every return."""
    pairs = [(one, one.received) for one in judged]
    by_age = sorted(files, key=lambda one: one.taken, reverse=True)
    return DeskNow(
        {one.sha256: one for one in lines},
        {one.sha256: one for one in by_age},
        {one.received: one.name for one in by_age if one.received},
        {received.sha256: received.facts.audit_id for _, received in pairs},
        {received.facts.audit_id: received.sha256 for one, received in pairs if one.counts},
        {one.received.sha256: one.days_late for one in standings if one.received is not None},
    )

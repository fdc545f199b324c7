"""What the window asks a desk about the answers: what can be searched for, one answer whole, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.receiving.agencies.agency_register import overview_on
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.returns.desk_list import judged_returns, why
from s11desk.app.receiving.returns.desk_search import DeskHit, DeskSearch, search_desk
from s11desk.app.receiving.tables.desk_table_files import write_desk_tables
from s11desk.app.receiving.tables.desk_workbook import write_desk_workbook
from s11desk.app.receiving.tables.folder_returns import ReturnBehind
from s11desk.bundle.audit_file import audit_of, decode_audit_file
from s11desk.domain.receiving.also_here import second_returns
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.files.presence import is_there
from s11desk.progress import Cancel, never_cancelled
from s11desk.register.agency_rows import all_agencies
from s11desk.register.received_rows import find_return, return_data, topic_bodies
from s11desk.topics.pack import decode_topic


@dataclass(frozen=True, slots=True)
class AnswerChoices:
    """What a search can be narrowed to. ``topics``: id and title of each; ``counted``: how many returns count.

    ``by_rule``: how many are in tables by each rule. ``second``: how many count and are in none, because another
    return of their agency is.
    """

    partnership: str
    topics: tuple[tuple[str, str], ...]
    years: tuple[str, ...]
    types: tuple[str, ...]
    returns: int
    counted: int
    by_rule: Mapping[CountingRule, int]
    second: int = 0


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """A return that a search led to. ``remark``: why it does not count, or what to know about it; may be empty."""

    received: ReceivedReturn
    read: ReturnBehind
    remark: str


@dataclass(frozen=True, slots=True)
class WrittenTables:
    """Tables of ``counted`` returns by ``rule``.

    ``path``: a workbook, or a folder of files for other programs (``is_folder``).
    """

    path: Path
    counted: int
    rule: CountingRule
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class AnswersSitting:
    """The desk in ``folder`` and who works at it.

    Every method raises ``DeskMissing``, and what opening and reading the register raise.
    """

    folder: Path
    officer: Officer

    def look(self) -> AnswerChoices:
        """What a search can be narrowed to."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            judged = judged_returns(desk)
            matches = overview_on(desk).matches
            by_rule, second = {}, 0
            for rule in CountingRule:
                counted = [one for one in judged_returns(desk, rule) if one.counts]
                left_out = second_returns(counted, matches)
                by_rule[rule] = len(counted) - len(left_out)
                second = len(left_out) if rule is CountingRule.OPEN else second
            topics = {one.received.topic.id: one.received.topic.title for one in judged}
            years = sorted({one.received.topic.year for one in judged}, reverse=True)
            types = sorted({one.expected.type for one in all_agencies(desk.register)} - {""})
            named = tuple(sorted(topics.items(), key=lambda one: one[1].casefold()))
            numbers = len(judged), by_rule[CountingRule.OPEN], by_rule, second
            return AnswerChoices(desk.facts.partnership, named, tuple(years), tuple(types), *numbers)

    def search(self, search: DeskSearch) -> tuple[DeskHit, ...]:
        """Find words in everything that agencies wrote."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            return search_desk(desk, search)

    def read(self, sha256: str) -> FoundAnswer:
        """A return with its answers. Raises ``DeskReturnUnknown``."""
        with ReceivingDesk(self.folder, self.officer) as desk:
            received = find_return(desk.register, sha256)
            if received is None:
                raise DeskReturnUnknown(name=sha256)
            audit = audit_of(decode_audit_file(return_data(desk.register, sha256)))
            topic = decode_topic(topic_bodies(desk.register)[received.topic.digest])
            path = desk.files.path(sha256)
            remark = next((why(one) for one in judged_returns(desk) if one.received.sha256 == sha256), "")
            read = ReturnBehind(topic, audit, received.facts.reference, path if is_there(path) else None)
            return FoundAnswer(received, read, remark)

    def write_workbook(self, out: Path, rule: CountingRule, cancel: Cancel = never_cancelled) -> WrittenTables:
        """Write the answers of the returns that count by ``rule`` into the new workbook ``out``.

        Raises what :func:`write_desk_workbook` raises.
        """
        with ReceivingDesk(self.folder, self.officer) as desk:
            return WrittenTables(out, write_desk_workbook(desk, out, rule, cancel=cancel), rule)

    def write_tables(self, out: Path, rule: CountingRule, cancel: Cancel = never_cancelled) -> WrittenTables:
        """Write the tables of the returns that count by ``rule`` into the new folder ``out``, for other programs.

        Raises what :func:`write_desk_tables` raises.
        """
        with ReceivingDesk(self.folder, self.officer) as desk:
            return WrittenTables(out, write_desk_tables(desk, out, rule, cancel=cancel), rule, is_folder=True)

"""Collects the JSON values of a topic, the cell that each came from, and the problems of the cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.problems import GUESSED_CODES, nearest_name
from s11desk.topics.workbook.reading.meant_types import meant_type
from s11desk.topics.workbook.reading.read_workbook import CellLocation, SheetRow

_TRUE = {"yes", "true", "true()", "1", "y", "x"}
_FALSE = {"", "no", "false", "false()", "0", "n"}
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
"""A number that a cell can say exactly: Excel keeps fifteen digits."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class TopicObject:
    """One object of the JSON, with the cell of each value. ``locations``: by the path inside the object."""

    row: SheetRow
    value: dict[str, object] = field(default_factory=dict)
    locations: dict[JsonPath, CellLocation] = field(default_factory=dict)

    def put(self, key: str, value: object, column: str) -> None:
        """Set ``key``, unless the value is blank."""
        if value not in ("", None, (), []) and value is not False:
            self.value[key] = value
        self.locations[key,] = self.row.location(column)

    def text(self, key: str, column: str) -> None:
        """Set ``key`` to the text in ``column``."""
        self.put(key, self.row.text(column), column)


@dataclass(slots=True)
class ValueBuilder:
    """The value of the whole topic so far. ``file``: the name of the workbook."""

    file: str
    value: dict[str, object] = field(default_factory=dict)
    locations: dict[JsonPath, CellLocation] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _lists: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def put(self, key: str, value: object, location: CellLocation) -> None:
        """Set ``key`` at the top, unless the value is blank."""
        if value not in ("", None, (), []):
            self.value[key] = value
        self.locations[key,] = location

    def add(self, key: str, entry: TopicObject) -> None:
        """Append ``entry`` to the list ``key``."""
        entries = self._lists.setdefault(key, [])
        self.value[key] = entries
        path: JsonPath = (key, len(entries))
        entries.append(entry.value)
        self.locations[path] = entry.row.location()
        self.locations |= {(*path, *inner): location for inner, location in entry.locations.items()}

    def problem(
        self, code: ProblemCode, location: CellLocation, found: str = "", allowed: tuple[str, ...] = (), limit: int = 0
    ) -> None:
        """Add a problem of the cell at ``location``."""
        near = meant_type(found) if code is ProblemCode.TYPE_UNSUPPORTED else ""
        near = near or (nearest_name(found, allowed) if allowed and code in GUESSED_CODES else "")
        self.problems.append(
            Problem(
                code, self.file, location.words(), found=cut_text(found), nearest=near, allowed=allowed, limit=limit
            )
        )

    def yes_or_no_in(self, row: SheetRow, column: str) -> bool:
        """Whether the cell has yes or the like. A cell with neither yes nor no is a problem."""
        text = row.text(column).casefold()
        if text not in _TRUE | _FALSE:
            self.problem(ProblemCode.WORD_UNKNOWN, row.location(column), row.text(column), ("yes", "no"))
        return text in _TRUE

    def number(self, row: SheetRow, column: str) -> float | int | None:
        """The number in the cell; None for an empty cell. Anything else is a problem, and None."""
        text = row.text(column)
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            self.problem(ProblemCode.NUMBER_WRONG, row.location(column), text)
            return None
        return float(text) if "." in text else int(text)

    def whole_number(self, row: SheetRow, column: str) -> int | None:
        """As :meth:`number`, but a number with decimals is a problem too."""
        number = self.number(row, column)
        if isinstance(number, float):
            self.problem(ProblemCode.NUMBER_WRONG, row.location(column), row.text(column))
            return None
        return number

    def day(self, row: SheetRow, column: str) -> str:
        """The date in the cell as YYYY-MM-DD; empty for an empty cell. Anything else is a problem."""
        cell = row.cell(column)
        if cell is None:
            return ""
        if _DAY.fullmatch(cell.text.strip()):
            return cell.text.strip()
        self.problem(ProblemCode.DATE_WRONG, row.location(column), cell.text)
        return ""

    def location_of(self, flaw: Flaw) -> CellLocation:
        """The cell of the value at the flaw's path, or of the nearest value around it."""
        for length in range(len(flaw.path), 0, -1):
            location = self.locations.get(flaw.path[:length])
            if location is not None:
                return location
        return CellLocation("settings")

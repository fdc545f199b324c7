"""Collects the JSON values of a topic, the cell that each came from, and what is wrong with the cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.workbook.sheets import CellKind, CellPlace, SheetRow

_TRUE = {"yes", "true", "true()", "1", "y", "x"}
_FALSE = {"", "no", "false", "false()", "0", "n"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class Entry:
    """One object of the JSON, with the places of its values. ``places``: by the path inside the entry."""

    row: SheetRow
    value: dict[str, object] = field(default_factory=dict)
    places: dict[JsonPath, CellPlace] = field(default_factory=dict)

    def put(self, key: str, value: object, column: str) -> None:
        """Set ``key``, unless the value is blank."""
        if value not in ("", None, (), []) and value is not False:
            self.value[key] = value
        self.places[key,] = self.row.place(column)

    def text(self, key: str, column: str) -> None:
        """Set ``key`` to the text in ``column``."""
        self.put(key, self.row.text(column), column)


@dataclass(slots=True)
class ValueBuilder:
    """The value of the whole topic so far. ``file``: the name of the workbook."""

    file: str
    value: dict[str, object] = field(default_factory=dict)
    places: dict[JsonPath, CellPlace] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def put(self, key: str, value: object, place: CellPlace) -> None:
        """Set ``key`` at the top, unless the value is blank."""
        if value not in ("", None, (), []):
            self.value[key] = value
        self.places[key,] = place

    def add(self, key: str, entry: Entry) -> None:
        """Append ``entry`` to the list ``key``."""
        entries = self.value.setdefault(key, [])
        assert isinstance(entries, list)  # noqa: S101 - for the type checker: only this method sets lists
        path: JsonPath = (key, len(entries))
        entries.append(entry.value)
        self.places[path] = entry.row.place()
        self.places |= {(*path, *inner): place for inner, place in entry.places.items()}

    def problem(self, code: ProblemCode, place: CellPlace, found: str = "", allowed: tuple[str, ...] = ()) -> None:
        """Note what is wrong at ``place``."""
        self.problems.append(Problem(code, self.file, place.words(), found=cut_text(found), allowed=allowed))

    def truth(self, row: SheetRow, column: str) -> bool:
        """Whether the cell says yes. A cell that says neither yes nor no is a problem."""
        text = row.text(column).casefold()
        if text not in _TRUE | _FALSE:
            self.problem(ProblemCode.WORD_UNKNOWN, row.place(column), row.text(column), ("yes", "no"))
        return text in _TRUE

    def number(self, row: SheetRow, column: str) -> float | int | None:
        """The number in the cell; None if it is empty, or a problem if it is no number."""
        text = row.text(column)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self.problem(ProblemCode.NUMBER_WRONG, row.place(column), text)
            return None
        return float(text) if "." in text else int(text)

    def whole_number(self, row: SheetRow, column: str) -> int | None:
        """As :meth:`number`, but a part of a whole is a problem too."""
        number = self.number(row, column)
        if isinstance(number, float):
            self.problem(ProblemCode.NUMBER_WRONG, row.place(column), row.text(column))
            return None
        return number

    def day(self, row: SheetRow, column: str) -> str:
        """The day in the cell as YYYY-MM-DD; empty, or a problem if it is no day."""
        cell = row.cell(column)
        if cell is None:
            return ""
        if cell.kind is CellKind.DATE or _DAY.fullmatch(cell.text.strip()):
            return cell.text.strip()
        self.problem(ProblemCode.DATE_WRONG, row.place(column), cell.text)
        return ""

    def place_of(self, flaw: Flaw) -> CellPlace:
        """The cell from which the value at the flaw's path came, or the nearest that is known."""
        for length in range(len(flaw.path), 0, -1):
            place = self.places.get(flaw.path[:length])
            if place is not None:
                return place
        return CellPlace("settings")

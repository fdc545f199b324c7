"""How the questions of a workbook use the lists of the sheet ``choices``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.domain.topics.topic import PROGRAM_LABELS
from s11desk.topics.workbook.reading.languages import base_of
from s11desk.topics.workbook.reading.read_workbook import SheetRow, TopicWorkbook
from s11desk.topics.workbook.survey_types import usual_type
from s11desk.topics.workbook.xlsform_names import id_from_name

OR_OTHER = "or_other"
"""The word after a list that also takes other answers."""
_CHOSEN_AS = {"agency", "single-choice"}


@dataclass(frozen=True, slots=True)
class ListUses:
    """The names of lists. ``with_other``: those that also take other answers. ``for_rows``: those that only give the
    rows of a table. ``for_choice``: those that a question uses that cannot be one of yes or no.
    """

    with_other: frozenset[str]
    for_rows: frozenset[str]
    for_choice: frozenset[str]


def find_list_uses(rows: tuple[SheetRow, ...]) -> ListUses:
    """The uses of the lists in the rows of the sheet ``survey``."""
    types = [usual_type(row.text("type")).split() for row in rows]
    named = {words[1] for words in types if len(words) > 1}
    return ListUses(
        with_other=frozenset(words[1] for words in types if len(words) > 2 and words[-1] == OR_OTHER),
        for_rows=frozenset({row.text("rows") for row in rows} - named),
        for_choice=frozenset(_chosen(rows)),
    )


def _chosen(rows: tuple[SheetRow, ...]) -> Iterator[str]:
    is_in_table = False
    for row in rows:
        words = usual_type(row.text("type")).replace("begin repeat", "begin_repeat").split()
        if "repeat" in "".join(words[:2]):
            is_in_table = words[0].startswith("begin")
        is_choice = is_in_table or words[:1] == ["select_multiple"] or row.text("kind") in _CHOSEN_AS
        if len(words) > 1 and (is_choice or words[-1] == OR_OTHER):
            yield words[1]


def lists_with_own_words(workbook: TopicWorkbook) -> frozenset[str]:
    """The lists of yes and no whose labels are others than the program's, in any language of ``workbook``.

    Their labels would be lost in a question of yes or no, which has the program's.
    """
    usual = {code: {labels[code] for labels in PROGRAM_LABELS.values()} for code in ("yes", "no")}
    found = set()
    for row in workbook.sheet("choices").rows:
        known = {label.casefold() for label in usual.get(id_from_name(row.text("name")), ())}
        labels = {cell.text.strip().casefold() for header, cell in row.cells if base_of(header) == "label"}
        if known and not labels <= known:
            found.add(row.text("list_name") or row.text("list name"))
    return frozenset(found)

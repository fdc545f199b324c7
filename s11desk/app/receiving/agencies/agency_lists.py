"""A list of agencies before it is taken in: how its columns are read, what is wrong, what it will change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.receiving.agencies.agency_register import look_into_agencies, overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.collation.agency_list import AgencyList, ListedTerms, ListHeading
from s11desk.collation.agency_list_template import write_list_template
from s11desk.domain.receiving.agency_list_plan import ListedAgency, ListPlan, plan_list
from s11desk.domain.receiving.desk_audits import DeskAudits
from s11desk.domain.receiving.expected_agencies import ListProblem, ListProblemKind
from s11desk.domain.text.same_name import comparable_name
from s11desk.domain.years import is_usual_year
from s11desk.files.durable import writing
from s11desk.register.agency_rows import all_agencies
from s11desk.wording.dates import parse_day

_ALL = "all"
"""What a person writes for all audits of the desk."""


@dataclass(frozen=True, slots=True)
class ListLook:
    """What a list will do, for a person to confirm. ``listed``: empty if there are problems.

    ``problems``: of the file and of the desk, by row. ``audits``: those of the desk, which a list can name.
    """

    path: Path
    read: AgencyList
    listed: tuple[ListedAgency, ...]
    plan: ListPlan
    problems: tuple[ListProblem, ...]
    audits: DeskAudits


def look_into_list(desk: ReceivingDesk, path: Path, chosen: tuple[ListHeading, ...] = ()) -> ListLook:
    """Read a list without keeping it, and hold it against the agencies of the desk.

    ``chosen``: the headings that a person chose instead of the guessed ones. Raises what reading raises.
    """
    read = look_into_agencies(path, chosen)
    audits = overview_on(desk).audits
    by_name = audits.by_name()
    listed: list[ListedAgency] = []
    problems: list[ListProblem] = list(read.problems)
    for expected, terms in zip(read.agencies, read.terms, strict=True):
        names, unknown = _topics(terms, by_name)
        day = parse_day(terms.last_day) if terms.last_day else None
        problems += [ListProblem(ListProblemKind.TOPIC_UNKNOWN, terms.row, name) for name in unknown]
        if terms.last_day and (day is None or not is_usual_year(day.year)):
            kind = ListProblemKind.DAY_UNCLEAR if day is None else ListProblemKind.YEAR_DOUBTFUL
            problems.append(ListProblem(kind, terms.row, terms.last_day))
        listed.append(ListedAgency(expected, terms.row, names, day))
    plan = plan_list(all_agencies(desk.register), listed)
    problems += plan.problems
    return ListLook(path, read, () if problems else tuple(listed), plan, tuple(problems), audits)


def save_list_template(out: Path) -> None:
    """Write an empty list of agencies, a workbook, as the new file ``out``. Raises ``FileExists``, and what writing
    raises.
    """
    with writing(out, private=False, fresh=True) as stream:
        write_list_template(stream)


def _topics(terms: ListedTerms, by_name: Mapping[str, str]) -> tuple[tuple[str, ...] | None, list[str]]:
    """The ids of the topics that a row names, and the names that are none of the desk's. None: the row names none."""
    if comparable_name(terms.topics) in by_name:  # a title may have a semicolon in it
        return (by_name[comparable_name(terms.topics)],), []
    names = [name.strip() for name in terms.topics.split(";") if comparable_name(name)]
    if not names:
        return None, []
    if [comparable_name(name) for name in names] == [_ALL]:
        return (), []
    unknown = [name for name in names if comparable_name(name) not in by_name]
    return tuple(dict.fromkeys(by_name[key] for key in map(comparable_name, names) if key in by_name)), unknown

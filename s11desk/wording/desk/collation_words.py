"""Words for the tables of many returns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ListProblem, ListProblemKind, ReturnRate
from s11desk.domain.text.text_limits import LINE_LIMIT, NAME_LIMIT
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, percent_text
from s11desk.wording.dates import day
from s11desk.wording.plain_text import short_line

RATE_RULE = (
    "“Per cent returned” is how many of the expected agencies have a return that counts. Those not expected "
    "any more are left out."
)
STATE_REASONS: dict[FileState, str] = {
    FileState.COUNTED: "",
    FileState.REPEATED: "The same return came in another file, which counts.",
    FileState.UNAPPROVED: "The approved copy of this return counts.",
    FileState.SIGNED_APART: "Another copy of this return, which somebody else signed, counts.",
    FileState.REPLACED: "A later return of the same audit counts.",
    FileState.FORKED: "Another return of the same audit has the same number and was made later. That one counts.",
    FileState.HELD: "",
    FileState.REFUSED: "",
}
"""Why a verified return does not count. For the other states the reason is a fact of the file."""


LIST_PROBLEMS: dict[ListProblemKind, str] = {
    ListProblemKind.UNREADABLE: "It is not an Excel workbook (.xlsx) or a CSV file, or it is damaged.",
    ListProblemKind.NO_HEADING: "The first row has no heading “Agency”. It has: {found}.",
    ListProblemKind.TOO_LONG: "It has more than {row:,} rows.",
    ListProblemKind.QUOTE_OPEN: 'Row {row} has a quotation mark (") that is never closed.',
    ListProblemKind.EMPTY: "There is no agency below the headings.",
    ListProblemKind.NAME_MISSING: "Row {row} has no name of an agency.",
    ListProblemKind.NAME_TWICE: "Row {row}: “{found}” is in the list twice.",
    ListProblemKind.TEXT_TOO_LONG: "Row {row}: “{found}” is too long.",
    ListProblemKind.DAY_UNCLEAR: "{rows}: “{found}” is not a day.",
    ListProblemKind.YEAR_DOUBTFUL: "{rows}: “{found}” has a year that is not a likely one.",
    ListProblemKind.TOPIC_UNKNOWN: "{rows}: “{found}” is not an audit that this desk asks.",
    ListProblemKind.SAME_AGENCY: "Row {row}: the desk knows “{found}” as the same agency as another row.",
}
LIST_ADVICE: dict[ListProblemKind, str] = {
    ListProblemKind.UNREADABLE: "Save the list in Excel as .xlsx, and choose that file.",
    ListProblemKind.NO_HEADING: "Choose below which column has the names of the agencies.",
    ListProblemKind.TOO_LONG: "Make a shorter list, with one row for each agency.",
    ListProblemKind.QUOTE_OPEN: "Take the quotation mark out, or write a second one where the text ends.",
    ListProblemKind.EMPTY: "Write the agencies below the headings, one in a row.",
    ListProblemKind.NAME_MISSING: "Write the name in, or delete the row.",
    ListProblemKind.NAME_TWICE: "Delete one of the two rows.",
    ListProblemKind.TEXT_TOO_LONG: (
        f"Write at most {NAME_LIMIT} characters for a name, and {LINE_LIMIT:,} in another cell. Look whether rows or "
        "columns have run together."
    ),
    ListProblemKind.DAY_UNCLEAR: "Write a full date, like 31 January 2027, or leave the cell empty.",
    ListProblemKind.YEAR_DOUBTFUL: "Check the year, and write the full date, like 31 January 2027.",
    ListProblemKind.TOPIC_UNKNOWN: (
        "Write the title of an audit, or “all”, or leave the cell empty. You choose what you ask on “Look after”."
    ),
    ListProblemKind.SAME_AGENCY: "Put both names into one row, or change one of them.",
}
"""What a person does about each problem."""
_MOST_PROBLEMS = 10
_MOST_ROWS = 6


def list_problem_lines(problems: Sequence[ListProblem]) -> tuple[tuple[ListProblemKind, str], ...]:
    """Each problem of a list of agencies in a sentence. The same value in many rows is said once, with its rows."""
    rows: dict[tuple[ListProblemKind, str, int], list[int]] = {}
    for one in problems:
        alone = 0 if "{rows}" in LIST_PROBLEMS[one.kind] else one.row
        rows.setdefault((one.kind, one.found, alone), []).append(one.row)
    return tuple(
        (
            kind,
            LIST_PROBLEMS[kind].format(row=its[0], rows=_rows_words(its), found=short_line(found) or "nothing"),
        )
        for (kind, found, _), its in rows.items()
    )


def _rows_words(rows: Sequence[int]) -> str:
    """For example ``Row 2``, ``Rows 2 to 16`` or ``15 rows, the first is row 2``."""
    if len(rows) == 1:
        return f"Row {rows[0]}"
    if rows[-1] - rows[0] == len(rows) - 1:
        return f"Rows {rows[0]} to {rows[-1]}"
    if len(rows) > _MOST_ROWS:
        return f"{len(rows)} rows, the first is row {rows[0]}"
    return f"Rows {', '.join(map(str, rows[:-1]))} and {rows[-1]}"


def list_problem_sentences(problems: tuple[ListProblem, ...]) -> str:
    """The problems of a list of agencies, one after the other; at most ten, then how many more there are."""
    lines = [line for _, line in list_problem_lines(problems)]
    more = len(lines) - _MOST_PROBLEMS
    shown = lines[:_MOST_PROBLEMS]
    return " ".join([*shown, f"There are {counted(more, 'more problem')}."] if more > 0 else shown)


def rate_line(rate: ReturnRate) -> str:
    """For example ``School: 18 of 24 have returned (75%), 2 of them late; 6 have not.``"""
    late = f", {rate.late} of them late" if rate.late else ""
    asked = f"; {counted(rate.correcting, 'more was', 'more were')} sent back" if rate.correcting else ""
    share = f" ({percent_text(rate.percent)})" if rate.percent is not None else ""
    who = rate.type or "All agencies on the list"
    missing = f"{rate.missing} {'has' if rate.missing == 1 else 'have'} not"
    return f"{who}: {rate.returned} of {rate.expected} have returned{share}{late}{asked}; {missing}."


def rate_lines(rates: Sequence[ReturnRate], as_at: str, titles: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """A line for each rate, and a last one with ``as_at``, the day as a sentence, and how the per cent are counted.

    Each begins with the audit if there are several, also if only one of them is counted. ``titles``: of the audits that
    are asked, and of the others that returns answer, by id.
    """
    known = titles or {}
    has_several = len({*known, *(rate.topic for rate in rates)}) > 1
    lines = (
        f"{short_line(known.get(rate.topic, rate.topic))}. {rate_line(rate)}" if has_several else rate_line(rate)
        for rate in rates
    )
    return (*lines, f"{as_at} {RATE_RULE}") if rates else ()


def as_at_moment(moment: dt.datetime) -> str:
    """On which day in England something is counted."""
    return f"As at {day(england_day(moment))}."


def unlisted_sentence(name: str, nearest: str) -> str:
    """What to do about an agency that returned and is not on the list. ``nearest``: the one it may be; or empty."""
    if not nearest:
        return f"{short_line(name)}."
    return (
        f"{short_line(name)}. Is this “{short_line(nearest)}” on your list? Then write it there too, under a heading "
        "“Other names”, and make the tables again."
    )


def reminder_text(topic: Topic, agency: ExpectedAgency, today: dt.date) -> str:
    """An e-mail to an agency whose return about ``topic`` has not come."""
    due = topic.deadline
    when = "" if due is None else f", which {'is' if due >= today else 'was'} due by {day(due)}"
    send_to = f" Please send it to {topic.return_to.email}." if topic.return_to.email else ""
    return (
        f"Dear {agency.contact or 'colleague'},\n\nWe have not yet received the return of {agency.name} about "
        f"“{topic.title}” ({topic.year}){when}.{send_to} If you have sent it, please tell us when and to which "
        f"address. If you need help or more time, please write to us.\n\n{topic.partnership.name}"
    )


FORK = "Two copies of one draft made returns. Ask the agency which one it means."
APART = (
    "Different people signed copies of this return. The signatures of two copies cannot be joined. Ask the agency "
    "for one file that everybody has signed."
)
AGENCY_TWICE = "This agency has another audit of the same topic that counts. Ask the agency whether both are meant."
ENCRYPTED = "It is encrypted and was not opened. The receiving key with its passphrase opens it."
LOCKED = "It is locked with a passphrase. Ask the agency to send the return as s11desk makes it for you."
NO_RETURN_IN_MAIL = "No return was found in this e-mail. If a file is attached to it, save that file and take it in."
MAIL_REASONS = {
    "none": NO_RETURN_IN_MAIL,
    "too-large": "This e-mail is too large to be read. Save the file that is attached to it, and take that in.",
    "too-deep": "This e-mail has too many e-mails inside one another. Save the file that is attached to the last "
    "of them, and take it in.",
    "packed": "Outlook packed the files of this e-mail into one file, winmail.dat, which cannot be opened here. If you "
    "have the e-mail in Outlook, save the attached file there, and take that in. If not, ask for the file once more, "
    "as it is.",
}
"""Why an e-mail gives no return, or not all of them.

By :class:`s11desk.app.receiving.arrivals.mail_attachments.MailFlaw`.
"""
UNPACK = "Unpack it: right-click it and choose “Extract all”. Then take in the folder that this makes."
"""What to do with a zip of which it is not said which return in it is meant."""
ZIP_REASONS = {
    "several": f"It is a zip file with several returns inside. {UNPACK}",
    "too-many-files": f"It is a zip file with very many files and a return inside. {UNPACK}",
    "too-large": f"It is a zip file with a return inside that cannot be taken out here: it is very large or damaged. "
    f"{UNPACK}",
}
"""Why a zip gives no return, by :class:`s11desk.app.receiving.arrivals.zipped_return.ZipFlaw`."""
UNREAD_REASONS = {
    "closed-folder": "You are not allowed to open this folder, so nothing in it was read. Ask its owner.",
    "folder-link": "This is a link to another folder, and was not followed. Copy the files themselves into the folder.",
    "dead-link": "This is a link to a file that is not there. Copy the file itself into the folder.",
    "no-file": "This is not a file that can be read. It is a way for programs to talk to each other.",
}
"""Why something in the folder was not read, by :class:`s11desk.app.receiving.arrivals.found_files.FoundKind`."""

"""The text of a reminder. Words in square brackets are filled in for each agency."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from s11desk.domain.receiving.desk_agencies import DeskAgency
from s11desk.domain.receiving.reminders import ReminderWords
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted, first_few, listed
from s11desk.wording.dates import day, short_day
from s11desk.wording.plain_text import short_line

HAVE_REMINDED = "I have reminded them"
NOT_REMINDED = "I have not reminded them after all"
WHICH_AUDIT = "Which audit is this about?"
"""On buttons."""
CHOOSE_AUDIT = "Choose another audit, if you like…"
"""On the link beside what the questions lack."""
DAY_HINT = (
    "Fills in [last day]. For example 31 January 2027. A return made later is late: the list “Agencies” and all "
    "figures go by this day."
)
WORDS = ("contact", "agency", "audit", "last day", "address", "partnership")
USUAL_TEXT = (
    "Dear [contact],\n\nWe have not yet received the return of [agency] about “[audit]”. We asked for it by "
    "[last day]. Please send it to [address]. If you have sent it, please tell us when and to which address. If you "
    "need help or more time, please write to us.\n\n[partnership]"
)
"""The text that a desk begins with."""
HINT = (
    f"These words are filled in for each agency: {listed((f'[{word}]' for word in WORDS), 'and')}. A sentence is left "
    "out if nothing is known for its word."
)
_MOST_NAMES = 10
_WORD = re.compile(r"\[([^\[\]\n]{1,40})\]")
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?]+(?=\s|$)|\n|$)[ \t]*")
"""A sentence with the space after it. Every character is in one: a point inside an address or a time ends none."""


def fill_reminder(
    words: ReminderWords, topic: Topic, agency: DeskAgency, partnership: str, asked: dt.date | None = None
) -> str:
    """The reminder for one agency. ``asked``: the last day of the audit at the desk; None for that of its questions.

    It goes before that of ``words``, as the topic's own address does.
    """
    last_day = agency.last_day(asked or topic.deadline or words.last_day)
    known = {
        "contact": agency.expected.contact or "colleague",
        "agency": agency.name,
        "audit": f"{topic.title}, {topic.year}",
        "last day": day(last_day) if last_day is not None else "",
        "address": topic.return_to.email or words.address,
        "partnership": partnership,
    }
    kept = (_filled(sentence, known) for sentence in _SENTENCE.findall(words.text))
    return "".join(kept).strip()


def unknown_words(text: str) -> tuple[str, ...]:
    """The words in square brackets that cannot be filled in."""
    return tuple(dict.fromkeys(word for word in _WORD.findall(text) if word.casefold() not in WORDS))


def unknown_words_problem(words: tuple[str, ...]) -> str:
    """What to do about words in brackets that nobody knows."""
    return f"[{words[0]}] cannot be filled in. Write {listed((f'[{word}]' for word in WORDS), 'or')}, or no brackets"


def missing_words(*, last_day: bool, address: bool) -> str:
    """What the questions lack that a reminder can say. ``last_day`` and ``address``: whether they lack it."""
    lacking = [name for name, is_missing in (("last day", last_day), ("address to send to", address)) if is_missing]
    names = listed((f"no {name}" for name in lacking), "and")
    them = "it" if len(lacking) == 1 else "them"
    return (
        f"Your questions have {names}. Write {them} here once: every reminder then has {them}. If you leave a box "
        "empty, the reminders leave it out."
    )


def known_words(*, last_day: bool, address: bool) -> str:
    """What every reminder says because it was written once. ``last_day`` and ``address``: whether it was."""
    names = [name for name, is_known in (("last day", last_day), ("address", address)) if is_known]
    return f"Every reminder has this {listed(names, 'and')}. You can change {'it' if len(names) == 1 else 'them'}."


def kept_words(before: ReminderWords, now: ReminderWords) -> str:
    """What was kept just now for all reminders."""
    changes = (
        ("the text", before.text != now.text),
        ("the last day", before.last_day != now.last_day),
        ("the address", before.address != now.address),
    )
    names = [name for name, is_other in changes if is_other]
    if not names:
        return "The reminders are as they were."
    kept = f"{listed(names, 'and')} {'is' if len(names) == 1 else 'are'} kept."
    return f"{kept[:1].upper()}{kept[1:]}"


def sheet_words(left: int, due: int, *, is_all: bool) -> tuple[str, str]:
    """The texts of the buttons that write a sheet: for whom it is meant now, and for all; empty without the second.

    ``due``: how many agencies have a reminder; ``left``: how many have one that is not recorded as sent today.
    ``is_all``: no reminder is recorded as sent today.
    """
    if due == 1:
        return ("&Write it into a sheet…" if left else "&Write it into a sheet again…"), ""
    if is_all:
        return f"&Write one sheet for all {due}…", ""
    if not left:
        return f"&Write one sheet again for all {due}…", ""
    return f"&Write a sheet for the {left} not yet reminded today…", f"Write one sheet again for all {due}…"


def heading_words(left: int, today: int, agencies: int) -> str:
    """How many reminders are still to be sent, to how many ``agencies``, and how many were sent today."""
    of = f" (to {counted(agencies, 'agency', 'agencies')})" if agencies != left else ""
    words = f"To remind: {left}{of}"
    return f"{words}. Reminded today: {today}" if today else words


def audits_sentence(titles: Sequence[str]) -> str:
    """Which audits the reminders are about."""
    return f"About: {listed((f'“{short_line(one)}”' for one in titles), 'and')}."


def written_words(due: int) -> str:
    """After a sheet was written: what is not recorded yet. ``due``: how many agencies are in it."""
    who = "this agency is" if due == 1 else f"these {due} agencies are"
    return f"Nothing is sent, and it is not recorded that {who} reminded."


def record_words(reached: int) -> str:
    """When to record the reminders of a sheet. ``reached``: how many agencies an e-mail can reach."""
    return "Once the e-mails are sent, record it." if reached else ""


def record_button(reached: int, due: int) -> str:
    """The text of the button that records the reminders of a sheet. ``due``: how many are in it."""
    if due == 1:
        return "&Record it as reminded today"
    if reached < due:
        return f"&Record the {reached} with an e-mail address as reminded today"
    return "&Record them as reminded today"


def recorded_words(recorded: int, left: int) -> str:
    """After the e-mails of a sheet were recorded as sent: of how many agencies, and how many are ``left`` to remind."""
    who = f"{counted(recorded, 'agency is', 'agencies are')} recorded as reminded today."
    return f"{who} {left} {'is' if left == 1 else 'are'} still to be reminded." if left else who


def done_heading(done: int) -> str:
    """Above the agencies that were reminded today."""
    return f"Reminded today: {done}"


DONE_ABOUT = "There is nothing more to do here today. If one is wrong, take it back."
NONE_REMINDED = "I have reminded none of these today"


def not_recorded_words(names: Sequence[str]) -> str:
    """Which agencies no e-mail reaches, and what to do about them; empty if there are none."""
    return f"{no_address_words(names)} Then press “{HAVE_REMINDED}” below." if names else ""


def reminder_record_words(last: dt.date, times: int) -> str:
    """That an agency was reminded. ``last``: when last. ``times``: on how many days."""
    often = f", {counted(times, 'time')} in all" if times > 1 else ""
    return f"Reminded on {short_day(last)}{often}."


def no_address_words(names: Sequence[str]) -> str:
    """Which agencies have no e-mail address, so that no mail merge reaches them; empty if all have one."""
    if not names:
        return ""
    shown, more = first_few(names, _MOST_NAMES)
    first = [short_line(name) for name in shown]
    who = listed([*first, f"{more} more"] if more else first, "and")
    return f"Your list has no e-mail address that we can use for {who}. Ring them, or write a letter."


def not_reminded_sentence(name: str, audits: int) -> str:
    """What was recorded once an officer took a reminder back. ``audits``: of how many."""
    if not audits:
        return f"Nothing is recorded: {short_line(name)} was not reminded."
    return f"It is recorded that {short_line(name)} was not reminded after all."


def subject_of(topic: Topic) -> str:
    """The subject of a reminder."""
    return f"Reminder: {topic.title}, {topic.year}"


def _filled(sentence: str, known: dict[str, str]) -> str:
    """A sentence with its words. Empty if one of them is not known, but for the end of its line."""
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if any(known.get(word) == "" for word in words):
        return "\n" if sentence.endswith("\n") else ""
    return _WORD.sub(lambda found: known.get(found[1].casefold(), found[0]), sentence)

"""Words for what needs a look first at a desk: why, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from s11desk.domain.receiving.also_here import AlsoHere
from s11desk.domain.receiving.outside_tables import OutsideReason, OutsideReturn
from s11desk.wording.amounts import counted, first_few
from s11desk.wording.desk.also_here_words import LOOK_AT_BOTH, what_to_do_with_second
from s11desk.wording.desk.collation_words import LOCKED
from s11desk.wording.one_word_states import LETTER, NO_RETURN, STILL_CLOSED, as_cell
from s11desk.wording.plain_text import short_line
from s11desk.wording.sentences import sentences_of

_TO_DO = re.compile(r"(?:Ask|Copy|Do|If|Install|Open|Safari|Save|Take|To|Unpack)\b")
"""How sentences begin that tell the person with the file what to do."""
_MENDS = re.compile(r"(?:Copy|If|Install|Open|Save|Take|Unpack)\b")
"""How those of them begin with which the officer may still get at the return."""
_ELSEWHERE = re.compile(r"To\b")
"""How those of them begin that are not for a desk, such as how to take in a colleague's answers."""
_FOLDERS = re.compile(r".*[/\\](?=.)", re.DOTALL)
_ASK = re.compile(r": ask .*", re.DOTALL)
_ASKED = "Type the passphrase of the receiving key to open {them}. You are asked once, until you close s11desk."
_ANSWER = "Answer the e-mail that it came with: “Copy a reply” copies the words for it."
WHAT_TO_DO: dict[str, str] = {
    "held": "Look at it. Then accept it, send it back, or do not count it.",
    "refused": "It cannot count. Look at it, and ask the agency to send the file again.",
    "forked": "Look at both. Ask the agency which one it means, and do not count the other.",
    "unread": f"Nothing in it counts. {_ANSWER}",
    "letter": "Perhaps it is a question. Read it and answer it yourself, in your e-mail program.",
    "unclear": "The person who signed it and the name in it belong to two agencies. Say whose it is.",
    "second": LOOK_AT_BOTH,
    "unchecked": "This computer does not have its questions. Did you ask these questions? Then open the file with them "
    "that you sent to agencies.",
    "whose": "No agency on your list has this name. Say whose it is.",
}
"""By the value of :class:`s11desk.app.receiving.returns.desk_attention.AttentionKind`. Where the other return of the
agency is known, :func:`s11desk.wording.desk.also_here_words.what_to_do_with_second` says it.
"""
LOOK_GROUPS: dict[str, str] = {
    "after-request": "Perhaps the corrected return",
    "second": "A second return of an agency",
    "forked": "A second return of one audit",
    "held": "Held",
    "refused": "Refused",
    "whose": "Not on your list",
    "unclear": "Not clear whose",
    "unchecked": "Questions not known here",
    "letter": as_cell(LETTER),
    "unread": as_cell(NO_RETURN),
    "encrypted": as_cell(STILL_CLOSED),
}
"""The headings for what was taken in last and needs a look, by the value of its kind."""
_IF_NOT = (
    "As it is, nothing in it counts. If that does not help, answer the e-mail that it came with: “Copy a reply” copies "
    "the words for it."
)
_IF_ANOTHER = (
    "Look at the e-mail that it came with. If it is about another return, answer it: “Copy a reply” copies the words "
    "for it."
)
NOT_FOR_US = "was encrypted for someone else"
"""In the sentence for a file that another key opens, in window and terminal."""
_MOST_OUTSIDE = 3
_OUTSIDE = {
    OutsideReason.NOT_LISTED: "{name} is not on your list",
    OutsideReason.SECOND: "{name} has sent two ({reference} is the other one), and each agency is there once",
    OutsideReason.NOT_ASKED: "you do not ask {name} for “{audit}”, or not any more",
    OutsideReason.FEW_SENT: "few agencies sent “{audit}”, and you have not chosen yet which questions this desk asks",
}
_OUR_QUESTIONS = "Did you ask these questions? Then open the file with them."
_NOT_ASKED = "If not, press “We did not ask this…”."
NOT_OURS = "We did not ask these questions."
"""Why such a return does not count, as the officer may say it."""


STILL_TAKING = "Taking in the files. What needs a look is shown here afterwards"
COUNTED_LATER = "How many returns count is shown here afterwards."
NO_RETURN_YET = "No return is here yet."


def attention_heading(files: int, returns: int) -> str:
    """For example ``3 files and 1 return need a look``. ``files``: those in which no return was read."""
    parts = [counted(number, what) for number, what in ((files, "file"), (returns, "return")) if number]
    if not parts:
        return "Nothing needs a look"
    return f"{' and '.join(parts)} {'needs' if files + returns == 1 else 'need'} a look"


def here_sentence(counting: int, others: int, unread: int, looks: int = 0) -> str:
    """How many returns count and do not, and in how many more files there is none: together all that came.

    ``looks``: how many of those that count need a look all the same.
    """
    which = counted(looks, "of them needs", "of them need") if counting > 1 else "it needs"
    looked = f", and {which} a look" if looks else ""
    parts = [f"{counted(counting, 'return counts', 'returns count')}{looked}."] if counting + others else []
    parts += [f"{counted(others, 'does', 'do')} not."] if others else []
    more = "more " if parts else ""
    parts = parts or [NO_RETURN_YET]
    without = f"We could read no return in {counted(unread, f'{more}file')}."
    return " ".join([*parts, without] if unread else parts)


def see_looks(looks: int) -> str:
    """The text of the button that goes to so many returns that count and need a look."""
    return "See which needs a look" if looks == 1 else "See which need a look"


def outside_sentence(outside: Sequence[OutsideReturn]) -> str:
    """Which returns count and are not in the tables of agencies, and why; empty if the tables have all."""
    if not outside:
        return ""
    whys, more = first_few(list(dict.fromkeys(map(_why_outside, outside))), _MOST_OUTSIDE)
    whys += ["the rest for such reasons"] if more else []
    which = "1 is" if len(outside) == 1 else f"{len(outside)} are"
    return f"Of the returns that count, {which} not in the table below: {'; '.join(whys)}."


def _why_outside(one: OutsideReturn) -> str:
    texts = {"name": short_line(one.name), "reference": one.reference, "audit": short_line(one.audit)}
    return _OUTSIDE[one.reason].format(**texts)


def taken_sentence(files: int, looks: int, *, is_stopped: bool) -> str:
    """What came of taking in. ``looks``: how many of the files still need a look."""
    stopped = " You stopped it." if is_stopped else ""
    if not looks:
        look = f"Nothing in {'them' if files > 1 else 'it'} needs a look"
    else:
        look = f"{counted(looks, 'of them needs', 'of them need')} a look" if files > 1 else "It needs a look"
    return f"{counted(files, 'file')} taken in. {look}.{stopped}"


ALL_DEALT_WITH = "They no longer need a look. The files stay in the desk, and nothing in them counts."


def all_dealt_with_words(files: int) -> str:
    """The text of the button for all files without a return, the ones above with them."""
    return f"I have dealt with all {files} files"


def elsewhere_sentence(above: int) -> str:
    """For what needs a look and stands with what was taken in just now; empty if there is nothing."""
    return f"{counted(above, 'of these is', 'of these are')} above, with what was taken in last." if above else ""


def encrypted_sentence(number: int) -> str:
    """What to do with encrypted files that are closed."""
    what = counted(number, "return is encrypted to you and is", "returns are encrypted to you and are")
    them = "it" if number == 1 else "them"
    return f"{what} still closed. {_ASKED.format(them=them)}"


NO_KEY = (
    "This computer does not have the receiving key that opens them. Open the desk on the computer that has it, or "
    "bring the key here from its backup."
)


class _ToLookAt(Protocol):
    @property
    def kind(self) -> StrEnum: ...
    @property
    def why(self) -> str: ...
    @property
    def nearest(self) -> str: ...
    @property
    def is_unchecked(self) -> bool: ...
    @property
    def whole_here(self) -> _WholeHere | None: ...
    @property
    def also_here(self) -> AlsoHere | None: ...
    @property
    def is_accepted(self) -> bool: ...


def what_to_do(one: _ToLookAt) -> str:
    """What the officer does about a file or a return that needs a look; empty if nothing is to be done."""
    if one.whole_here is not None and not one.whole_here.is_awaited:
        return "" if one.whole_here.is_sure else _IF_ANOTHER
    if one.whole_here is None and one.kind.value == "unread" and any(map(_MENDS.match, sentences_of(one.why))):
        return _IF_NOT
    is_other = one.is_unchecked and one.kind.value != "unchecked"
    known = what_to_do_with_second(one.also_here, is_accepted=one.is_accepted) if one.also_here is not None else ""
    about, asked = (_OUR_QUESTIONS, _NOT_ASKED) if is_other else ("", "")
    return " ".join(filter(None, (known or WHAT_TO_DO[one.kind.value], nearest_sentence(one.nearest), about, asked)))


def why_file(reason: str, here: _WholeHere | None) -> str:
    """Why no return was read in a file. With the whole return here, what to do about the file is said there alone."""
    left_out = _TO_DO if here is not None else _ELSEWHERE
    return _without(reason, left_out, asks=here is None)


def _without(reason: str, left_out: re.Pattern[str], *, asks: bool) -> str:
    """A reason without the sentences that begin so. ``asks``: what to ask for stays."""
    kept = (one for one in sentences_of(reason) if not left_out.match(one))
    return " ".join(one if asks else _ASK.sub(".", one) for one in kept)


def mail_head_sentence(sender: str, subject: str) -> str:
    """Who sent an e-mail, and what it is about; empty if it says neither."""
    parts = (f"From {short_line(sender)}." if sender else "", f"Subject: “{short_line(subject)}”." if subject else "")
    return " ".join(filter(None, parts))


def nearest_sentence(nearest: str) -> str:
    """For a return that is nobody's on the list; empty if no name is like it."""
    return f"Perhaps it is from {short_line(nearest)}." if nearest else ""


class _WholeHere(Protocol):
    @property
    def reference(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def is_sure(self) -> bool: ...
    @property
    def is_awaited(self) -> bool: ...


def whole_here_sentence(here: _WholeHere | None) -> str:
    """For a file without a return of which the whole return is here already; empty without one."""
    if here is None:
        return ""
    whole = f"whole return of {short_line(here.agency)} is here already: {here.reference}"
    if here.is_sure:
        return f"You need not answer. The {whole}."
    if here.is_awaited:
        return (
            f"{here.reference} of {short_line(here.agency)} is to be corrected. Perhaps this is the corrected return."
        )
    return f"A {whole}. Perhaps this is a copy of it."


def unread_reply(partnership: str, file: str, reason: str, here: _WholeHere | None = None) -> str:
    """The words of a reply to an agency whose file could not be taken in.

    ``file``: with the folders that it was in, which are nobody else's business: the reply has its name alone.
    ``reason``: as the officer reads it. What it tells the officer to do is left out. ``here``: the return that is here
    whole; if that is sure, nothing is asked for.
    """
    name = short_line(_FOLDERS.sub("", file))
    if here is not None and here.is_sure:
        return (
            f"Thank you for the file “{name}”. We have your whole return {here.reference} already, so you "
            f"do not have to send it again.\n\n{short_line(partnership)}\n"
        )
    return (
        f"Thank you for the file “{name}”. We could not take it in as your return. "
        f"{_without(reason, _TO_DO, asks=False)}\n\n"
        f"{_please(here)} {_wanted(reason)}\n\n"
        f"{short_line(partnership)}\n"
    )


def _wanted(reason: str) -> str:
    """What the agency sends instead. The same file again would be as closed as the first."""
    if reason == LOCKED:
        return (
            "send the return itself: the file with the passphrase is the one for the person who approves it. In "
            "s11desk, open your audit and choose “Sign and send”: the page shows the file for us, with a button to "
            "e-mail it."
        )
    if NOT_FOR_US in reason:
        return (
            "ask us for our newest file with the questions, and open it in s11desk. Then sign your return and send it "
            "again: it is encrypted to our key. If that cannot be done, ring us, and we find another safe way."
        )
    return (
        "send the return again as s11desk made it, without opening it or packing it again. In s11desk, open your audit "
        "and choose “Sign and send”: the page shows the file and has a button to e-mail it."
    )


def _please(here: _WholeHere | None) -> str:
    """The beginning of what the agency is asked to do. ``here``: the return that the file may be a copy of."""
    if here is None:
        return "Please"
    if here.is_awaited:
        return f"If this is the correction of your return {here.reference}: please"
    return f"We have your return {here.reference}. If you mean that one, nothing is needed. Otherwise please"

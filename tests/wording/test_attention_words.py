"""What an agency is written about a file that could not be taken in."""

from __future__ import annotations

import re
from itertools import product

import pytest

from s11desk.app.receiving.arrivals.whole_here import WholeHere
from s11desk.app.receiving.returns.desk_attention import Attention, AttentionKind
from s11desk.wording.desk.attention_words import NOT_FOR_US, unread_reply, what_to_do, whole_here_sentence, why_file
from s11desk.wording.desk.collation_words import LOCKED, MAIL_REASONS, NO_RETURN_IN_MAIL, ZIP_REASONS
from s11desk.wording.returns.verdict_sentences import UNVERIFIED

FOR_THE_OFFICER = re.compile(
    r"\b(?:(?<!not )ask for|ask the|take it in|take that|(?<!can )open (?:it|that|the)|save (?:the|that)|unpack it|"
    r"install the)\b",
    re.IGNORECASE,
)


def found_in(reason: str) -> str:
    return unread_reply("Riverside Partnership", "answers.zip", reason).partition("as your return. ")[2].split("\n")[0]


@pytest.mark.parametrize("reason", [*UNVERIFIED.values(), *MAIL_REASONS.values(), LOCKED])
def test_what_the_officer_is_told_to_do_is_not_told_to_the_agency(reason: str) -> None:
    found = found_in(reason)
    assert found.endswith((".", "}"))
    assert FOR_THE_OFFICER.search(found) is None


def test_what_is_wrong_is_told() -> None:
    reason = (
        "It is the signed PDF, without v2.1 of the rest. It cannot be checked here: ask for the .zip file. Open it."
    )
    assert found_in(reason) == "It is the signed PDF, without v2.1 of the rest. It cannot be checked here."


@pytest.mark.parametrize("file", ["Downloads/answers.zip", "C:\\Users\\sam\\answers.zip", "a/b/mail.eml/answers.zip"])
@pytest.mark.parametrize("here", [None, WholeHere("ABCD-EFGH-1", "Riverside Trust", is_sure=True)])
def test_no_folder_of_the_officer_is_in_a_reply(file: str, here: WholeHere | None) -> None:
    assert "the file “answers.zip”" in unread_reply("Riverside Partnership", file, LOCKED, here)


def test_nobody_is_asked_to_send_a_closed_file_again() -> None:
    for reason in (LOCKED, f"This file {NOT_FOR_US}. Your key does not open it."):
        assert "as s11desk made it" not in unread_reply("Riverside Partnership", "answers.s11locked", reason)


HERE = {
    "nothing of it": None,
    "the very return": WholeHere("ABCD-EFGH-1", "Riverside Trust", is_sure=True),
    "perhaps the correction": WholeHere("ABCD-EFGH-1", "Riverside Trust", is_sure=False, is_awaited=True),
    "perhaps the return": WholeHere("ABCD-EFGH-1", "Riverside Trust", is_sure=False),
}
SAYS = {
    "no answer": re.compile(r"need not answer"),
    "an answer": re.compile(r"(?:^|[.] )Answer the e-mail that it came with"),
    "an answer if it is another": re.compile(r"Look at the e-mail .* If it is about another return, answer it"),
    "an answer if that fails": re.compile(r"If that does not help, answer"),
    "a way to the return": re.compile(
        r"(?:^|[.:] |you have the e-mail in Outlook, )"
        r"(?:Copy|Install|Open|Save|Unpack|unpack|save|If a return is in it)\b"
    ),
}


@pytest.mark.parametrize("here", HERE)
def test_a_file_is_said_to_need_one_thing_whatever_it_is_and_whatever_is_here(here: str) -> None:
    wanted = {
        "the very return": [{"no answer"}],
        "perhaps the correction": [{"an answer"}],
        "perhaps the return": [{"an answer if it is another"}],
        "nothing of it": [{"an answer"}, {"an answer if that fails", "a way to the return"}],
    }[here]
    for reason in {*UNVERIFIED.values(), *MAIL_REASONS.values(), *ZIP_REASONS.values(), LOCKED} - {NO_RETURN_IN_MAIL}:
        one = Attention(AttentionKind.UNREAD, "0" * 64, "answers.zip", reason, whole_here=HERE[here])
        lines = why_file(one.why, one.whole_here), whole_here_sentence(one.whole_here), what_to_do(one)
        said = {name for (name, pattern), line in product(SAYS.items(), lines) if pattern.search(line)}
        assert said in wanted, lines
        assert lines[0]
        if HERE[here] is not None:
            assert FOR_THE_OFFICER.search(lines[0]) is None, lines

"""What an agency is written about a file that could not be taken in."""

from __future__ import annotations

import re

import pytest

from s11desk.app.receiving.whole_here import WholeHere
from s11desk.wording.attention_words import unread_reply
from s11desk.wording.collation_words import LOCKED, MAIL_REASONS
from s11desk.wording.verdict_sentences import UNVERIFIED

FOR_THE_OFFICER = re.compile(
    r"\b(?:(?<!not )ask for|ask the|take it in|take that|(?<!can )open (?:it|that|the)|save (?:the|that)|unpack it)\b",
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

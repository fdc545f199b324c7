"""Words beside the numbers of a desk: each agency is in one of them, and nothing sent is to be sent again."""

from __future__ import annotations

from s11desk.domain.receiving.desk_replies import MadeReply, ReceiptRecord, ReplyKind
from s11desk.domain.receiving.desk_values import Review, ReviewReason, ReviewState
from s11desk.domain.returns.return_changes import ReturnChanges
from s11desk.wording.amounts import first_few
from s11desk.wording.desk.figure_words import correcting_sentence, missing_sentence
from s11desk.wording.desk.reminder_words import no_address_words
from s11desk.wording.desk.reply_post_words import address_sentence, corrected_sentences, files_sentence
from tests.samples import NOON, small_topic


def test_agencies_without_an_address_are_named_once_and_the_rest_counted() -> None:
    assert no_address_words([]) == ""
    assert no_address_words(["Lantern"]).endswith("use for Lantern. Ring them, or write a letter.")
    assert "Place 9 and 2 more." in no_address_words([f"Place {number}" for number in range(12)])


def test_one_more_is_named_instead_of_counted() -> None:
    names = [f"Place {number:02}" for number in range(11)]
    assert missing_sentence(names).endswith("; Place 09; Place 10.")
    assert missing_sentence([*names, "Quay"]).endswith("; Place 09 and 2 more.")
    assert "Place 09 and Place 10." in no_address_words(names)
    assert first_few([], 3) == ([], 0)


def test_a_reply_that_was_sent_is_not_to_be_sent() -> None:
    assert address_sentence("a@b.example", is_sent=False) == "Send it to a@b.example."
    assert address_sentence("a@b.example", is_sent=True) == "The address on your list: a@b.example."
    assert address_sentence("", is_sent=True) == ""


def test_a_reply_names_the_file_to_attach_the_text_and_the_folder() -> None:
    record = ReceiptRecord(ReplyKind.REQUEST, "A-1.s11request", "0" * 64, "Jane", NOON, "A-1.txt")
    said = files_sentence(MadeReply("0" * 64, record), "/desk/outgoing")
    assert said.index("Attach this file to the e-mail: A-1.s11request.") < said.index("A-1.txt.")
    assert said.endswith("Both are in the folder /desk/outgoing.")


def test_what_is_sent_back_is_a_number_of_its_own() -> None:
    assert correcting_sentence(1) == "Sent back and not corrected yet: 1."


def test_what_was_asked_is_said_with_what_has_changed_since() -> None:
    asked = (ReviewReason("Which policy?", "policy"), ReviewReason("Thank you for the rest."))
    review = Review(ReviewState.SENT_BACK, "Kim", NOON, asked)
    changes = ReturnChanges(questions=("policy", "story"))
    number = small_topic().number_of
    assert corrected_sentences(review, changes, small_topic()) == (
        f"Question {number('policy')}: Which policy?\nThis has changed.",
        "Thank you for the rest.",
        f"Changed since then: question {number('policy')} and question {number('story')}.",
    )

"""The lines of what was taken in last say what holds now, whatever came or was decided or deleted since."""

from __future__ import annotations

from s11desk.app.receiving.arrivals.take_in import TakeInResult
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.erasing import erase
from s11desk.app.receiving.returns.desk_attention import look_at_overview, note_dealt_with
from s11desk.app.receiving.returns.review_return import accept_return, leave_out
from s11desk.register.received_rows import all_returns
from s11desk.wording.desk.taken_words import TakenHeading, taken_line
from tests.desk.conftest import Post, take


def said(desk: ReceivingDesk, taken: TakeInResult) -> dict[str, str]:
    """The heading and the sentences of each file by its name."""
    overview = look_at_overview(desk)
    lines = {one.name: taken_line(one, overview.now.of(one)) for one in taken.files}
    for line in lines.values():
        counts = {one.reference: one.counts for one in overview.now.lines.values()}
        for reference, is_counting in counts.items():
            if line.who.endswith(reference):
                assert (line.group is TakenHeading.COUNTS or "It counts once." in line.said) is is_counting, line
        assert line.said.count(". ") <= 1, "two sentences at most"
    return {name: f"{line.group}. {line.said} {line.more}".strip() for name, line in lines.items()}


def test_a_line_says_which_file_has_the_return_that_counts_instead(desk: ReceivingDesk, post: Post) -> None:
    first, second = post["first"].name, post["second"].name
    taken = take(desk, post["first"], post["second"])
    reference = next(one.reference for one in taken.files if one.name == second)
    assert taken.files[0].outcome == "counted", "it did, until the second file of the same lot came"
    lines = said(desk, taken)
    assert lines[second].startswith("Counted, no look needed.")
    assert lines[first].startswith("Not counted. ")
    assert f"{reference}, which came in “{second}”, counts instead." in lines[first]
    assert lines[first].endswith("counts instead."), "what else there is to say of it is past"
    leave_out(desk, reference, "It was a rehearsal.")
    lines = said(desk, taken)
    assert lines[first].startswith("Counted, no look needed.")
    assert lines[second].startswith("Not counted. It was decided that it does not count.")
    assert f"which came in “{first}”, counts instead." in lines[second]
    accept_return(desk, reference)
    assert said(desk, taken)[second].startswith("Counted, no look needed. Now: accepted.")
    erase(desk, next(one.sha256 for one in all_returns(desk.register) if one.facts.reference == reference), "Test.")
    lines = said(desk, taken)
    assert lines[second] == "Deleted. It is deleted now."
    assert lines[first].startswith("Counted, no look needed.")


def test_a_line_of_a_file_without_a_return_says_what_was_done_with_it(desk: ReceivingDesk, post: Post) -> None:
    taken = take(desk, post["cut"], post["letter"])
    note_dealt_with(desk, taken.files[0].file)
    erase(desk, taken.files[1].file, "There was no return in it.")
    lines = said(desk, taken)
    assert lines[taken.files[0].name].endswith("You have dealt with it.")
    assert lines[taken.files[1].name] == "Deleted. It is deleted now."


def test_a_line_of_a_file_that_is_here_already_says_whether_its_return_counts(desk: ReceivingDesk, post: Post) -> None:
    reference = take(desk, post["riverside"]).files[0].reference
    again = take(desk, post["again"])
    name = post["again"].name
    assert said(desk, again)[name].startswith("Here already. You have this file already. It counts once.")
    leave_out(desk, reference, "It was a rehearsal.")
    assert said(desk, again)[name].startswith(
        "Here already. You have this file already. It was decided that it does not count."
    )


def test_what_needs_a_look_names_the_file_it_came_in(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["first"])
    assert [one.file_name for one in look_at_overview(desk).attention] == [post["first"].name]

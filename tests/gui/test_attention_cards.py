"""What needs a look has one clear word and only the buttons that fit: answer or not, our questions or not."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_attention import Attention, AttentionKind
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.overview.attention_card import AttentionCard, AttentionWays
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.overview.taken_section import TakenFileLine
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.leave_out_form import LeaveOutForm
from s11desk.desktop.theme.theme import Theme
from s11desk.register.received_rows import all_returns
from s11desk.wording.desk.taken_words import TakenHeading, TakenLine
from tests.gui.conftest import Bench
from tests.gui.made_desk import GOLDEN, make_desk, officer, page_of, show_tab, text_of


def test_what_is_not_ours_is_left_out_from_its_card_and_an_answer_is_offered_only_where_one_is_needed(
    bench: Bench, tmp_path: Path
) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    whole = (GOLDEN / "one-signature.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "letter.txt").write_text("Please find our return enclosed.")
    with ReceivingDesk(folder, officer(bench)) as desk:
        take_in_returns(desk, find_incoming([tmp_path / "half.zip", tmp_path / "letter.txt"]))
    page = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    cards = {one.accessibleName(): one for one in page.cards.values()}
    copy, letter = cards["half.zip"], cards["letter.txt"]
    assert "You need not answer." in text_of(copy)
    assert (copy.copy, copy.done is None) == (None, False)
    assert letter.copy is not None
    ((unknown, not_ours),) = [(one, one.not_ours) for one in page.cards.values() if one.not_ours is not None]
    assert "Did you ask these questions?" in text_of(unknown)
    assert "1 return counts, and it needs a look." in text_of(page.numbers)
    page.numbers.looks.click()
    assert next(one for one in page.cards.values()).ways[0].hasFocus()
    assert "If they are yours" not in text_of(unknown)
    not_ours.click()
    bench.settle()
    seen = page_of(bench, DeskReturnPage)
    form = seen.decision.form
    assert isinstance(form, LeaveOutForm)
    assert form.why.value() == "We did not ask these questions."
    assert seen.decision.name is not None
    assert seen.decision.name.field.hasFocus()
    seen.decision.name.field.setText("Jane Smith")
    form.leave_out.click()
    bench.settle()
    seen = page_of(bench, DeskReturnPage)
    assert (seen.state.text(), hasattr(seen.decision, "undo")) == ("Not counted.", True)


def test_a_card_that_is_dealt_with_stays_where_it_is_and_the_next_one_has_the_keyboard(
    bench: Bench, tmp_path: Path
) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    names = [f"letter {number}.txt" for number in range(9)]
    for name in names:
        (tmp_path / name).write_text(f"Please find our return enclosed, {name}.")
    with ReceivingDesk(folder, officer(bench)) as desk:
        take_in_returns(desk, find_incoming([tmp_path / name for name in names]))
    page = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    letters = [one for one in page.cards.values() if one.done is not None]
    worked_on, following, last = letters[4], letters[5], letters[-1]
    assert worked_on.done is not None
    worked_on.done.setFocus()
    page.ensureWidgetVisible(following)
    bench.settle()
    places = [one.mapTo(page.viewport(), QPoint()).y() for one in letters]
    assert worked_on.copy is not None
    worked_on.copy.click()
    bench.settle()
    assert "are copied" in text_of(worked_on)
    assert [one.mapTo(page.viewport(), QPoint()).y() for one in letters] == places, "the next click meets its button"
    worked_on.done.click()
    bench.settle()
    assert page_of(bench, OverviewPage) is page
    assert [one.mapTo(page.viewport(), QPoint()).y() for one in letters] == places
    assert (worked_on.finished.text(), following.ways[0].hasFocus()) == ("You have dealt with it.", True)
    assert "8 files and 1 return need a look" in text_of(page)
    assert last.delete is not None
    bench.answers.confirm_with = True
    last.delete.click()
    bench.settle()
    assert (last.finished.text(), page.all_done.text()) == ("It is deleted now.", "I have dealt with all 7 files")
    assert "We could read no return in 8 more files." in page.numbers.summary.text()
    assert [one.is_open for one in letters] == [*[True] * 4, False, *[True] * 3, False]


def test_two_returns_to_look_at_together_lead_to_each_other(qapp: QApplication) -> None:
    looked: list[str] = []
    ways = AttentionWays(looked.append, looked.append, lambda: None, lambda *_: None, looked.append)
    for kind in (AttentionKind.SECOND, AttentionKind.FORKED):
        one = Attention(kind, "a" * 64, "Hilltop Club", reference="ABCD-EFGH-1", other="b" * 64)
        card = AttentionCard(Theme(qapp), one, "Riverside Partnership", ways)
        assert card.other is not None
        assert card.look is not None
        card.other.click()
        card.look.click()
    assert looked == ["b" * 64, "a" * 64] * 2


def test_a_card_says_that_its_reply_is_copied_as_long_as_it_is(qapp: QApplication) -> None:
    ways = AttentionWays(lambda _: None, lambda _: None, lambda: None, lambda *_: None, lambda _: None)
    files = (Attention(AttentionKind.UNREAD, name[0] * 64, name, why="Empty.") for name in ("a.zip", "b.zip"))
    first, second = (AttentionCard(Theme(qapp), one, "Riverside Partnership", ways) for one in files)
    assert first.copy is not None
    assert second.copy is not None
    for card, other in ((first, second), (second, first), (first, second)):
        assert card.copy is not None
        card.copy.click()
        card.copy.click()
        assert (card.status.isHidden(), other.status.isHidden()) == (False, True)
    first.show_finished("You have dealt with it.")
    assert first.status.isHidden()


def test_what_was_taken_in_is_grouped_by_what_came_of_it_with_the_name_of_each_file_alone(
    bench: Bench, tmp_path: Path
) -> None:
    folder = make_desk(bench, tmp_path / "desk")
    (post := tmp_path / "post").mkdir()
    shutil.copyfile(GOLDEN / "one-signature.zip", post / "again.zip")
    (post / "letter.txt").write_text("Please find our return enclosed.")
    with ReceivingDesk(folder, officer(bench)) as desk:
        accept_return(desk, all_returns(desk.register)[0].sha256)
    page = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    page.take_in((post,))
    bench.settle()
    page = page_of(bench, OverviewPage)
    assert page.taken is not None
    assert [*page.taken.groups.items()] == [("No return read in it", 1), ("Here already", 1)], "the look comes first"
    (line,) = page.taken.findChildren(TakenFileLine)
    assert (line.file.text(), line.accessibleDescription()) == ("again.zip", "post/again.zip")
    assert "You have this file already. It counts once." in text_of(line)
    assert line.look is not None
    line.look.click()
    bench.settle()
    page_of(bench, DeskReturnPage).back.click()


def test_what_only_some_want_to_know_of_a_file_is_behind_a_button(qapp: QApplication) -> None:
    said = TakenLine(TakenHeading.COUNTS, "Hilltop Club, ABCD-EFGH-1", "a.zip", "a.zip", "One. Two.", "Three.")
    line = TakenFileLine(Theme(qapp), said, lambda _: None)
    assert line.turn is not None
    assert line.more.isHidden()
    line.turn.click()
    assert (line.more.isHidden(), line.more.text(), line.turn.text()) == (False, "Three.", "Less about this file")
    line.turn.click()
    assert (line.more.isHidden(), line.turn.is_expanded) == (True, False)

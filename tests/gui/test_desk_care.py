"""The page “Look after” of a receiving desk: backups, check, watched folder, deletion, keys, a pack with both."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.home.known_desks import known_desks
from s11desk.app.identity.receiving_key import current_receiving_key
from s11desk.app.identity.signing_identity import current_identity
from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.desk import set_up_steps
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.keeping.desk_retention import set_retention
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.app.returns.making.encrypt import create_receiver
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.look_after.look_after_page import LookAfterPage
from s11desk.desktop.receiving.overview.overview_page import OverviewPage
from s11desk.desktop.receiving.set_up.asked_topics_page import AskedTopicsPage
from s11desk.desktop.receiving.set_up.desk_pack_page import DeskPackPage
from s11desk.desktop.receiving.set_up.desk_start_page import DeskStartPage
from s11desk.desktop.receiving.set_up.partnership_key_page import PartnershipKeyPage
from s11desk.desktop.standalone.topics.sign_pack_page import SignPackPage
from s11desk.domain.receiving.desk_values import RetentionClass, RetentionRule
from s11desk.domain.topics.topic import Topic
from s11desk.register.received_rows import all_returns
from s11desk.register.register_backups import backups_in
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.pack import examine_path
from tests.gui.conftest import Bench
from tests.gui.made_desk import GOLDEN, REFERENCE, make_desk, officer, page_of, show_tab, text_of
from tests.samples import NOON

DETAILS = IdentityDetails("Kim Officer", "Officer", "Riverside Partnership", "kim@riverside.example")
PASSPHRASE = "three plain words"


@pytest.fixture
def folder(bench: Bench, tmp_path: Path) -> Path:
    return make_desk(bench, tmp_path / "desk")


@pytest.fixture
def page(bench: Bench, folder: Path) -> LookAfterPage:
    return show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)


def press(bench: Bench, pressed: QPushButton) -> LookAfterPage:
    pressed.click()
    bench.settle()
    return page_of(bench, LookAfterPage)


def returns_of(bench: Bench, folder: Path) -> int:
    with ReceivingDesk(folder, officer(bench)) as desk:
        return len(all_returns(desk.register))


def test_a_backup_is_made_and_brought_back_beside_the_register_of_today(
    bench: Bench, folder: Path, page: LookAfterPage
) -> None:
    page = press(bench, page.backups.now)
    assert "Backed up: the list of 1 return" in text_of(page)
    assert "without the files of the returns" in text_of(page)
    assert page.backups.now.hasFocus(), "the page stays at the backups"
    assert not page.backups.heading.visibleRegion().isEmpty()
    with ReceivingDesk(folder, officer(bench)) as desk:
        accept_return(desk, REFERENCE)
    bench.answers.confirm_with = True
    page = press(bench, page.findChildren(QPushButton, "restore-register")[0])
    assert "The list of before is kept: register-set-aside" in text_of(page)
    assert bench.answers.asked[-1].startswith("Bring back the list of returns as it was on ")
    with ReceivingDesk(folder, officer(bench)) as desk:
        assert desk.register.path.is_file()
    assert returns_of(bench, folder) == 1


def test_a_backup_elsewhere_keeps_the_returns_and_is_remembered(
    bench: Bench, tmp_path: Path, page: LookAfterPage
) -> None:
    assert "Make a backup on another disk…" in {one.text() for one in page.findChildren(QPushButton)}
    bench.answers.folder_chosen = tmp_path / "stick"
    page = press(bench, page.backups.elsewhere)
    own = tmp_path / "stick" / "s11desk-backup-of-Riverside-Partnership"
    assert len(backups_in(own)) == 1
    assert any((own / "returns").rglob("*"))
    assert str(tmp_path / "stick") in text_of(page)
    assert "Backed up: the list of 1 return with its files" in text_of(page)
    assert text_of(page).count("on the same disk as the desk") == 1
    assert "Everything in it: " in text_of(page)
    assert "There is no backup yet." not in text_of(page)
    (tmp_path / "stick").rename(tmp_path / "away")
    page = press(bench, page.tabs[DeskTab.LOOK_AFTER])
    assert "this is where it was last. The last backup went there on" in text_of(page)
    (lost,) = (one for one in page.findChildren(QPushButton) if one.text().startswith("It is lost"))
    bench.answers.confirm_with = True
    page = press(bench, lost)
    assert f"{own} is off the list." in text_of(page)
    assert "There is no backup yet." in text_of(page)


def test_the_name_of_the_officer_is_changed(bench: Bench, folder: Path, page: LookAfterPage) -> None:
    press(bench, page.keep_name)
    assert "Write your name." in text_of(page)
    page.name.field.setText("Jane Smith ")
    page = press(bench, page.keep_name)
    assert "what you decide shows the name Jane Smith." in text_of(page)
    with ReceivingDesk(folder, Officer(bench.home, sentence)) as desk:
        assert desk.who == "Jane Smith"


def test_one_return_gets_another_last_day_or_none(bench: Bench, folder: Path, page: LookAfterPage) -> None:
    page.keeping.keep_until.click()
    assert "Type the reference of the return." in text_of(page)
    for typed, said, kept in (
        ("31 August 2032", f"{REFERENCE} is kept until 31 August 2032.", dt.date(2032, 8, 31)),
        ("", f"{REFERENCE} is kept without an end now.", None),
    ):
        page.keeping.until_reference.setText(REFERENCE.lower())
        page.keeping.until.line.setText("soon")
        page.keeping.keep_until.click()
        assert "Enter a full date" in text_of(page)
        page.keeping.until.line.setText(typed)
        page = press(bench, page.keeping.keep_until)
        assert said in text_of(page)
        with ReceivingDesk(folder, officer(bench)) as desk:
            assert [one.kept_until for one in all_returns(desk.register)] == [kept]


def test_a_check_says_in_words_what_is_wrong(bench: Bench, folder: Path, page: LookAfterPage) -> None:
    page = press(bench, page.check)
    assert "Everything is there and unchanged." in text_of(page)
    next(one for one in (folder / "returns").rglob("*") if one.is_file()).unlink()
    page = press(bench, page.check)
    assert "Something needs a look." in text_of(page)
    assert "Take the file in again, or restore a backup." in text_of(page)


def test_a_return_is_deleted_by_its_reference_and_recorded(bench: Bench, folder: Path, page: LookAfterPage) -> None:
    page.deletion.delete.click()
    assert "Type the reference of the return." in text_of(page)
    page.deletion.reference.setText(REFERENCE.lower())
    page.deletion.delete.click()
    assert "Say why in a few words that name nobody" in text_of(page)
    page.deletion.reason.setText("Kept for six years.")
    bench.answers.confirm_with = False
    press(bench, page.deletion.delete)
    assert returns_of(bench, folder) == 1
    bench.answers.confirm_with = True
    page = press(bench, page.deletion.delete)
    assert returns_of(bench, folder) == 0
    assert f"{REFERENCE} is deleted, and that is recorded." in text_of(page)
    assert (page.deletion.reference.text(), page.deletion.reason.text()) == ("", ""), "what is typed is done with"
    assert page.deletion.reference.hasFocus()
    assert "Deleted so far" in text_of(page)
    assert "Kept for six years." in text_of(page)


def test_a_return_past_its_last_day_is_offered_for_deletion(bench: Bench, folder: Path) -> None:
    with ReceivingDesk(folder, officer(bench)) as desk:
        set_retention(desk, require_return(desk, REFERENCE), "Six years", dt.date(2026, 1, 31))
    page = show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)
    assert f"{REFERENCE}: kept until 31 January 2026, Six years" in text_of(page)
    bench.answers.confirm_with = True
    page = press(bench, page.findChildren(QPushButton, "delete-due")[0])
    assert "No return is past the time to keep it." in text_of(page)
    assert "The time to keep it ended on 31 January 2026. Six years" in text_of(page)


def test_a_return_on_hold_is_not_deleted_until_the_hold_is_taken_off(bench: Bench, folder: Path) -> None:
    with ReceivingDesk(folder, officer(bench)) as desk:
        set_retention(desk, require_return(desk, REFERENCE), "Six years", dt.date(2026, 1, 31))
    page = show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)
    assert "No return is on hold." in text_of(page)
    page.keeping.hold.click()
    assert "Type the reference of the return. It is on the page “Returns”." in text_of(page)
    page.keeping.reference.setText(REFERENCE)
    page.keeping.hold.click()
    assert "Say why in a few words, such as" in text_of(page)
    page.keeping.reason.setText("It is part of a review.")
    page = press(bench, page.keeping.hold)
    assert f"{REFERENCE}: It is part of a review. The time to keep it ends on 31 January 2026." in text_of(page)
    assert "No return is past the time to keep it." in text_of(page)
    page.deletion.reference.setText(REFERENCE)
    page.deletion.reason.setText("Kept for six years.")
    bench.answers.expect_messages = True
    page = press(bench, page.deletion.delete)
    assert returns_of(bench, folder) == 1
    assert "This return is on hold" in str(bench.answers.messages)
    page = press(bench, page.findChildren(QPushButton, "release-return")[0])
    assert "No return is on hold." in text_of(page)
    assert page.findChildren(QPushButton, "delete-due")


def test_months_are_kept_for_each_class_and_only_whole_numbers(bench: Bench, folder: Path, page: LookAfterPage) -> None:
    months = page.keeping.months
    for typed in ("six", "0", "1201", "²", "-3"):
        months[RetentionClass.EVIDENCE].setText(typed)
        page.keeping.save.click()
        assert text_of(page).count("Type a whole number from 1 to 1200, or leave it empty.") == 1
    months[RetentionClass.EVIDENCE].setText("12")
    months[RetentionClass.BUNDLE].setText("72")
    page = press(bench, page.keeping.save)
    assert [one.text() for one in page.keeping.months.values()] == ["72", "12"]
    page.keeping.months[RetentionClass.EVIDENCE].setText("")
    page = press(bench, page.keeping.save)
    with ReceivingDesk(folder, officer(bench)) as desk:
        assert desk.facts.rules == (RetentionRule(RetentionClass.BUNDLE, 72),)


def test_what_a_desk_asks_is_chosen_and_chosen_again(bench: Bench, folder: Path, page: LookAfterPage) -> None:
    assert "It takes returns about any questions." in text_of(page)
    asked: list[tuple[Topic, ...]] = []
    for number in (0, 1):
        page.asked.click()
        bench.settle()
        topics = page_of(bench, AskedTopicsPage)
        for other, (box, _) in enumerate(topics.boxes):
            box.setChecked(other == number)
        topics.keep.click()
        bench.settle()
        page = page_of(bench, LookAfterPage)
        with ReceivingDesk(folder, officer(bench)) as desk:
            asked.append(desk.asked_topics())
        assert f"It asks: {asked[-1][0].title}, {asked[-1][0].year}" in text_of(page)
        assert "What this desk asks is saved." in text_of(page)
        assert page.asked.hasFocus(), "the page begins where it says so"
        assert [len(one) for one in asked] == [1] * len(asked)
    assert asked[0] != asked[1]
    page = show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)
    assert "What this desk asks is saved." not in text_of(page), "who comes anew finds the beginning of the page"
    assert page.verticalScrollBar().value() == 0


def test_the_overview_names_what_is_still_to_set_up_until_it_is_done(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overview = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    assert "You can set up later: the signature, the receiving key and a backup on another disk." in text_of(overview)
    overview.numbers.set_up.click()
    bench.settle()
    create_identity(bench.home.identity, DETAILS, PASSPHRASE, NOON)
    create_receiver(bench.home, DETAILS, PASSPHRASE, NOON)
    bench.answers.folder_chosen = folder.with_name("stick")
    press(bench, page_of(bench, LookAfterPage).backups.elsewhere)
    overview = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    assert "You can set up later: a backup on another disk." in text_of(overview), "that one is on the same disk"
    monkeypatch.setattr(set_up_steps, "is_same_disk", lambda *_: False)
    overview = show_tab(bench, folder, DeskTab.OVERVIEW, OverviewPage)
    assert "You can set up later" not in text_of(overview)


def test_everything_of_an_agency_is_copied(bench: Bench, tmp_path: Path, page: LookAfterPage) -> None:
    page.deletion.copy.click()
    assert "Type the name of the agency" in text_of(page)
    page.deletion.agency.setText("riverside trust – “the hub” & friends")
    bench.answers.saved_as = tmp_path / "copy"
    page = press(bench, page.deletion.copy)
    assert "1 return and the record are in" in text_of(page)
    copies = [one for one in (tmp_path / "copy").iterdir() if one.suffix == ".zip"]
    assert [one.read_bytes() for one in copies] == [(GOLDEN / "one-signature.zip").read_bytes()]
    assert REFERENCE in (tmp_path / "copy" / "record.txt").read_text("utf-8")


def test_a_watched_folder_takes_in_what_is_whole_and_is_watched_again(
    bench: Bench, folder: Path, tmp_path: Path, page: LookAfterPage
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    bench.answers.folder_chosen = post
    page = press(bench, page.choose_watched)
    assert f"{post} is watched. Last looked into" in text_of(page)
    assert known_desks(bench.home).find(folder).is_watched  # type: ignore[union-attr] # it was opened
    (post / "two.zip").write_bytes((GOLDEN / "two-signatures.zip").read_bytes())
    for expected in (1, 2):
        page._watch.look()  # in place of the clock
        bench.settle()
        assert returns_of(bench, folder) == expected, "a file is taken in when two looks find it the same"
    assert "1 file taken in so far." in text_of(page)
    page = press(bench, page.switch)
    assert f"{post} is not watched now." in text_of(page)


def test_a_watched_folder_that_is_gone_is_said(bench: Bench, tmp_path: Path, page: LookAfterPage) -> None:
    bench.answers.folder_chosen = tmp_path / "nowhere"
    page = press(bench, page.choose_watched)
    assert "could not be looked into." in text_of(page)


def test_another_desk_is_always_one_click_away(bench: Bench, page: LookAfterPage) -> None:
    page.other.click()
    bench.settle()
    assert page_of(bench, DeskStartPage).known


def test_the_receiving_key_is_made_backed_up_and_brought_back(
    bench: Bench, tmp_path: Path, page: LookAfterPage
) -> None:
    page.key.click()
    bench.settle()
    key_page = page_of(bench, PartnershipKeyPage)
    form = key_page.form
    assert form is not None
    for field, value in ((form.name, "Kim"), (form.job_title, "Officer"), (form.email, DETAILS.email)):
        field.setText(value)
    form.first_typed.setText(PASSPHRASE)
    form.second_typed.setText(PASSPHRASE)
    form.make.click()
    bench.settle()
    made = current_receiving_key(bench.home)
    assert made is not None
    key_page = page_of(bench, PartnershipKeyPage)
    assert key_page.spoken_state() == "The receiving key is set up. You can use it now."
    assert "Signature check code" not in text_of(key_page), "it is no signature"
    key_page.pack.click()
    bench.settle()
    page_of(bench, DeskPackPage).back.click()
    page_of(bench, PartnershipKeyPage).back.click()
    bench.settle()
    page = page_of(bench, LookAfterPage)
    assert made.fingerprint_spoken in text_of(page), "a page to which one comes back is read again"
    assert "Set up the receiving key…" not in [one.text() for one in page.findChildren(QPushButton)]
    assert page.name.name() == "Kim", "an empty line that nobody typed in does not hide what was kept"
    page.key.click()
    bench.settle()
    key_page = page_of(bench, PartnershipKeyPage)
    bench.answers.saved_as, bench.answers.expect_messages = tmp_path / "key.p12", True
    key_page.back_up.click()
    bench.settle()
    for path in (bench.home.receiver, bench.home.receiver.with_suffix(".crt")):
        path.unlink()
    key_page.back.click()
    bench.settle()
    page_of(bench, LookAfterPage).key.click()
    bench.settle()
    key_file = page_of(bench, PartnershipKeyPage).key_file
    assert key_file is not None
    key_file.chosen = tmp_path / "key.p12"
    key_file.passphrase.setText(PASSPHRASE)
    key_file.use.click()
    bench.settle()
    assert current_receiving_key(bench.home) == made


def test_the_signature_is_backed_up_and_its_file_used_again(bench: Bench, tmp_path: Path, folder: Path) -> None:
    create_identity(bench.home.identity, DETAILS, PASSPHRASE, NOON)
    made = current_identity(bench.home)
    page = show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)
    assert text_of(page).count("Back up your signature too, with the button below: it is not in a backup.") == 1
    next(one for one in page.findChildren(QPushButton) if one.text() == "Back up your signature…").click()
    bench.settle()
    bench.answers.saved_as, bench.answers.expect_messages = tmp_path / "signature.p12", True
    page_of(bench, PartnershipKeyPage).back_up.click()
    bench.settle()
    key_file = page_of(bench, PartnershipKeyPage).key_file
    assert key_file is not None
    key_file.chosen = tmp_path / "signature.p12"
    key_file.passphrase.setText(PASSPHRASE)
    key_file.use.click()
    bench.settle()
    assert current_identity(bench.home) == made


def test_a_pack_with_address_and_key_is_signed(bench: Bench, tmp_path: Path, folder: Path) -> None:
    create_identity(bench.home.identity, DETAILS, PASSPHRASE, NOON)
    create_receiver(bench.home, DETAILS, PASSPHRASE, NOON)
    page = show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)
    page.pack.click()
    bench.settle()
    pack = page_of(bench, DeskPackPage)
    assert pack.email.text() == DETAILS.email
    pack.email.setText("returns@riverside")
    pack.go.click()
    assert page_of(bench, DeskPackPage) is pack
    pack.email.setText("returns@riverside.example")
    pack.go.click()
    bench.settle()
    signing = page_of(bench, SignPackPage).signing
    assert signing is not None
    signing.set_folder(tmp_path)
    signing.passphrase.setText(PASSPHRASE)
    bench.answers.expect_messages = True
    signing.sign.click()
    bench.settle()
    (signed,) = tmp_path.glob("*-signed.zip")
    topic = examine_path(signed).topic
    assert topic is not None
    assert topic.return_to.email == "returns@riverside.example"
    assert [one.certificate for one in topic.encrypt_to] == [bench.home.receiver.with_suffix(".crt").read_text("ascii")]


def test_a_copy_of_a_desk_says_so_on_its_first_page_and_where_the_other_is(
    bench: Bench, folder: Path, page: LookAfterPage, tmp_path: Path
) -> None:
    copy = shutil.copytree(folder, tmp_path / "desk - Copy")
    bench.window.standalone.show_desk(str(copy))
    bench.settle()
    first = page_of(bench, OverviewPage)
    assert f"This is a copy of another desk\nThe other is in {folder}." in text_of(first)
    assert first.spoken_state().startswith("This is a copy of another desk.")
    page = show_tab(bench, folder, DeskTab.LOOK_AFTER, LookAfterPage)
    assert f"A copy of this desk is in {copy}." in text_of(page)

"""Every page of the window in each of its states, for the tests that walk through all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QLineEdit

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.fault_log import note_fault
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import add_known_signer
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate, seal_return
from s11desk.app.returns.making.locked_return import lock_return
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.topic_packs import template_topic, write_topic_workbook
from s11desk.desktop.messages.errors.error_messages import UNEXPECTED, WaysOn
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.receiving.matrix.matrix_page import MatrixPage
from s11desk.desktop.saving.edits import Saved, SaveState
from s11desk.desktop.standalone.approving.approved_page import ApprovedPage
from s11desk.desktop.standalone.approving.countersign_page import CountersignPage
from s11desk.desktop.standalone.asking.collected_page import CollectedPage
from s11desk.desktop.standalone.backups.copy_page import CopyPage
from s11desk.desktop.standalone.backups.data_page import DataPage
from s11desk.desktop.standalone.backups.second_place_page import SecondPlacePage
from s11desk.desktop.standalone.backups.second_restore_page import SecondRestorePage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.received.signers_page import SignersPage
from s11desk.desktop.standalone.received.tables_page import TablesPage
from s11desk.desktop.standalone.topics.sign_pack_page import SignPackPage
from s11desk.desktop.standalone.topics.topics_page import TopicsPage
from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN
from s11desk.domain.text.text_limits import NAME_LIMIT
from s11desk.domain.topics.topic import Recipient
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import SteppingClock, install, question
from tests.gui.desk_scenes import desk_pages
from tests.gui.moving_scenes import asking, moving
from tests.gui.scene import DETAILS, LONG, PASSPHRASE, Scene, press, shown
from tests.samples import NOON, ORIGIN, every_kind, small_topic

STEPS = (INTRODUCTION, *(question(asked.id) for asked in every_kind()), ACTION_PLAN, CHECK, SIGN)
SAMPLE = resources_folder() / "demo" / "good-practice-example.pdf"
SLOW = 20_000
"""Milliseconds to wait for a return."""


def home(scene: Scene) -> Iterator[str]:
    bench = scene.bench
    yield "opening"
    bench.window.load_home()
    bench.settle()
    yield "one draft"
    press(bench.window.home_page, "begin-sample")
    yield "asking for the agency"
    shown(bench.window.home_page, QLineEdit).clear()
    press(bench.window.home_page, "go-sample")
    yield "no agency given"
    with bench.elsewhere() as workspace:
        begin_draft(workspace, "sample", LONG[:NAME_LIMIT])
    bench.window.load_home()
    bench.settle()
    yield "two drafts"
    bench.window.home_page.show_problem(UNEXPECTED, WaysOn(True, start_empty=True, accept=True))
    yield "a problem"


def new_audit(scene: Scene) -> Iterator[str]:
    yield from _steps(scene)
    yield from _side(scene)


def answered(scene: Scene) -> Iterator[str]:
    answer_everything(scene)
    yield from _steps(scene)
    yield from _question(scene)
    top = scene.bench.audit.top
    top.show_state(SaveState(Saved.NO, NOON, UNEXPECTED), NOON)
    yield "not saved"


def signing(scene: Scene) -> Iterator[str]:
    bench = scene.bench
    with bench.elsewhere() as workspace:
        complete(workspace, scene.audit_id)
    bench.open(scene.audit_id, CHECK)
    yield "ready to sign"
    bench.audit.go(SIGN)
    bench.settle()
    form = sign_page(scene).who.form
    assert form is not None
    yield "no identity yet"
    form.first_typed.setText("one")
    form.make.click()
    yield "passphrases differ"
    create_identity(bench.home.identity, DETAILS, PASSPHRASE, NOON)
    bench.audit.go(SIGN)
    bench.settle()
    yield "identity known"
    yield from _exporting(scene)


def opening(scene: Scene) -> Iterator[str]:
    _open(scene, scene.returned)
    yield "return received"
    press(scene.page, "How we know")
    yield "how we know who signed it"
    press(scene.page, "I have checked who this is…")
    yield "knowing its signer"
    shown(scene.page, QLineEdit).clear()
    press(scene.page, "Remember this person")
    yield "no name for the signer"
    press(scene.page, "&Approve…")
    scene.bench.bot.waitUntil(lambda: isinstance(scene.page, CountersignPage))
    yield "no approver yet"
    create_identity(scene.bench.home.approver, DETAILS, PASSPHRASE, NOON)
    scene.page.back.click()
    yield from _approving(scene)
    yield from _encrypted(scene)
    yield from _packs(scene)


def maintenance(scene: Scene) -> Iterator[str]:
    window, bench = scene.bench.window, scene.bench
    window.standalone.show_guide(window.menus.shortcuts())
    yield "guide"
    window.standalone.show_log()
    yield "empty log"
    note_fault(bench.home.logs, ValueError("private"))
    window.standalone.show_log()
    yield "log"
    window.standalone.signers.show()
    bench.bot.waitUntil(lambda: isinstance(scene.page, SignersPage))
    yield "no signers known"
    for number in range(3):
        add_known_signer(bench.home, f"{LONG[:60]} {number}", f"{number}a" * 32, NOON)
    window.page_stack.leave_all()
    window.standalone.signers.show()
    bench.bot.waitUntil(lambda: isinstance(window.page_stack.page, SignersPage))
    bench.settle()
    yield "signers known"
    press(scene.page, "Rename…")
    yield "another name for a signer"
    shown(scene.page, QLineEdit).clear()
    press(scene.page, "Keep this name")
    yield "no other name for a signer"
    yield from _tables(scene)
    yield from desk_pages(scene)
    window.standalone.data.show()
    bench.bot.waitUntil(lambda: scene.page.heading.startswith("Your files"))
    yield "data"
    yield from _backups(scene)
    bench.open(scene.audit_id)
    window.print_copy()
    bench.bot.waitUntil(lambda: scene.page.heading.startswith("Print"), timeout=SLOW)
    bench.settle()
    yield "before printing"


SCENES: dict[str, Callable[[Scene], Iterator[str]]] = {
    part.__name__: part for part in (home, new_audit, answered, signing, opening, maintenance, moving, asking)
}


def _tables(scene: Scene) -> Iterator[str]:
    """Make tables of a folder of returns. Begins and ends on another page."""
    scene.bench.window.standalone.show_tables()
    page = scene.page
    assert isinstance(page, TablesPage)
    yield "tables of returns"
    folder = scene.folder / "returns of agencies"
    folder.mkdir(exist_ok=True)
    (folder / f"{LONG[:80].replace('/', '_')}.txt").write_text("late")
    (folder / "return.zip").write_bytes(scene.returned.read_bytes())
    scene.bench.answers.folder_chosen, scene.bench.answers.saved_as = folder, scene.folder / "tables"
    page.choose.click()
    page.place.click()
    yield "folder of returns chosen"
    page.make.click()
    scene.bench.settle()
    yield "tables made"
    yield from _matrix(scene, page)
    scene.page.back.click()


def _matrix(scene: Scene, tables: TablesPage) -> Iterator[str]:
    """Look at the answers of all agencies. Begins and ends on the page of the tables."""
    tables.matrix.click()
    scene.bench.settle()
    page = scene.page
    assert isinstance(page, MatrixPage)
    yield "answers of all agencies"
    page.answers.chosen.emit(page.model.index(0, 2))
    scene.bench.settle()
    yield "one answer of a return"
    scene.page.back.click()
    page = scene.page
    assert isinstance(page, MatrixPage)
    page.switch.click()
    yield "totals of all agencies"
    page.totals.chosen.emit(page.totals_model.index(2, 1))
    yield "returns behind a number"
    scene.page.back.click()
    scene.page.back.click()


def _backups(scene: Scene) -> Iterator[str]:
    """Look into a backup, choose a second place, and bring back from it. Begins and ends on the data page."""
    bench, data = scene.bench, scene.page
    press(data, "Choose a &second place…")
    place = scene.page
    assert isinstance(place, SecondPlacePage)
    yield "second place"
    place.choose.click()
    yield "passphrase of the second place too short"
    place.passphrase.field.setText(PASSPHRASE)
    place.choose.click()
    yield "passphrases of the second place differ"
    place.back.click()
    window = bench.window
    window.standalone.data.open_copy(scene.folder / "drafts-000007-2026-03-02-120000.db.s11")
    restore = scene.page
    assert isinstance(restore, SecondRestorePage)
    yield "bringing back from a second place"
    for problem in (PassphraseWrong(), ReceivingKeyMissing(path=scene.folder)):
        restore.refuse(problem)
        yield f"not brought back: {problem.code}"
    restore.back.click()
    with bench.elsewhere() as workspace:
        begin_draft(workspace, "sample", LONG[:NAME_LIMIT])
        workspace.back_up()
    window.standalone.data.show(at_backups=True)
    bench.bot.waitUntil(lambda: isinstance(scene.page, DataPage) and scene.page is not data)
    bench.settle()
    yield "backups"
    press(scene.page, "Look into it…")
    bench.bot.waitUntil(lambda: isinstance(scene.page, CopyPage))
    bench.settle()
    yield "looking into a copy"
    (scene.folder / "letter.db").write_text("Dear partnership")
    window.standalone.data.open_copy(scene.folder / "letter.db")
    bench.settle()
    yield "looking into no copy"
    window.page_stack.leave_all()


def answer_everything(scene: Scene) -> None:
    """Fill every page as far as possible, with some values that need correction."""
    audit_id = scene.audit_id
    with scene.bench.elsewhere() as workspace:
        begin_draft(workspace, "sample", "Another agency")
        save_answer(workspace, audit_id, Answer("agency", choice="other", other=LONG))
        people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"),)
        save_answer(workspace, audit_id, Answer("people", people=people))
        save_answer(workspace, audit_id, Answer("policy", choice="no", comment=LONG, marked_for_review=True))
        save_answer(workspace, audit_id, Answer("training", choice="na", reason=LONG))
        save_answer(workspace, audit_id, Answer("story", text=f"{LONG} Telephone 01234 567890, SW1A 1AA"))
        save_answer(workspace, audit_id, Answer("ages", choices=("school", "gp")))
        attach(workspace, audit_id, "policy", _long_named(scene.folder))
        save_action(workspace, audit_id, Action(area=LONG, action=LONG, lead=LONG, due=dt.date(2026, 1, 5)))


def _long_named(folder: Path) -> Path:
    """Make a file whose name has no place to break it."""
    copy = folder / f"{'SafeguardingPolicyOfTheTrust' * 3}_final_2026.pdf"
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


def complete(workspace: Workspace, audit_id: str) -> None:
    people = (Person("completer", "Amina Yusuf", email="amina@riverside.example"), Person("substitute", "Kim"))
    save_answer(workspace, audit_id, Answer("agency", choice="gp"))
    save_answer(workspace, audit_id, Answer("people", people=people))
    save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))


def make_sample_return(folder: Path) -> Path:
    """Make a return on another computer, with evidence and an action."""
    with Workspace(Home(folder / "theirs"), SteppingClock()) as workspace:
        install(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside <b>Trust</b>").audit.id
        complete(workspace, audit_id)
        attach(workspace, audit_id, "policy", SAMPLE)
        save_action(workspace, audit_id, Action(area="Posters", action="Print", lead="Kim", due=dt.date(2026, 9, 1)))
        create_identity(workspace.home.identity, DETAILS, PASSPHRASE, workspace.clock())
        return make_return(workspace, audit_id, folder / "out", PASSPHRASE).path


def sign_page(scene: Scene) -> SignPage:
    page = scene.bench.audit.page
    assert isinstance(page, SignPage)
    return page


def question_page(scene: Scene, name: str) -> QuestionPage:
    scene.bench.audit.go(question(name))
    scene.bench.settle()
    page = scene.bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def _steps(scene: Scene) -> Iterator[str]:
    scene.bench.open(scene.audit_id)
    for step in STEPS:
        scene.bench.audit.go(step)
        scene.bench.settle()
        yield step.question or step.kind.value


def _side(scene: Scene) -> Iterator[str]:
    audit = scene.bench.audit
    audit.begin_search()
    yield "steps in front, to search"
    audit.side.search_panel.words.setText("policy")
    scene.bench.bot.waitUntil(audit.side.results.isVisible)
    yield "found"
    audit.side.search_panel.words.setText("no such thing")
    scene.bench.bot.waitUntil(lambda: audit.side.results.count() == 0)
    yield "nothing found"


def _question(scene: Scene) -> Iterator[str]:
    page = question_page(scene, "policy")
    page.guidance.toggle.setFocus()
    page.guidance.toggle.click()
    yield "guidance unfolded"
    assert page.evidence is not None
    page.evidence.paste()
    yield "nothing to paste"
    page = question_page(scene, "reviewed")
    page.findChildren(QLineEdit)[0].setText("soon")
    page.findChildren(QLineEdit)[0].editingFinished.emit()
    yield "no date"
    scene.bench.settle()


def _exporting(scene: Scene) -> Iterator[str]:
    bench, page = scene.bench, sign_page(scene)
    page.signing.set_folder(scene.folder / "out")
    page.after.choose(choice=False)
    page.signing.passphrase.setText("not the one")
    page.signing.sign.click()
    yield "making the return"
    bench.settle()
    yield "wrong passphrase"
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.bot.waitUntil(lambda: page.findChild(MadeReturnPanel) is not None, timeout=SLOW)
    bench.settle()
    yield "return made"
    assert page.made_panel is not None
    email = page.made_panel.sending.email
    assert email is not None
    email.by_hand.set_open(is_open=True)
    bench.settle()
    press(page, "Copy the text of the e-mail")
    bench.settle()
    yield "e-mail copied"
    press(page, "I have &sent it")
    bench.settle()
    yield "return sent"
    bench.audit.go(SIGN)
    bench.settle()
    yield "a return made before"


def _open(scene: Scene, path: Path) -> None:
    before = scene.bench.window.page_stack.page
    scene.bench.window.file_opener.open(path)
    scene.bench.bot.waitUntil(lambda: scene.bench.window.page_stack.page is not before, timeout=SLOW)
    scene.bench.settle()


def _approving(scene: Scene) -> Iterator[str]:
    assert isinstance(scene.page, ReceivedPage)
    press(scene.page, "&Approve…")
    scene.bench.bot.waitUntil(lambda: isinstance(scene.page, CountersignPage))
    page = scene.page
    assert isinstance(page, CountersignPage)
    page.signing.set_folder(scene.folder / "approved")
    yield "approver known"
    page.signing.passphrase.setText("not the one")
    page.signing.sign.click()
    yield "approving"
    scene.bench.settle()
    yield "approver's passphrase wrong"
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    scene.bench.bot.waitUntil(lambda: isinstance(scene.page, ApprovedPage), timeout=SLOW)
    scene.bench.settle()
    yield "approved"


def _encrypted(scene: Scene) -> Iterator[str]:
    scene.bench.window.jobs.wait()
    create_receiver(scene.bench.home, DETAILS, PASSPHRASE, NOON)
    certificate = receiver_certificate(scene.bench.home).read_text()
    topic = msgspec.structs.replace(small_topic(), encrypt_to=(Recipient("Kim Officer", certificate, ORIGIN),))
    copy = scene.folder / scene.returned.name
    copy.write_bytes(scene.returned.read_bytes())
    encrypted = copy.with_name(f"{copy.name}.s11")
    with encrypted.open("w+b") as out:
        seal_return(copy, out, topic)
    _open(scene, encrypted)
    yield "encrypted return"
    locked = scene.folder / "approve.zip.s11"
    _open(scene, lock_return(scene.bench.home, verify_return(copy).seen, locked, PASSPHRASE))
    yield "locked return"
    press(scene.page, "&Open")
    scene.bench.settle()
    yield "no passphrase for a locked return"
    (scene.folder / "changed.zip").write_bytes(scene.returned.read_bytes().replace(b"No children here", b"No"))
    _open(scene, scene.folder / "changed.zip")
    yield "changed return"


def _packs(scene: Scene) -> Iterator[str]:
    _open(scene, resources_folder() / "topics" / "wscp-early-help-2023")
    yield "topic pack"
    bad = next((Path(__file__).parents[1] / "topics" / "bad").rglob("topic.json")).parent
    _open(scene, bad)
    yield "bad topic pack"
    (scene.folder / "budget.csv").write_text("Cost,Amount\n")
    _open(scene, scene.folder / "budget.csv")
    yield "no topic"
    yield from _written_topics(scene)


def _written_topics(scene: Scene) -> Iterator[str]:
    """What a partnership's officer sees who writes a topic in Excel."""
    workbook, window, bench = scene.folder / f"{LONG[:60].replace('/', ' ')}.xlsx", scene.bench.window, scene.bench
    write_topic_workbook(template_topic(), workbook, NOON, is_template=True)
    _open(scene, workbook)
    yield "workbook of a topic"
    window.pack_actions.show_topics(window.file_opener.choose_topic)
    bench.bot.waitUntil(lambda: isinstance(scene.page, TopicsPage))
    yield "topics of this computer"
    identity = bench.home.identity
    aside = identity.rename(identity.with_suffix(".aside")) if identity.exists() else None
    window.pack_actions.topics.sign(small_topic())
    bench.bot.waitUntil(lambda: isinstance(scene.page, SignPackPage))
    yield "nobody signs a pack yet"
    scene.page.back.click()
    if aside is not None:
        aside.rename(identity)
    else:
        create_identity(identity, DETAILS, PASSPHRASE, NOON)
    window.pack_actions.topics.sign(small_topic())
    bench.bot.waitUntil(lambda: isinstance(scene.page, SignPackPage))
    yield "signing a pack"
    (scene.folder / "export.csv").write_text("policy,KEY\nyes,uuid:1\nno,uuid:2\n")
    bench.answers.files_chosen = (scene.folder / "export.csv",)
    window.pack_actions.topics.take_in()
    bench.bot.waitUntil(lambda: isinstance(scene.page, CollectedPage))
    yield "collected answers"
    press(scene.page, "&Take them in")
    yield "nobody's answers"

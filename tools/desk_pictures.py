"""The pictures of a receiving desk: returns of sample agencies are made, taken in, and looked at on every page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.demo import TOPIC
from s11desk.app.home.known_desks import note_officer
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, ask_topics, create_desk
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.app.returns.making.make import make_return
from s11desk.app.topics import find_topic
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.desktop.receiving.agencies.agencies_page import AgenciesPage
from s11desk.desktop.receiving.answers.desk_answers_page import DeskAnswersPage
from s11desk.desktop.receiving.desk_page import DeskPage
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.receiving.returns.desk_return_page import DeskReturnPage
from s11desk.desktop.receiving.returns.returns_page import ReturnsPage
from s11desk.desktop.window import Window
from s11desk.domain.audits.audit import Answer
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails

PARTNERSHIP = "Sample Safeguarding Children Partnership"
AGENCIES = (
    ExpectedAgency("Riverside Family Centre", "Charity", "Sam Sample", "sam.sample@riverside.example"),
    ExpectedAgency("Birch Lane Primary School", "School", "Ola Head", "office@birchlane.example"),
    ExpectedAgency("Hill View Surgery", "GP practice", "Dr A Patel", "manager@hillview.example"),
    ExpectedAgency("Harbour Youth Boxing Club", "Club", "Lee Coach", "lee@harbourboxing.example"),
    ExpectedAgency("Northfield Housing", "Housing", "Jo Tenancy", "jo@northfield.example"),
    ExpectedAgency("St Hilda’s High School", "School", "M Okafor", "safeguarding@sthildas.example"),
)
LATER = dt.date(2027, 3, 31)

RETURNED = 4
"""So many of the agencies have sent a return."""
CHANGED = (("local-services", "no"), ("staff-understanding", "partly"), ("family-toolbox", "no"))
"""What the second agency and those after it answer otherwise than the sample."""


def make_sample_returns(folder: Path) -> Path:
    """Make the returns of the sample agencies, and a letter, in ``folder``, which is new. Takes some seconds."""
    folder.mkdir(parents=True)
    for number, agency in enumerate(AGENCIES[:RETURNED]):
        home = Home(folder.with_name(f"home-of-agency-{number}"))
        _make_return(home, agency, folder, CHANGED[:number])
        shutil.rmtree(home.folder)
    (folder / "letter.txt").write_text("Please find our return enclosed.", encoding="utf-8")
    return folder


def _make_return(home: Home, agency: ExpectedAgency, out: Path, changed: tuple[tuple[str, str], ...]) -> None:
    samples, passphrase = resources_folder() / "demo", "sample passphrase"
    with Workspace(home, system_clock) as workspace:
        audit_id = begin_draft(workspace, TOPIC, agency.name).audit.id
        apply_answers_file(workspace, audit_id, read_answers_file(samples / "answers.json"), "answers.json")
        attach(workspace, audit_id, "family-toolbox", samples / "toolbox-display.jpg")
        for question, choice in changed:
            save_answer(workspace, audit_id, Answer(question, choice=choice, comment="We will begin in January."))
        _fill_plan(workspace, audit_id, agency)
        details = IdentityDetails(agency.contact, "Safeguarding lead", agency.name, agency.email)
        create_identity(home.identity, details, passphrase, system_clock())
        make_return(workspace, audit_id, out, passphrase)


def _fill_plan(workspace: Workspace, audit_id: str, agency: ExpectedAgency) -> None:
    for action in open_draft(workspace, audit_id).audit.actions:
        if not action.action:
            filled = msgspec.structs.replace(action, action="Tell all staff", lead=agency.contact, due=LATER)
            save_action(workspace, audit_id, filled)


def make_sample_desk(home: Home, folder: Path, returns: Path) -> None:
    """Make a desk in ``folder``, with the list of agencies, the returns in ``returns``, and one of them accepted."""
    note_officer(home, "Ann Officer")
    officer = Officer(home, sentence, who="Ann Officer")
    create_desk(folder, officer, PARTNERSHIP)
    with ReceivingDesk(folder, officer) as desk:
        with Workspace(home, system_clock) as workspace:
            ask_topics(desk, (find_topic(workspace, TOPIC),))
        take_in_agencies(desk, AGENCIES)
        taken = take_in_returns(desk, find_incoming([returns]))
        accept_return(desk, next(one.reference for one in taken.files if one.reference))


def desk_pages(window: Window, folder: Path, settle: Callable[[], None]) -> Iterator[str]:
    """Show every page of the desk in ``folder`` one after the other, and give its name while it is shown."""
    window.standalone.show_desk(str(folder))
    settle()
    for tab in DeskTab:
        page = window.page_stack.page
        if not isinstance(page, DeskPage):
            raise LookupError(f"a page of the desk, not {page}")
        page.tabs[tab].click()
        settle()
        yield f"desk-{tab.name.lower().replace('_', '-')}"
        yield from _pages_behind(window, settle)
    window.page_stack.leave_all()


def _pages_behind(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    page = window.page_stack.page
    if isinstance(page, ReturnsPage):
        yield from _one_return(window, page, settle)
    elif isinstance(page, AgenciesPage):
        page.figures.click()
        settle()
        yield "desk-figures"
        _back(window, settle)
        yield from _last_day(window, settle)
        yield from _reminders(window, settle)
    elif isinstance(page, DeskAnswersPage):
        page.matrix.click()
        settle()
        yield "desk-matrix"
        _back(window, settle)


def _last_day(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    page = window.page_stack.page
    if isinstance(page, AgenciesPage):
        page.last_day.click()
        settle()
        yield "desk-last-day"
        _back(window, settle)


def _reminders(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    page = window.page_stack.page  # built anew when it was gone back to
    if isinstance(page, AgenciesPage):
        page.remind.click()
        settle()
        yield "desk-reminders"
        _back(window, settle)


def _one_return(window: Window, page: ReturnsPage, settle: Callable[[], None]) -> Iterator[str]:
    page.table.chosen.emit(page.model.index(page.model.rowCount() - 1, 0))
    settle()
    yield "desk-return"
    shown = window.page_stack.page
    if isinstance(shown, DeskReturnPage):
        shown.decision.send_back.click()
        settle()
        yield "desk-send-back"
    _back(window, settle)


def _back(window: Window, settle: Callable[[], None]) -> None:
    page = window.page_stack.page
    if page is not None:
        page.back.click()
    settle()

"""Save pictures of every page in each look: ``python tools/screenshots.py FOLDER [LOOK ...] [--publish]``.

Qt draws a sample home into memory, so a developer can look at a changed window without a display. ``--publish`` also
replaces the pictures in the README and in the user guide.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, from anywhere

from desk_pictures import desk_pages, make_sample_desk, make_sample_returns
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.demo import AGENCY, TOPIC
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts.text.text_parts import breakable
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.start import begin_application, build_window, shut_down
from s11desk.desktop.theme.tokens import Scheme
from s11desk.desktop.window import Window
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN, Step, StepKind
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails

PASSPHRASE = "sample passphrase"  # noqa: S105 - it protects nothing
PLAIN_HOME = "/home/sam"
NO_WIDTH = "\u200b"
TIMEOUT_IN_SECONDS = 30


@dataclass(frozen=True)
class Look:
    """One appearance of the window. ``zoom`` in per cent, ``width`` and ``height`` in pixels."""

    name: str
    scheme: Scheme
    zoom: int
    width: int
    height: int


LOOKS = (
    Look("light-1366", Scheme.LIGHT, 100, 1366, 768),
    Look("light-1024", Scheme.LIGHT, 100, 1024, 600),
    Look("dark-1366", Scheme.DARK, 100, 1366, 768),
    Look("contrast-1366", Scheme.HIGH_CONTRAST, 100, 1366, 768),
    Look("light-200", Scheme.LIGHT, 200, 1366, 768),
    Look("dark-200-1024", Scheme.DARK, 200, 1024, 600),
)

PUBLISHED = {
    "docs/screenshots/home.png": ("light-1366", "home"),
    "docs/screenshots/question.png": ("light-1366", "done-family-toolbox"),
    "docs/screenshots/check.png": ("light-1366", "done-check"),
    "docs/screenshots/action-plan-dark.png": ("dark-1366", "done-plan"),
    "docs/screenshots/received.png": ("light-1366", "received"),
    "docs/screenshots/desk.png": ("light-1366", "desk-agencies"),
    "resources/guide/question.png": ("light-1024", "done-family-toolbox"),
    "resources/guide/action-plan.png": ("light-1024", "done-plan"),
    "resources/guide/check.png": ("light-1024", "done-check"),
    "resources/guide/received.png": ("light-1024", "received"),
}


def publish(folder: Path) -> None:
    """Copy the pictures of the README and the user guide to their places."""
    root = Path(__file__).resolve().parent.parent
    for target, (look, name) in PUBLISHED.items():
        shutil.copyfile(next(folder.glob(f"{look}-*[0-9]-{name}.png")), root / target)


def main(folder: Path, names: list[str]) -> None:
    """Save every picture into ``folder``, in the looks with these names, or in all looks."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    application = begin_application("s11desk")
    with tempfile.TemporaryDirectory() as agencies:
        returns = make_sample_returns(Path(agencies) / "returns")
        take_looks(application, folder, names, returns)


def take_looks(application: QApplication, folder: Path, names: list[str], returns: Path) -> None:
    """Take the pictures in the looks with these names. ``returns``: what agencies sent to the desk."""
    for look in (look for look in LOOKS if not names or look.name in names):
        with tempfile.TemporaryDirectory() as person:
            os.environ["HOME"] = person
            (Path(person) / "Documents").mkdir()
            home = Home(Path(person) / ".local" / "share" / "s11desk")
            window = build_window(application, home, system_clock)
            try:
                take = Taking(window, look, folder)
                take_all(take, fill(home))
                make_sample_desk(home, Path(person) / "Documents" / "Desk", returns)
                take_desk(take, Path(person) / "Documents" / "Desk")
            finally:
                shut_down(window)  # after an error too, because the worker would run for ever


@contextmanager
def identity_set_aside(home: Home) -> Iterator[None]:
    """Set the signing identity aside in the block, because a receiver does not have the signer's identity."""
    moved = [
        (path, path.with_name(f"{path.name}.aside")) for path in home.identity.parent.glob(f"{home.identity.stem}*")
    ]
    for path, aside in moved:
        path.rename(aside)
    try:
        yield
    finally:
        for path, aside in moved:
            aside.rename(path)


def fill(home: Home) -> tuple[str, str]:
    """Make one complete draft and one that is just begun. Returns their ids."""
    samples = resources_folder() / "demo"
    with Workspace(home, system_clock) as workspace:
        done = begin_draft(workspace, TOPIC, AGENCY).audit.id
        apply_answers_file(workspace, done, read_answers_file(samples / "answers.json"), "answers.json")
        attach(workspace, done, "case-study", samples / "good-practice-example.pdf")
        attach(workspace, done, "family-toolbox", samples / "toolbox-display.jpg")
        begun = begin_draft(workspace, "wscp-early-help-2025-26", "Wallasey Youth Boxing Club").audit.id
    return done, begun


class Taking:
    """Takes the pictures of one look, numbered in the order in which they are taken."""

    def __init__(self, window: Window, look: Look, folder: Path) -> None:
        self.window, self._look, self._folder, self._number = window, look, folder, 0
        window.appearance.set_scheme(look.scheme)
        window.appearance.zoom(0)
        window.appearance.zoom((look.zoom - 100) // 25)
        window.resize(look.width, look.height)
        window.show()

    def __call__(self, name: str) -> None:
        self._number += 1
        settle(self.window)
        show_plain_folders(self.window)
        self.window.grab().save(str(self._folder / f"{self._look.name}-{self._number:03}-{name}.png"))


def take_all(take: Taking, ids: tuple[str, str]) -> None:
    """Take every picture of audits and their returns. ``ids``: of the complete draft and of one that is just begun."""
    window, (done, begun) = take.window, ids
    take("opening")
    window.load_home()
    take("home")
    button(window, "begin-wscp-early-help-2023").click()
    take("begin")
    open_audit(window, begun)
    for name, step in pages(window):
        if name.startswith("done-") and view(window).open_draft.draft.audit.id != done:
            open_audit(window, done)
        window.go(step)
        take(name)
        scroll_through(window, partial(take, f"{name}-more"))
    sign(window, take)


def take_desk(take: Taking, folder: Path) -> None:
    """Take the pictures of the receiving desk in ``folder``."""
    window = take.window
    for name in desk_pages(window, folder, lambda: settle(window)):
        take_screens(window, take, name, leave=False)


def show_plain_folders(window: Window) -> None:
    """Show an ordinary home folder in place of the temporary one."""
    for shown in window.findChildren(QLabel):
        text = shown.text().replace(NO_WIDTH, "")
        if os.environ["HOME"] in text:
            shown.setText(breakable(text.replace(os.environ["HOME"], PLAIN_HOME)))
            QTest.qWait(20)


def pages(window: Window) -> Iterator[tuple[str, Step]]:
    """The name and the step of each page. The names of the complete draft's pages begin with "done-"."""
    questions = view(window).open_draft.draft.topic.questions
    yield "introduction", INTRODUCTION
    for question in questions[:3]:
        yield question.id, Step(StepKind.QUESTION, question.id)
    yield "check-begun", CHECK
    yield "sign-not-ready", SIGN
    for name in ("completed-by", "local-services", "family-toolbox", "case-study"):
        yield f"done-{name}", Step(StepKind.QUESTION, name)
    yield "done-plan", ACTION_PLAN
    yield "done-check", CHECK


def scroll_through(window: Window, take: Callable[[], None]) -> None:
    """Take a picture of each further screen of the page."""
    bar = view(window).area.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep())
        take()


def sign(window: Window, take: Callable[[str], None]) -> None:
    """Take the pictures of signing: without an identity, with one, a wrong passphrase, the return."""
    window.go(SIGN)
    page = view(window).findChild(SignPage)
    if page is None:
        raise LookupError("the page to sign on")
    wait(lambda: page.who.form is not None)
    take("sign-identity")
    scroll_through(window, lambda: take("sign-identity-more"))
    details = IdentityDetails("Sam Sample", "Designated safeguarding lead", AGENCY, "sam.sample@riverside.example")
    window.jobs.submit(
        lambda workspace, _: create_identity(workspace.home.identity, details, PASSPHRASE, workspace.clock()),
        page.who.show_identity,
    )
    wait(lambda: page.signing.sign.isVisible())
    take("sign-ready")
    page.after.choose(choice=False)
    page.signing.passphrase.setText("not the one")
    page.signing.sign.click()
    take("sign-wrong")
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    wait(lambda: page.findChild(MadeReturnPanel) is not None)
    made = page.findChildren(MadeReturnPanel)[0].made_return.path
    take("sign-made")
    scroll_through(window, lambda: take("sign-made-more"))
    window.go_home()
    take("home-after")
    standalone_pages(window, made, take)


def standalone_pages(window: Window, made: Path, take: Callable[[str], None]) -> None:
    """Take the pictures of the pages that belong to no open audit. ``made``: the file of a return."""
    take_page = partial(take_screens, window, take)
    received(window, made, take)
    bad = Path(__file__).resolve().parent.parent / "tests" / "topics" / "bad"
    for name, path in (("pack", resources_folder() / "topics" / TOPIC), ("pack-bad", bad)):
        window.file_opener.open(path)
        take_page(name)
    window.print_documents.show_return(verify_return(made).seen, made.stem)
    wait(lambda: isinstance(window.page_stack.page, PreviewPage))
    settle(window)
    wait(lambda: is_drawn(window.page_stack.page))
    take_page("preview")
    window.standalone.show_guide(window.menus.shortcuts())
    take_page("guide")
    window.standalone.data.show()
    take_page("data")
    window.standalone.show_log()
    take_page("log")


def received(window: Window, made: Path, take: Callable[[str], None]) -> None:
    """Take the pictures of a received return, of trusting its signer, and of approving it."""
    with identity_set_aside(Home(Path(os.environ["HOME"]) / ".local" / "share" / "s11desk")):
        window.file_opener.open(made)
        take_screens(window, take, "received", leave=False)
        press(window, "How we know")
        press(window, "I have checked who this is…")
        take("received-knowing")
    press(window, "&Approve…")
    wait(lambda: window.page_stack.page is not None and "Approve" in window.page_stack.page.heading)
    take_screens(window, take, "countersign")


def take_screens(window: Window, take: Callable[[str], None], name: str, *, leave: bool = True) -> None:
    """Take a picture of each screen of a standalone page, then leave the page."""
    wait(lambda: window.page_stack.page is not None)
    take(name)
    page = window.page_stack.page
    bar = page.verticalScrollBar() if page is not None else None
    while bar is not None and bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep())
        take(f"{name}-more")
    if leave:
        window.page_stack.leave_all()


def is_drawn(page: object) -> bool:
    """Whether the preview shows its first page."""
    return isinstance(page, PreviewPage) and not page.pages[0].pixmap().isNull()


def press(window: Window, text: str) -> None:
    """Click the button with this text on the standalone page."""
    settle(window)
    page = window.page_stack.page
    found = [one for one in page.findChildren(QPushButton) if one.text() == text] if page is not None else []
    found[0].click()


def open_audit(window: Window, audit_id: str) -> None:
    """Open an audit and wait until the window shows it."""
    before = window.audit
    window.open_audit(audit_id)
    wait(lambda: window.audit is not before)


def view(window: Window) -> AuditView:
    """The view of the open audit. Raises LookupError if there is none."""
    if window.audit is None:
        raise LookupError("an open audit")
    return window.audit


def button(window: Window, name: str) -> QPushButton:
    """Wait for the button with this object name."""
    wait(lambda: window.findChild(QPushButton, name) is not None)
    return window.findChildren(QPushButton, name)[0]


def settle(window: Window) -> None:
    """Wait until the worker is idle and the window is drawn."""
    for _ in range(3):  # a page that is put up may ask for more
        wait(lambda: window.jobs.is_idle and window.backup_watch.side_jobs.is_idle)
        QTest.qWait(60)


def wait(until: Callable[[], bool]) -> None:
    """Run the event loop until ``until`` is True. Raises TimeoutError."""
    end = time.monotonic() + TIMEOUT_IN_SECONDS
    while not until():
        QApplication.processEvents()
        time.sleep(0.01)  # QTest.qWait would hold the interpreter, and the worker could not run
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    main(Path(sys.argv[1]), [name for name in sys.argv[2:] if name != "--publish"])
    if "--publish" in sys.argv:
        publish(Path(sys.argv[1]))

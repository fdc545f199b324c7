"""A real window over a real home, drawn in memory. No person is there to answer a dialog."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.parts.layout.scroll_area import TURNS
from s11desk.desktop.parts.reading import announcing
from s11desk.desktop.shell.dialogs import Dialogs
from s11desk.desktop.start import build_window, shut_down
from s11desk.desktop.window import Window
from s11desk.domain.audits.audit import Action
from s11desk.domain.audits.flow import Step, StepKind
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.topics.pack import encode_topic, topic_digest
from tests.gui.twin_topic import some_answers, twin_topic
from tests.samples import NOON, small_topic

PATIENCE = 60_000
"""Milliseconds to wait at most. Only a test that fails waits so long; a very busy computer has needed a tenth of it."""


class SteppingClock:
    """A clock that moves on by one second each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


class PromptBot(QtBot):
    """Looks every millisecond whether a condition holds, and less often if to look takes long.

    The plugin's own bot sleeps ten milliseconds each time, which together is a minute of doing nothing.
    """

    @override
    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        end = time.monotonic() + max(timeout, PATIENCE) / 1000
        begun = time.monotonic()
        while not _holds(callback):
            assert begun < end, "it never came to be so"
            QTest.qWait(min(max(round(2000 * (time.monotonic() - begun)), 1), 10))
            begun = time.monotonic()


def _holds(condition: Callable[[], bool | None]) -> bool:
    """Whether a condition holds. One that only asserts holds once no assertion fails."""
    try:
        result = condition()
    except AssertionError:
        return False
    return result is None or result


@dataclass
class Answers(Dialogs):
    """Answers the dialogs that a test expects, and fails the test at any other."""

    messages: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    expect_messages: bool = False
    confirm_with: bool | None = None
    choose_with: int | None = None
    files_chosen: tuple[Path, ...] | None = None
    folder_chosen: Path | None = None
    saved_as: Path | None = None
    printer_chosen: QPrinter | None = None

    @override
    def show_message(self, headline: str, text: str) -> None:
        self.messages.append(f"{headline}. {text}")
        if not self.expect_messages:
            _fail_unexpected(headline)

    @override
    def confirm(self, headline: str, text: str, *, yes: str, no: str) -> bool:
        self.asked.append(headline)
        return self.confirm_with if self.confirm_with is not None else _fail_unexpected(headline)

    @override
    def offer(self, headline: str, text: str, *, yes: str) -> bool:
        return self.confirm(headline, text, yes=yes, no="Close")

    @override
    def folder_of_files(self, headline: str) -> Path | None:
        return self.folder_chosen or _fail_unexpected(headline)

    @override
    def choose(self, headline: str, text: str, choices: tuple[str, ...]) -> int:
        self.asked.append(f"{headline}\n{text}")
        return self.choose_with if self.choose_with is not None else _fail_unexpected(headline)

    @override
    def keeps_mine(self, headline: str, text: str, mine: str, other: str) -> bool:
        return self.choose(headline, f"{text}\n{mine}\n{other}", ("other", "mine")) == 1

    @override
    def files(self, headline: str, types: tuple[str, ...], *, were_sent: bool = False) -> tuple[Path, ...]:
        return self.files_chosen if self.files_chosen is not None else _fail_unexpected(headline)

    @override
    def folder(self, headline: str, start: Path) -> Path | None:
        return self.folder_chosen or _fail_unexpected(headline)

    @override
    def save_as(self, headline: str, start: Path, *, may_replace: bool = True) -> Path | None:
        return self.saved_as or _fail_unexpected(headline)

    @override
    def printer(self, headline: str, pages: int) -> QPrinter | None:
        return self.printer_chosen or _fail_unexpected(headline)


def _fail_unexpected(headline: str) -> NoReturn:
    pytest.fail(f"a dialog opened that nobody expected: {headline}")


@dataclass
class Bench:
    """A window under test, its home, and access to that home for a second program."""

    window: Window
    home: Home
    answers: Answers
    clock: SteppingClock
    bot: QtBot

    @property
    def audit(self) -> AuditView:
        assert self.window.audit is not None
        return self.window.audit

    def open(self, audit_id: str, step: Step | None = None) -> AuditView:
        """Open the audit, at ``step`` if there is one."""
        self.window.open_audit(audit_id)
        self.bot.waitUntil(lambda: self.window.audit is not None)
        if step is not None:
            self.audit.go(step)
        self.settle()
        return self.audit

    def settle(self) -> None:
        """Wait until both workers have done everything and the keyboard is in its place."""
        watch = self.window.backup_watch
        self.bot.waitUntil(lambda: self.window.jobs.is_idle and watch.side_jobs.is_idle, timeout=20_000)
        QTest.qWait(1)
        for _ in range(TURNS):  # on a busy computer a millisecond is not one turn
            QApplication.processEvents()

    def elsewhere(self) -> Workspace:
        """Open the home as a second program does. The caller closes it."""
        return Workspace(self.home, self.clock)


def type_in(field: QWidget, text: str) -> None:
    """Type as a person does, into the field with the keyboard. QTest's own keys know only ASCII letters."""
    field.setFocus()
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def question(name: str) -> Step:
    return Step(StepKind.QUESTION, name)


def install(workspace: Workspace, topic: Topic) -> None:
    digest, body = topic_digest(topic), encode_topic(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=NOON)


@pytest.fixture(autouse=True)
def _collected_on_this_thread() -> Iterator[None]:
    """Let no worker of a window delete widgets, as the program does (s11desk/desktop/shell/garbage_collection.py)."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def _nothing_left_of_a_test(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - is there first
    """Delete what a test shows, with its timers, and forget what it was about to say: the next test would hear it."""
    before = set(QApplication.topLevelWidgets())
    yield
    announcing._waiting.clear()
    for widget in set(QApplication.topLevelWidgets()) - before:
        if shiboken6.isValid(widget) and widget.parent() is None:
            shiboken6.delete(widget)


@pytest.fixture(autouse=True)
def _mouse_released() -> Iterator[None]:
    """Fail a test that leaves a mouse button down: for every later test the window would wait until it is up."""
    yield
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001 - is there first
    return PromptBot(request)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def begun_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    """A home with a draft of the sample topic, and the draft's id. Tests copy it: to make one takes several writes
    that each wait for the disk.
    """
    home = Home(tmp_path_factory.mktemp("begun") / "home")
    with Workspace(home, SteppingClock()) as workspace:
        install(workspace, small_topic())
        return home, begin_draft(workspace, "sample", "Riverside Trust").audit.id


@pytest.fixture
def audit_id(home: Home, begun_home: tuple[Home, str]) -> str:
    """A draft of the sample topic, with one question of every kind."""
    shutil.copytree(begun_home[0].folder, home.folder, dirs_exist_ok=True)
    return begun_home[1]


@pytest.fixture
def new_bench(qapp: QApplication, qtbot: QtBot, home: Home) -> Iterator[Callable[[], Bench]]:
    opened: list[Bench] = []

    def build() -> Bench:
        clock = SteppingClock()
        window = build_window(qapp, home, clock)
        answers = Answers()
        window.dialogs = answers
        window.resize(1180, 760)
        window.show()
        window.complete()
        bench = Bench(window, home, answers, clock, qtbot)
        opened.append(bench)
        return bench

    yield build
    for bench in opened:
        shut_down(bench.window)


@pytest.fixture
def bench(new_bench: Callable[[], Bench]) -> Bench:
    return new_bench()


@pytest.fixture
def twins(bench: Bench) -> str:
    """An audit of the topic of twins."""
    with bench.elsewhere() as workspace:
        install(workspace, twin_topic())
        return begin_draft(workspace, "sample", "Riverside Trust").audit.id


@pytest.fixture
def begun(bench: Bench, twins: str) -> str:
    """The same with answers, an action, and a file that two questions share."""
    with bench.elsewhere() as workspace:
        for answer in some_answers():
            save_answer(workspace, twins, answer)
        draft = attach(workspace, twins, "policy", resources_folder() / "demo" / "good-practice-example.pdf")
        save_action(workspace, twins, Action(id="A1", question="policy", area="Posters", action="Print"))
        assert len(draft.audit.evidence) == 1
    return twins


class System(QObject):
    """Takes the place of the computer's programs for files and e-mail."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.asked.append(url)


@pytest.fixture
def system() -> Iterator[System]:
    handler = System()
    for scheme in ("file", "mailto"):
        QDesktopServices.setUrlHandler(scheme, handler, "take")  # type: ignore[arg-type] # the stub is wrong
    yield handler
    for scheme in ("file", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is announced from now on."""
    said: list[str] = []
    monkeypatch.setattr(announcing, "_say", lambda _where, text, *, at_once: said.append(text))  # noqa: ARG005
    return said

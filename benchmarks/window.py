"""How long a person waits for the window: at a keystroke, at a page change, while 200 MB are attached and exported.
Also its memory compared with a bare QApplication.

Each time is given twice: as measured, and without the time of other processes (see :mod:`benchmarks.window_heart`).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from benchmarks.startup import BARE
from benchmarks.window_heart import Blocked, Heart, Processors
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.demo import AGENCY, TOPIC
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.topics import list_topics
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.shell.garbage_collection import begin_collecting
from s11desk.desktop.start import begin_application, build_window, shut_down, tune_startup
from s11desk.desktop.window import Window
from s11desk.domain.audits.flow import SIGN, Step, StepKind, steps
from s11desk.domain.topics.topic import Topic
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.pack import encode_topic, topic_digest

PASSPHRASE = "sample passphrase"  # noqa: S105 - it protects nothing
KEYS = 600
BETWEEN_KEYS = 12
"""Milliseconds. Nobody types faster for long."""
PAUSE_AFTER = 40
"""Keys. The pause is long enough to save the answer and to read it back."""
CHANGES = 150
QUESTIONS = 200
FILE_BYTES = 10_000_000
FILES = 20
MAX_WAIT = 60.0

WITH_DRAFTS = """
import sys
from pathlib import Path
from s11desk.app.home.paths import Home
from s11desk.desktop.shell.garbage_collection import begin_collecting
from s11desk.desktop.start import begin_application, build_window, shut_down, system_time
application = begin_application("s11desk")
window = build_window(application, Home(Path(sys.argv[1])), system_time)
window.resize(1180, 760)
window.show()
window.listed.connect(application.quit)
window.load_home()
application.exec()
window.grab()
"""
RESIDENT = """
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""
SHUT_DOWN = "shut_down(window)\n"


def main() -> None:
    """Fill a home, measure everything, and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        done, many = fill(home)
        tune_startup()
        application = begin_application("s11desk")
        window = build_window(application, home, system_clock)
        window.resize(1180, 760)
        window.show()
        window.listed.connect(lambda: begin_collecting(window))
        window.load_home()
        settle(window)
        typing(window, done)
        changing_pages(window, many)
        moving_files(window, done, Path(folder))
        shut_down(window)
        memory(home)


def fill(home: Home) -> tuple[str, str]:
    """Make a complete draft of topic 2, and a draft of a topic with 200 questions. Returns their ids."""
    with Workspace(home, system_clock) as workspace:
        done = begin_draft(workspace, TOPIC, AGENCY).audit.id
        answers = read_answers_file(resources_folder() / "demo" / "answers.json")
        apply_answers_file(workspace, done, answers, "answers.json")
        details = IdentityDetails("Sam Sample", "Designated safeguarding lead", AGENCY, "sam.sample@riverside.example")
        create_identity(workspace.home.identity, details, PASSPHRASE, workspace.clock())
        long = lengthened(next(topic for topic in list_topics(workspace) if topic.id == TOPIC))
        now = workspace.clock()
        workspace.drafts.keep_topic(topic_digest(long), long.id, 1, encode_topic(long), installed=True, at=now)
        return done, begin_draft(workspace, long.id, AGENCY).audit.id


def lengthened(topic: Topic) -> Topic:
    """The topic with 200 questions."""
    judged = next(question for question in topic.questions if question.id == "staff-understanding")
    more = tuple(msgspec.structs.replace(judged, id=f"more-{number}") for number in range(QUESTIONS - 2))
    return msgspec.structs.replace(topic, id="long", questions=(*topic.questions[:2], *more))


def typing(window: Window, audit_id: str) -> None:
    """Measure how long each keystroke blocks the event loop."""
    view = opened(window, audit_id)
    view.go(Step(StepKind.QUESTION, "staff-understanding"))
    settle(window)
    field = view.findChild(QPlainTextEdit, "comment")
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    heart = Heart()
    heart.begin()
    worst = []
    for number in range(KEYS):
        press(field, "e" if number % 6 else " ")
        run_loop(900 if number % PAUSE_AFTER == PAUSE_AFTER - 1 else BETWEEN_KEYS)
        worst.append(heart.worst())
    print_blocked("event loop blocked per keystroke, p99", quantiles(worst, 99), 4.0)


def changing_pages(window: Window, audit_id: str) -> None:
    """Measure the time of each page change."""
    view = opened(window, audit_id)
    draft = view.open_draft.draft
    way = steps(draft.topic, draft.audit)[3 : 3 + CHANGES]
    taken = []
    processors = Processors()
    for step in way:
        processors.begin()
        begun = time.perf_counter()
        view.go(step)
        QApplication.processEvents()
        wall = (time.perf_counter() - begun) * 1000
        taken.append(Blocked(wall, max(wall - processors.withheld(), 0)))
        settle(window)
    print_blocked(f"page change in a topic of {QUESTIONS} questions, p95", quantiles(taken, 95), 30.0)


def moving_files(window: Window, audit_id: str, folder: Path) -> None:
    """Measure how long the event loop is blocked while files are attached and exported."""
    view = opened(window, audit_id)
    files = big_files(folder)
    heart = Heart()
    attaching = []
    for number, question in enumerate(("case-study", "family-toolbox")):
        view.go(Step(StepKind.QUESTION, question))
        settle(window)
        page = view.page
        assert isinstance(page, QuestionPage)
        assert page.evidence is not None
        heart.begin()
        page.evidence.add(tuple(files[number * FILES // 2 : (number + 1) * FILES // 2]))
        settle(window)
        attaching.append(heart.worst())
    assert len(view.open_draft.draft.audit.evidence) == FILES
    longest = Blocked(max(blocked.wall for blocked in attaching), max(blocked.own for blocked in attaching))
    print_blocked("event loop blocked while 200 MB are attached, longest", longest, 30.0)
    print_blocked("event loop blocked while 200 MB are exported, longest", exporting(window, view, heart, folder), 30.0)


def exporting(window: Window, view: AuditView, heart: Heart, folder: Path) -> Blocked:
    """The longest time that the event loop is blocked while a return is made."""
    view.go(SIGN)
    settle(window)
    page = view.page
    assert isinstance(page, SignPage)
    page.signing.set_folder(folder / "returns")
    page.after.choose(choice=False)
    page.signing.passphrase.setText(PASSPHRASE)
    heart.begin()
    page.signing.sign.click()
    wait(lambda: page.findChild(MadeReturnPanel) is not None)
    settle(window)
    return heart.worst()


def big_files(folder: Path) -> list[Path]:
    """Photographs of ten megabytes. Comments of random bytes make them that large."""
    photograph = (resources_folder() / "demo" / "toolbox-display.jpg").read_bytes()
    paths = [folder / f"photograph-{number}.jpg" for number in range(FILES)]
    for path in paths:
        comments = (b"\xff\xfe\xff\xff" + os.urandom(0xFFFD) for _ in range(FILE_BYTES // 0x10001 - 1))
        path.write_bytes(photograph[:2] + b"".join(comments) + photograph[2:])
    return paths


def memory(home: Home) -> None:
    """Compare the memory of the window with that of a bare QApplication."""
    bare = resident(BARE + RESIDENT)
    window = resident(WITH_DRAFTS + RESIDENT + SHUT_DOWN, str(home.folder))
    figure = "memory with the drafts shown"
    print(f"{figure:<60} {window / bare:8.2f} times")
    print_figure(figure, window / bare, "ratio to a bare QApplication with one label", 2.0)


def resident(program: str, *arguments: str) -> float:
    """The memory of ``program`` in kilobytes, as the median of three processes."""
    command = [sys.executable, "-c", program, *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    rounds = [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()[-1]
        for _ in range(3)
    ]
    return statistics.median(float(kilobytes) for kilobytes in rounds)


def print_figure(figure: str, value: float, unit: str, aim: float) -> None:
    """Print one figure as a line of JSON."""
    line = {"figure": figure, "value": round(value, 2), "unit": unit, "aim": aim, "lower_is_better": True}
    print(json.dumps(line), flush=True)


def print_blocked(figure: str, blocked: Blocked, aim: float) -> None:
    """Print both times of one figure."""
    print(f"{figure:<60} {blocked.wall:8.2f} ms, {blocked.own:8.2f} ms of its own")
    print_figure(figure, blocked.wall, "ms", aim)
    print_figure(f"{figure}, without what other processes took", blocked.own, "ms", aim)


def quantiles(values: list[Blocked], percent: int) -> Blocked:
    """The quantile of both times, each on its own."""
    return Blocked(quantile([each.wall for each in values], percent), quantile([each.own for each in values], percent))


def quantile(values: list[float], percent: int) -> float:
    """The value that ``percent`` of ``values`` do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def opened(window: Window, audit_id: str) -> AuditView:
    """Open an audit and wait until the window shows it."""
    before = window.audit
    window.open_audit(audit_id)
    wait(lambda: window.audit is not None and window.audit is not before)
    settle(window)
    assert window.audit is not None
    return window.audit


def press(field: QPlainTextEdit, letter: str) -> None:
    """Post a key press and a key release."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(field, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))


def settle(window: Window) -> None:
    """Wait until the worker is idle."""
    run_loop(5)
    wait(lambda: window.jobs.is_idle)
    run_loop(5)


def run_loop(milliseconds: int) -> None:
    """Run the event loop as the program does. ``QTest`` would sleep for ten milliseconds at a time instead."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)  # such a short timer is precise
    loop.exec()


def wait(until: Callable[[], bool]) -> None:
    """Run the event loop until ``until`` is True. Raises TimeoutError."""
    end = time.monotonic() + MAX_WAIT
    while not until():
        run_loop(1)
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    main()

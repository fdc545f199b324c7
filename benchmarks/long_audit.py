"""How long a long audit keeps a person waiting: 200 questions in 20 sections, 128 actions.

The check page, the action plan, a search, and the change from page to page. Each is compared with a bare page of Qt's
that shows as much of it at once as fits on one screen: without a style sheet, without our widgets, without a draft. The
seconds are those of the processor, for all threads of the program, so other programs hardly change them.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from benchmarks._measuring import Figure, print_all
from benchmarks.window import opened, quantile, settle, wait
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.demo import AGENCY, TOPIC
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.topics import list_topics
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.shell.garbage_collection import begin_collecting
from s11desk.desktop.start import begin_application, build_window, shut_down, tune_startup
from s11desk.desktop.window import Window
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, Step, StepKind
from s11desk.domain.topics.questions import Question, QuestionKind
from s11desk.domain.topics.topic import FORMAT, Scale, Section, Topic
from s11desk.topics.pack import encode_topic, topic_digest

SECTIONS = 20
IN_SECTION = 10
WEAK = 128
ROUNDS = 5
CHANGES = 100
LINES_ON_SCREEN = 20


def main() -> None:
    """Fill a home, measure everything, and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        audit_id = fill(home)
        tune_startup()
        application = begin_application("s11desk")
        window = build_window(application, home, system_clock)
        window.resize(1366, 768)
        window.show()
        window.listed.connect(lambda: begin_collecting(window))
        window.load_home()
        settle(window)
        view = opened(window, audit_id)
        floor = statistics.median(processor(bare_page) for _ in range(ROUNDS))
        figures = [
            page_figure(window, view, CHECK, "check page of 200 questions", floor, 0.3),
            page_figure(window, view, ACTION_PLAN, f"action plan of {WEAK} actions", floor, 0.2),
            search_figure(window, view, floor),
            *change_figures(window, view, floor),
        ]
        print_all(figures)
        shut_down(window)


def fill(home: Home) -> str:
    """Make a draft of the long topic with every question answered, and return its id."""
    with Workspace(home, system_clock) as workspace:
        topic = long_topic(next(topic for topic in list_topics(workspace) if topic.id == TOPIC))
        now = workspace.clock()
        workspace.drafts.keep_topic(topic_digest(topic), topic.id, 1, encode_topic(topic), installed=True, at=now)
        audit_id = begin_draft(workspace, topic.id, AGENCY).audit.id
        scale = topic.scales[0]
        for number, question in enumerate(topic.questions):
            code = code_for(scale, is_weak=number < WEAK)
            comment = f"We looked at this in the spring, and again in summer {number}."
            save_answer(workspace, audit_id, Answer(question.id, choice=code, comment=comment))
        return audit_id


def code_for(scale: Scale, *, is_weak: bool) -> str:
    """The first code of ``scale`` that needs an action, or the first that needs none."""
    return next(option.code for option in scale.options if option.needs_action == is_weak)


def long_topic(topic: Topic) -> Topic:
    """The topic with 200 questions in 20 sections."""
    judged = next(question for question in topic.questions if question.kind is QuestionKind.JUDGEMENT)
    sections = tuple(
        Section(f"s{place}", f"Standard {place}: leadership and learning", judged.origin, "What inspectors look for.")
        for place in range(1, SECTIONS + 1)
    )
    questions = tuple(
        numbered(judged, section.id, f"{place}.{line}")
        for place, section in enumerate(sections, 1)
        for line in range(1, IN_SECTION + 1)
    )
    scale = next(scale for scale in topic.scales if scale.id == judged.scale)
    return msgspec.structs.replace(
        topic, format=FORMAT, id="long", version=1, scales=(scale,), sections=sections, questions=questions
    )


def numbered(question: Question, section: str, number: str) -> Question:
    """``question`` as the one with this number."""
    text = f"Our organisation knows what it does about standard {number}, and can show it."
    return msgspec.structs.replace(
        question, id=f"q-{number.replace('.', '-')}", number=number, section=section, text=text, short="", show_when=()
    )


def page_figure(window: Window, view: AuditView, step: Step, name: str, floor: float, aim: float) -> Figure:
    """The processor time from the wish for a page until nothing is left to do for it."""
    taken = []
    for _ in range(ROUNDS):
        view.go(INTRODUCTION)
        settle_all(window)
        taken.append(processor(partial(show_page, window, view, step)))
    return shown(name, statistics.median(taken), floor, aim)


def search_figure(window: Window, view: AuditView, floor: float) -> Figure:
    """The processor time from the search until its hits are in the list."""
    taken = []
    view.go(INTRODUCTION)
    settle_all(window)
    field = view.side.search_panel.words
    for number in range(ROUNDS):
        words = f"summer {number + 7}"
        taken.append(processor(partial(find, window, view, words)))
        field.clear()
        wait(view.side.results.isHidden)
    return shown("search until its hits are listed", statistics.median(taken), floor, 0.1)


def show_page(window: Window, view: AuditView, step: Step) -> None:
    """Go to a page, and wait until nothing is left to do for it."""
    view.go(step)
    settle_all(window)


def find(window: Window, view: AuditView, words: str) -> None:
    """Search for ``words``, and wait until the hits are shown."""
    view.side.search_panel.words.setText(words)
    wait(view.side.results.isVisible)
    settle(window)


def change_figures(window: Window, view: AuditView, floor: float) -> list[Figure]:
    """The processor time of each change from question to question, until the new page is painted."""
    taken = []
    topic = view.open_draft.draft.topic
    for question in topic.questions[:CHANGES]:
        taken.append(processor(partial(change_page, view, Step(StepKind.QUESTION, question.id))))
        settle(window)
    return [
        shown("page change, median", statistics.median(taken), floor, 0.03),
        shown("page change, 95th percentile", quantile(taken, 95), floor, 0.03),
    ]


def change_page(view: AuditView, step: Step) -> None:
    """Go to a page and paint it."""
    view.go(step)
    QApplication.processEvents()


def bare_page() -> None:
    """Show and paint a bare page: a screen of labels, a text field and four options."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    page = QWidget()
    layout = QVBoxLayout(page)
    for number in range(LINES_ON_SCREEN):
        words = QLabel(f"{number}. Our organisation knows what it does about this standard, and can show it.")
        words.setWordWrap(True)
        layout.addWidget(words)
    for name in ("Red", "Amber", "Green", "Not applicable"):
        layout.addWidget(QRadioButton(name))
    layout.addWidget(QPlainTextEdit())
    area.setWidget(page)
    area.resize(1000, 700)
    area.show()
    QApplication.processEvents()
    area.hide()
    area.deleteLater()


def processor(task: Callable[[], object]) -> float:
    """The seconds of processor that ``task`` takes, on all threads."""
    begun = time.process_time()
    task()
    return time.process_time() - begun


def settle_all(window: Window) -> None:
    """Wait until the workers are idle and the page has nothing left to add."""
    settle(window)
    for _ in range(40):
        QApplication.processEvents()
    settle(window)


def shown(name: str, value: float, floor: float, aim: float) -> Figure:
    """Print one figure for people, and return its ratio to the floor. ``aim`` is in seconds."""
    print(f"{name:44}{value * 1000:9.1f} ms   floor {floor * 1000:7.1f} ms   ratio {value / floor:6.1f}   aim {aim} s")
    return Figure(name, round(value / floor, 2), "ratio to a bare page of Qt's", round(aim / floor, 1))


if __name__ == "__main__":
    main()

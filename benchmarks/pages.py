"""How long each step of the program's own topics takes to appear, whatever step the person comes from.

Every step is visited forwards, as a person goes on from page to page, and then each question from the check page and
back, as a person corrects answers. Each time goes from the wish for a page until it is painted, in time of the
processor, of the window's thread. The floor is a bare page of Qt's (see :mod:`benchmarks.long_audit`).
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks._measuring import Figure, print_all
from benchmarks.long_audit import bare_page
from benchmarks.window import opened, quantile, settle
from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.demo import AGENCY, TOPIC
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.topics import list_topics
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.shell.garbage_collection import begin_collecting
from s11desk.desktop.start import begin_application, build_window, shut_down, tune_startup
from s11desk.desktop.window import Window
from s11desk.domain.audits.flow import CHECK, Step, StepKind, steps

ROUNDS = 9
AIM = 30.0
"""Milliseconds, as in :mod:`benchmarks.window`."""

Times = dict[str, list[float]]


def main() -> None:
    """Walk through every topic and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        audits = fill(home)
        tune_startup()
        application = begin_application("s11desk")
        window = build_window(application, home, system_clock)
        window.resize(1180, 760)
        window.show()
        window.listed.connect(lambda: begin_collecting(window))
        window.load_home()
        settle(window)
        floor = statistics.median(bare_time() for _ in range(ROUNDS))
        taken: Times = defaultdict(list)
        for audit_id in audits:
            walk(window, opened(window, audit_id), taken)
        print_all(figures(taken, floor))
        shut_down(window)


def fill(home: Home) -> list[str]:
    """Begin a draft of each topic, one of them with its answers. Returns their ids."""
    with Workspace(home, system_clock) as workspace:
        drafts = {topic.id: begin_draft(workspace, topic.id, AGENCY).audit.id for topic in list_topics(workspace)}
        answers = read_answers_file(resources_folder() / "demo" / "answers.json")
        apply_answers_file(workspace, drafts[TOPIC], answers, "answers.json")
        return list(drafts.values())


def walk(window: Window, view: AuditView, taken: Times) -> None:
    """Visit every step, and note the time of each by the kinds of step that it leads from and to."""
    for step in way(view):
        name = f"{words_of(view.step)} to {words_of(step)}"
        taken[name].append(change_time(view, step))
        settle(window)


def way(view: AuditView) -> Iterator[Step]:
    """All steps forwards, and each question from the check page and back."""
    draft = view.open_draft.draft
    forwards = steps(draft.topic, draft.audit)
    yield from forwards
    yield forwards[0]
    yield from forwards[1:]
    for step in forwards:
        if step.kind is StepKind.QUESTION:
            yield CHECK
            yield step


def words_of(step: Step) -> str:
    """The kind of a step in words."""
    return step.kind.value.replace("-", " ").replace("_", " ")


def change_time(view: AuditView, step: Step) -> float:
    """The milliseconds of processor until the page is painted."""
    begun = time.thread_time()
    view.go(step)
    QApplication.processEvents()
    return (time.thread_time() - begun) * 1000


def bare_time() -> float:
    """The milliseconds of processor that a bare page takes."""
    begun = time.thread_time()
    bare_page()
    return (time.thread_time() - begun) * 1000


def figures(taken: Times, floor: float) -> list[Figure]:
    """Print a line for each kind of change, and return the figures over all of them."""
    print(f"{'from one step to another':36}{'changes':>8}{'median':>10}{'longest':>10}    bare page {floor:.1f} ms")
    for name, times in sorted(taken.items()):
        print(f"{name:36}{len(times):8}{statistics.median(times):10.1f}{max(times):10.1f}")
    every = [one for times in taken.values() for one in times]
    worst = quantile(every, 95)
    print(f"{'all':36}{len(every):8}{statistics.median(every):10.1f}{max(every):10.1f}    95 % {worst:.1f}")
    return [
        Figure("page change over all steps of the own topics, p95", round(worst, 1), "ms of processor", AIM),
        Figure("the same", round(worst / floor, 2), "ratio to a bare page of Qt's", round(AIM / floor, 1)),
    ]


if __name__ == "__main__":
    main()

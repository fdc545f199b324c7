"""Announcements of saving: once for each page and at each trouble, not at every pause in typing."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.audit.top_bar import SaveAnnouncer
from s11desk.desktop.messages.errors.error_messages import Message
from s11desk.desktop.parts.reading import announcing
from s11desk.desktop.parts.reading.announcing import announce, say_waiting
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.saving.edits import Saved, SaveState
from tests.samples import NOON

SAVED = SaveState(Saved.YES, NOON)
SAVING = SaveState(Saved.SAVING, NOON)
FULL = SaveState(Saved.NO, NOON, Message("The disk is full", "Make room."))
GONE = SaveState(Saved.NO, NOON, Message("The disk is gone", "Put it back."))

PAUSE = (SAVING, SAVED)
NOT_FULL, NOT_GONE = "! Not saved: The disk is full. Make room.", "! Not saved: The disk is gone. Put it back."


@pytest.mark.parametrize(
    ("states", "heard"),
    [
        ((SAVED, SAVED), []),
        (PAUSE, ["Saved"]),
        (PAUSE * 5, ["Saved"]),
        ((*PAUSE, "page", SAVED), ["Saved"]),
        ((*PAUSE, "page", *PAUSE * 2), ["Saved", "Saved"]),
        ((SAVING, "page", SAVED), ["Saved"]),
        ((*PAUSE, SAVING, FULL), ["Saved", NOT_FULL]),
        ((SAVING, FULL, SAVING, FULL, SAVING, FULL), [NOT_FULL]),
        ((SAVING, FULL, SAVING, GONE), [NOT_FULL, NOT_GONE]),
        ((*PAUSE, SAVING, FULL, *PAUSE, *PAUSE), ["Saved", NOT_FULL, "Saved"]),
        ((SAVING, FULL, *PAUSE, SAVING, FULL), [NOT_FULL, "Saved", NOT_FULL]),
    ],
)
def test_saving_is_announced_only_when_it_matters(states: tuple[SaveState | str, ...], heard: list[str]) -> None:
    announced: list[str] = []
    spoken = SaveAnnouncer(lambda text, urgent: announced.append(f"! {text}" if urgent else text))
    for state in states:
        if isinstance(state, SaveState):
            spoken.follow(state)
        else:
            spoken.begin_page()
    assert announced == heard


def test_all_that_happens_in_one_moment_is_said_in_one_go(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page, sent = button("a page"), []
    qtbot.addWidget(page)
    monkeypatch.setattr(announcing, "reader_listens", lambda: True)
    monkeypatch.setattr(announcing, "_send", lambda _where, text, *, at_once: sent.append((text, at_once)))
    for text in ("Action A1 was added below", "Saved", "Saved: your answer is No", "Action A1 was added below"):
        announce(page, text)
    assert sent == []
    announce(page, "Enter a date", at_once=True)
    say_waiting()
    assert sent == [("Enter a date", True), ("Action A1 was added below. Saved: your answer is No.", False)]
    say_waiting()
    assert len(sent) == 2


def test_what_a_part_says_as_it_goes_is_said_all_the_same(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page, sent = QWidget(), []
    qtbot.addWidget(page)
    part = button("a part")
    part.setParent(page)
    monkeypatch.setattr(announcing, "reader_listens", lambda: True)
    monkeypatch.setattr(announcing, "_send", lambda where, text, *, at_once: sent.append((where, text)))  # noqa: ARG005
    announce(part, "Your signature is set up")
    shiboken6.delete(part)
    say_waiting()
    assert sent == [(page, "Your signature is set up")]

"""How many readers verify groups of files at the same time."""

from __future__ import annotations

import os
import threading

import pytest

from s11desk.app.receiving.arrivals import verifying_ahead
from s11desk.app.receiving.arrivals.verifying_ahead import VerifyingAhead

TOGETHER = 60.0
"""Seconds after which a test that would wait for ever fails."""


class Clock:
    """A clock that goes on only when it is told. ``asked``: whether the program has begun to wait."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked = threading.Event()

    def monotonic(self) -> float:
        now = self.now
        self.asked.set()
        return now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of a program with readers, on a computer with two processors."""
    clock = Clock()
    monkeypatch.setattr(verifying_ahead, "time", clock)
    monkeypatch.setattr(verifying_ahead, "is_reader_process_used", lambda: True)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return clock


def verify_for(ahead: VerifyingAhead[int], clock: Clock, seconds: float) -> int:
    """Verify a group, for which the program waits so long. Gives the thread that did."""

    def verify() -> int:
        assert clock.asked.wait(TOGETHER)
        clock.now += seconds
        return threading.get_ident()

    clock.asked.clear()
    return ahead.begin(verify)()


def test_one_reader_verifies_all_while_the_program_waits_little(clock: Clock) -> None:
    with VerifyingAhead[int]() as ahead:
        threads = {verify_for(ahead, clock, seconds) for seconds in (30.0, 0.3, 0.3, 0.3)}
        clock.now += 60.0
        threads |= {verify_for(ahead, clock, seconds) for seconds in (0.3, 5.0, 0.3)}
    assert len(threads) == 1


def test_a_second_reader_verifies_too_once_the_program_waits_for_the_first(clock: Clock) -> None:
    with VerifyingAhead[int]() as ahead:
        for seconds in (0.3, 0.6, 0.6):
            verify_for(ahead, clock, seconds)
        both = threading.Barrier(2, timeout=TOGETHER)
        waiting = [ahead.begin(both.wait) for _ in range(2)]
        assert sorted(wait() for wait in waiting) == [0, 1]

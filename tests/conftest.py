"""Settings for all tests: Qt draws into memory and not on the developer's display, no file leaves a switch on,
and no test leaves a connection open."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import HealthCheck, settings

from s11desk.reader_process.run_in_reader import stop_using_reader_process
from s11desk.signing.envelope import passphrase_key
from s11desk.signing.identity import keyfile
from tests.closed_connections import connections_watched

ROUNDS = keyfile.ROUNDS
FEW_ROUNDS = 1000
SIGNING = Path(__file__).parent / "signing"
WATCHED = {"app", "cli", "moves", "store", "topics", "unit"}
"""The folders whose tests fail over an open connection on each Python. From 3.13 on, those of every folder do."""


settings.register_profile("untimed", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # other work on the computer must not fail a test; a failure can be repeated


@pytest.fixture(autouse=True, scope="module")
def _connections_watched(request: pytest.FixtureRequest) -> Iterator[None]:
    with connections_watched() if request.path.parent.name in WATCHED else nullcontext():
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Let Python look only at what the tests make when it collects garbage. It would else go through every module and
    test again and again, which takes a tenth of the time.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Derive keys from passphrases with few rounds, which else take a third of the time of all tests.

    The tests of signing, and every program that a test starts, have the rounds that people get. This is no fixture,
    because those of the whole session are made before any of a module: their keys would have all rounds.
    """
    rounds = ROUNDS if SIGNING in item.path.parents else FEW_ROUNDS
    for module in (keyfile, passphrase_key):
        module.__dict__["ROUNDS"] = rounds


@pytest.fixture(autouse=True, scope="module")
def _reading_here_again() -> Iterator[None]:
    """A test that runs a command or opens a window puts reading into another process; the next file's tests begin anew.

    What a test replaces in this process has no effect in that one.
    """
    yield
    stop_using_reader_process()

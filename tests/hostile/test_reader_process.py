"""The process that reads strangers' files: what comes through, and what happens when a file breaks or stops it."""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.errors import Cancelled
from s11desk.errors.evidence_errors import EvidenceDamaged
from s11desk.errors.reader_errors import ReadingStopped, StopReason
from s11desk.files.write_warnings import WarningKind, WriteWarning
from s11desk.reader_process import remote_call
from s11desk.reader_process.limits import ExtendedLimits
from s11desk.reader_process.messages import (
    MAX_VALUES,
    BrokenMessage,
    Call,
    Refusal,
    Result,
    decode_value,
    encode_frame,
    encode_value,
    has_too_many_values,
    read_from_reader,
)
from s11desk.reader_process.own_command import READER, own_command, own_environment
from s11desk.reader_process.reader import MAX_PEAK, ReaderStopped
from s11desk.reader_process.reader_pool import ReaderPool
from s11desk.reader_process.remote_call import the_reader
from s11desk.reader_process.run_in_reader import (
    reading_stopped_by,
    stop_using_reader_process,
    use_reader_process,
)
from tests.hostile import strange_readers

PATH = Path("a\udcff file.zip")


@pytest.fixture(autouse=True)
def _with_reader_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))  # the reader finds the test's own functions
    use_reader_process()
    yield
    stop_using_reader_process()


def stopped(reason: StopReason) -> ReadingStopped:
    return ReadingStopped(path=PATH, reason=reason)


def test_values_come_back_as_they_were_sent() -> None:
    assert strange_readers.give_back(PATH, "Zoë \U0001f600", (1, 2**60)) == (PATH, "Zoë \U0001f600", (1, 2**60))


def test_one_process_answers_many_calls_and_is_not_this_one() -> None:
    ids = {strange_readers.about_itself(PATH)[0] for _ in range(5)}
    assert len(ids) == 1
    assert os.getpid() not in ids


def test_the_reader_is_kept_although_the_program_that_started_it_holds_much_memory() -> None:
    held = bytearray(os.urandom(1 << 20)) * (MAX_PEAK >> 20)
    ids = {strange_readers.about_itself(PATH)[0] for _ in range(3)}
    assert len(held) == MAX_PEAK
    assert len(ids) == 1


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (9 << 20) + 17])
def test_the_bytes_of_a_stream_come_through_the_pipe(size: int) -> None:
    content = os.urandom(size)
    told: list[tuple[int, int]] = []
    found = strange_readers.digest(io.BytesIO(content), progress=lambda done, total: told.append((done, total)))
    assert found == hashlib.sha256(content).hexdigest()
    assert told == [(size, size)]


def test_many_contents_come_through_the_pipe_as_they_are() -> None:
    contents = tuple(os.urandom(size) for size in (0, 1, 90_000, (1 << 20) + 17))
    expected = tuple(hashlib.sha256(content).hexdigest() for content in contents)
    assert strange_readers.digests(contents, PATH) == expected
    assert strange_readers.digests((), PATH) == ()


def test_contents_that_are_cut_short_end_the_reader() -> None:
    process = subprocess.Popen(
        own_command(READER), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own_environment()
    )
    call = Call(f"{strange_readers.__name__}:digests", {"path": encode_value(PATH)}, {}, {"contents": (3, 4)})
    assert process.communicate(encode_frame(call) + b"abc123", timeout=60)[0] == b""
    assert process.returncode == 0


def test_a_second_reader_works_while_the_first_is_busy_and_stopping_one_leaves_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool, ended = ReaderPool(2), threading.Event()
    monkeypatch.setattr(remote_call, "the_readers", lambda: pool)
    first = threading.Thread(target=lambda: _cancelled_read(ended))
    first.start()
    while pool.readers[0].process_id is None:
        time.sleep(0.01)
    second = {strange_readers.about_itself(PATH)[0] for _ in range(2)}
    assert second == {pool.readers[1].process_id}
    ended.set()
    first.join()
    assert pool.readers[0].process_id is None
    assert pool.readers[1].process_id is not None
    pool.close()
    assert pool.readers[1].process_id is None


def test_an_error_of_the_reader_is_the_same_error_here() -> None:
    with pytest.raises(EvidenceDamaged) as caught:
        strange_readers.refuse("minutes.pdf")
    assert caught.value == EvidenceDamaged(name="minutes.pdf")


def test_a_reader_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(ReadingStopped) as caught:
        patch.setattr(remote_call, "MAX_SECONDS", 1.0)
        strange_readers.wait_for_ever(PATH)
    assert caught.value == stopped(StopReason.TIME)
    assert strange_readers.give_back(PATH, "", ()) == (PATH, "", ())


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        (strange_readers.take_all_memory, StopReason.MEMORY),
        (strange_readers.end_at_once, StopReason.FAULT),
        (strange_readers.raise_a_fault, StopReason.FAULT),
        (strange_readers.answer_wrongly, StopReason.FAULT),
    ],
)
def test_a_reader_that_a_file_breaks_is_an_error_and_the_next_call_works(
    read: strange_readers.Broken, reason: StopReason
) -> None:
    with pytest.raises(ReadingStopped) as caught:
        read(PATH)
    assert caught.value == stopped(reason)
    assert "a name from the file" not in repr(caught.value.__cause__)
    assert strange_readers.give_back(PATH, "", ()) == (PATH, "", ())


def test_a_result_of_more_values_than_a_save_can_wait_for_is_refused() -> None:
    assert len(strange_readers.answer_with(PATH, MAX_VALUES - 1)) == MAX_VALUES - 1
    with pytest.raises(ReadingStopped) as caught:
        strange_readers.answer_with(PATH, MAX_VALUES)
    assert caught.value == stopped(StopReason.MEMORY)


def test_a_person_can_cancel_a_reader_that_does_not_answer() -> None:
    wanted = threading.Event()
    threading.Timer(0.3, wanted.set).start()
    call = Call(f"{strange_readers.__name__}:wait_for_ever", {"path": encode_value(PATH)}, {})
    with pytest.raises(Cancelled):
        the_reader().call(call, {}, 60.0, lambda *_: None, wanted.is_set)
    assert the_reader().process_id is None


def test_a_call_waits_for_the_one_before_it_and_can_be_cancelled_while_it_waits() -> None:
    ended = threading.Event()
    first = threading.Thread(target=lambda: _cancelled_call(ended))
    first.start()
    while the_reader().process_id is None:
        time.sleep(0.01)
    call = Call(f"{strange_readers.__name__}:give_back", {}, {})
    with pytest.raises(Cancelled):
        the_reader().call(call, {}, 60.0, lambda *_: None, lambda: True)
    ended.set()
    first.join()


def test_what_a_library_prints_does_not_get_between_the_messages() -> None:
    assert strange_readers.print_between(PATH) == 7


def test_a_function_that_is_not_marked_is_not_called() -> None:
    call = Call(f"{strange_readers.__name__}:not_marked", {}, {})
    with pytest.raises(ReaderStopped, match="TypeError"):
        the_reader().call(call, {}, 60.0, lambda *_: None, lambda: False)


def test_passphrases_are_neither_in_the_arguments_nor_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S11DESK_PASSPHRASE", "never to be seen")
    _, arguments, environment = strange_readers.about_itself(PATH)
    assert "never to be seen" not in arguments + environment


def test_the_reader_ends_with_the_program() -> None:
    process = subprocess.Popen(
        own_command(READER), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=own_environment()
    )
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as frozen:  # no reader of another test may be made like that
        frozen.setattr(sys, "frozen", True, raising=False)
        assert own_command(READER) == [sys.executable, READER]


@pytest.mark.parametrize(
    "raw", [b"\xff\xff\xff\xff", b"\0\0\0\1\xc1", encode_frame(Call("os:system", {}, {})), b"\0\0\0\3abc"]
)
def test_the_program_believes_no_other_message(raw: bytes) -> None:
    with pytest.raises(BrokenMessage):
        read_from_reader(io.BytesIO(raw))


def test_a_message_that_is_cut_short_is_none() -> None:
    whole = encode_frame(Result(b"abc"))
    assert all(read_from_reader(io.BytesIO(whole[:length])) is None for length in range(len(whole)))
    assert decode_value(encode_value((1, 2)), tuple[int, int]) == (1, 2)


def test_the_limits_for_windows_have_the_size_that_windows_expects() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(ExtendedLimits) == 144


def _cancelled_call(ended: threading.Event) -> None:
    call = Call(f"{strange_readers.__name__}:wait_for_ever", {"path": encode_value(PATH)}, {})
    with pytest.raises(Cancelled):
        the_reader().call(call, {}, 60.0, lambda *_: None, ended.is_set)


def _cancelled_read(ended: threading.Event) -> None:
    with reading_stopped_by(ended.is_set), pytest.raises(Cancelled):
        strange_readers.wait_for_ever(PATH)


def test_values_are_counted_in_structs_dataclasses_lists_and_maps_alike() -> None:
    refusal = Refusal("code", {"a": b"1", "b": b"2"})  # itself, a text, a map with two keys and two values
    for value, count in ((refusal, 7), (WriteWarning(WarningKind.UNCONFIRMED, PATH), 3), ((1, "a", None), 4)):
        spare = MAX_VALUES - 1 - count
        assert not has_too_many_values((value, *[0] * spare))
        assert has_too_many_values((value, *[0] * (spare + 1)))
    assert has_too_many_values(((0,) * 1000,) * 1000)


def test_the_reader_of_returns_needs_nothing_of_a_home_so_it_starts_sooner() -> None:
    script = "import sys, s11desk.app.returns.verifying.verify_many; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    packages = {".".join(name.split(".")[:2]) for name in ran.stdout.split() if name.startswith("s11desk.")}
    assert "s11desk.bundle" in packages
    assert packages.isdisjoint({"s11desk.store", "s11desk.register"})

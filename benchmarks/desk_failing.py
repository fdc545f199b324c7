"""Every changing call of a desk's operations fails in turn, of Python and of SQLite: a full disk, a bad one, no rights.

After each failure the same operation must succeed, with the result that it has without a failure, and the check of the
desk must find everything. Run it by hand: ``python -m benchmarks.desk_failing [STRIDE]``; 3 tries every third call.
"""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from s11desk.app.home.paths import Home
from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.app.receiving.keeping.erasing import erase_return, finish_erasures
from s11desk.app.receiving.replies.send_replies import write_due_replies
from s11desk.app.receiving.returns.desk_list import ListedReturn, list_returns
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.errors import UserError
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.files.partial_files import PARTIAL_SUFFIX
from s11desk.register.register import open_register
from s11desk.register.register_backups import backups_in
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.power.failing_disk import FailingDisk, Failure

RETURNS = Path(__file__).parents[1] / "tests" / "golden" / "returns" / "format-2-layout-2"
REFERENCE = "FQQJ-HBFH-2"
PASSPHRASE = "correct horse battery"  # noqa: S105 - of an identity that is made for this
STRIDE = 3
Operation = Callable[[ReceivingDesk], object]


def take(desk: ReceivingDesk) -> None:
    take_in_returns(desk, find_incoming([RETURNS]), compares=False)


def accept(desk: ReceivingDesk) -> None:
    accept_return(desk, REFERENCE)


def reply(desk: ReceivingDesk) -> None:
    write_due_replies(desk, unlock(desk.officer.home.identity, PASSPHRASE, desk.now()))
    written = sorted(path.suffix for path in desk.folder.outgoing.iterdir() if path.suffix != PARTIAL_SUFFIX)
    assert written == [".s11receipt", ".txt"], written


def back_up(desk: ReceivingDesk) -> None:
    back_up_desk(desk, desk.folder.folder.with_name("stick"))


def restore(desk: ReceivingDesk) -> None:
    desk.close()
    try:
        restore_desk(desk.folder.folder, backups_in(desk.folder.folder.with_name("stick"))[0], desk.now())
    finally:
        desk.register = open_register(desk.folder.register)


def erase(desk: ReceivingDesk) -> None:
    try:
        erase_return(desk, require_return(desk, REFERENCE), "Kept for one year.")
    except DeskReturnUnknown:  # it was deleted before the failure
        finish_erasures(desk)


OPERATIONS: tuple[Operation, ...] = (take, accept, reply, back_up, restore, erase)


def failures(at: int) -> tuple[Failure, ...]:
    return Failure(at, errno.ENOSPC, lasts=True), Failure(at, errno.EIO), Failure(at, errno.EACCES)


class Trial:
    """A desk in ``folder`` that is made anew for each failure."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "disk"
        self._officer = Officer(Home(folder / "home"), sentence, who="Kim")
        details = IdentityDetails("Kim", "Officer", "Sample Partnership", "kim@partnership.example")
        create_identity(self._officer.home.identity, details, PASSPHRASE, self._officer.clock())
        self._disk = FailingDisk(self._folder)
        self._disk.install()

    def run(self, operation: Operation) -> list[tuple[str, bool, str]]:
        with ReceivingDesk(self._folder / "desk", self._officer) as desk:
            operation(desk)
            found = check_desk(desk)
            assert found.is_sound, found
            assert not found.unnamed, found
            return [self._facts(one) for one in list_returns(desk)]

    def _facts(self, one: ListedReturn) -> tuple[str, bool, str]:
        return one.reference, one.counts, one.review.value

    def begin(self, number: int) -> None:
        """A new desk on which the operations before this one were done."""
        self._disk.disarm()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        create_desk(self._folder / "desk", self._officer, "Sample Partnership")
        for operation in OPERATIONS[:number]:
            self.run(operation)

    def try_all(self, number: int, stride: int) -> tuple[int, int]:
        """How many failures were tried, and after how many the operation did not succeed as without one."""
        operation = OPERATIONS[number]
        self.begin(number)
        self._disk.arm(None)
        expected, calls = self.run(operation), len(self._disk.calls)
        tried = [failure for at in range(1, calls + 1, stride) for failure in failures(at)]
        return len(tried), sum(not self._recovers(number, failure, expected) for failure in tried)

    def _recovers(self, number: int, failure: Failure, expected: list[tuple[str, bool, str]]) -> bool:
        self.begin(number)
        self._disk.arm(failure)
        try:
            self.run(OPERATIONS[number])
        except UserError:
            pass
        except AssertionError:  # the check itself met the failure
            pass
        self._disk.disarm()
        try:
            return self.run(OPERATIONS[number]) == expected
        except (UserError, AssertionError) as error:
            print(OPERATIONS[number].__name__, failure, error)
            return False


def main(stride: int = STRIDE) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(Path(name))
        results = [trial.try_all(number, stride) for number in range(len(OPERATIONS))]
    print(f"{sum(tried for tried, _ in results)} failures tried")
    print_all([Figure("desk: failures after which it does not go on", sum(bad for _, bad in results), "", 0)])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

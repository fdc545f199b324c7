"""Every changing call of each operation fails in turn: ``python -m tests.power.failing_work FOLDER STRIDE``.

After each failure the home must be as before the operation or as after it, the person must be told in a sentence, and
the same operation must succeed once the disk is well again.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, detach
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.app.home.drafts_copies import last_good_backup
from s11desk.app.home.local_data import restore_backup
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace, system_clock
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_audit_back, take_in
from s11desk.app.moves.take_in_home import look_into_home_file, take_in_home
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.app.returns.making.locked_return import is_locked
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.errors import UserError
from s11desk.signing.identity.lifecycle import create_identity
from tests.e2e.killed_exports import AMINA, PASSPHRASE, ready_to_export
from tests.kills.old_schema import as_schema_3
from tests.power import asking_work
from tests.power.failing_disk import FailingDisk, Failure

DEMO = resources_folder() / "demo"
FAILURES = (
    Failure(0, errno.ENOSPC, lasts=True),
    Failure(0, errno.ENOSPC),
    Failure(0, errno.EIO),
    Failure(0, errno.EACCES),
    Failure(0, errno.ENOSPC, is_half=True),
)


class Outcome(msgspec.Struct):
    """``calls``: how many calls of the operation change something. ``tried``: failures; ``wrong``: each fault."""

    operation: str
    calls: int
    tried: int = 0
    refused: int = 0
    wrong: list[str] = []


@dataclass(frozen=True)
class Place:
    """A home with an audit that is ready to export, beside a folder for returns."""

    folder: Path
    audit: str

    @property
    def home(self) -> Home:
        return Home(self.folder / "home")

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def moved(self) -> Path:
        return self.folder / "moved.s11draft"

    @property
    def moved_home(self) -> Path:
        return self.folder / "moved.s11home"


Operation = Callable[[Place], None]


def _answer(place: Place) -> None:
    with open_home(place.home) as workspace:
        save_answer(workspace, place.audit, Answer("family-hubs", choice="yes", comment="Agreed. " * 300))


def _note(place: Place) -> None:
    with open_home(place.home) as workspace:
        save_note(workspace, place.audit, PrivateNote("family-hubs", "Ask Bo"))


def _attach(place: Place) -> None:
    with open_home(place.home) as workspace:
        attach(workspace, place.audit, "case-study", DEMO / "toolbox-display.jpg")


def _detach(place: Place) -> None:
    with open_home(place.home) as workspace:
        files = open_draft(workspace, place.audit).audit.evidence
        if files:
            detach(workspace, place.audit, files[0].id)


def _begin(place: Place) -> None:
    with open_home(place.home) as workspace:
        begin_draft(workspace, "wscp-early-help-2023", "Hillside")


def _export(place: Place) -> None:
    with open_home(place.home) as workspace:
        make_return(workspace, place.audit, place.out, PASSPHRASE)


def _back_up(place: Place) -> None:
    with open_home(place.home, backs_up=False) as workspace:
        workspace.back_up()


def _restore(place: Place) -> None:
    newest = last_good_backup(place.home)
    assert newest is not None
    restore_backup(place.home, newest.path, system_clock())


def _migrate(place: Place) -> None:
    with open_home(place.home):
        pass


def _identity(place: Place) -> None:
    create_identity(Home(place.folder / "other").identity, AMINA, PASSPHRASE, system_clock())


def _move(place: Place) -> None:
    """Hand the audit over. One that was marked when the naming of the file failed is taken back first."""
    with open_home(place.home) as workspace:
        if open_draft(workspace, place.audit).handed_over is not None and not place.moved.exists():
            take_audit_back(workspace, place.audit)
        write_draft_file(workspace, place.audit, place.moved, MoveChoice(MovePurpose.HAND_OVER))


def _move_locked(place: Place) -> None:
    with open_home(place.home) as workspace:
        write_draft_file(workspace, place.audit, place.moved, MoveChoice(MovePurpose.COPY, passphrase=PASSPHRASE))


def _move_all(place: Place) -> None:
    """Hand everything over. An audit that was marked when the naming of the file failed is taken back first."""
    with open_home(place.home) as workspace:
        if open_draft(workspace, place.audit).handed_over is not None and not place.moved_home.exists():
            take_audit_back(workspace, place.audit)
        write_home_file(workspace, place.moved_home, PASSPHRASE)


def _take_in_all(place: Place) -> None:
    with open_home(place.home) as workspace:
        seen = look_into_home_file(workspace, place.folder / "new.s11home", PASSPHRASE)
        try:
            take_in_home(workspace, seen)
        finally:
            close_file(workspace, seen)


def _take_in(place: Place) -> None:
    with open_home(place.home) as workspace:
        take_in(workspace, look_into_draft_file(workspace, place.folder / "new.s11draft"))


def _go_on(place: Place) -> None:
    with open_home(place.home) as workspace:
        take_in(workspace, look_into_draft_file(workspace, place.folder / "later.s11draft"))


OPERATIONS: dict[str, Operation] = {
    "answer": _answer,
    "note": _note,
    "attach": _attach,
    "detach": _detach,
    "begin": _begin,
    "back up": _back_up,
    "restore": _restore,
    "migrate": _migrate,
    "make an identity": _identity,
    "export": _export,
    "move": _move,
    "move locked": _move_locked,
    "take in": _take_in,
    "go on": _go_on,
    "move everything": _move_all,
    "take in everything": _take_in_all,
    "ask": lambda place: asking_work.ask(place.home, place.audit),
    "begin answering": lambda place: asking_work.begin(place.home, place.audit),
    "send back": lambda place: asking_work.reply(place.home, place.audit),
    "take answers": lambda place: asking_work.take(place.home, place.audit),
}


def fail_each_call(disk: FailingDisk, prepared: Place, name: str, stride: int) -> Outcome:
    """Let every ``stride``-th call of the operation fail, in each way."""
    work = Place(prepared.folder.with_name("work"), prepared.audit)
    operation = OPERATIONS[name]
    start, end = _state(_fresh(prepared, work, name)), _run_whole(disk, prepared, work, name)
    outcome = Outcome(name, len(disk.calls))
    for at in range(1, outcome.calls + 1, stride):
        for kind in FAILURES if stride == 1 else FAILURES[(at // stride) % len(FAILURES) :][:1]:
            place = _fresh(prepared, work, name)
            disk.arm(Failure(at, kind.error, is_half=kind.is_half, lasts=kind.lasts))
            faults = list(_faults_of(partial(operation, place), outcome))
            disk.disarm()
            call = disk.calls[at - 1] if at <= len(disk.calls) else "?"
            faults += _state_faults(place, start, end, operation)
            outcome.tried += 1
            outcome.wrong += [f"{call}, {errno.errorcode[kind.error]}: {fault}" for fault in faults]
    return outcome


def _fresh(prepared: Place, work: Place, name: str) -> Place:
    shutil.rmtree(work.folder, ignore_errors=True)
    shutil.copytree(prepared.folder, work.folder)
    if name == "migrate":
        as_schema_3(work.home.database)
    return work


def _run_whole(disk: FailingDisk, prepared: Place, work: Place, name: str) -> object:
    place = _fresh(prepared, work, name)
    disk.arm(None)
    OPERATIONS[name](place)
    return _state(place)


def _faults_of(operation: Callable[[], None], outcome: Outcome) -> Iterator[str]:
    """What is wrong with how the operation ended: only an error with a sentence is right."""
    try:
        operation()
    except UserError as error:
        outcome.refused += 1
        if not sentence(error).strip():
            yield f"no sentence for {error!r}"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the fault that is looked for
        yield f"not a refusal: {error!r}"


def _state(place: Place) -> object:
    """What a person would find: the audits, and the returns and identities that are there and whole."""
    with open_home(place.home) as workspace:
        audit = open_draft(workspace, place.audit).audit
        files = [(item.id, item.sha256) for item in audit.evidence]
        content = msgspec.json.encode((audit.answers, audit.actions, files))
        notes = open_draft(workspace, place.audit).notes
        agencies = tuple(sorted(line.agency for line in workspace.drafts.lines()))
        others = sorted(_other_audit(workspace, line.id) for line in workspace.drafts.lines() if line.id != place.audit)
        moved = _moved_file(workspace, place)
    returns = tuple(verify_return(path, deep=True).is_verified for path in sorted(place.out.glob("[!.]*")))
    keys = len(list((place.folder / "other").rglob("[!.]*.p12")))  # a certificate without its key is no identity
    asked = asking_work.files_in(place.folder)
    return hashlib.sha256(content).hexdigest(), notes, agencies, returns, keys, others, moved, asked


def _other_audit(workspace: Workspace, audit_id: str) -> tuple[str, str, bool]:
    """An audit that may come from a file: its agency, an answer, and whether another computer has it."""
    draft = open_draft(workspace, audit_id)
    for item in draft.audit.evidence:
        workspace.vault.verify(item.sha256, item.size)
    return draft.audit.agency, draft.audit.answer("local-services").comment, draft.handed_over is not None


def _moved_file(workspace: Workspace, place: Place) -> tuple[str, bool]:
    """What the file is that the audit was put into, and whether the audit was handed over with it."""
    if place.moved_home.exists():
        home = look_into_home_file(workspace, place.moved_home, PASSPHRASE)
        close_file(workspace, home)
        return str(len(home.read.audits)), open_draft(workspace, place.audit).handed_over is not None
    if not place.moved.exists():
        return "", False
    passphrase = PASSPHRASE if is_locked(place.moved) else ""
    seen = look_into_draft_file(workspace, place.moved, passphrase)
    close_file(workspace, seen)
    return seen.draft.purpose.value, open_draft(workspace, place.audit).handed_over is not None


def _state_faults(place: Place, start: object, end: object, operation: Operation) -> Iterator[str]:
    try:
        found = _state(place)
        if found not in (start, end):
            yield f"neither as before nor as after: {found}"
        if found == start != end:
            operation(place)
            if _state(place) != end:
                yield "tried again, it is not as it would have been"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the fault that is looked for
        yield f"afterwards: {error!r}"


def prepare(folder: Path) -> Place:
    """Make the home on which each operation is tried."""
    home = Home(folder / "prepared" / "home")
    audit = ready_to_export(home)
    place = Place(folder / "prepared", audit)
    place.out.mkdir()
    with open_home(home) as workspace:
        workspace.back_up()
        save_note(workspace, audit, PrivateNote("local-services", "Look again"))
        _prepare_moves(workspace, place.folder)
        asking_work.prepare_asking(workspace, audit, place.folder)
    return place


def _prepare_moves(here: Workspace, folder: Path) -> None:
    """Make ``new.s11draft``, and ``later.s11draft``: the later state of an audit that is here and was handed over."""
    travelling = begin_draft(here, "wscp-early-help-2023", "Travelling").audit.id
    first, hand_over = folder.with_name("first.s11draft"), MoveChoice(MovePurpose.HAND_OVER)
    write_draft_file(here, travelling, first, hand_over)
    with open_home(Home(folder.with_name("elsewhere"))) as there:
        take_in(there, look_into_draft_file(there, first))
        new = begin_draft(there, "wscp-early-help-2023", "Elsewhere").audit.id
        for audit, out in ((new, "new.s11draft"), (travelling, "later.s11draft")):
            save_answer(there, audit, Answer("local-services", choice="yes", comment="From elsewhere"))
            attach(there, audit, "case-study", DEMO / "good-practice-example.pdf")
            write_draft_file(there, audit, folder / out, hand_over)
        third = begin_draft(there, "wscp-early-help-2023", "Third").audit.id
        save_answer(there, third, Answer("local-services", choice="yes", comment="From a whole home"))
        write_home_file(there, folder / "new.s11home", PASSPHRASE)


def main() -> None:
    folder, stride = Path(sys.argv[1]), int(sys.argv[2])
    place = prepare(folder)
    disk = FailingDisk(folder)
    disk.install()
    names = sys.argv[3:] or list(OPERATIONS)
    outcomes = [fail_each_call(disk, place, name, stride) for name in names]
    sys.stdout.write(msgspec.json.encode(outcomes).decode() + "\n")


if __name__ == "__main__":
    main()

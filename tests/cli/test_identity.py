"""Looking after an identity from the terminal."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from s11desk.cli import identity_commands
from s11desk.cli.terminal_messages import sentence
from s11desk.errors.identity_errors import (
    DetailField,
    DetailProblem,
    IdentityDetailRefused,
    IdentityNotValid,
    IdentityUnsuitable,
    Unsuitable,
)
from s11desk.signing.identity import keyfile
from s11desk.signing.identity.identity_summary import Validity
from tests.cli.conftest import Command, Ran

CHECKOUT = Path(__file__).resolve().parents[2]
DETAILS = ("--name", "Amina Yusuf", "--job-title", "Lead", "--organisation", "Riverside", "--email", "a@b.example")
OLD, NEW = "correct horse battery", "battery staple horse"


@pytest.fixture(autouse=True)
def _quick_and_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """How strongly keys are sealed is tested with the signing; here it would only take time."""
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    monkeypatch.delenv("S11DESK_NEW_PASSPHRASE", raising=False)


@pytest.fixture
def old(tmp_path: Path) -> tuple[str, Path]:
    (tmp_path / "old").write_text(OLD + "\n")
    return "--passphrase-file", tmp_path / "old"


@pytest.fixture
def new(tmp_path: Path) -> tuple[str, Path]:
    (tmp_path / "new").write_text(NEW + "\n")
    return "--passphrase-file", tmp_path / "new"


def fingerprint(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return ran.out.splitlines()[-1].removeprefix("Fingerprint: ")


def told(ran: Ran) -> tuple[int, str]:
    """Exit code and error code of a refusal."""
    facts = ran.json
    assert isinstance(facts, dict)
    assert "Traceback" not in facts["error"]["message"]
    assert "(not known)" not in facts["error"]["message"]
    return ran.code, facts["error"]["code"]


def test_a_new_passphrase_from_files(s11desk: Command, old: tuple[str, Path], new: tuple[str, Path]) -> None:
    made = s11desk("identity", "create", *DETAILS, *old)
    changed = s11desk("identity", "passphrase", *old, "--new-passphrase-file", new[1])
    assert fingerprint(changed) == fingerprint(made)
    assert "make a new backup" in changed.err
    assert told(s11desk("identity", "passphrase", *old, "--new-passphrase-file", new[1], "--json")) == (
        2,
        "input.passphrase-wrong",
    )
    assert s11desk("identity", "repair", *new).code == 0


def test_a_new_passphrase_from_the_environment(
    s11desk: Command, old: tuple[str, Path], new: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    s11desk("identity", "create", *DETAILS, *old)
    monkeypatch.setenv("S11DESK_PASSPHRASE", OLD)
    assert told(s11desk("identity", "passphrase", "--json")) == (2, "input.passphrase-missing")
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", "short")
    assert told(s11desk("identity", "passphrase", "--json")) == (2, "input.passphrase-short")
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", "long" * 500)
    assert told(s11desk("identity", "passphrase", "--json")) == (2, "input.passphrase-unusable")
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", NEW)
    changed = s11desk("identity", "passphrase", "--json").json
    assert isinstance(changed, dict)
    assert (changed["name"], changed["validity"]) == ("Amina Yusuf", "valid")
    assert s11desk("identity", "repair", *new).code == 0


def test_a_backup_is_made_once_and_overwrites_nothing(s11desk: Command, old: tuple[str, Path], tmp_path: Path) -> None:
    s11desk("identity", "create", *DETAILS, *old)
    target = tmp_path / "stick.p12"
    made = s11desk("identity", "backup", target)
    assert (made.code, made.out) == (0, f"{target}\n")
    assert target.read_bytes() == (tmp_path / "home" / "identity" / "identity.p12").read_bytes()
    again = s11desk("identity", "backup", target, "--json").json
    assert isinstance(again, dict)
    assert (again["path"], again["size"]) == (str(target), target.stat().st_size)
    target.write_bytes(b"somebody's photographs")
    assert told(s11desk("identity", "backup", target, "--json")) == (2, "input.file-exists")
    assert told(s11desk("identity", "backup", tmp_path, "--json")) == (2, "input.file-is-folder")
    assert told(s11desk("identity", "backup", tmp_path / "no" / "x.p12", "--json")) == (
        3,
        "environment.folder-unwritable",
    )
    assert target.read_bytes() == b"somebody's photographs"


def test_a_replaced_identity_and_the_way_back(
    s11desk: Command, old: tuple[str, Path], new: tuple[str, Path], tmp_path: Path
) -> None:
    first = fingerprint(s11desk("identity", "create", *DETAILS, *old))
    s11desk("identity", "backup", tmp_path / "stick.p12")
    replaced = s11desk("identity", "replace", *DETAILS, *new)
    assert fingerprint(replaced) == fingerprint(s11desk("identity", "show")) != first
    assert "identity-until-" in replaced.err
    assert "tell it the new fingerprint" in replaced.err
    wrong = s11desk("identity", "import", tmp_path / "stick.p12", "--replace", *new, "--json")
    assert told(wrong) == (2, "input.passphrase-wrong")
    back = s11desk("identity", "import", tmp_path / "stick.p12", "--replace", *old)
    assert fingerprint(back) == fingerprint(s11desk("identity", "show")) == first
    same = s11desk("identity", "import", tmp_path / "stick.p12", "--replace", *old, "--json")
    assert "new fingerprint" not in same.err
    facts = same.json
    assert isinstance(facts, dict)
    assert facts["identity"] == facts["before"]
    assert Path(facts["kept"]).is_file()


def test_the_approvers_identity_is_another(s11desk: Command, old: tuple[str, Path], new: tuple[str, Path]) -> None:
    own = fingerprint(s11desk("identity", "create", *DETAILS, *old))
    s11desk("identity", "create", "--approver", *DETAILS, *old)
    assert s11desk("identity", "passphrase", "--approver", *old, "--new-passphrase-file", new[1]).code == 0
    replaced = fingerprint(s11desk("identity", "replace", "--approver", *DETAILS, *new))
    assert fingerprint(s11desk("identity", "show", "--approver")) == replaced
    assert fingerprint(s11desk("identity", "repair", *old)) == own


def test_nothing_is_asked_that_would_be_asked_in_vain(s11desk: Command, old: tuple[str, Path], tmp_path: Path) -> None:
    """Without a passphrase to be had, asking for one would be refused in another way."""
    details = DETAILS[2:]
    for arguments in (
        ("passphrase",),
        ("repair",),
        ("replace", *DETAILS),
        ("import", tmp_path / "stick.p12", "--replace"),
        ("backup", tmp_path / "stick.p12"),
        ("show",),
    ):
        assert told(s11desk("identity", *arguments, "--json")) == (2, "input.identity-missing"), arguments
    assert told(s11desk("identity", "create", *DETAILS, "--json")) == (2, "input.passphrase-missing")
    s11desk("identity", "create", *DETAILS, *old)
    for command in (("create", *DETAILS), ("import", tmp_path / "stick.p12")):
        assert told(s11desk("identity", *command, "--json")) == (2, "input.identity-exists"), command
    for name in ("create", "replace"):
        refused = s11desk("identity", name, "--name", "x" * 65, *details)
        assert (refused.code, "Your name (--name) is longer than the 64 characters" in refused.err) == (2, True)


def test_a_certificate_of_somebody_else_is_not_shown_and_put_right(
    s11desk: Command, old: tuple[str, Path], tmp_path: Path
) -> None:
    made = fingerprint(s11desk("identity", "create", *DETAILS, *old))
    (tmp_path / "home" / "identity" / "identity.crt").unlink()
    assert told(s11desk("identity", "show", "--json")) == (2, "input.identity-unmatched")
    assert "s11desk identity repair" in s11desk("identity", "show").err
    assert fingerprint(s11desk("identity", "repair", *old)) == made == fingerprint(s11desk("identity", "show"))


@pytest.mark.parametrize(
    ("days", "validity", "words"),
    [
        (-1, Validity.NOT_YET_VALID, "It cannot sign yet: it is valid from"),
        (1, Validity.VALID, "It can sign returns."),
        (3653 - 30, Validity.EXPIRES_SOON, "which is soon"),
        (3654, Validity.EXPIRED, "It cannot sign any more: it expired on"),
    ],
)
def test_whether_it_can_sign_is_said(
    s11desk: Command,
    old: tuple[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    validity: Validity,
    words: str,
) -> None:
    s11desk("identity", "create", *DETAILS, *old)
    then = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    monkeypatch.setattr(identity_commands, "system_clock", lambda: then)
    shown = s11desk("identity", "show")
    assert (shown.code, words in shown.out) == (0, True)
    facts = s11desk("identity", "show", "--json").json
    assert isinstance(facts, dict)
    assert facts["validity"] == validity


def test_every_state_has_its_words() -> None:
    assert set(identity_commands.VALIDITY_WORDS) == set(Validity)


@pytest.mark.parametrize("problem", list(DetailProblem))
@pytest.mark.parametrize("field", get_args(DetailField))
def test_a_detail_is_named_with_its_option(field: DetailField, problem: DetailProblem) -> None:
    said = sentence(IdentityDetailRefused(field=field, problem=problem, limit=64))
    assert f"(--{field.replace('_', '-')}) is" in said
    assert ("64 characters" in said) == (problem is DetailProblem.TOO_LONG)


@pytest.mark.parametrize("problem", list(Unsuitable))
def test_what_is_wrong_with_a_key_is_said(problem: Unsuitable) -> None:
    said = sentence(IdentityUnsuitable(path=Path("a.p12"), problem=problem))
    assert said.startswith("a.p12 cannot be used: it")
    others = [other for other in Unsuitable if other is not problem]
    assert all(said != sentence(IdentityUnsuitable(Path("a.p12"), other)) for other in others)


def test_the_days_of_an_identity_are_said_as_people_say_them() -> None:
    begin, end = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC), dt.datetime(2027, 3, 2, 9, 30, tzinfo=dt.UTC)
    said = sentence(IdentityNotValid(not_before=begin, not_after=end))
    assert "from 2 March 2026, 09:30 (UTC) to 2 March 2027, 09:30 (UTC)" in said


def typing(home: Path, arguments: tuple[str, ...], *typed: str) -> Ran:
    """Run a command at a terminal and type a line at each prompt."""
    import pty

    terminal, its_end = pty.openpty()
    command = [sys.executable, "-m", "s11desk", "--home", str(home), *arguments]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("S11DESK")}
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdin=its_end,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(its_end)
    assert process.stderr is not None
    said = b""
    for line in typed:
        said += _until_asked(process.stderr.fileno())
        os.write(terminal, f"{line}\n".encode())
    out, rest = process.communicate(timeout=60)
    os.close(terminal)
    return Ran(process.returncode, out.decode(), (said + rest).decode())


def _until_asked(errors: int) -> bytes:
    said = b""
    while not said.endswith((b"assphrase: ", b"confirmation: ")):
        part = os.read(errors, 1000)
        assert part, said
        said += part
    return said


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal that a test can type at")
def test_a_wrong_passphrase_is_asked_for_again_and_locks_nothing(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "old").write_text(OLD)
    s11desk("identity", "create", *DETAILS, "--passphrase-file", tmp_path / "old")
    home = tmp_path / "home"
    refused = typing(home, ("identity", "repair"), "wrong", "still wrong", "wrong again")
    assert (refused.code, refused.err.count("That is not the passphrase")) == (2, 3)
    opened = typing(home, ("identity", "repair"), "wrong", "still wrong", OLD)
    assert (opened.code, opened.err.count("That is not the passphrase")) == (0, 2)
    assert "Fingerprint" in opened.out
    assert OLD not in opened.out + opened.err


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal that a test can type at")
def test_the_new_passphrase_is_typed_twice(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "old").write_text(OLD)
    (tmp_path / "new").write_text(NEW)
    s11desk("identity", "create", *DETAILS, "--passphrase-file", tmp_path / "old")
    typed = (OLD, "short", "short", NEW, "another one", NEW, NEW)
    changed = typing(tmp_path / "home", ("identity", "passphrase"), *typed)
    assert changed.code == 0, changed.err
    assert changed.err.count("The passphrase is too short") == 1
    assert "do not match" in changed.err
    assert s11desk("identity", "repair", "--passphrase-file", tmp_path / "new").code == 0

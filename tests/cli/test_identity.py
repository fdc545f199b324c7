"""``s11desk identity``: every command and its errors."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from s11desk.__main__ import main
from s11desk.cli import identity_commands
from s11desk.cli.main import run
from s11desk.cli.sentences.terminal_messages import sentence
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
def _few_rounds_and_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypt keys with few rounds, because many take long, and take no passphrase from the environment."""
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


def refusal(ran: Ran) -> tuple[int, str]:
    """The exit code and the error code of a refused command."""
    facts = ran.json
    assert isinstance(facts, dict)
    assert "Traceback" not in facts["error"]["message"]
    assert "(not known)" not in facts["error"]["message"]
    return ran.code, facts["error"]["code"]


def test_the_passphrase_is_changed_from_files(s11desk: Command, old: tuple[str, Path], new: tuple[str, Path]) -> None:
    made = s11desk("identity", "create", *DETAILS, *old)
    changed = s11desk("identity", "passphrase", *old, "--new-passphrase-file", new[1])
    assert fingerprint(changed) == fingerprint(made)
    assert "make a new backup" in changed.err
    assert refusal(s11desk("identity", "passphrase", *old, "--new-passphrase-file", new[1], "--json")) == (
        2,
        "input.passphrase-wrong",
    )
    assert s11desk("identity", "repair", *new).code == 0


def test_the_passphrase_is_changed_from_the_environment(
    s11desk: Command, old: tuple[str, Path], new: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    s11desk("identity", "create", *DETAILS, *old)
    monkeypatch.setenv("S11DESK_PASSPHRASE", OLD)
    assert refusal(s11desk("identity", "passphrase", "--json")) == (2, "input.passphrase-missing")
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", "short")
    assert refusal(s11desk("identity", "passphrase", "--json")) == (2, "input.passphrase-short")
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", "long" * 500)
    assert refusal(s11desk("identity", "passphrase", "--json")) == (2, "input.passphrase-unusable")
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", NEW)
    changed = s11desk("identity", "passphrase", "--json").json
    assert isinstance(changed, dict)
    assert (changed["name"], changed["validity"]) == ("Amina Yusuf", "valid")
    assert s11desk("identity", "repair", *new).code == 0


def test_an_identity_backup_overwrites_no_other_file(s11desk: Command, old: tuple[str, Path], tmp_path: Path) -> None:
    s11desk("identity", "create", *DETAILS, *old)
    target = tmp_path / "stick.p12"
    made = s11desk("identity", "backup", target)
    assert (made.code, made.out) == (0, f"{target}\n")
    assert target.read_bytes() == (tmp_path / "home" / "identity" / "identity.p12").read_bytes()
    again = s11desk("identity", "backup", target, "--json").json
    assert isinstance(again, dict)
    assert (again["path"], again["size"]) == (str(target), target.stat().st_size)
    target.write_bytes(b"somebody's photographs")
    assert refusal(s11desk("identity", "backup", target, "--json")) == (2, "input.file-exists")
    assert refusal(s11desk("identity", "backup", tmp_path, "--json")) == (2, "input.file-is-folder")
    assert refusal(s11desk("identity", "backup", tmp_path / "no" / "x.p12", "--json")) == (
        3,
        "environment.folder-unwritable",
    )
    assert target.read_bytes() == b"somebody's photographs"


def test_a_replaced_identity_can_be_restored_from_its_backup(
    s11desk: Command, old: tuple[str, Path], new: tuple[str, Path], tmp_path: Path
) -> None:
    first = fingerprint(s11desk("identity", "create", *DETAILS, *old))
    s11desk("identity", "backup", tmp_path / "stick.p12")
    replaced = s11desk("identity", "replace", *DETAILS, *new)
    assert fingerprint(replaced) == fingerprint(s11desk("identity", "show")) != first
    assert "identity-until-" in replaced.err
    assert "tell it the new fingerprint" in replaced.err
    wrong = s11desk("identity", "import", tmp_path / "stick.p12", "--replace", *new, "--json")
    assert refusal(wrong) == (2, "input.passphrase-wrong")
    back = s11desk("identity", "import", tmp_path / "stick.p12", "--replace", *old)
    assert fingerprint(back) == fingerprint(s11desk("identity", "show")) == first
    same = s11desk("identity", "import", tmp_path / "stick.p12", "--replace", *old, "--json")
    assert "new fingerprint" not in same.err
    facts = same.json
    assert isinstance(facts, dict)
    assert facts["identity"] == facts["before"]
    assert Path(facts["kept"]).is_file()


def test_the_approver_has_a_separate_identity(s11desk: Command, old: tuple[str, Path], new: tuple[str, Path]) -> None:
    own = fingerprint(s11desk("identity", "create", *DETAILS, *old))
    s11desk("identity", "create", "--approver", *DETAILS, *old)
    assert s11desk("identity", "passphrase", "--approver", *old, "--new-passphrase-file", new[1]).code == 0
    replaced = fingerprint(s11desk("identity", "replace", "--approver", *DETAILS, *new))
    assert fingerprint(s11desk("identity", "show", "--approver")) == replaced
    assert fingerprint(s11desk("identity", "repair", *old)) == own


def test_a_useless_command_is_refused_before_the_passphrase_is_asked_for(
    s11desk: Command, old: tuple[str, Path], tmp_path: Path
) -> None:
    """No passphrase is given, so a command that asks for one ends with another error code."""
    details = DETAILS[2:]
    for arguments in (
        ("passphrase",),
        ("repair",),
        ("replace", *DETAILS),
        ("import", tmp_path / "stick.p12", "--replace"),
        ("backup", tmp_path / "stick.p12"),
        ("show",),
    ):
        assert refusal(s11desk("identity", *arguments, "--json")) == (2, "input.identity-missing"), arguments
    assert refusal(s11desk("identity", "create", *DETAILS, "--json")) == (2, "input.passphrase-missing")
    s11desk("identity", "create", *DETAILS, *old)
    for command in (("create", *DETAILS), ("import", tmp_path / "stick.p12")):
        assert refusal(s11desk("identity", *command, "--json")) == (2, "input.identity-exists"), command
    for name in ("create", "replace"):
        refused = s11desk("identity", name, "--name", "x" * 65, *details)
        assert (refused.code, "Your name (--name) is longer than the 64 characters" in refused.err) == (2, True)


def test_a_missing_certificate_is_reported_and_repaired(
    s11desk: Command, old: tuple[str, Path], tmp_path: Path
) -> None:
    made = fingerprint(s11desk("identity", "create", *DETAILS, *old))
    (tmp_path / "home" / "identity" / "identity.crt").unlink()
    assert refusal(s11desk("identity", "show", "--json")) == (2, "input.identity-unmatched")
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
def test_show_reports_whether_the_identity_can_sign(
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


def test_every_validity_has_words() -> None:
    assert set(identity_commands.VALIDITY_WORDS) == set(Validity)


@pytest.mark.parametrize("problem", list(DetailProblem))
@pytest.mark.parametrize("field", get_args(DetailField))
def test_a_refused_detail_is_named_with_its_option(field: DetailField, problem: DetailProblem) -> None:
    output = sentence(IdentityDetailRefused(field=field, problem=problem, limit=64))
    assert f"(--{field.replace('_', '-')}) is" in output
    assert ("64 characters" in output) == (problem is DetailProblem.TOO_LONG)


@pytest.mark.parametrize("problem", list(Unsuitable))
def test_each_problem_of_a_key_has_its_own_sentence(problem: Unsuitable) -> None:
    output = sentence(IdentityUnsuitable(path=Path("a.p12"), problem=problem))
    assert output.startswith("a.p12 cannot be used: it")
    others = [other for other in Unsuitable if other is not problem]
    assert all(output != sentence(IdentityUnsuitable(Path("a.p12"), other)) for other in others)


def test_the_validity_of_an_identity_is_shown_as_ordinary_dates() -> None:
    begin, end = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC), dt.datetime(2027, 3, 2, 9, 30, tzinfo=dt.UTC)
    output = sentence(IdentityNotValid(not_before=begin, not_after=end))
    assert "from 2 March 2026, 09:30 (UTC) to 2 March 2027, 09:30 (UTC)" in output


def typing(home: Path, arguments: tuple[str, ...], *typed: str) -> Ran:
    """Run a command in a terminal and type one line at each prompt."""
    import pty

    terminal, program_end = pty.openpty()
    command = [sys.executable, "-m", "s11desk", "--home", str(home), *arguments]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("S11DESK")}
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdin=program_end,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(program_end)
    assert process.stderr is not None
    output = b""
    for line in typed:
        output += _read_to_prompt(process.stderr.fileno())
        os.write(terminal, f"{line}\n".encode())
    out, rest = process.communicate(timeout=60)
    os.close(terminal)
    return Ran(process.returncode, out.decode(), (output + rest).decode())


def _read_to_prompt(errors: int) -> bytes:
    output = b""
    while not output.endswith((b"assphrase: ", b"confirmation: ")):
        part = os.read(errors, 1000)
        assert part, output
        output += part
    return output


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal that a test can type at")
def test_a_wrong_passphrase_is_asked_for_again_and_locks_nothing(s11desk: Command, tmp_path: Path) -> None:
    (tmp_path / "old").write_text(OLD)
    s11desk("identity", "create", *DETAILS, "--passphrase-file", tmp_path / "old")
    home = tmp_path / "home"
    refused = typing(home, ("identity", "repair"), "wrong", "still wrong", "wrong again")
    assert (refused.code, refused.err.count("That is not the right passphrase")) == (2, 3)
    opened = typing(home, ("identity", "repair"), "wrong", "still wrong", OLD)
    assert (opened.code, opened.err.count("That is not the right passphrase")) == (0, 2)
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


def test_programs_that_are_opened_do_not_get_the_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S11DESK_PASSPHRASE", OLD)
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", NEW)
    show = [sys.executable, "-c", "import os; print(*(name for name in os.environ if 'PASSPHRASE' in name))"]
    seen = []

    def open_program(*_: object, **__: object) -> int:
        seen.append(subprocess.run(show, capture_output=True, text=True, check=True).stdout.strip())
        return 0

    run(["--home", str(tmp_path / "home")], open_program, lambda _step, _folder: "")
    monkeypatch.setattr("s11desk.desktop.start.run_window", open_program)
    monkeypatch.setattr(sys, "argv", ["s11desk"])
    main()
    assert seen == ["", ""]

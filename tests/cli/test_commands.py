"""Every command: its output for people and for programs, and its exit code."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path

import msgspec
import pytest

from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.cli.main import run
from s11desk.domain.topics.topic import ReturnAddress
from s11desk.topics.pack import encode_topic
from tests.cli.conftest import Command
from tests.samples import ORIGIN, small_topic

DEMO = resources_folder() / "demo"


def test_topics_are_listed_and_shown_with_their_origins(s11desk: Command) -> None:
    listed = s11desk("topics")
    assert listed.code == 0
    assert "wscp-early-help-2023" in listed.out
    assert "wscp-early-help-2025-26" in listed.out
    shown = s11desk("topics", "show", "wscp-early-help-2023").out
    assert "written for this program, not by the partnership" in shown
    assert "[staff-understanding] judgement, required" in shown
    as_json = s11desk("topics", "show", "wscp-early-help-2023", "--json").json
    assert isinstance(as_json, dict)
    assert len(as_json["questions"]) == 11


def test_check_names_every_problem_of_a_bad_pack(s11desk: Command, tmp_path: Path) -> None:
    good = s11desk("topics", "check", resources_folder() / "topics" / "wscp-early-help-2023")
    assert (good.code, good.out.endswith("no problems found.\n")) == (0, True)
    (tmp_path / "topic.json").write_text('{"format": 1, "titel": "x"}')
    bad = s11desk("topics", "check", tmp_path / "topic.json")
    assert bad.code == 1
    assert "titel" in bad.out
    assert "title" in bad.out
    assert len(bad.out.splitlines()) > 5
    refused = s11desk("topics", "install", tmp_path / "topic.json")
    assert refused.code == 2
    assert "Nothing was installed" in refused.err


def test_an_audit_is_completed_from_new_to_check(s11desk: Command, audit_id: str) -> None:
    assert s11desk("list").out.startswith(f"{audit_id}  Riverside Trust: Topic 2")
    missing = s11desk("check", audit_id)
    assert missing.code == 1
    assert "Question 3 is not answered." in missing.out
    saved = s11desk("answer", audit_id, DEMO / "answers.json")
    assert (saved.code, saved.out.startswith("Saved. 11 answers are kept")) == (0, True)
    attached = s11desk("attach", audit_id, "11", DEMO / "good-practice-example.pdf", DEMO / "toolbox-display.jpg")
    assert attached.out.splitlines() == [
        "E1: good-practice-example.pdf (2 KB), question 11",
        "E2: toolbox-display.jpg (31 KB), question 11",
    ]
    assert s11desk("check", audit_id.upper()).code == 0
    shown = s11desk("show", audit_id).out
    assert "Answer: Not applicable" in shown
    assert "Someone else we can contact: Kim Example, Centre manager" in shown
    assert "Action A1: Bring the list" in shown
    assert s11desk("detach", audit_id, "E2").out.splitlines() == ["E1: good-practice-example.pdf (2 KB), question 11"]
    history = s11desk("history", audit_id, "--json").json
    assert isinstance(history, list)
    assert (history[0]["what"], history[-1]["what"]) == ("begun", "detached")


@pytest.mark.usefixtures("audit_id")
def test_json_may_come_before_or_after_the_command(s11desk: Command) -> None:
    assert s11desk("--json", "list").json == s11desk("list", "--json").json


def test_report_writes_pdf_documents(s11desk: Command, audit_id: str, tmp_path: Path) -> None:
    for name, options in (("draft", ()), ("blank", ("--blank",)), ("plan", ("--action-plan",))):
        path = tmp_path / f"{name}.pdf"
        assert s11desk("report", audit_id, path, *options).code == 0
        assert path.read_bytes().startswith(b"%PDF-")


def test_a_return_is_exported_and_verified(
    s11desk: Command, audit_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "passphrase").write_text("correct horse battery\n")
    details = ("--name", "Amina Yusuf", "--job-title", "Lead", "--organisation", "Riverside", "--email", "a@b.example")
    unsigned = s11desk("identity", "show")
    assert (unsigned.code, "identity create" in unsigned.err) == (2, True)
    made = s11desk("identity", "create", *details, "--passphrase-file", tmp_path / "passphrase")
    assert made.code == 0
    fingerprint = made.out.splitlines()[-1].removeprefix("Fingerprint: ")
    again = s11desk("identity", "create", *details, "--passphrase-file", tmp_path / "passphrase")
    assert again.code == 2
    incomplete = s11desk("export", audit_id, tmp_path / "out")
    assert (incomplete.code, "Question 3 is not answered" in incomplete.err) == (1, True)
    s11desk("answer", audit_id, DEMO / "answers.json")
    assert s11desk("export", audit_id, tmp_path / "out").code == 2
    monkeypatch.setenv("S11DESK_PASSPHRASE", "wrong passphrase")
    wrong = s11desk("export", audit_id, tmp_path / "out")
    assert (wrong.code, "not the right passphrase" in wrong.err) == (2, True)
    monkeypatch.setenv("S11DESK_PASSPHRASE", "correct horse battery")
    exported = s11desk("export", audit_id, tmp_path / "out")
    assert exported.code == 0
    bundle = Path(exported.out.strip().splitlines()[-1])
    assert bundle.is_file()
    verified = s11desk("verify", bundle, "--deep")
    assert (verified.code, "Verified: nothing has been changed" in verified.out) == (0, True)
    assert s11desk("verify", bundle, "--trust", fingerprint).code == 0
    partnership = ("--home", tmp_path / "elsewhere")
    assert s11desk("verify", bundle, "--trust", "0" * 64, *partnership).code == 4
    assert s11desk("verify", bundle, "--trust", fingerprint, *partnership).code == 0
    assert s11desk("verify", bundle, "--trust", "nobody").code == 2
    assert "return made" in s11desk("list").out


def test_one_bad_file_does_not_stop_verify(s11desk: Command, tmp_path: Path) -> None:
    done = s11desk("demo", tmp_path / "out")
    assert done.code == 0
    (bundle,) = (tmp_path / "out").glob("*.zip")
    (tmp_path / "note.zip").write_bytes(b"Dear partnership")
    whole = s11desk("verify", tmp_path / "note.zip", tmp_path / "missing.zip", bundle, "--json")
    assert whole.code == 2
    facts = whole.json
    assert isinstance(facts, list)
    assert [fact.get("verified") for fact in facts] == [False, None, True]
    assert [fact.get("outcome") for fact in facts] == ["not-verified", None, "unconfirmed"]
    assert facts[1]["error"]["code"] == "input.file-missing"
    words = s11desk("verify", tmp_path / "note.zip", bundle)
    assert words.code == 1
    assert words.out.startswith("note.zip: NOT VERIFIED. It is plain text, not a return. A return is a .zip file.")


def test_the_self_test_passes(s11desk: Command) -> None:
    passed = s11desk("self-test")
    assert (passed.code, "The self-test passed, in " in passed.out) == (0, True)


def test_a_sample_home_needs_no_answers_from_standard_input(
    s11desk: Command, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    content = json.dumps({"answers": [{"question": "family-hubs", "choice": "yes"}]}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert s11desk("answer", audit_id, "-").code == 0


CHAIR = ("--job-title", "Chair", "--organisation", "Riverside", "--email", "b@riverside.example")


@pytest.fixture
def approved(s11desk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of a return that an approver has countersigned."""
    monkeypatch.setenv("S11DESK_PASSPHRASE", "correct horse battery")
    s11desk("demo", tmp_path / "out")
    (bundle,) = (tmp_path / "out").glob("*.zip")
    assert s11desk("identity", "create", "--approver", "--name", "Bo Chair", *CHAIR).code == 0
    signed = s11desk("countersign", bundle, tmp_path / "approved")
    assert signed.code == 0
    return signed.out.strip()


def test_a_return_is_countersigned_once_and_then_verifies(s11desk: Command, approved: str, tmp_path: Path) -> None:
    words = s11desk("verify", "--deep", approved)
    assert (words.code, "Unchanged since it was signed." in words.out) == (4, True)
    assert "Approved and signed by Bo Chair" in words.out
    assert "No approver" not in words.out
    again = s11desk("countersign", approved, tmp_path / "twice")
    assert (again.code, "has been countersigned already" in again.err) == (1, True)


def test_verify_names_the_signers_on_the_list(s11desk: Command, approved: str, tmp_path: Path) -> None:
    partnership = ("--home", tmp_path / "partnership")
    facts = s11desk("verify", approved, "--json", *partnership).json
    assert isinstance(facts, list)
    fingerprints = [signature["signer"]["spoken"] for signature in facts[0]["signatures"]]
    assert s11desk("signers", *partnership).out == "No signers are on the list yet.\n"
    for name, fingerprint in zip(("Sam of Riverside", "Their chair"), fingerprints, strict=True):
        assert s11desk("signers", "add", name, fingerprint, *partnership).code == 0
    known = s11desk("verify", approved, *partnership)
    assert known.code == 0
    assert "You have checked who this is: Sam of Riverside." in known.out
    assert "You have checked who this is: Their chair." in known.out
    assert s11desk("signers", "remove", "their chair", *partnership).code == 0
    unknown = s11desk("verify", approved, *partnership)
    assert unknown.code == 4
    assert "This computer cannot tell if this is really" in unknown.out
    assert f"check code (fingerprint): {fingerprints[1]}." in unknown.out


def test_decrypt_needs_a_key_and_an_encrypted_return(s11desk: Command, approved: str, tmp_path: Path) -> None:
    nothing = s11desk("decrypt", approved, tmp_path / "opened")
    assert (nothing.code, "no key for receiving" in nothing.err) == (2, True)
    made = s11desk("receiver", "create", "--name", "Kim Officer", *CHAIR)
    assert made.out.strip().endswith("receiver.crt")
    plain = s11desk("decrypt", approved, tmp_path / "opened")
    assert (plain.code, "is not an encrypted return" in plain.err) == (2, True)


@pytest.mark.parametrize(("arguments", "shown"), [([], None), (["return.zip"], "return.zip"), (["--home", "."], None)])
def test_without_a_command_the_window_opens_with_the_file_that_was_given(
    arguments: list[str], shown: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Home, Path | None]] = []

    def window(home: Home, file: Path | None) -> int:
        opened.append((home, file))
        return 0

    monkeypatch.chdir(tmp_path)
    (tmp_path / "return.zip").write_bytes(b"")
    assert run(arguments, window, lambda *_: "") == 0
    assert [file for _, file in opened] == [Path(shown) if shown else None]


def test_the_worst_of_many_returns_decides_the_exit_code(s11desk: Command, approved: str, tmp_path: Path) -> None:
    signers = verify_return(Path(approved)).read.signatures
    completer, approver = (signature.cms.signer for signature in signers)
    assert completer is not None
    assert approver is not None
    (first,) = (tmp_path / "out").glob("*.zip")
    changed = tmp_path / "changed.zip"
    changed.write_bytes(first.read_bytes()[:-1])
    here = ("--home", tmp_path / "partnership")

    def code(*files: str | Path) -> int:
        return s11desk("verify", *files, *here).code

    s11desk("signers", "add", "Sam", completer.fingerprint, *here)
    assert code(first) == 0
    assert code(first, approved) == 4
    s11desk("signers", "add", approver.name, "0a" * 32, *here)
    assert code(approved) == 5
    assert code(first, approved, first) == 5
    assert code(approved, changed, first) == 1
    assert code(tmp_path / "missing.zip", approved, changed) == 2


def test_the_exit_codes_of_verify_are_documented(s11desk: Command) -> None:
    from s11desk.cli.return_commands import OUTCOME_CODES

    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    help_text = s11desk("verify", "--help").out
    for code in {2, *OUTCOME_CODES.values()}:
        assert f"\n| {code} | " in readme
        assert f"\n    {code}  " in help_text


def test_an_invalid_signature_is_never_printed_as_known(s11desk: Command, approved: str, tmp_path: Path) -> None:
    """Every byte of the second signature is changed once; the first signer is known."""
    signers = verify_return(Path(approved)).read.signatures
    here = ("--home", tmp_path / "partnership")
    for number, signature in enumerate(signers):
        assert signature.cms.signer is not None
        s11desk("signers", "add", f"Signer {number}", signature.cms.signer.fingerprint, *here)
    whole = Path(approved).read_bytes()
    files = []
    with zipfile.ZipFile(approved) as archive:
        part = archive.read("META-INF/signature002.p7s")
    for place in range(0, len(part), 40):
        broken = bytearray(part)
        broken[place] ^= 1
        path = tmp_path / f"broken-{place}.zip"
        path.write_bytes(_with_part(whole, part, bytes(broken)))
        files.append(path)
    ran = s11desk("verify", "--json", *files, *here)
    assert ran.code == 1
    assert isinstance(ran.json, list)
    for facts in ran.json:
        signatures = facts["signatures"]
        assert not facts["known"] or all(one["valid"] for one in signatures)
        assert all(one["valid"] or (one["standing"], one["known_as"]) == ("invalid", "") for one in signatures)
    assert any(one["standing"] == "invalid" for facts in ran.json for one in facts["signatures"])


def _with_part(whole: bytes, part: bytes, other: bytes) -> bytes:
    """Replace a stored part of a zip by one of the same size, and its checksum at both places."""
    checksums = (zlib.crc32(part).to_bytes(4, "little"), zlib.crc32(other).to_bytes(4, "little"))
    return whole.replace(part, other).replace(*checksums)


def test_a_pack_that_sends_returns_elsewhere_is_shown_refused_confirmed_and_removed(
    s11desk: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    for version, email in ((1, "returns@sp.example"), (1_000_000, "spy@elsewhere.example")):
        topic = msgspec.structs.replace(small_topic(), version=version, return_to=ReturnAddress(email, origin=ORIGIN))
        (folder / "topic.json").write_bytes(encode_topic(topic))
        ran = s11desk("topics", "install", folder)
        if version == 1:
            assert ran.code == 0
    assert ran.code == 2
    assert "Returns go to: spy@elsewhere.example" in ran.err
    assert "The address for returns: returns@sp.example → spy@elsewhere.example" in ran.err
    assert "--confirm-change" in ran.err
    assert s11desk("topics", "install", folder, "--confirm-change").code == 0
    assert "version 1000000 of 1, 1000000" in s11desk("topics").out
    assert "Returns go to: spy@elsewhere.example" in s11desk("topics", "show", "sample").out
    assert s11desk("topics", "remove", "sample").code == 0
    assert "Returns go to: returns@sp.example" in s11desk("topics", "show", "sample").out
    assert s11desk("topics", "remove", "wscp-early-help-2023").code == 2

"""The whole job in a terminal, each command in its own process; then standard tools check the return."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import docx
import jsonschema
import pytest
from PIL import Image

from s11desk.app.home.paths import resources_folder
from tests.damage import with_replaced

ROOT = Path(__file__).resolve().parents[2]
DEMO = resources_folder() / "demo"
DETAILS = ("--name", "Zoë O’Neill", "--job-title", "Lead", "--organisation", "Riverside & Co", "--email", "z@r.example")


@dataclass(frozen=True, slots=True)
class Terminal:
    home: Path

    def run(self, *arguments: str | Path, code: int = 0) -> str:
        command = [sys.executable, "-m", "s11desk", "--home", self.home, *arguments]
        environment = {**os.environ, "S11DESK_PASSPHRASE": "three plain words"}
        completed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert "Traceback" not in completed.stderr
        assert completed.returncode == code, (arguments, completed.stdout, completed.stderr)
        return completed.stdout if code == 0 else completed.stderr


def run_tool(*command: str | Path) -> str:
    assert shutil.which(str(command[0])), f"{command[0]} is needed; make test installs it"
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, (command, completed.stdout, completed.stderr)
    return completed.stdout + completed.stderr


def make_evidence(folder: Path) -> tuple[Path, ...]:
    document = docx.Document()
    document.add_paragraph("Minutes")
    document.save(str(folder / "Minutes – March.docx"))
    Image.new("RGB", (30, 20), "green").save(folder / "poster.jpg")
    shutil.copy(DEMO / "good-practice-example.pdf", folder / "Example.PDF")
    return tuple(folder / name for name in ("Example.PDF", "Minutes – March.docx", "poster.jpg"))


@pytest.mark.parametrize("topic", ["wscp-early-help-2023", "wscp-early-help-2025-26"])
def test_from_first_answer_to_verified_return(topic: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "a home with spaces")
    audit = terminal.run("new", topic, "--agency", "Riverside & Co").strip()
    terminal.run("answer", audit, DEMO / "answers.json")
    terminal.run("attach", audit, "case-study", *make_evidence(tmp_path))
    terminal.run("attach", audit, "family-toolbox", tmp_path / "poster.jpg")
    terminal.run("check", audit)
    terminal.run("identity", "create", *DETAILS)
    bundle = Path(terminal.run("export", audit, tmp_path / "out").strip())
    assert "Verified: " in terminal.run("verify", "--deep", bundle)

    extracted = tmp_path / "whole"
    run_tool("unzip", "-tq", bundle)
    run_tool("unzip", "-q", bundle, "-d", extracted)
    check_signature(extracted)
    assert "Signature is Valid." in run_tool("pdfsig", "-nocert", extracted / "audit.pdf")
    for name in ("audit", "topic"):
        schema = json.loads((resources_folder() / "schemas" / f"{name}.schema.json").read_text("utf-8"))
        jsonschema.validate(json.loads((extracted / f"{name}.json").read_text("utf-8")), schema)
    audit_json = json.loads((extracted / "audit.json").read_text("utf-8"))
    assert {item["name"]: item["questions"] for item in audit_json["evidence"]} == {
        "Example.PDF": ["case-study"],
        "Minutes – March.docx": ["case-study"],
        "poster.jpg": ["case-study", "family-toolbox"],
    }

    changed = tmp_path / "changed.zip"
    changed.write_bytes(with_replaced(bundle.read_bytes(), b"outreach groups work", b"outreach groups lurk"))
    assert changed.read_bytes() != bundle.read_bytes()
    assert "NOT VERIFIED" in subprocess.run(
        [sys.executable, "-m", "s11desk", "verify", changed], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout  # fmt: skip


def check_signature(extracted: Path) -> None:
    signature, manifest = (extracted / "META-INF" / name for name in ("signature001.p7s", "ASiCManifest001.xml"))
    certificate = extracted / "certificate.pem"
    run_tool("openssl", "pkcs7", "-inform", "DER", "-in", signature, "-print_certs", "-out", certificate)
    signed = ("-inform", "DER", "-in", signature, "-content", manifest, "-binary")
    trusted = ("-cades", "-CAfile", certificate, "-purpose", "any", "-out", os.devnull)
    assert "CAdES Verification successful" in run_tool("openssl", "cms", "-verify", *signed, *trusted)


def test_two_programs_on_one_home_lose_no_answers(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "home")
    audit = terminal.run("new", "wscp-early-help-2023", "--agency", "Riverside").strip()
    questions = ("staff-understanding", "identifying-need", "local-services", "family-toolbox", "family-hubs")
    programs = []
    for number, question in enumerate(questions):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({"answers": [{"question": question, "choice": "no", "comment": f"by {number}"}]}))
        command = [sys.executable, "-m", "s11desk", "--home", str(terminal.home), "answer", audit, str(path)]
        programs.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL))
    assert [program.wait() for program in programs] == [0] * len(questions)
    shown = json.loads(terminal.run("show", audit, "--json"))
    assert {answer["question"]: answer["comment"] for answer in shown["answers"]} == {
        question: f"by {number}" for number, question in enumerate(questions)
    }
    assert {action["question"] for action in shown["actions"]} == set(questions)


def test_several_programs_can_create_one_home_at_the_same_time(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "s11desk",
        "--home",
        str(tmp_path / "home"),
        "new",
        "wscp-early-help-2023",
        "--agency",
    ]
    programs = [subprocess.Popen([*command, f"A{n}"], cwd=ROOT, stdout=subprocess.DEVNULL) for n in range(4)]
    assert [program.wait() for program in programs] == [0] * 4
    assert len(json.loads(Terminal(tmp_path / "home").run("list", "--json"))) == 4

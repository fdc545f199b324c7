"""Making a return calls down through the layers. Nothing calls back up, and the audit is encoded once."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from types import FrameType

import pytest

from s11desk.app.audits.answers_file import apply_answers_file, read_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.make import make_return
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.architecture.conftest import CHECKOUT

DETAILS = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "amina@riverside.example")
PASSPHRASE = "three plain words"


def layers() -> dict[str, int]:
    """The depth of each package in the import contracts. The top layer has depth 0."""
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    ordered = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return {name.strip(): depth for depth, line in enumerate(ordered) for name in line.split("|")}


class Calls:
    """Records each call from one module of the program to another. A late import is not a call."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str]] = []

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        called = str(frame.f_globals.get("__name__", ""))
        if event != "call" or not called.startswith("s11desk."):
            return
        caller = frame.f_back
        while caller is not None and not str(caller.f_globals.get("__name__", "")).startswith("s11desk."):
            caller = caller.f_back
        if caller is not None and caller.f_globals["__name__"] != "s11desk.late_names":
            self.seen.append((caller.f_globals["__name__"], called, frame.f_code.co_name))


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[tuple[str, str, str]]:
    demo = resources_folder() / "demo"
    audit_id = begin_draft(workspace, "wscp-early-help-2023", "Riverside").audit.id
    apply_answers_file(workspace, audit_id, read_answers_file(demo / "answers.json"), "answers.json")
    attach(workspace, audit_id, "case-study", demo / "good-practice-example.pdf")
    create_identity(workspace.home.identity, DETAILS, PASSPHRASE, workspace.clock())
    calls, before = Calls(), sys.getprofile()
    sys.setprofile(calls)
    try:
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    finally:
        sys.setprofile(before)
    return calls.seen


def test_no_layer_calls_a_higher_layer(calls: list[tuple[str, str, str]]) -> None:
    depth = layers()
    package = {name: depth[name.split(".")[1]] for caller, called, _ in calls for name in (caller, called)}
    assert {call for call in calls if package[call[1]] < package[call[0]]} == set()


def test_the_audit_is_encoded_once(calls: list[tuple[str, str, str]]) -> None:
    makers = [caller for caller, _, function in calls if function == "encode_audit_file" and ".app." in caller]
    assert makers == ["s11desk.app.returns.making.return_pages"]

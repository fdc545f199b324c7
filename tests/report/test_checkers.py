"""Independent checkers find no fault in any document, short or long, signed or unsigned.

``make test`` installs outloud and pdfua in a separate environment; qpdf comes from the system.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from s11desk.domain.topics.topic import SigningRole
from s11desk.report.kinds.documents import (
    DraftCopy,
    ReturnDocument,
    write_action_plan,
    write_blank_form,
    write_board_summary,
    write_draft_copy,
    write_question,
    write_return,
    write_stamp,
)
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.pdf_signatures import NewPdfSignature, sign_pdf
from s11desk.signing.signature_facts import PdfRole
from tests.report.long_sample import LONG_AUDIT, LONG_TOPIC, pictures
from tests.report.reading import bytes_of
from tests.report.sample import AUDIT, MADE, SIGNATORY, TOPIC
from tests.report.shaped_samples import SHAPED, commented
from tests.topics.test_translations import in_welsh

CHECKERS = Path(__file__).parents[2] / ".venv-checkers" / ("Scripts" if os.name == "nt" else "bin")
DOCUMENTS = 17
ACCEPTED = {
    "LNK-010",  # an address inside a sentence is no link
    "PAG-001",  # the long sample repeats its sentences, and some of them open several pages
    "TAG-003",  # the stamp is only the look of a signed field; screen readers read the field's description
}
BROKEN_RULES = {"UA-14-001"}  # pdfua 0.1.3 fails on a heading of two pieces; test_tagging.py checks headings

ROLES = (
    SigningRole("lead", "Designated safeguarding lead", "I have answered every question."),
    SigningRole("head", "Headteacher"),
    SigningRole("chair", "Chair of governors", "The governors have seen the answers."),
)

Write = Callable[[BinaryIO], None]


def writers(document: ReturnDocument, draft: DraftCopy, question: str, fonts: Path) -> Iterator[tuple[str, Write]]:
    yield "return", lambda out: write_return(out, document, fonts)
    yield "draft", lambda out: write_draft_copy(out, draft, fonts)
    yield "blank", lambda out: write_blank_form(out, draft.topic, fonts, draft.made_at)
    yield "plan", lambda out: write_action_plan(out, draft, fonts)
    yield "question", lambda out: write_question(out, draft, question, fonts)
    yield "board", lambda out: write_board_summary(out, draft, fonts)


def signed(content: bytes, folder: Path, fonts: Path) -> Iterator[bytes]:
    """The return with one signature, then with two, then with three."""
    create_identity(folder / "id.p12", IdentityDetails("A", "B", "C", "a@example.org"), "correct horse", MADE)
    signer = unlock(folder / "id.p12", "correct horse", MADE)
    stamp = bytes_of(lambda out: write_stamp(out, SIGNATORY, MADE, fonts))
    for role in PdfRole:
        out = io.BytesIO()
        sign_pdf(io.BytesIO(content), out, signer, NewPdfSignature(role, role.value, MADE, stamp))
        content = out.getvalue()
        yield content


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> list[Path]:
    data = b'{"format": 1}\n'
    short = ReturnDocument(TOPIC, AUDIT, "WSCP-EH23-RIVERS-001", 1, MADE, SIGNATORY, attachment=data)
    three = msgspec.structs.replace(LONG_TOPIC, format=3, sign_off=ROLES)
    welsh = in_welsh(TOPIC).in_language("cy")
    long = ReturnDocument(three, LONG_AUDIT, "WSCP-EH23-RIVERS-004", 4, MADE, SIGNATORY, "003", data, pictures())
    short_draft, long_draft = DraftCopy(TOPIC, AUDIT, MADE), DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE, pictures())
    made = {f"short-{name}": bytes_of(write) for name, write in writers(short, short_draft, "identify", fonts)}
    made |= {f"long-{name}": bytes_of(write) for name, write in writers(long, long_draft, "q1", fonts)}
    folder = tmp_path_factory.mktemp("printed")
    made |= dict(
        zip(("signed-once", "signed-twice", "signed-thrice"), signed(made["long-return"], folder, fonts), strict=True)
    )
    in_other = replace(short, topic=welsh)
    made["welsh-return"] = bytes_of(lambda out: write_return(out, in_other, fonts))
    shaped = replace(short, topic=TOPIC, audit=commented(AUDIT, SHAPED))
    made["shaped-return"] = bytes_of(lambda out: write_return(out, shaped, fonts))
    for name, content in made.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return sorted(folder.glob("*.pdf"))


def checker(name: str) -> str:
    program = shutil.which(name, path=CHECKERS)
    if program is None:
        pytest.skip(f"{name} is not set up: run make test")
    return program


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=False)


def test_every_document_is_checked(files: list[Path]) -> None:
    assert len(files) == DOCUMENTS


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(files: list[Path]) -> None:
    outcomes = {file.name: run("qpdf", "--check", file) for file in files}
    assert {name: outcome.stderr for name, outcome in outcomes.items() if outcome.returncode} == {}


def test_outloud_finds_no_error_and_only_accepted_warnings(files: list[Path], tmp_path: Path) -> None:
    done = run(checker("outloud"), "--json", tmp_path / "found.json", *files)
    assert done.returncode == 0, done.stdout
    results = json.loads((tmp_path / "found.json").read_text("utf-8"))["results"]
    assert len(results) == DOCUMENTS
    assert {finding["rule"] for result in results for finding in result["findings"]} <= ACCEPTED


def test_pdfua_finds_no_fault_and_skips_only_its_broken_rules(files: list[Path]) -> None:
    done = run(checker("pdfua"), "check", "--format", "json", *files)
    assert done.returncode == 0, done.stdout
    reports = list(reports_in(done.stdout))
    assert len(reports) == DOCUMENTS
    assert {left["rule_id"] for report in reports for left in report["skipped"]} <= BROKEN_RULES


def reports_in(text: str) -> Iterator[dict[str, Any]]:
    """The JSON values that follow one another in ``text``."""
    place = 0
    while text[place:].strip():
        report, place = json.JSONDecoder().raw_decode(text, place + len(text[place:]) - len(text[place:].lstrip()))
        yield report

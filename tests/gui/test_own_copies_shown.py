"""A return whose pages could not be compared: what is read, printed and saved to read is made here from its data."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.bundle.audit_file import PageFacts
from s11desk.desktop.standalone.documents.preview_page import PreviewPage
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from tests.bundle.forging import GOLDEN, files_of, pack
from tests.bundle.making import Making, by, changed, content_of
from tests.gui.conftest import Bench
from tests.samples import NOON

PASSPHRASE = "three plain words"
SAID, SHOWN = "Riverside Trust", "Everything is well"
DETAILS = IdentityDetails("Zoe", "Lead", SAID, "z@riverside.example")


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    path = tmp_path_factory.mktemp("signer") / "identity.p12"
    create_identity(path, DETAILS, PASSPHRASE, NOON)
    return unlock(path, PASSPHRASE, NOON)


@pytest.fixture(params=[PageFacts(layout=99), None], ids=["a newer layout", "format 1"])
def misleading(request: pytest.FixtureRequest, signer: Signer, tmp_path: Path) -> Path:
    """A return in which the PDF names another agency than the data."""
    golden = content_of(files_of((GOLDEN.parent / "format-2" / "one-signature.zip").read_bytes()))
    known = by(signer, changed(golden, agency=SAID), NOON)
    stated = msgspec.structs.replace(known.audit_file, pages=request.param, format=2 if request.param else 1)
    content = type(known)(known.topic, stated, known.evidence)
    path = tmp_path / "from a stranger.zip"
    path.write_bytes(pack(Making(signer, content, NOON, pages=changed(known, agency=SHOWN)).files()))
    return path


def words_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout


def opened(bench: Bench, path: Path) -> ReceivedPage:
    bench.window.file_opener.open(path)
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None, timeout=20_000)
    bench.settle()
    page = bench.window.page_stack.page
    assert isinstance(page, ReceivedPage)
    return page


def test_the_readable_copy_says_what_the_data_says(bench: Bench, misleading: Path, tmp_path: Path) -> None:
    page = opened(bench, misleading)
    texts = [button.text().replace("&", "") for button in page.findChildren(QPushButton)]
    assert "Save a readable copy…" in texts
    assert "Save the received PDF, for the record…" in texts
    assert "Save the signed PDF…" not in texts
    bench.answers.expect_messages = True
    bench.answers.saved_as = tmp_path / "copy.pdf"
    page.save_own_copy.click()
    bench.settle()
    assert SAID in words_of(tmp_path / "copy.pdf")
    assert SHOWN not in words_of(tmp_path / "copy.pdf")
    bench.answers.saved_as = tmp_path / "received.pdf"
    page.save_pdf.click()
    bench.settle()
    with zipfile.ZipFile(misleading) as whole:
        assert (tmp_path / "received.pdf").read_bytes() == whole.read("audit.pdf")


def test_what_is_printed_is_the_readable_copy(bench: Bench, misleading: Path) -> None:
    opened(bench, misleading).print_copy.click()
    bench.bot.waitUntil(lambda: isinstance(bench.window.page_stack.page, PreviewPage), timeout=20_000)
    bench.settle()
    shown = bench.window.page_stack.page
    assert isinstance(shown, PreviewPage)
    assert "readable copy of from a stranger.zip, made on this computer" in shown.heading
    (pdf,) = bench.home.work.glob("*/*-readable-copy.pdf")
    assert SAID in words_of(pdf)
    assert SHOWN not in words_of(pdf)


def test_pages_that_were_compared_are_the_signed_ones(bench: Bench) -> None:
    page = opened(bench, GOLDEN.parent / "format-2" / "one-signature.zip")
    assert page._verdict.comparison.pages is PagesCompared.SAME
    texts = [button.text().replace("&", "") for button in page.findChildren(QPushButton)]
    assert "Save the signed PDF…" in texts
    assert "Save a readable copy…" not in texts

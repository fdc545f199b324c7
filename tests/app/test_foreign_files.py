"""Each kind of file that people send in place of a return is named for what it is, in the window and the terminal."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import lzma
import random
import shutil
import sqlite3
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from s11desk.app.foreign_files import find_foreign_file
from s11desk.app.incoming import FileKind, find_file_kind
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.bundle.file_start import is_ours_by_content
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.domain.returns.foreign_file import ForeignFile, ForeignKind
from s11desk.domain.returns.return_verdict import UnverifiedReason
from s11desk.signing.envelope.envelope_writer import encrypt_under_passphrase
from s11desk.wording.returns.verdict_sentences import unverified_sentence
from tests.bundle.forging import GOLDEN
from tests.evidence import samples

RETURN = (GOLDEN / "one-signature.zip").read_bytes()
FILES = {
    info.filename: zipfile.ZipFile(io.BytesIO(RETURN)).read(info)
    for info in zipfile.ZipFile(io.BytesIO(RETURN)).infolist()
}
PACK = Path(__file__).parents[1] / "golden" / "packs"
ENVELOPES = {
    "ours": bytes.fromhex("3080060b2a864886f70d0109100117a080"),
    "ours, in DER": bytes.fromhex("30820400060b2a864886f70d0109100117a08203f0"),
}
OTHER_ENVELOPE = bytes.fromhex("3083010000" + "06092a864886f70d010703a08203f0")
MAIL = b"Received: from mail\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\nPlease find the return.\r\n"
ARCHIVES = {
    "7-Zip": b"7z\xbc\xaf\x27\x1c",
    "RAR": b"Rar!\x1a\x07\x01\0",
    "gzip": gzip.compress(RETURN),
    "bzip2": bz2.compress(RETURN),
    "XZ": lzma.compress(RETURN),
    "Cabinet": b"MSCF",
    "the first part of a zip": b"PK\x07\x08PK\x03\x04",
}
MAILS = {
    "after a byte order mark": b"\xef\xbb\xbf" + MAIL,
    "after an empty line": b"\r\n" + MAIL,
    "in a mailbox": b"From a@b.example Sat Jan  3 01:05:34 2026\n" + MAIL,
    "of Apple Mail": b"1234      \n" + MAIL,
    "checked on its way": b"ARC-Seal: i=1; a=rsa;\r\n b=x\r\nAuthentication-Results: x\r\n" + MAIL,
    "encrypted": b"MIME-Version: 1.0\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nMIAG",
    "with a long header": b"DKIM-Signature: v=1\r\nReceived: a\r\n" + b" b\r\n" * 9999,
    "wrapped by Outlook": b"\x78\x9f\x3e\x22" + bytes(200),
}


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("Return.zip")
        info.size = len(RETURN)
        archive.addfile(info, io.BytesIO(RETURN))
    return out.getvalue()


def under_password(content: bytes) -> bytes:
    """The zip with the mark that its files are encrypted, and other bytes for them."""
    directory = content.index(b"PK\x01\x02")
    head = bytes(30 + len("Return.zip"))
    marked = bytearray(content[: len(head)] + bytes(directory - len(head)) + content[directory:])
    marked[6] |= 1
    marked[directory + 8] |= 1
    return bytes(marked)


def zipped(files: dict[str, bytes], *, stored: bool = False, at: tuple[int, ...] = (2026, 3, 2, 9, 0, 0)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, at[:6])  # type: ignore[arg-type]
            info.compress_type = archive.compression
            archive.writestr(info, content)
    return out.getvalue()


def in_folder(folder: str) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in FILES.items()}


def from_finder() -> bytes:
    """As the Finder of macOS packs a folder: with the folder, and with its own files beside each file."""
    own = {f"__MACOSX/Return/._{name}": b"\0\5\x16\7" for name in ("audit.pdf", "topic.json")}
    return zipped({"Return/.DS_Store": b"\0\0\0\1Bud1", **in_folder("Return"), **own})


def from_net() -> bytes:
    """As an old version of .NET packs a folder: with backslashes."""
    return zipped(in_folder("Return")).replace(b"Return/", b"Return\\").replace(b"META-INF/", b"META-INF\\")


def with_folder_entries() -> bytes:
    return zipped({"META-INF/": b"", "evidence/": b"", **FILES}, stored=True)


REPACKED: dict[str, Callable[[], bytes]] = {
    "deflated": lambda: zipped(FILES),
    "stored with other dates": lambda: zipped(FILES, stored=True),
    "stored with our date": lambda: zipped(FILES, stored=True, at=(1980, 1, 1, 0, 0, 0)),
    "by the Finder": from_finder,
    "by .NET": from_net,
    "with folders": with_folder_entries,
    "in a folder": lambda: zipped(in_folder("J\u00f6rg – Return (1)")),
    "without its mimetype": lambda: zipped({name: content for name, content in FILES.items() if name != "mimetype"}),
    "sorted": lambda: zipped(dict(sorted(FILES.items()))),
    "with a file more": lambda: zipped({**FILES, "note.txt": b"x"}),
}


def word_97() -> bytes:
    return samples.file("letter.doc")


def drafts() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE audit (id TEXT)")
        connection.commit()
        return connection.serialize()


def pack_zip() -> bytes:
    return zipped({"pack/topic.json": FILES["topic.json"], "pack/guidance/a.md": b"x"})


def made_of(content: bytes, kind: ForeignKind) -> tuple[Callable[[], bytes], ForeignKind, str]:
    return lambda: content, kind, ""


OTHERS: dict[str, tuple[Callable[[], bytes], ForeignKind, str]] = {
    "a return in a zip": (lambda: zipped({"Return.zip": RETURN}), ForeignKind.ZIP_IN_ZIP, ""),
    "a return in a zip, stored": (lambda: zipped({"in/Return.zip": RETURN}, stored=True), ForeignKind.ZIP_IN_ZIP, ""),
    "a return beside a letter in a zip": (
        lambda: zipped({"Letter.docx": samples.word(), "Return": RETURN}),
        ForeignKind.ZIP_IN_ZIP,
        "",
    ),
    "an encrypted return in a zip": (
        lambda: zipped({"Return.zip.s11": ENVELOPES["ours"] + bytes(90)}),
        ForeignKind.ZIP_IN_ZIP,
        "",
    ),
    "another zip": (lambda: zipped({"photo.jpg": b"x", "b.pdf": b"y"}), ForeignKind.OTHER_ZIP, ""),
    "a pack": (pack_zip, ForeignKind.TOPIC_PACK, ""),
    "the questions alone": (lambda: FILES["topic.json"], ForeignKind.TOPIC_PACK, ""),
    "the data alone": (lambda: FILES["audit.json"], ForeignKind.DATA_ALONE, ""),
    "the signed PDF alone": (lambda: FILES["audit.pdf"], ForeignKind.SIGNED_PDF, ""),
    "another PDF": (samples.pdf, ForeignKind.OTHER, "a PDF document"),
    "the workbook alone": (lambda: FILES["answers.xlsx"], ForeignKind.OTHER, "an Excel workbook"),
    "a Word document": (samples.word, ForeignKind.OTHER, "a Word document"),
    "an old Word document": (word_97, ForeignKind.OTHER, "a Word 97-2003 document"),
    "an OpenDocument text": (lambda: samples.file("letter.odt"), ForeignKind.OTHER, "an OpenDocument text"),
    "a photograph": (lambda: samples.picture("JPEG"), ForeignKind.OTHER, "a JPEG picture"),
    "a drawing": (lambda: samples.picture("PNG"), ForeignKind.OTHER, "a PNG picture"),
    "a web page": (lambda: b"<!DOCTYPE html><title>Sign in</title>", ForeignKind.OTHER, "a web page"),
    "an empty zip": (lambda: zipped({}), ForeignKind.OTHER, "an empty zip file"),
    "a zip with folders alone": (lambda: zipped({"Returns/": b""}), ForeignKind.OTHER, "an empty zip file"),
    "text": (lambda: b"Please see attached.", ForeignKind.OTHER, "plain text"),
    "a program": (lambda: samples.PROGRAM, ForeignKind.OTHER, "a Windows program"),
    **{
        f"packed by another program, {name}": made_of(packed + bytes(300), ForeignKind.ARCHIVE)
        for name, packed in ARCHIVES.items()
    },
    "a tar": (tarred, ForeignKind.ARCHIVE, ""),
    "a return in a tar in a zip": (lambda: zipped({"a.tar": tarred()}), ForeignKind.NESTED, ""),
    "a return in a zip in a zip": (lambda: zipped({"a.zip": zipped({"Return.zip": RETURN})}), ForeignKind.NESTED, ""),
    "an e-mail in a zip": (lambda: zipped({"photo.jpg": b"x", "a.eml": MAIL}), ForeignKind.NESTED, ""),
    "a return after many files in a zip": (
        lambda: zipped({**{f"{n}.jpg": b"x" for n in range(300)}, "Return.zip": RETURN}),
        ForeignKind.ZIP_IN_ZIP,
        "",
    ),
    "a zip under a password": (lambda: under_password(zipped({"Return.zip": RETURN})), ForeignKind.LOCKED_ZIP, ""),
    **{f"an e-mail, {name}": made_of(mail, ForeignKind.EMAIL) for name, mail in MAILS.items()},
    "zeros": (lambda: bytes(9000), ForeignKind.EMPTY, ""),
    "a letter that names senders": (lambda: b"From: the head\nTo: all\n\nHello\n", ForeignKind.OTHER, "plain text"),
    "drafts": (drafts, ForeignKind.DRAFTS, ""),
    "an e-mail": (lambda: MAIL, ForeignKind.EMAIL, ""),
    "an encrypted e-mail": (lambda: OTHER_ENVELOPE + bytes(99), ForeignKind.OTHER, "another program encrypted"),
    "nothing": (lambda: b"", ForeignKind.EMPTY, ""),
    "a certificate": (lambda: b"-----BEGIN CERTIFICATE-----\nMIIB", ForeignKind.KEY, ""),
    **{f"encrypted, {name}": (lambda e=e: e + bytes(99), ForeignKind.ENCRYPTED, "") for name, e in ENVELOPES.items()},  # type: ignore[misc]
}
NAMES = ("return.zip", "return.zip.txt", "return", "return.pdf", "Return (1).zip.s11", "return.p7m", "return.doc")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes, name: str = "return.zip") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def require_words(verdict: Verdict, kind: ForeignKind) -> str:
    """The sentence, which both shells show in the same words, without the advice for a return that was changed."""
    why = verdict.unverified
    assert why is not None
    assert why.reason is UnverifiedReason(kind.value)
    sentence = unverified_sentence(why)
    assert f"NOT VERIFIED. {sentence}" in verdict_paragraph(verdict)
    assert verdict_words(verdict).text == sentence
    assert "Do not rely" not in verdict_paragraph(verdict)
    assert verdict_facts(verdict).foreign is kind
    assert not verdict.is_verified
    return sentence


@pytest.mark.parametrize(
    ("part", "noun"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/a.xml", "an Excel workbook"),
        ("ppt/a.xml", "a PowerPoint presentation"),
    ],
)
def test_what_office_wrote_is_named_though_it_is_damaged(part: str, noun: str) -> None:
    found = find_foreign_file(io.BytesIO(zipped({"[Content_Types].xml": b"<Types/>", part: b"<a/>"})))
    assert found == ForeignFile(ForeignKind.OTHER, noun=noun)


@pytest.mark.parametrize("make", REPACKED.values(), ids=REPACKED)
def test_a_return_that_another_program_packed_again_is_named(
    make: Callable[[], bytes], write: Callable[..., Path]
) -> None:
    path = write(make())
    assert "another program packed it again" in require_words(verify_return(path), ForeignKind.REPACKED)
    assert find_file_kind(path) is FileKind.RETURN


@pytest.mark.parametrize("tool", [("zip", "-q", "-r"), ("zip", "-q", "-r", "-0", "-X"), ("7z", "a", "-tzip", "-bso0")])
def test_a_return_that_a_stock_tool_packed_again_is_named(tool: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "return"
    with zipfile.ZipFile(GOLDEN / "one-signature.zip") as archive:
        archive.extractall(folder)  # noqa: S202 - our own return
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not installed")
    subprocess.run([*tool, tmp_path / "again.zip", "."], cwd=folder, check=True, capture_output=True)
    require_words(verify_return(tmp_path / "again.zip"), ForeignKind.REPACKED)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("make", "kind", "noun"), OTHERS.values(), ids=OTHERS)
def test_a_file_that_is_not_a_return_is_recognised_under_any_name(
    make: Callable[[], bytes], kind: ForeignKind, noun: str, name: str, write: Callable[..., Path]
) -> None:
    sentence = require_words(verify_return(write(make(), name)), kind)
    assert noun in sentence


@pytest.mark.parametrize("name", NAMES)
def test_a_renamed_return_opens(name: str, write: Callable[..., Path]) -> None:
    path = write(RETURN, name)
    assert verify_return(path).is_unchanged
    assert find_file_kind(path) is FileKind.RETURN
    assert is_ours_by_content(path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", ENVELOPES.values(), ids=ENVELOPES)
def test_an_encrypted_return_is_known_under_any_name(name: str, content: bytes, write: Callable[..., Path]) -> None:
    path = write(content + bytes(200), name)
    assert find_file_kind(path) is FileKind.ENCRYPTED
    assert is_ours_by_content(path)
    verdict = verify_return(path)
    assert "with the key of the partnership" in require_words(verdict, ForeignKind.ENCRYPTED)
    assert "“s11desk decrypt”" in verdict_paragraph(verdict)
    assert "s11desk decrypt" not in verdict_words(verdict).text


def test_a_return_under_a_passphrase_is_known(write: Callable[..., Path]) -> None:
    out = io.BytesIO()
    encrypt_under_passphrase(io.BytesIO(RETURN), len(RETURN), out, "three plain words")
    for name in NAMES:
        path = write(out.getvalue(), name)
        assert "with the passphrase first" in require_words(verify_return(path), ForeignKind.LOCKED)
        assert find_file_kind(path) is FileKind.ENCRYPTED
        assert is_ours_by_content(path)


def test_the_window_opens_packs_and_drafts_by_their_content(write: Callable[..., Path]) -> None:
    assert find_file_kind(write(pack_zip(), "pack.txt")) is FileKind.PACK
    assert find_file_kind(write(FILES["topic.json"], "topic.json")) is FileKind.PACK
    assert find_file_kind(write(drafts(), "drafts.sqlite")) is FileKind.DRAFTS
    assert is_ours_by_content(write(drafts(), "drafts.sqlite"))
    assert not is_ours_by_content(write(samples.picture("PNG"), "photo.png"))


@pytest.mark.parametrize("depth", [0, 1])
def test_a_folder_into_which_a_return_was_unpacked_is_named(depth: int, tmp_path: Path) -> None:
    folder = tmp_path / "Return"
    for name, content in FILES.items():
        path = folder / ("inner" if depth else "") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert "unpacked into a folder" in require_words(verify_return(folder), ForeignKind.UNPACKED)
    assert find_file_kind(folder) is FileKind.RETURN


def test_a_changed_return_keeps_its_own_reason(write: Callable[..., Path]) -> None:
    for content in (RETURN[:-9], RETURN + b"x", RETURN.replace(b"Riverside", b"Riverstde"), RETURN[:5000]):
        verdict = verify_return(write(content))
        assert verdict.read.foreign is None
        assert not verdict.is_verified
        assert "Do not rely on this file." in verdict_paragraph(verdict)


def not_utf_8() -> bytes:
    """Names that are marked as UTF-8 and are not."""
    content = zipped({"topic-\u00e4.json": b"x", "\u00e4/topic.json": b"{}", "audit-\u00e4.json": b"x"})
    return content.replace("\u00e4".encode(), b"\xff\xfe")


@pytest.mark.parametrize(
    "content",
    [
        not_utf_8(),
        not_utf_8().replace(b"topic.json", b"audit.json"),
        zipped({"a.txt": b"x"}, at=(2107, 12, 31, 23, 59, 58)),
        zipped({"a.txt": b"x"}).replace(b"\x62\x5c", b"\xff\xff").replace(b"\x20\x48", b"\0\0"),
        b"PK\x05\x06" + bytes(18),
        b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x03\x04",
    ],
)
def test_a_strange_zip_gets_a_verdict(content: bytes, write: Callable[..., Path]) -> None:
    path = write(content)
    assert not verify_return(path).is_verified
    find_file_kind(path)


def test_any_change_of_a_foreign_file_gets_a_verdict(write: Callable[..., Path]) -> None:
    chance = random.Random(18)  # noqa: S311 - not for secrets: a failure can be repeated
    contents = [make() for make in REPACKED.values()] + [make() for make, _, _ in OTHERS.values()]
    for _ in range(400):
        changed = bytearray(chance.choice(contents) or b"x")
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(changed))
            changed[start : start + chance.randrange(5)] = chance.randbytes(chance.randrange(5))
            changed = changed or bytearray(b"x")
        path = write(bytes(changed))
        verdict = verify_return(path)
        assert not verdict.is_verified
        assert verdict_paragraph(verdict).isprintable()
        find_file_kind(path)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"])
@pytest.mark.parametrize("year", [1, 1900, 1969, 9999])
@pytest.mark.parametrize("minutes", [-1439, 0, 1, 1439])
def test_a_time_at_the_edge_of_the_calendar_is_shown(
    zone: str, year: int, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from s11desk.wording.dates import clock_time, local_day, local_moment, log_moment, moment_in_zone, when

    monkeypatch.setenv("TZ", zone)
    here = dt.timezone(dt.timedelta(minutes=minutes))
    for moment in (dt.datetime(year, 1, 1, tzinfo=here), dt.datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=here)):
        for show in (clock_time, local_day, local_moment, log_moment, moment_in_zone):
            assert show(moment)
        assert when(moment, moment).startswith("today")

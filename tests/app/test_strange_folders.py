"""Odd and hostile things in a folder of returns: each has its row with a true reason, and none stops the rest."""

from __future__ import annotations

import csv
import os
import socket
import sys
from base64 import encodebytes
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from pathlib import Path
from typing import Any

import pytest

from s11desk.app.home.paths import Home
from s11desk.app.receiving.arrivals import mail_attachments, read_file
from s11desk.app.receiving.arrivals.found_files import FoundKind, find_files
from s11desk.app.receiving.tables.collate import CollationOptions, collate
from s11desk.app.returns.verifying.verify import verify_to_depth
from s11desk.errors import UserError
from s11desk.errors.collation_errors import CollationInside
from s11desk.override import override
from tests.evidence.compound_files import MESSAGE, CompoundFileWriter
from tests.samples import NOON

RETURN = (Path(__file__).parents[1] / "golden" / "returns" / "format-2" / "one-signature.zip").read_bytes()
ATTACHED = "__substg1.0_37010102"
SYSTEM_HAS_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")


def found(folder: Path, tmp_path: Path) -> dict[str, tuple[str, str]]:
    """The state of every file and its reason."""
    collate(Home(tmp_path / "home"), folder, tmp_path / "out", CollationOptions(NOON, told))
    with (tmp_path / "out" / "files.csv").open(encoding="utf-8", newline="") as stream:
        return {row["file"]: (row["state"], row["reason"]) for row in csv.DictReader(stream)}


def told(error: UserError) -> str:
    return f"{error.code} {getattr(error, 'path', Path()).name}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "good.zip").write_bytes(RETURN)
    return made


@SYSTEM_HAS_LINKS
def test_what_is_no_file_has_its_row(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.zip")
    monkeypatch.chdir(folder)
    (folder / "device.zip").symlink_to("/dev/zero")
    (folder / "circle.zip").symlink_to("circle.zip")
    (folder / "dead.zip").symlink_to("nowhere.zip")
    (folder / "round").symlink_to(".")
    (folder / "out").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.zip")
        rows = found(folder, tmp_path)
    assert rows.pop("good.zip")[0] == "counted"
    assert {name: state for name, (state, _) in rows.items()} == dict.fromkeys(
        ("pipe.zip", "device.zip", "circle.zip", "dead.zip", "round", "out", "socket.zip"), "refused"
    )
    assert all(reason.endswith(".") for _, reason in rows.values())
    assert "link to another folder" in rows["round"][1]
    assert "not there" in rows["circle.zip"][1]


def test_a_closed_folder_inside_has_its_row(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: str | int) -> object:
        if isinstance(path, str) and Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert [(each.name, each.kind) for each in find_files(folder)] == [
        ("closed", FoundKind.CLOSED_FOLDER),
        ("good.zip", FoundKind.FILE),
    ]
    assert "not allowed to open" in found(folder, tmp_path)["closed"][1]


def test_a_file_that_goes_away_meanwhile_has_its_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "gone.zip").write_bytes(RETURN)

    def syncing(path: Path, *rest: Any, **named: Any) -> object:
        verdict = verify_to_depth(path, *rest, **named)
        if path.name == "gone.zip":
            path.unlink()
        return verdict

    monkeypatch.setattr(read_file, "verify_to_depth", syncing)
    rows = found(folder, tmp_path)
    assert rows["gone.zip"] == ("refused", "input.file-missing gone.zip")
    assert rows["good.zip"][0] == "counted"


@SYSTEM_HAS_LINKS
def test_tables_inside_the_folder_are_refused_also_through_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(CollationInside):
        collate(Home(tmp_path / "home"), folder, tmp_path / "link" / "out", CollationOptions(NOON, told))


def letter(*attached: MIMEPart | bytes, name: str = "return.zip") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "sam@riverside.example", "Our return"
    message.set_content("Please find it enclosed.")
    for each in attached:
        if isinstance(each, bytes):
            message.add_attachment(each, maintype="application", subtype="octet-stream", filename=name)
        else:
            message.add_attachment(each)
    return message


def forwarded(times: int, *, as_file: bool) -> bytes:
    message = letter(RETURN)
    for _ in range(times):
        message = letter(bytes(message), name="mail.eml") if as_file else letter(message)
    return bytes(message)


@pytest.mark.parametrize("times", [1, 5])
@pytest.mark.parametrize("as_file", [False, True])
def test_a_return_in_a_forwarded_e_mail_is_read(folder: Path, tmp_path: Path, times: int, *, as_file: bool) -> None:
    (folder / "good.zip").unlink()
    (folder / "mail.eml").write_bytes(forwarded(times, as_file=as_file))
    assert {state for state, _ in found(folder, tmp_path).values()} == {"counted"}


def outlook(attached: bytes | dict[str, object]) -> bytes:
    """An e-mail as Outlook saves it, with a file or an e-mail attached, which is a storage ([MS-OXMSG] 2.2.2.1)."""
    content = {ATTACHED if isinstance(attached, bytes) else "__substg1.0_3701000D": attached}
    return CompoundFileWriter(MESSAGE, {"__attach_version1.0_#00000000": content}).raw()


INSIDE: dict[str, object] = {**MESSAGE, "__attach_version1.0_#00000000": {ATTACHED: RETURN}}
DEEPER: dict[str, object] = {**MESSAGE, "__attach_version1.0_#00000000": {"__substg1.0_3701000D": INSIDE}}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.msg", outlook(RETURN)),
        ("forwarded.msg", outlook(INSIDE)),
        ("forwarded twice.msg", outlook(DEEPER)),
        ("with another program's.msg", outlook(bytes(letter(RETURN)))),
        ("of another program.eml", bytes(letter(outlook(INSIDE), name="mail.msg"))),
    ],
)
def test_a_return_in_an_e_mail_that_outlook_forwarded_is_read(
    folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (folder / "good.zip").unlink()
    (folder / name).write_bytes(content)
    assert {state for state, _ in found(folder, tmp_path).values()} == {"counted"}


def in_parts(depth: int) -> bytes:
    """An e-mail whose parts have parts, and so on."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (one, one) for one in range(depth)
    )
    closed = b"".join(b"\r\n--b%d--\r\n" % one for one in reversed(range(depth)))
    inner = b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encodebytes(RETURN)
    return b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + opened + inner + closed


def sharing(times: int) -> bytes:
    """An e-mail of Outlook in which ``times`` attachments share the bytes of one return."""

    class Sharing(CompoundFileWriter):
        @override
        def raw(self) -> bytes:
            self._entries += [one for one in self._entries if one[0] == ATTACHED] * (times - 1)
            return super().raw()

    return Sharing(MESSAGE, {"__attach_version1.0_#00000000": {ATTACHED: RETURN}}).raw()


@pytest.mark.parametrize(
    "header", [b"".join(b"; filename*%d=a" % n for n in range(100_000)), b";filename=" + b";" * 300_000], ids=len
)
def test_a_header_without_end_keeps_no_return_from_being_read(folder: Path, tmp_path: Path, header: bytes) -> None:
    kind = b"Content-Type: application/zip\r\nContent-Disposition: attachment" + header
    start = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n"
    (folder / "good.zip").unlink()
    (folder / "mail.eml").write_bytes(start + kind + b"\r\n\r\n" + encodebytes(RETURN))
    assert [state for state, _ in found(folder, tmp_path).values()] == ["counted"]


def bad_mails() -> Iterator[tuple[str, bytes, str]]:
    yield "parts", in_parts(3000), "too many e-mails inside"
    yield "packed", b"\x78\x9f\x3e\x22 packed", "Outlook packed the files"
    yield "forwarded", forwarded(15, as_file=True), "too many e-mails inside"
    yield "large", bytes(letter(RETURN)) + b"\r\n" * (mail_attachments.MAX_MAIL_SIZE // 2), "too large"
    yield "short lines", bytes(letter(RETURN)) + b"\n" * mail_attachments.MAX_LINES, "too large"
    yield "shared bytes", sharing(3000), "too large"
    yield "no return", bytes(letter()), "No return was found"
    yield (
        "pictures",
        bytes(letter(b"\x89PNG", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))),
        "No return was found",
    )


@pytest.mark.parametrize(("content", "reason"), [pytest.param(*rest, id=name) for name, *rest in bad_mails()])
def test_an_e_mail_that_gives_no_return_says_why(folder: Path, tmp_path: Path, content: bytes, reason: str) -> None:
    (folder / "mail.eml").write_bytes(content)
    rows = found(folder, tmp_path)
    assert reason in rows["mail.eml"][1]
    assert rows["good.zip"][0] == "counted"

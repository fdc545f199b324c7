"""A file that cannot be attached as it is: the refusal names the way out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from s11desk.errors.evidence_errors import (
    EvidenceConvertible,
    EvidenceDamaged,
    EvidenceMislabelled,
    EvidenceNeedsResaving,
    EvidenceStandIn,
    EvidenceTooLarge,
    EvidenceTypeRefused,
    OfficeProgram,
    StandIn,
)
from s11desk.evidence.vault import CopyOptions, FileRule, Vault
from tests.evidence import samples
from tests.evidence.test_sniff import PARTNERSHIP, refusal, sniffed

RULE = FileRule(PARTNERSHIP, 10_000_000)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


RENAMED = {
    "photo.jpg": (samples.picture("PNG"), "photo.png"),
    "photo.png": (samples.picture("JPEG"), "photo.jpg"),
    "photo.gif": (samples.picture("PNG"), "photo.png"),
    "letter.doc": (samples.word(), "letter.docx"),
    "letter.docx": (samples.file("letter.doc"), "letter.doc"),
    "letter.pdf": (samples.word(), "letter.docx"),
    "scan": (samples.pdf(), "scan.pdf"),
    "policy v1.2": (samples.pdf(), "policy v1.pdf"),
    "x.heic": (samples.picture("JPEG"), "x.jpg"),
    "x.xyz": (samples.pdf(), "x.pdf"),
}


@pytest.mark.parametrize("name", RENAMED)
def test_a_wrong_ending_can_be_put_right(vault: Vault, tmp_path: Path, name: str) -> None:
    content, suggested = RENAMED[name]
    error = refusal(content, name, PARTNERSHIP)
    assert isinstance(error, EvidenceMislabelled)
    assert error.suggested == suggested
    stored = vault.copy_in(written(tmp_path, name, content), RULE, CopyOptions(name=suggested))
    assert (stored.name, stored.type) == (suggested, suggested.rpartition(".")[2])
    assert vault.path(stored.sha256).read_bytes() == content


@pytest.mark.parametrize("content", [samples.PROGRAM, b"just a text", samples.picture("PNG")[:-20]])
def test_no_ending_is_suggested_for_what_cannot_be_kept(content: bytes) -> None:
    error = refusal(content, "letter.pdf")
    assert isinstance(error, EvidenceMislabelled)
    assert not error.suggested


@pytest.mark.parametrize("ending", ["jfif", "jpe", "JFIF", "mpo"])
def test_other_endings_of_jpeg_are_kept_as_the_usual_one(vault: Vault, tmp_path: Path, ending: str) -> None:
    stored = vault.copy_in(written(tmp_path, f"photo.{ending}", samples.picture("JPEG")), RULE)
    assert (stored.name, stored.type) == ("photo.jpg", "jpg")
    assert sniffed(samples.picture("JPEG"), f"a.{ending}", ("jpeg",)) == "jpeg"


def of_two_pictures() -> bytes:
    out = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def test_a_jpeg_of_several_pictures_is_accepted() -> None:
    assert sniffed(of_two_pictures(), "a.jpg") == "jpg"


def heic() -> bytes:
    """A picture as an iPhone writes it: one half is red, one blue."""
    return samples.file("two-halves.heic")


@pytest.mark.parametrize(("name", "content"), [("IMG 1.HEIC", heic()), ("IMG 1.webp", samples.picture("WEBP"))])
def test_a_heic_or_webp_can_become_a_jpeg(vault: Vault, tmp_path: Path, name: str, content: bytes) -> None:
    error = refusal(content, name, PARTNERSHIP)
    assert isinstance(error, EvidenceConvertible)
    assert error.converted == "IMG 1.jpg"
    source = written(tmp_path, name, content)
    stored = vault.copy_in(source, RULE, CopyOptions(name=error.converted, to_jpeg=True))
    assert (stored.name, stored.type) == ("IMG 1.jpg", "jpg")
    assert stored.size == vault.path(stored.sha256).stat().st_size
    assert source.read_bytes() == content
    with Image.open(vault.path(stored.sha256)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()


def test_a_jpeg_of_a_heic_shows_the_same_picture(vault: Vault, tmp_path: Path) -> None:
    stored = vault.copy_in(written(tmp_path, "a.heic", heic()), RULE, CopyOptions(name="a.jpg", to_jpeg=True))
    with Image.open(vault.path(stored.sha256)) as picture:
        left, right = (picture.convert("RGB").getpixel((x, 8)) for x in (2, picture.width - 3))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > left[2]
    assert right[2] > right[0]


def test_a_see_through_webp_becomes_a_jpeg_on_white(vault: Vault, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    stored = vault.copy_in(written(tmp_path, "a.webp", out.getvalue()), RULE, CopyOptions(name="a.jpg", to_jpeg=True))
    with Image.open(vault.path(stored.sha256)) as picture:
        assert picture.getpixel((4, 4)) == (255, 255, 255)


def test_a_broken_heic_is_damaged_and_a_jpeg_that_grows_too_large_is_refused(vault: Vault, tmp_path: Path) -> None:
    options = CopyOptions(name="a.jpg", to_jpeg=True)
    broken = samples.heic(samples.box(b"meta", b"m"), samples.box(b"mdat", b"d"))
    with pytest.raises(EvidenceDamaged):
        vault.copy_in(written(tmp_path, "broken.heic", broken), RULE, options)
    noise = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(noise, "WEBP", quality=1)
    with pytest.raises(EvidenceTooLarge):
        vault.copy_in(written(tmp_path, "a.webp", noise.getvalue()), FileRule(PARTNERSHIP, noise.tell() + 10), options)


@pytest.mark.parametrize(
    ("name", "content", "program"),
    [
        ("letter.doc", rb"{\rtf1\ansi hello}", OfficeProgram.WORD),
        ("letter.docx", rb"{\rtf1\ansi hello}", OfficeProgram.WORD),
        ("letter.rtf", rb"{\rtf1\ansi hello}", OfficeProgram.WORD),
        ("letter.doc", b"<html><p>hello", OfficeProgram.WORD),
        ("letter.doc", b'<?xml version="1.0"?><w:wordDocument/>', OfficeProgram.WORD),
        ("letter.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", OfficeProgram.WORD),
        ("letter.doc", b"\xdb\xa5\x2d\0\0\0\x09\x08" + bytes(99), OfficeProgram.WORD),
        ("table.xls", b"<!DOCTYPE html><p>hello", OfficeProgram.EXCEL),
        ("table.xls", b"\t\4\6\0\0\0\x10\0" + bytes(99), OfficeProgram.EXCEL),
    ],
)
def test_another_format_under_an_office_name_is_to_be_saved_again(
    name: str, content: bytes, program: OfficeProgram
) -> None:
    error = refusal(content, name)
    assert isinstance(error, EvidenceNeedsResaving)
    assert error.program is program


STAND_INS = {
    "._photo.jpg": StandIn.MAC_COMPANION,
    "~$policy.docx": StandIn.OFFICE_LOCK,
    ".~lock.policy.odt#": StandIn.OFFICE_LOCK,
    ".policy.pdf.icloud": StandIn.ONLINE,
    "Policy.gdoc": StandIn.ONLINE,
    "Policy.pdf.lnk": StandIn.SHORTCUT,
    "Policy.url": StandIn.SHORTCUT,
    "policy.pdf.crdownload": StandIn.DOWNLOAD,
}


@pytest.mark.parametrize("name", STAND_INS)
def test_a_file_that_stands_in_for_another_is_named(name: str) -> None:
    error = refusal(b"\0\5\x16\7 or anything", name, PARTNERSHIP)
    assert error == EvidenceStandIn(name=name, stand_in=STAND_INS[name])


def test_a_real_file_may_have_the_name_of_a_stand_in() -> None:
    assert sniffed(samples.pdf(), "._policy.pdf") == "pdf"


def test_a_large_file_of_another_kind_is_not_called_too_large(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(EvidenceTypeRefused):
        vault.copy_in(written(tmp_path, "film.mov", bytes(2000)), FileRule(PARTNERSHIP, 1000))

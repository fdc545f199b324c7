"""Photographs say where they were taken. The place is removed from the copy, and nothing else changes in it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from s11desk.evidence.pictures.photo_location import has_photo_location, remove_photo_location
from s11desk.evidence.vault import CopyOptions, FileRule, Vault
from tests.evidence import samples

XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" exif:GPSLatitude="53,24.5N" photoshop:City=\'Birkenhead\'>'
    b"<exif:GPSLongitude>3,4.1W</exif:GPSLongitude><photoshop:Country/><dc:title>Our garden</dc:title>"
    b"<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li><Iptc4xmpExt:Sublocation>12 High Street</Iptc4xmpExt:Sublocation>"
    b"</rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def exif(order: str = "<") -> bytes:
    """EXIF data with a camera, a place, and a maker's note behind them."""
    mark = b"II*\0" if order == "<" else b"MM\0*"

    def pack(form: str, *values: int | bytes) -> bytes:
        return struct.pack(order + form, *values)

    latitude = pack("6I", 53, 1, 24, 1, 30, 1)
    # Header 8, then the main table at 8 with 3 entries (42 bytes), the place's at 50 with 3 (42), and values from 92.
    main = pack("H", 3) + pack("HHI4s", 0x010F, 2, 4, b"Cam\0") + pack("HHI4s", 0x0112, 3, 1, pack("HH", 1, 0))
    main += pack("HHII", 0x8825, 4, 1, 50) + pack("I", 0)
    place = pack("H", 3) + pack("HHI4s", 0, 1, 4, b"\2\3\0\0") + pack("HHI4s", 1, 2, 2, b"N\0\0\0")
    place += pack("HHII", 2, 5, 3, 92) + pack("I", 0)
    return mark + pack("I", 8) + main + place + latitude + b"maker's own note"


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(content) + 2).to_bytes(2) + content


def iptc() -> bytes:
    def data_set(number: int, value: bytes) -> bytes:
        return b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2) + value

    block = data_set(5, b"Our garden") + data_set(90, b"Birkenhead") + data_set(92, b"12 High Street")
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(block).to_bytes(4) + block


def jpeg(*segments: bytes) -> bytes:
    plain = samples.picture("JPEG")
    return plain[:2] + b"".join(segments) + plain[2:]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    plain = samples.picture("PNG")
    packed = b"".join(len(raw).to_bytes(4) + kind + raw + zlib.crc32(kind + raw).to_bytes(4) for kind, raw in chunks)
    return plain[:33] + packed + plain[33:]


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    plain = samples.picture("WEBP")
    packed = b"".join(kind + len(raw).to_bytes(4, "little") + raw + bytes(len(raw) % 2) for kind, raw in chunks)
    body = plain[8:] + bytes(len(plain) % 2) + packed
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def raw_profile(content: bytes) -> bytes:
    return b"\nexif\n%8d\n%s\n" % (len(content), content.hex().encode())


def without_mark(heic: bytes) -> bytes:
    """The picture as other programs write it: EXIF data follow at once on the number of bytes before them."""
    at = heic.index(b"\0\0\0\x06Exif\0\0")
    return heic[:at] + bytes(4) + heic[at + 10 :] + bytes(6)


FILM = b"\0\0\0\x18ftypmp42" + bytes(12) + b"\0\0\0\x1a\xa9xyz\0\x0e\x15\xc7+53.4-3.0/ x"
PLACES = {
    "jpg with EXIF": jpeg(segment(0xE1, b"Exif\0\0" + exif())),
    "jpg with EXIF of the other order": jpeg(segment(0xE1, b"Exif\0\0" + exif(">"))),
    "jpg with XMP": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "jpg with more XMP": jpeg(segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + XMP)),
    "jpg with IPTC": jpeg(segment(0xED, iptc())),
    "jpg with all": jpeg(segment(0xE1, b"Exif\0\0" + exif()), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "jpg with a second picture": samples.picture("JPEG") + jpeg(segment(0xE1, b"Exif\0\0" + exif())),
    "jpg with a film": samples.picture("JPEG")
    + b"\0\0\0\x18ftypmp42"
    + bytes(12)
    + b"\0\0\0\x1a\xa9xyz\0\x0e\x15\xc7+53.4-3.0/ x",
    "png with EXIF": png((b"eXIf", exif())),
    "png with XMP": png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)),
    "png with packed XMP": png((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP))),
    "png with a raw profile": png(
        (b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile(b"Exif\0\0" + exif())))
    ),
    "png with a plain raw profile": png((b"tEXt", b"Raw profile type APP1\0" + raw_profile(b"Exif\0\0" + exif()))),
    "png with a text": png((b"tEXt", b"exif:GPSLatitude\x0053/1, 24/1")),
    "webp with EXIF": webp((b"EXIF", exif())),
    "webp with EXIF and its mark": webp((b"EXIF", b"Exif\0\0" + exif())),
    "webp with XMP": webp((b"XMP ", XMP)),
    "png with a packed international profile": png(
        (b"iTXt", b"Raw profile type exif\0\1\0\0\0" + zlib.compress(raw_profile(b"Exif\0\0" + exif())))
    ),
    "png with EXIF and its mark": png((b"eXIf", b"Exif\0\0" + exif())),
    "png with much EXIF": png((b"eXIf", exif() + bytes(3 << 20))),
    "jpg with bytes before EXIF": jpeg(
        segment(0xFE, b"y"), bytes(2), segment(0xFE, b"x"), bytes(700), segment(0xE1, b"Exif\0\0" + exif())
    ),
    "jpg with EXIF padded otherwise": jpeg(segment(0xE1, b"Exif\0\xff" + exif())),
    "heic": samples.file("two-halves.heic"),
    "heic with nothing before EXIF": without_mark(samples.file("two-halves.heic")),
}


def cleaned(raw: bytes) -> bytes:
    stream = io.BytesIO(raw)
    assert remove_photo_location(stream)
    return stream.getvalue()


def pixels(raw: bytes) -> bytes:
    import pi_heif

    pi_heif.register_heif_opener()
    with Image.open(io.BytesIO(raw)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("what", PLACES)
def test_the_place_is_found_and_removed_and_the_picture_is_the_same(what: str) -> None:
    raw = PLACES[what]
    assert has_photo_location(io.BytesIO(raw))
    after = cleaned(raw)
    assert not has_photo_location(io.BytesIO(after))
    assert len(after) == len(raw)
    assert pixels(after) == pixels(raw)
    for word in (b"53,24", b"Birkenhead", b"High Street", b"53/1", b"+53.4", exif()[92:116], exif(">")[92:116]):
        assert word not in after


def test_the_rest_of_the_data_stays() -> None:
    after = cleaned(PLACES["jpg with EXIF"])
    with Image.open(io.BytesIO(after)) as picture:
        data = picture.getexif()
        assert (data[0x010F], data[0x0112], dict(data.get_ifd(0x8825))) == ("Cam", 1, {})
    assert b"maker's own note" in after
    assert after.index(b"maker's own note") == PLACES["jpg with EXIF"].index(b"maker's own note")
    assert b"<dc:title>Our garden</dc:title>" in cleaned(PLACES["jpg with XMP"])
    assert b"Our garden" in cleaned(PLACES["jpg with IPTC"])
    with Image.open(io.BytesIO(cleaned(PLACES["png with EXIF"]))) as picture:
        assert isinstance(picture, PngImagePlugin.PngImageFile)
        picture.verify()


@pytest.mark.parametrize(
    "raw", [samples.picture("JPEG"), samples.picture("PNG"), samples.picture("GIF"), samples.pdf(), samples.word(), b""]
)
def test_a_picture_without_a_place_is_not_changed(raw: bytes) -> None:
    stream = io.BytesIO(raw)
    assert not has_photo_location(stream)
    assert not remove_photo_location(stream)
    assert stream.getvalue() == raw


def looped(raw: bytes) -> bytes:
    return raw.replace(struct.pack("<I", 50), struct.pack("<I", 8))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a table that leads to itself": lambda: jpeg(segment(0xE1, b"Exif\0\0" + looped(exif()))),
    "a table beyond the end": lambda: jpeg(segment(0xE1, b"Exif\0\0" + exif()[:60])),
    "many elements without an end": lambda: jpeg(
        *(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"<a:City>" * 8000) for _ in range(20))
    ),
    "many pictures": lambda: jpeg() * 3000,
    "many film boxes": lambda: samples.picture("JPEG") + b"\0\0\0\x20\xa9xyz" * 50_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_crafted_data_about_a_picture_ends_in_an_answer(what: str) -> None:
    stream = io.BytesIO(HOSTILE[what]())
    remove_photo_location(stream)
    assert not has_photo_location(stream) or what == "many film boxes"


def test_the_copy_loses_the_place_and_the_persons_file_does_not(tmp_path: Path) -> None:
    vault, rule = Vault(tmp_path / "evidence"), FileRule(("jpg",), 1_000_000)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(PLACES["jpg with EXIF"])
    stored = vault.copy_in(photo, rule)
    assert stored.location_removed
    assert vault.path(stored.sha256).read_bytes() == cleaned(PLACES["jpg with EXIF"])
    assert photo.read_bytes() == PLACES["jpg with EXIF"]
    vault.verify(stored.sha256, stored.size)
    kept = vault.copy_in(photo, rule, CopyOptions(keeps_location=True))
    assert not kept.location_removed
    assert vault.path(kept.sha256).read_bytes() == PLACES["jpg with EXIF"]

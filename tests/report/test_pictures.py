"""Pictures of the evidence are small, opaque, sRGB and upright; a broken one is named and stops no document."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from s11desk.domain.audits.audit import Evidence
from s11desk.errors.evidence_errors import EvidenceGone
from s11desk.report.blocks.pictures import FIGURE_HEIGHT, FIGURE_WIDTH, Picture, read_picture
from s11desk.report.kinds.documents import DraftCopy, PictureFile, write_draft_copy, write_question
from tests.report.long_sample import CONTENTS, LONG_AUDIT, LONG_TOPIC, pictures
from tests.report.reading import bytes_of, page_texts, streams, words
from tests.report.sample import MADE
from tests.report.structure import structure

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read(content: bytes) -> Picture | None:
    return read_picture(PictureFile("E1", partial(io.BytesIO, content)))


def shown(content: bytes) -> Image.Image:
    picture = read(content)
    assert picture is not None
    image = Image.open(io.BytesIO(picture.jpeg))
    assert (image.mode, image.size) == ("RGB", (picture.width, picture.height))
    return image


def colour(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return pixel


def is_near(seen: tuple[int, ...], wanted: tuple[int, ...], most: int = 12) -> bool:
    return all(abs(one - other) <= most for one, other in zip(seen, wanted, strict=True))


def halves(mode: str = "RGB") -> Image.Image:
    """A picture with red on the left and blue on the right."""
    image = Image.new("RGB", (1000, 600), RED)
    image.paste(BLUE, (500, 0, 1000, 600))
    return image.convert(mode)


TRANSPARENT = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
TRANSPARENT.paste((*RED, 255), (0, 0, 150, 200))
ROTATED = Image.Exif()
ROTATED[0x0112] = 6


@pytest.mark.parametrize(
    "content",
    [
        encoded(halves(), "PNG"),
        encoded(halves("RGBA"), "PNG"),
        encoded(halves("P"), "PNG"),
        encoded(halves("P"), "GIF"),
        encoded(halves(), "JPEG"),
        encoded(halves("CMYK"), "JPEG"),
        encoded(halves(), "JPEG", icc_profile=b"not a profile at all"),
    ],
    ids=["png", "png with alpha", "png palette", "gif", "jpeg", "jpeg cmyk", "jpeg with a broken profile"],
)
def test_a_picture_of_any_format_becomes_small_and_opaque(content: bytes) -> None:
    image = shown(content)
    assert image.width <= FIGURE_WIDTH * 150 / 72 + 1
    assert image.height <= FIGURE_HEIGHT * 150 / 72 + 1
    assert is_near(colour(image, (20, 20)), RED, 40)
    assert is_near(colour(image, (image.width - 20, 20)), BLUE, 40)


@pytest.mark.parametrize(
    "content", [encoded(TRANSPARENT, "PNG"), encoded(TRANSPARENT.quantize(), "GIF", transparency=0)]
)
def test_a_transparent_picture_gets_a_white_background(content: bytes) -> None:
    image = shown(content)
    assert is_near(colour(image, (20, 20)), RED)
    assert is_near(colour(image, (image.width - 20, 20)), WHITE)


def test_a_16_bit_picture_keeps_its_greys() -> None:
    assert is_near(colour(shown(encoded(Image.new("I;16", (50, 50), 32768), "PNG")), (5, 5)), (128, 128, 128))


def test_a_rotated_photograph_is_turned_upright() -> None:
    image = shown(encoded(halves(), "JPEG", exif=ROTATED))
    assert image.height > image.width
    assert is_near(colour(image, (5, 5)), RED)
    assert is_near(colour(image, (5, image.height - 5)), BLUE)


def test_colours_are_converted_to_srgb(fonts: Path) -> None:
    """A profile with red and blue exchanged turns red into blue."""
    profile = (fonts.parent / "colour" / "sRGB.icc").read_bytes()
    exchanged = profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
    assert is_near(colour(shown(encoded(halves(), "JPEG", icc_profile=profile)), (5, 5)), RED)
    seen = colour(shown(encoded(halves(), "JPEG", icc_profile=exchanged)), (5, 5))
    assert is_near(seen, BLUE, 30)


def test_all_metadata_is_removed() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif.get_ifd(0x8825)[2] = (53.0, 24.0, 0.0)
    picture = read(encoded(halves(), "JPEG", exif=exif, comment=b"a secret"))
    assert picture is not None
    assert not Image.open(io.BytesIO(picture.jpeg)).getexif()
    assert b"telephone" not in picture.jpeg
    assert b"secret" not in picture.jpeg


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header states this size, with too little data for it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        CONTENTS["P3"],
        encoded(halves(), "PNG")[:-300],
        encoded(halves(), "JPEG")[:200],
        encoded(halves(), "TIFF"),
        encoded(halves(), "BMP"),
        png_of(8_000, 8_000),
        png_of(30_000, 30_000),
        png_of(2**31 - 1, 2**31 - 1),
    ],
)
def test_an_unreadable_picture_is_none(content: bytes) -> None:
    assert read(content) is None


def test_a_missing_picture_file_is_none() -> None:
    def missing() -> io.BytesIO:
        raise EvidenceGone("0" * 64, "x")

    assert read_picture(PictureFile("E1", missing)) is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF"]), st.data())
def test_a_damaged_picture_never_raises(kind: str, data: st.DataObject) -> None:
    content = bytearray(encoded(Image.linear_gradient("L").convert("P" if kind == "GIF" else "RGB"), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(bytes(content[: data.draw(st.integers(0, len(content)))]))


@pytest.fixture(scope="module")
def printed(fonts: Path) -> bytes:
    return bytes_of(lambda out: write_question(out, DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE, pictures()), "q1", fonts))


def images_on(content: bytes) -> list[tuple[int, tuple[int, ...]]]:
    """The page and the place of each picture."""
    document = pdfium.PdfDocument(content)
    found = []
    for number in range(len(document)):
        page = document[number]
        for item in page.get_objects():
            if isinstance(item, pdfium.PdfImage):
                found.append((number, tuple(round(edge) for edge in item.get_bounds())))
        page.close()
    document.close()
    return found


def test_a_question_shows_its_pictures_with_their_names(printed: bytes) -> None:
    text = words(" ".join(page_texts(printed)))
    assert text.count("Display in the entrance hall, May 2026.jpg") == 2
    assert text.count("Zażółć [grinning face] <drawing>.png") == 2
    assert "The picture “broken.png” cannot be shown here." in text
    (first, left), (second, right) = images_on(printed)
    assert first == second
    assert left[2] < right[0]
    assert all(box[2] - box[0] <= FIGURE_WIDTH and box[3] - box[1] <= FIGURE_HEIGHT + 1 for box in (left, right))


def test_each_picture_is_a_figure_with_its_place(printed: bytes) -> None:
    figures = [element for element in structure(printed) if element.tag == "Figure"]
    assert len(figures) == 2
    boxes = [tuple(round(float(edge)) for edge in box.split()) for box in boxes_in(printed)]
    places = [place for _, place in images_on(printed)]
    for box, place in zip(boxes, places, strict=True):
        assert all(abs(one - other) <= 1 for one, other in zip(box, place, strict=True))


def test_the_agencys_caption_is_printed_and_read_to_screen_readers(fonts: Path) -> None:
    described = msgspec.structs.replace(LONG_AUDIT.evidence[0], caption="Children’s own rules, on the wall")
    audit = msgspec.structs.replace(LONG_AUDIT, evidence=(described,))
    draft = DraftCopy(LONG_TOPIC, audit, MADE, pictures()[:1])
    content = bytes_of(lambda out: write_question(out, draft, "q1", fonts))
    assert words(" ".join(page_texts(content))).count("Children’s own rules, on the wall") == 2
    (figure,) = [element for element in structure(content) if element.tag == "Figure"]
    assert "own rules, on the wall" in figure.words


def boxes_in(content: bytes) -> list[str]:
    return [found.decode() for found in re.findall(rb"/BBox \[([^\]]*)\]\s*/O /Layout", content)]


def test_a_picture_cited_twice_is_in_the_file_once(fonts: Path) -> None:
    draft = DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE, pictures())
    content = bytes_of(lambda out: write_draft_copy(out, draft, fonts))
    assert len(images_on(content)) == 3
    assert sum(stream.startswith(b"\xff\xd8") for stream in streams(content)) == 2
    assert content == bytes_of(lambda out: write_draft_copy(out, draft, fonts))


def test_without_pictures_only_the_names_are_printed(fonts: Path) -> None:
    draft = DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE)
    content = bytes_of(lambda out: write_question(out, draft, "q1", fonts))
    assert images_on(content) == []
    assert "cannot be shown" not in words(" ".join(page_texts(content)))


def test_a_row_of_pictures_is_never_split_over_two_pages(fonts: Path) -> None:
    """The test moves the pictures down, three lines at a time, over the end of a page."""
    draft = DraftCopy(LONG_TOPIC, LONG_AUDIT, MADE, pictures())
    for lines in range(14, 34, 3):
        answers = (msgspec.structs.replace(LONG_AUDIT.answers[0], comment="line\n" * lines),)
        moved = replace(draft, audit=msgspec.structs.replace(LONG_AUDIT, answers=answers, actions=()))
        content = bytes_of(partial(write_question, document=moved, question_id="q1", fonts=fonts))
        texts = page_texts(content)
        (page, box), (other, _) = images_on(content)
        assert page == other
        assert box[1] >= 70
        assert "<drawing>.png" in texts[page]


def test_many_pictures_with_long_names_are_all_printed(fonts: Path) -> None:
    evidence = tuple(
        Evidence(f"M{n}", f"{'very ' * 30}long {n}.png", "png", 9, "a" * 64, ("q1",), MADE) for n in range(7)
    )
    files = tuple(PictureFile(item.id, partial(io.BytesIO, CONTENTS["P2"])) for item in evidence)
    draft = DraftCopy(LONG_TOPIC, msgspec.structs.replace(LONG_AUDIT, evidence=evidence), MADE, files)
    content = bytes_of(lambda out: write_question(out, draft, "q1", fonts))
    assert len(images_on(content)) == 7
    text = words(" ".join(page_texts(content)))
    assert all(text.count(f"long {n}.png") == 2 for n in range(7))


def picture_of(image: Image.Image, kind: str = "PNG", **facts: Any) -> Picture | None:
    out = io.BytesIO()
    image.save(out, kind, **facts)
    return read_picture(PictureFile("E1", lambda: io.BytesIO(out.getvalue())))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB"])
def test_a_see_through_png_is_shown_upright(mode: str) -> None:
    image = Image.new("RGBA", (40, 20), (200, 30, 30, 255))
    turned = Image.Exif()
    turned[0x0112] = 6
    picture = picture_of(image.convert(mode), exif=turned.tobytes())
    assert picture is not None
    assert (picture.width, picture.height) == (20, 40)


def test_large_scans_are_shown() -> None:
    for mode, size in (("1", (9_900, 7_000)), ("L", (9_900, 7_000)), ("RGB", (7_000, 4_950))):
        picture = picture_of(Image.new(mode, size, "white" if mode == "RGB" else 1), compress_level=1)
        assert picture is not None, mode


def test_a_picture_that_needs_too_much_memory_is_not_unpacked() -> None:
    for mode, size in (("RGB", (9_900, 7_000)), ("RGBA", (7_000, 4_950))):
        assert picture_of(Image.new(mode, size), compress_level=1) is None, mode


def test_the_first_of_several_pictures_in_a_jpeg_is_shown() -> None:
    picture = picture_of(
        Image.new("RGB", (40, 20), RED), "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9), BLUE)]
    )
    assert picture is not None
    assert (picture.width, picture.height) == (40, 20)

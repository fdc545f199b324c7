"""Converts pictures of the evidence for printing: small, opaque, sRGB, without any metadata.

The pictures come from strangers. Only three formats are read, a picture with too many pixels is not decoded, and an
unreadable picture becomes None: one bad picture must not stop a document.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from s11desk.errors import UserError
from s11desk.reader_process.run_in_reader import run_in_reader

PICTURE_TYPES = frozenset({"png", "jpg", "jpeg", "gif"})
"""The types of evidence that can be shown as pictures."""

FIGURE_WIDTH = 212.0
FIGURE_HEIGHT = 150.0
"""The largest width and height of a picture on paper, in points; its proportions are kept."""

_DOTS_PER_INCH = 150
_PRINTED = (round(FIGURE_WIDTH * _DOTS_PER_INCH / 72), round(FIGURE_HEIGHT * _DOTS_PER_INCH / 72))
_MAX_PIXELS = {"JPEG": 100_000_000, "MPO": 100_000_000, "PNG": 150_000_000, "GIF": 25_000_000}
"""The limit for each format. A JPEG (MPO: one of several pictures) is decoded at a small size, the others whole."""
_OPENED = ("JPEG", "PNG", "GIF")
"""Pillow opens a JPEG of several pictures as JPEG, and then calls it MPO."""
_MAX_UNPACKED = 250_000_000
"""Bytes of a PNG in memory: a scan of two A4 pages at 600 dots an inch in black and white, or of one in colour."""
_BYTES_A_PIXEL = {"1": 2, "L": 2, "P": 5, "RGB": 5}
"""What a PNG of each mode takes, with the copy that showing it needs. Others, such as see-through ones, take ten."""

_MAX_PROGRESSIVE = 160_000_000
"""Pixels times scans of a progressive JPEG: 16 million pixels in the ten scans that programs write."""
_START_OF_SCAN = b"\xff\xda"
_BLOCK = 1 << 20
_QUALITY = 80
_MAX_DOT_DIFFERENCE, _MAX_AREA_DIFFERENCE = 48, 6
"""Of 255: by how much one dot, and the mean of an area of 8 by 8 dots, may differ in the same picture."""
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    ImageCms.PyCMSError,
    Image.DecompressionBombError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    UserError,
    ValueError,
    struct.error,
    zlib.error,
)
"""The errors that Pillow raises for broken pictures; UserError if there is no file."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that is attached as evidence. ``evidence``: its id; ``open`` opens its content, which is read once."""

    evidence: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to show: a JPEG in sRGB. ``width`` and ``height`` are in pixels."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int

    @property
    def name(self) -> str:
        """A name that only pictures with the same bytes share."""
        return f"picture-{hashlib.sha256(self.jpeg).hexdigest()[:16]}"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, so that a small picture is not enlarged."""
        scale = min(FIGURE_WIDTH / self.width, FIGURE_HEIGHT / self.height, 72 / _DOTS_PER_INCH)
        return self.width * scale, self.height * scale


Pictures = Mapping[str, Picture | None]
"""The pictures by the id of their evidence; None for one that cannot be shown."""


def read_pictures(files: Sequence[PictureFile]) -> Pictures:
    """Read all ``files``; see :func:`read_picture`."""
    return {file.evidence: read_picture(file) for file in files}


def read_picture(file: PictureFile, most: tuple[int, int] = _PRINTED) -> Picture | None:
    """The picture made small, within ``most`` pixels; None if it cannot be read or is too large to unpack."""
    try:
        with file.open() as stream:
            return read_picture_stream(stream, most)
    except _UNREADABLE:
        return None


@run_in_reader
def read_picture_stream(stream: BinaryIO, most: tuple[int, int]) -> Picture | None:
    """As :func:`read_picture`, from an open file.

    Other threads keep running: Pillow holds the interpreter's lock for a few milliseconds at most.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on a picture that it can show all the same
            with Image.open(stream, formats=_OPENED) as image:
                return _showable(image, most) if _is_small_enough(image, stream) else None
    except _UNREADABLE:
        return None


def _is_small_enough(image: Image.Image, stream: BinaryIO) -> bool:
    """Whether the picture can be decoded in a few seconds.

    Every scan of a progressive JPEG goes over all pixels again, at their full number.
    """
    pixels = image.width * image.height
    if pixels > _MAX_PIXELS[image.format or ""]:
        return False
    is_opaque = "transparency" not in image.info
    if image.format == "PNG" and pixels * (_BYTES_A_PIXEL.get(image.mode, 10) if is_opaque else 10) > _MAX_UNPACKED:
        return False
    if not image.info.get("progressive"):
        return True
    position = stream.tell()
    stream.seek(0)
    scans = sum(block.count(_START_OF_SCAN) for block in iter(lambda: stream.read(_BLOCK), b""))
    stream.seek(position)
    return pixels * max(1, scans) <= _MAX_PROGRESSIVE


def is_same_picture(one: bytes, other: bytes) -> bool:
    """Whether two of our JPEG files show the same picture: other versions of Pillow round some values otherwise."""
    try:
        with (
            Image.open(io.BytesIO(one), formats=("JPEG",)) as ours,
            Image.open(io.BytesIO(other), formats=("JPEG",)) as it,
        ):
            if (it.size, it.mode) != (ours.size, ours.mode) or it.info.keys() != ours.info.keys():
                return False
            difference = ImageChops.difference(ours, it)
    except _UNREADABLE:
        return False
    blurred = difference.reduce(min(8, *difference.size))
    return _largest(difference) <= _MAX_DOT_DIFFERENCE and _largest(blurred) <= _MAX_AREA_DIFFERENCE


def _largest(picture: Image.Image) -> int:
    return max(int(high) for _, high in ImageStat.Stat(picture).extrema)


def _showable(image: Image.Image, most: tuple[int, int]) -> Picture:
    longest = max(most)
    image.draft(None, (longest, longest))  # a JPEG is decoded at a small size
    opaque = _opaque(_of_eight_bits(image), longest)
    upright = ImageOps.exif_transpose(opaque)
    upright.thumbnail(most)
    shown = _in_srgb(upright, image.info.get("icc_profile"))
    shown.info.clear()  # otherwise Pillow would write a comment into the new file
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(out.getvalue(), shown.width, shown.height)


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """A copy with 8 bits a sample: Pillow's own conversion would turn nearly all 16-bit greys white."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    return image


def _opaque(image: Image.Image, longest: int) -> Image.Image:
    """A small copy on white. It is made small first, because a transparent picture needs a second copy."""
    is_see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if image.mode == "1" and not is_see_through:
        image = image.convert("L")
    elif image.mode in {"P", "PA", "1"} or (is_see_through and image.mode != "RGBA"):
        image = image.convert("RGBA" if is_see_through else "RGB")
    image.thumbnail((longest, longest))
    if not is_see_through:
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    paper.info |= image.info  # it says which side is up
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):  # the profile is broken, or does not fit the picture's colours
        return image.convert("RGB")
    return converted if converted is not None else image.convert("RGB")

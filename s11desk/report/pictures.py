"""Pictures among the evidence, made fit to be shown: small, sRGB, nothing see-through, nothing in the file but pixels.

What comes in was made by strangers. Only three formats are read, a picture of too many pixels is not unpacked, and
whatever cannot be read is None: one bad picture must not stop a document.
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

from PIL import Image, ImageCms, ImageOps

from s11desk.errors import UserError

PICTURE_TYPES = frozenset({"png", "jpg", "jpeg", "gif"})
"""Types of evidence that can be shown."""

FIGURE_WIDTH = 212.0
FIGURE_HEIGHT = 150.0
"""Points within which a picture is shown; its own proportions are kept."""

_DOTS_PER_INCH = 150
_PRINTED = (round(FIGURE_WIDTH * _DOTS_PER_INCH / 72), round(FIGURE_HEIGHT * _DOTS_PER_INCH / 72))
_MOST_PIXELS = {"JPEG": 100_000_000, "PNG": 25_000_000, "GIF": 25_000_000}
"""By format. A JPEG is unpacked small at once; the others whole, at some ten bytes a pixel."""

_QUALITY = 80
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
"""What Pillow raises for broken pictures, depending on where they break; UserError where there is no file."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """``evidence``: the id of a file of evidence; ``open`` gives its content, for reading once."""

    evidence: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Picture:
    """Ready to be shown: a JPEG in sRGB. ``width`` and ``height`` in pixels."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"picture-{hashlib.sha256(self.jpeg).hexdigest()[:16]}"

    @property
    def size(self) -> tuple[float, float]:
        """In points. Never larger than the picture's own pixels give."""
        scale = min(FIGURE_WIDTH / self.width, FIGURE_HEIGHT / self.height, 72 / _DOTS_PER_INCH)
        return self.width * scale, self.height * scale


Pictures = Mapping[str, Picture | None]
"""By the evidence's id; None for one that cannot be shown."""


def read_pictures(files: Sequence[PictureFile]) -> Pictures:
    return {file.evidence: read_picture(file) for file in files}


def read_picture(file: PictureFile, most: tuple[int, int] = _PRINTED) -> Picture | None:
    """The picture made small, within ``most`` pixels; None where it cannot be read or is too large to unpack.

    Other threads run meanwhile: Pillow holds the interpreter's lock for a few milliseconds at most.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on a picture that it can show all the same
            with file.open() as stream, Image.open(stream, formats=tuple(_MOST_PIXELS)) as image:
                is_small_enough = image.width * image.height <= _MOST_PIXELS[image.format or ""]
                return _showable(image, most) if is_small_enough else None
    except _UNREADABLE:
        return None


def _showable(image: Image.Image, most: tuple[int, int]) -> Picture:
    longest = max(most)
    image.draft(None, (longest, longest))  # a JPEG is unpacked small at once
    opaque = _opaque(_of_eight_bits(image), longest)
    upright = ImageOps.exif_transpose(opaque)
    upright.thumbnail(most)
    shown = _in_srgb(upright, image.info.get("icc_profile"))
    shown.info.clear()  # a comment would be written again
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(out.getvalue(), shown.width, shown.height)


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """16 bits a sample would be cut off at white instead of being made fewer."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    return image


def _opaque(image: Image.Image, longest: int) -> Image.Image:
    """A small copy on white paper. Made small first: what is see-through costs a second copy."""
    is_see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if image.mode in {"P", "PA", "1"} or (is_see_through and image.mode != "RGBA"):
        image = image.convert("RGBA" if is_see_through else "RGB")
    image.thumbnail((longest, longest))
    if not is_see_through:
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):  # a profile that is broken, or of other colours than the picture's
        return image.convert("RGB")
    return converted if converted is not None else image.convert("RGB")

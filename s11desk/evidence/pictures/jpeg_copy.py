"""Makes a JPEG of a HEIC or WebP picture, which many programs cannot open. The copy has only the picture: no metadata.

Pillow reads WebP, and pi-heif reads HEIC, the format of iPhones.
"""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

import pi_heif
from PIL import Image, ImageOps

from s11desk.reader_process.run_in_reader import run_in_reader

__all__ = ["write_jpeg_copy"]

_MAX_PIXELS = 60_000_000
"""Phones take up to 50 million. A picture is decoded whole, at four bytes a pixel."""
_QUALITY = 90
_UNREADABLE = (
    *(ArithmeticError, AttributeError, EOFError, Image.DecompressionBombError, LookupError, MemoryError),
    *(NotImplementedError, OSError, RuntimeError, SyntaxError, TypeError, ValueError),
)
"""The errors that Pillow and pi-heif raise for broken pictures."""


def write_jpeg_copy(source: BinaryIO, target: BinaryIO) -> bool:
    """Write the picture in ``source`` to ``target``, upright, on white and in its own colours.

    Of several pictures the first is taken. False if it cannot be read or has too many pixels. An OSError of ``target``
    passes through.
    """
    copy = _jpeg_copy(source)
    if copy is not None:
        target.write(copy)
    return copy is not None


@run_in_reader
def _jpeg_copy(source: BinaryIO) -> bytes | None:
    out = io.BytesIO()
    pi_heif.register_heif_opener()
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=("WEBP", "HEIF")) as image:
                if image.width * image.height > _MAX_PIXELS:
                    return None
                profile = image.info.get("icc_profile")
                upright = ImageOps.exif_transpose(image)
                shown = _on_white(upright) if upright.has_transparency_data else upright.convert("RGB")
                shown.info.clear()
                shown.save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
    except _UNREADABLE:
        return None
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    see_through = image.convert("RGBA")
    paper = Image.new("RGB", see_through.size, "white")
    paper.paste(see_through, mask=see_through.getchannel("A"))
    return paper

"""The media type that a manifest states for a file.

It depends on the name alone, so that a reader can make the manifest again without trusting it. The table is part of
the format: a change here changes the manifest of every return with such a file and needs a new format number.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_UNKNOWN = "application/octet-stream"

BY_EXTENSION: Final = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "eml": "message/rfc822",
    "gif": "image/gif",
    "heic": "image/heic",
    "htm": "text/html",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "msg": "application/vnd.ms-outlook",
    "odp": f"{_OPEN_DOCUMENT}.presentation",
    "ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    "odt": f"{_OPEN_DOCUMENT}.text",
    "p7s": "application/x-pkcs7-signature",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "rtf": "application/rtf",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "xml": "text/xml",
}


@lru_cache(maxsize=1024)  # the same few names are in every return
def media_type(name: str) -> str:
    """Return ``application/pdf`` for ``evidence/Policy.PDF``; ``application/octet-stream`` for unknown extensions."""
    _, dot, extension = name.rpartition("/")[2].rpartition(".")
    return BY_EXTENSION.get(extension.lower(), _UNKNOWN) if dot else _UNKNOWN

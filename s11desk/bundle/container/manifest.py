"""The manifest: an ASiCManifest (ETSI EN 319 162-1, annex A.4), in the only form that this format allows.

The signature covers these bytes, and they hold the SHA-256 of every file that they cover. A reader makes them again
from the files and compares. So it needs no XML parser, and a manifest cannot contain anything unexpected.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from s11desk.bundle.container.container_facts import ContainerEntry
from s11desk.bundle.container.file_layout import MIMETYPE_NAME
from s11desk.bundle.container.media_types import media_type

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"'
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n'
    '<asic:SigReference URI="{name}" MimeType="{media_type}"/>\n'
)
_REFERENCE = (
    '<asic:DataObjectReference URI="{name}" MimeType="{media_type}">'
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    "<ds:DigestValue>{digest}</ds:DigestValue></asic:DataObjectReference>\n"
)
_FOOT = "</asic:ASiCManifest>\n"


def covered_entries(before: Iterable[ContainerEntry]) -> tuple[ContainerEntry, ...]:
    """Return the entries that a manifest covers: all entries ``before`` it but ``mimetype``, whose bytes are fixed."""
    return tuple(entry for entry in before if entry.name != MIMETYPE_NAME)


def manifest_bytes(signature_name: str, entries: Iterable[ContainerEntry]) -> bytes:
    """Make the manifest over ``entries``. ``signature_name``: the file with the signature over it.

    Allowed names and our media types contain no character that XML or a URI would escape.
    """
    head = _HEAD.format(name=signature_name, media_type=media_type(signature_name))
    return "".join([head, *map(_reference, entries), _FOOT]).encode("ascii")


def _reference(entry: ContainerEntry) -> str:
    digest = b64encode(bytes.fromhex(entry.sha256)).decode("ascii")
    return _REFERENCE.format(name=entry.name, media_type=media_type(entry.name), digest=digest)

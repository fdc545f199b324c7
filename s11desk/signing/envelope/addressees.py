"""Read the names in the address on an envelope. Anyone may have written them."""

from __future__ import annotations

from s11desk.signing import der
from s11desk.signing.certificates import displayable_line
from s11desk.signing.envelope.envelope_facts import Addressee
from s11desk.signing.envelope.envelope_form import IssuerAndSerial

_COMMON_NAME = bytes.fromhex("550403")
_ORGANISATION = bytes.fromhex("55040a")

# The tag numbers of X.520 DirectoryString. All other forms are ASCII or UTF-8.
_ENCODINGS = {0x14: "latin-1", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}


def read_addressee(issuer_and_serial: IssuerAndSerial) -> Addressee:
    """Read whom ``issuer_and_serial`` names. Never raises; a part that cannot be read is empty."""
    try:
        names = _names(issuer_and_serial.issuer)
    except ValueError:
        names = {}
    return Addressee(
        name=names.get(_COMMON_NAME, ""),
        organisation=names.get(_ORGANISATION, ""),
        serial=f"{int.from_bytes(der.only(issuer_and_serial.serial, der.INTEGER).content):x}",
    )


def _names(issuer: bytes) -> dict[bytes, str]:
    """The first value of each attribute of a Name."""
    names: dict[bytes, str] = {}
    for relative in der.members(issuer, der.SEQUENCE):
        for attribute in der.elements(relative.content):
            kind, value = der.elements(attribute.content)
            text = value.content.decode(_ENCODINGS.get(value.identifier, "utf-8"), "replace")
            names.setdefault(kind.content, displayable_line(text))
    return names

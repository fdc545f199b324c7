"""JSON in the one form that the data in our files has: people can read it, and the same values give the same bytes."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode_canonical(value: msgspec.Struct) -> bytes:
    """Encode ``value``: UTF-8, two spaces of indentation, a line end at the end."""
    return msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"

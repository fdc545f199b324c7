"""Our few lines of DER agree with asn1crypto."""

from __future__ import annotations

import msgspec
import pytest
from asn1crypto import core, parser
from hypothesis import given
from hypothesis import strategies as st

from s11desk.signing import der

IDENTIFIERS = st.sampled_from([der.INTEGER, der.OCTET_STRING, der.SEQUENCE, der.SET, der.context(0), der.context(4)])
CONTENT = st.binary(max_size=100) | st.integers(0, 70_000).map(bytes)


@given(IDENTIFIERS, CONTENT)
def test_a_value_is_written_as_asn1crypto_writes_it(identifier: int, content: bytes) -> None:
    assert der.wrap(identifier, content) == parser.emit(identifier >> 6, identifier >> 5 & 1, identifier & 31, content)


@given(st.lists(st.tuples(IDENTIFIERS, CONTENT), max_size=5))
def test_consecutive_values_are_read_back(values: list[tuple[int, bytes]]) -> None:
    encoded = [der.wrap(identifier, content) for identifier, content in values]
    found = der.elements(b"".join(encoded))
    assert [msgspec.structs.astuple(element) for element in found] == [
        (*pair, whole) for pair, whole in zip(values, encoded, strict=True)
    ]


@given(st.lists(st.binary(max_size=8), max_size=6))
def test_a_set_is_in_der_order(values: list[bytes]) -> None:
    members = [core.OctetString(value) for value in values]
    expected = core.SetOf(members, spec=core.OctetString).dump()
    assert der.wrap_set(der.SET, [member.dump() for member in members]) == expected


@given(st.binary(max_size=50))
def test_random_bytes_are_read_or_raise_value_error(content: bytes) -> None:
    try:
        found = der.elements(content)
    except ValueError:
        return
    assert b"".join(element.encoded for element in found) == content


@pytest.mark.parametrize(
    "content",
    [
        b"\x04",
        b"\x04\x01",
        b"\x04\x81",
        b"\x04\x82\x01\x00",
        b"\x30\x80\x00\x00",
        b"\x04\xff",
        b"\x04\x84\xff\xff\xff\xff",
    ],
)
def test_truncated_and_indefinite_lengths_raise_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"definite|longer"):
        der.elements(content)


def test_only_accepts_exactly_one_value_of_the_given_kinds() -> None:
    value = der.wrap(der.OCTET_STRING, b"x")
    assert der.only(value, der.SEQUENCE, der.OCTET_STRING).content == b"x"
    for wrong in (b"", value + value, der.wrap(der.SEQUENCE, value)):
        with pytest.raises(ValueError, match=r"unpack|kind"):
            der.only(wrong, der.OCTET_STRING)

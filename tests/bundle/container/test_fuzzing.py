"""The reader returns a value for any bytes and accepts only canonical containers."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from s11desk.bundle.container import ContainerFacts, Fault, read_container
from tests.bundle.container.crafting import Part, assemble, container, countersigned_container, good_parts

SIGNED = container()
COUNTERSIGNED = countersigned_container()
CANONICAL = (SIGNED, COUNTERSIGNED)
MARKS = [
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"PK\x07\x08",
    b"\xff" * 4,
    bytes(4),
]

fuzzing = settings(deadline=None, max_examples=400)


def check_reading(content: bytes) -> ContainerFacts:
    """Read ``content``, and check that the result is consistent and canonical only for the known containers."""
    facts = read_container(io.BytesIO(content))
    assert facts.size == len(content)
    assert isinstance(facts.fault, Fault) or content in CANONICAL
    assert bool(facts.entries) is facts.canonical
    return facts


@fuzzing
@given(st.binary(max_size=400))
def test_random_bytes_are_refused_without_an_exception(content: bytes) -> None:
    check_reading(content)


@fuzzing
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.binary(max_size=40)), max_size=30).map(b"".join))
def test_bytes_that_look_like_a_zip_are_refused_without_an_exception(content: bytes) -> None:
    check_reading(content)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A good container with a few pieces replaced, removed, doubled or moved."""
    content = draw(st.sampled_from(CANONICAL))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        stop = draw(st.integers(start, min(len(content), start + 64)))
        other = draw(st.integers(0, len(content)))
        piece = draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from(MARKS),
                st.just(content[start:stop] * 2),
                st.just(content[other : other + 46]),
            )
        )
        content = content[:start] + piece + content[stop:]
    return content


@fuzzing
@given(mutations())
def test_mutated_containers_are_refused_without_an_exception(content: bytes) -> None:
    check_reading(content)


FIELD_VALUES = st.one_of(st.sampled_from([0, 1, 8, 9, 0x800, 0xFFFE, 0xFFFF]), st.integers(0, 0xFFFF))
NAMES = st.one_of(
    st.sampled_from([part.name for part in good_parts()]), st.binary(max_size=12), st.text(max_size=9).map(str.encode)
)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    chosen = draw(st.sampled_from(good_parts()))
    return Part(
        draw(st.one_of(st.just(chosen.name), NAMES)),
        draw(st.one_of(st.just(chosen.content), st.binary(max_size=20))),
        local=draw(st.dictionaries(st.integers(0, 9), FIELD_VALUES, max_size=2)),
        central=draw(st.dictionaries(st.integers(0, 15), FIELD_VALUES, max_size=2)),
        local_extra=draw(st.binary(max_size=6)),
        central_extra=draw(st.binary(max_size=6)),
    )


@fuzzing
@given(
    st.lists(parts(), max_size=12), st.dictionaries(st.integers(0, 5), FIELD_VALUES, max_size=2), st.binary(max_size=9)
)
def test_zips_with_arbitrary_headers_are_refused_without_an_exception(
    chosen: list[Part], end: dict[int, int], before_end: bytes
) -> None:
    check_reading(assemble(chosen, end=end, before_end=before_end))


@fuzzing
@given(st.data())
def test_a_container_with_changed_header_fields_is_refused(data: st.DataObject) -> None:
    """Changes one or two fields of one entry; the result is canonical only if the bytes are the same as before."""
    all_parts = good_parts()
    at = data.draw(st.integers(0, len(all_parts) - 1))
    part = all_parts[at]
    local = data.draw(st.dictionaries(st.integers(0, 9), FIELD_VALUES, max_size=2))
    central = data.draw(st.dictionaries(st.integers(0, 15), FIELD_VALUES, max_size=2))
    all_parts[at] = Part(part.name, part.content, local=local, central=central)
    content = assemble(all_parts)
    assert check_reading(content).canonical is (content == SIGNED)

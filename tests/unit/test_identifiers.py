"""The search finds identifiers as people write them, and ignores text that only looks like one."""

from __future__ import annotations

import datetime as dt
import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.identifiers import (
    Finding,
    Identifier,
    find_identifiers,
    finding_fingerprint,
    is_nhs_number,
    is_pupil_number,
    spot_identifiers,
)
from tests.samples import audit_with, evidence_on, small_topic

SALT = b"s" * 32


def spotted(text: str) -> list[tuple[Identifier, str]]:
    return [(spot.kind, spot.excerpt) for spot in spot_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("her NHS no. 943 476 5919.", Identifier.NHS_NUMBER, "943 476 5919"),
        ("9434765919", Identifier.NHS_NUMBER, "9434765919"),
        ("943-476-5919", Identifier.NHS_NUMBER, "943-476-5919"),
        ("943\u2013476\u00a05919", Identifier.NHS_NUMBER, "943\u2013476\u00a05919"),
        ("NHS_9434765919_letter.pdf", Identifier.NHS_NUMBER, "9434765919"),
        ("UPN A123456789012x or H801200001001", Identifier.PUPIL_NUMBER, "H801200001001"),
        ("QQ 12 34 56 C, ab 12 34 56 c", Identifier.INSURANCE_NUMBER, "ab 12 34 56 c"),
        ("DOB: 3/4/12", Identifier.BIRTH_DATE, "3/4/12"),
        ("d.o.b. 03.04.2012", Identifier.BIRTH_DATE, "03.04.2012"),
        ("Date of birth (child): 2012-04-03", Identifier.BIRTH_DATE, "2012-04-03"),
        ("born on the 3rd of April 2012", Identifier.BIRTH_DATE, "3rd of April 2012"),
        ("born April 3, 2012", Identifier.BIRTH_DATE, "April 3, 2012"),
        ("3 Apr 2012 (DOB)", Identifier.BIRTH_DATE, "3 Apr 2012"),
        ("ring 07700 900123", Identifier.TELEPHONE, "07700 900123"),
        ("(0151) 496 0123", Identifier.TELEPHONE, "(0151) 496 0123"),
        ("+44 (0)151 496 0123", Identifier.TELEPHONE, "+44 (0)151 496 0123"),
        ("to amina.o'neil+x@riverside.example.", Identifier.EMAIL, "amina.o'neil+x@riverside.example"),
        ("at 12 High St, CH41 6RY", Identifier.POSTCODE, "CH41 6RY"),
        ("visit_ch416ry.pdf", Identifier.POSTCODE, "ch416ry"),
        ("SW1A 1AA", Identifier.POSTCODE, "SW1A 1AA"),
    ],
)
def test_an_identifier_is_found_as_people_write_it(text: str, kind: Identifier, excerpt: str) -> None:
    assert spotted(text) == [(kind, excerpt)]


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918",  # a wrong check digit
        "0000000000",
        "19434765919",
        "A801200001001",  # a wrong check letter
        "GB 12 34 56 C",
        "The policy was reviewed on 3 April 2024.",
        "Stubborn: 3/4/2012",
        "children born in 2012",
        "Childline 0800 1111, NSPCC 0808 800 5000",
        "Section 11, Question 4, page 12 of 40",
        "by E4 5th floor, T1 2nd, year 11",
        "£1,234,567.89 in 2024/25",
        "name at example dot org, @handle, a@b",
        "Working Together 2023, KCSIE 2025",
    ],
)
def test_text_that_only_looks_like_an_identifier_is_ignored(text: str) -> None:
    assert spotted(text) == []


@given(st.integers(0, 999_999_999), st.sampled_from(["", " ", "-"]))
def test_at_most_one_check_digit_makes_an_nhs_number(first_nine: int, gap: str) -> None:
    """A number whose check digit would be 10 is never issued.

    This test computes the digit in another way: the weighted sum of all ten digits is divisible by 11.
    """
    plain = f"{first_nine:09}"
    right = [last for last in range(10) if is_nhs_number(plain + str(last))]
    sums = [sum(int(d) * w for d, w in zip(f"{plain}{last}", range(10, 0, -1), strict=True)) for last in range(10)]
    expected = [last for last in range(10) if sums[last] % 11 == 0 and len(set(f"{plain}{last}")) > 1]
    assert right == expected
    for last in right:
        typed = gap.join((plain[:3], plain[3:6], f"{plain[6:]}{last}"))
        assert spotted(f"no. {typed}, seen") == [(Identifier.NHS_NUMBER, typed)]


@given(st.from_regex(r"[0-9]{12}|[0-9]{11}[A-HJ-NP-RT-Z]", fullmatch=True))
def test_exactly_one_check_letter_makes_a_pupil_number(rest: str) -> None:
    assert len([letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if is_pupil_number(letter + rest)]) == 1


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789 -()+@.AbOdob/_\n")), max_size=300))
def test_positions_are_right_and_do_not_overlap_in_any_text(text: str) -> None:
    spots = spot_identifiers(text)
    assert all(text[spot.start : spot.end] == spot.excerpt for spot in spots)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spots))


@pytest.mark.parametrize("piece", ["a", "0", "0 ", "born ", "a.", "@", "A1", "1/", "(0", "jan "])
def test_a_long_text_of_partial_matches_is_searched_quickly(piece: str) -> None:
    """The text is ten times the limit or more. A pattern that backtracks from every position would take minutes."""
    assert spotted(piece * 200_000) == []


def test_exactly_the_texts_of_a_return_are_searched() -> None:
    number = "943 476 5919"
    audit = audit_with(
        Answer("people", people=(Person("completer", "N", "J", "n@riverside.example", "07700 900123"),)),
        Answer("policy", choice="na", comment=f"c {number}", reason=f"r {number}"),
        Answer("training", comment=number),  # hidden by the answer before it
        Answer("story", text=f"t {number}"),
        evidence=(msgspec.structs.replace(evidence_on("policy", "story", name=f"{number}.pdf"), caption="ch41 6ry"),),
        actions=(
            Action("A1", "story", measure=number, due=dt.date(2026, 9, 1)),
            Action("A2", lead="n@riverside.example"),
        ),
    )
    found = [(f.question, f.where, f.item, f.kind) for f in find_identifiers(small_topic(), audit)]
    nhs = Identifier.NHS_NUMBER
    assert found == [
        ("policy", TextPlace.COMMENT, "", nhs),
        ("policy", TextPlace.REASON, "", nhs),
        ("policy", TextPlace.FILE_NAME, "E1", nhs),
        ("policy", TextPlace.CAPTION, "E1", Identifier.POSTCODE),
        ("story", TextPlace.TEXT, "", nhs),
        ("story", TextPlace.FILE_NAME, "E1", nhs),
        ("story", TextPlace.CAPTION, "E1", Identifier.POSTCODE),
        ("story", TextPlace.ACTION, "A1", nhs),
        ("", TextPlace.ACTION, "A2", Identifier.EMAIL),
    ]


def test_a_fingerprint_depends_only_on_kind_text_and_salt() -> None:
    one = Finding(Identifier.NHS_NUMBER, 0, 12, "943 476 5919", "policy", TextPlace.COMMENT)
    other = Finding(Identifier.NHS_NUMBER, 7, 17, "943-476_5919", "story", TextPlace.FILE_NAME, "E1")
    assert finding_fingerprint(one, SALT) == finding_fingerprint(other, SALT)
    assert finding_fingerprint(one, SALT) != finding_fingerprint(one, b"t" * 32)
    telephone = Finding(Identifier.TELEPHONE, 0, 12, "943 476 5919", "policy", TextPlace.COMMENT)
    assert finding_fingerprint(one, SALT) != finding_fingerprint(telephone, SALT)

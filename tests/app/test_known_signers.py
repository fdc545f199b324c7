"""The list of known signers: one entry for each key, and what a signature says about its signer."""

from __future__ import annotations

import itertools
import json

import msgspec
import pytest

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import (
    KnownSigner,
    add_known_signer,
    join_known_signers,
    known_signers,
    record_certificate_names,
    remove_known_signer,
    rename_known_signer,
)
from s11desk.app.identity.signer_standings import HomeSigners, SignerStanding
from s11desk.domain.returns.return_verdict import Outcome, Standing, outcome_of
from s11desk.errors import UserError
from s11desk.errors.signer_errors import SignerAmbiguous, SignerNameMissing, SignersUnreadable, SignerUnknown
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.signature_facts import CmsFacts, SignerFacts
from s11desk.wording.returns.signer_name import NAMELESS, signer_name
from tests.samples import NOON

FULL = "3f2a91c0" * 8
SPOKEN = FULL[:32]
OTHER = "0123abcd" * 8
CHECKS = ("readable", "canonical", "key_suitable", "digest_matches", "signature_valid", "certificate_valid_at_signing")


def signed_by(name: str, organisation: str = "Riverside", fingerprint: str = FULL) -> CmsFacts:
    signer = SignerFacts(name, "Lead", organisation, "a@b.example", fingerprint, spoken_form(fingerprint))
    return CmsFacts(True, True, True, True, True, True, signer, NOON)


@pytest.mark.parametrize("values", [(SPOKEN, FULL), (FULL, SPOKEN), (FULL, FULL), (spoken_form(FULL), SPOKEN)])
def test_a_key_has_one_entry_however_its_fingerprint_is_given(home: Home, values: tuple[str, str]) -> None:
    add_known_signer(home, "Sam", values[0], NOON)
    added = add_known_signer(home, "Sam at Riverside", values[1], NOON)
    assert known_signers(home) == (added,)
    assert added.name == "Sam at Riverside"
    assert added.fingerprint == (FULL if FULL in values else SPOKEN)
    remove_known_signer(home, "sam at riverside")
    assert known_signers(home) == ()


def test_the_two_entries_that_an_older_version_wrote_for_one_key_are_read_as_one(home: Home) -> None:
    home.folder.mkdir(mode=0o700)
    entries = [
        {"name": "Sam", "fingerprint": SPOKEN, "added": "2026-01-01T12:00:00Z"},
        {"name": "Sam Sample", "fingerprint": FULL, "added": "2026-02-01T12:00:00Z"},
    ]
    home.known_signers.write_text(json.dumps({"format": 1, "signers": entries}))
    (known,) = known_signers(home)
    assert (known.name, known.fingerprint, known.added.month) == ("Sam Sample", FULL, 1)
    remove_known_signer(home, "Sam Sample")
    assert known_signers(home) == ()


def test_the_lowest_format_that_can_say_it_is_written(home: Home) -> None:
    add_known_signer(home, "Sam", SPOKEN, NOON)
    assert json.loads(home.known_signers.read_text())["format"] == 1
    assert set(json.loads(home.known_signers.read_text())["signers"][0]) == {"name", "fingerprint", "added"}
    record_certificate_names(home, [signed_by("Sam Sample")])
    assert json.loads(home.known_signers.read_text())["format"] == 2
    (known,) = known_signers(home)
    assert (known.name, known.fingerprint, known.holder, known.organisation) == ("Sam", FULL, "Sam Sample", "Riverside")


@pytest.mark.parametrize("content", ['{"format": 3, "signers": []}', "{", "[" * 100_000, '{"format": 1}'])
def test_a_damaged_or_newer_list_is_refused_and_kept(home: Home, content: str) -> None:
    home.folder.mkdir(mode=0o700)
    home.known_signers.write_text(content)
    with pytest.raises(SignersUnreadable):
        known_signers(home)
    with pytest.raises(SignersUnreadable):
        add_known_signer(home, "Sam", FULL, NOON)
    record_certificate_names(home, [signed_by("Sam")])
    assert home.known_signers.read_text() == content


@pytest.mark.parametrize("which", ["SAM", SPOKEN, FULL, spoken_form(FULL)])
def test_a_signer_is_renamed_and_removed_by_name_or_fingerprint(home: Home, which: str) -> None:
    add_known_signer(home, "Kim", OTHER, NOON)
    add_known_signer(home, "Sam", FULL, NOON)
    renamed = rename_known_signer(home, which, "  Sam\n Sample ")
    assert renamed.name == "Sam Sample"
    assert [known.name for known in known_signers(home)] == ["Kim", "Sam Sample"]
    remove_known_signer(home, "Sam Sample" if which == "SAM" else which)
    assert [known.name for known in known_signers(home)] == ["Kim"]


def test_nothing_is_changed_where_the_signer_or_the_name_is_not_clear(home: Home) -> None:
    add_known_signer(home, "Sam", OTHER, NOON)
    add_known_signer(home, "sam", FULL, NOON)
    before = home.known_signers.read_bytes()
    attempts: tuple[tuple[type[UserError], tuple[str, str]], ...] = (
        (SignerAmbiguous, ("SAM", "Sam 2")),
        (SignerUnknown, ("Kim", "Kim 2")),
        (SignerNameMissing, (FULL, " \n")),
    )
    for error_class, arguments in attempts:
        with pytest.raises(error_class):
            rename_known_signer(home, *arguments)
    with pytest.raises(SignerAmbiguous) as refusal:
        remove_known_signer(home, "Sam")
    assert set(refusal.value.fingerprints) == {spoken_form(OTHER), spoken_form(FULL)}
    assert home.known_signers.read_bytes() == before


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("kind", ["own", "known", "namesake"])
def test_a_signature_that_is_not_valid_makes_nobody_known(home: Home, check: str, kind: str) -> None:
    known = (KnownSigner("Sam", FULL if kind == "known" else OTHER, NOON),)
    here = HomeSigners(known, frozenset({FULL}) if kind == "own" else frozenset())
    broken = msgspec.structs.replace(signed_by("Sam"), **{check: False})
    assert here.standing_of(broken) == SignerStanding(Standing.INVALID)
    add_known_signer(home, "Sam", SPOKEN, NOON)
    record_certificate_names(home, [broken])
    assert known_signers(home)[0].holder == ""


NAMESAKES = {
    "the receiver's name": (("Sam Sample", "", ""), ("sam  SAMPLE", "Elsewhere"), True),
    "the certificate's names": (("Sam at Riverside", "Sam Sample", "Riverside"), ("SAM sample", "riverside"), True),
    "with an accent more": (("Zoë", "Zoë O’Neill", "Café"), ("Zoe ONeill", "cafe"), True),
    "a certificate that names no organisation": (("Sam at R", "Sam Sample", "Riverside"), ("Sam Sample", ""), True),
    "Cyrillic letters": (("Sam at R", "Sam Sample", "Riverside"), ("S\u0430m S\u0430mpl\u0435", "Riverside"), True),
    "Greek letters": (("Sam at R", "Zoe Sample", "Riverside"), ("\u0396oe Sample", "Riverside"), True),
    "a Cyrillic organisation": (("Sam at R", "Sam Sample", "Riverside"), ("Sam Sample", "Riv\u0435rside"), True),
    "a letter that looks like another": (("Sam at R", "Will Sample", "Rive"), ("WiII Sarnple", "Rive"), True),
    "a digit for a letter": (("Sam at R", "Jo Sample", "Rive"), ("J0 Samp1e", "Rive"), True),
    "no width between the letters": (("Sam at R", "Sam Sample", "Riverside"), ("Sam\u200b Sample", "Riverside"), True),
    "letters of full width": (("Sam at R", "Sam Sample", "Riverside"), ("\uff33am Sample", "Riverside"), True),
    "another organisation": (("Sam at Riverside", "Sam Sample", "Riverside"), ("Sam Sample", "Hillside"), False),
    "another name": (("Sam at Riverside", "Sam Sample", "Riverside"), ("Sam Simple", "Riverside"), False),
    "no names at all": (("Sam", "", ""), ("", ""), False),
}


@pytest.mark.parametrize(("entry", "claimed", "is_alarm"), NAMESAKES.values(), ids=NAMESAKES)
def test_a_known_name_with_another_key_is_noticed(
    entry: tuple[str, str, str], claimed: tuple[str, str], is_alarm: bool
) -> None:
    name, holder, organisation = entry
    here = HomeSigners((KnownSigner(name, OTHER, NOON, holder, organisation),))
    found = here.standing_of(signed_by(*claimed))
    assert found == (SignerStanding(Standing.OTHER_KEY, name) if is_alarm else SignerStanding(Standing.UNKNOWN))


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164"])
def test_a_certificate_without_a_name_shows_nothing_in_its_place(name: str) -> None:
    assert signer_name(name, "Zoe Taylor", "Riverside") == f"{NAMELESS}, Zoe Taylor, Riverside"
    assert signer_name("Sam", "", "Riverside") == "Sam, Riverside"


def test_the_second_key_of_a_known_signer_can_be_added_under_the_same_name(home: Home) -> None:
    add_known_signer(home, "Sam", OTHER, NOON)
    add_known_signer(home, "Sam", FULL, NOON)
    assert HomeSigners(known_signers(home)).standing_of(signed_by("Sam")).standing is Standing.KNOWN


def test_the_answer_is_confirmed_only_if_every_signer_is() -> None:
    confirmed = {Standing.OWN, Standing.KNOWN}
    for standings in itertools.chain(*(itertools.product(Standing, repeat=count) for count in (0, 1, 2))):
        assert outcome_of(standings, is_compared=False) in {Outcome.NOT_COMPARED, Outcome.OTHER_KEY}
        assert outcome_of(standings, has_doubt=True) in {Outcome.DOUBTFUL, Outcome.OTHER_KEY}
        outcome = outcome_of(standings)
        assert (outcome is Outcome.CONFIRMED) == (bool(standings) and set(standings) <= confirmed)
        assert (outcome is Outcome.OTHER_KEY) == (Standing.OTHER_KEY in standings)


def test_a_list_that_cannot_be_written_stops_no_check(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from s11desk.app.identity import known_signers as module
    from s11desk.errors.file_errors import DiskFull

    add_known_signer(home, "Sam", SPOKEN, NOON)

    def full(*_: object, **__: object) -> None:
        raise DiskFull(path=home.known_signers)

    monkeypatch.setattr(module, "write_bytes", full)
    record_certificate_names(home, [signed_by("Sam Sample")])
    assert known_signers(home)[0].holder == ""


def test_a_list_from_elsewhere_joins_as_if_it_was_typed(home: Home) -> None:
    """A long list takes no long time, and a name of it never runs over the lines of a page."""
    stated = [
        {"name": "Mine", "fingerprint": FULL, "added": "2026-01-01T12:00:00Z"},
        {"name": "a\x1b[2J\n\u0000b", "fingerprint": spoken_form(OTHER), "added": "2026-01-01T12:00:00Z"},
        {"name": " \n", "fingerprint": f"{1:064x}", "added": "2026-01-01T12:00:00Z"},
        {"name": "c" * 100_000, "fingerprint": "9" * 64, "added": "2026-01-01T12:00:00Z", "holder": "d\x1b"},
        *({"name": f"S{n}", "fingerprint": f"{n:064d}"[::-1], "added": "0001-01-01T00:00:00Z"} for n in range(20_000)),
    ]
    add_known_signer(home, "Sam", SPOKEN, NOON)
    join_known_signers(home, json.dumps({"format": 1, "signers": stated}).encode())
    known = {one.fingerprint: one for one in known_signers(home)}
    assert known[SPOKEN].name == "Sam"
    assert known[OTHER[:32]].name == "a\N{REPLACEMENT CHARACTER}[2J \N{REPLACEMENT CHARACTER}b"
    assert len(known["9" * 64].name) == 200
    assert known["9" * 64].holder == ""
    assert len(known) == 3 + 20_000

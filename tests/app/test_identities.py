"""Two identities in one home, each looked after by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from s11desk.app.identity import signing_identity
from s11desk.app.identity.signing_identity import Holder, IdentityDetails
from s11desk.errors import Code, UserError
from s11desk.signing.identity import keyfile
from tests.samples import NOON

OWN = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "amina@riverside.example")
APPROVER = IdentityDetails("Bea Long", "Chief officer", "Riverside", "bea@riverside.example")
PASSPHRASE, NEW = "correct horse", "battery staple"
LATER = NOON + dt.timedelta(days=4000)


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """How strongly keys are sealed is tested with the signing; here it would only take time."""
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    signing_identity.create_identity(made, OWN, PASSPHRASE, NOON)
    signing_identity.create_identity(made, APPROVER, PASSPHRASE, NOON, Holder.APPROVER)
    return made


def refused(action: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as refusal:
        action()
    return refusal.value


def test_before_a_passphrase_is_asked_for_an_identity_is_known_to_be_usable(home: Home, tmp_path: Path) -> None:
    for holder in Holder:
        signing_identity.require_valid(home, holder, NOON)
        error = refused(partial(signing_identity.require_valid, home, holder, LATER))
        assert error.code is Code.IDENTITY_NOT_VALID
        assert isinstance(error.parameters["not_after"], dt.datetime)
    error = refused(lambda: signing_identity.require_valid(Home(tmp_path / "none"), Holder.OWN, NOON))
    assert error.code is Code.IDENTITY_MISSING


def test_there_is_one_or_there_is_none(home: Home, tmp_path: Path) -> None:
    empty = Home(tmp_path / "empty")
    assert signing_identity.current_identity(empty) is None
    signing_identity.require_none(empty)
    signing_identity.require_some(home, Holder.APPROVER)
    assert refused(lambda: signing_identity.require_some(empty)).code is Code.IDENTITY_MISSING
    assert refused(lambda: signing_identity.require_none(home, Holder.APPROVER)).code is Code.IDENTITY_EXISTS


def test_what_is_done_with_one_leaves_the_other(home: Home, tmp_path: Path) -> None:
    own = signing_identity.shown_identity(home)
    key = home.identity.read_bytes()
    made = signing_identity.back_up_identity(home, tmp_path / "bea.p12", Holder.APPROVER)
    changed = signing_identity.change_passphrase(home, PASSPHRASE, NEW, Holder.APPROVER)
    assert changed.name == "Bea Long"
    assert signing_identity.right_passphrase(home, NEW, Holder.APPROVER) == NEW
    assert signing_identity.right_passphrase(home, PASSPHRASE) == PASSPHRASE
    replaced = signing_identity.replace_identity(home, APPROVER, NEW, NOON, Holder.APPROVER)
    assert (replaced.before, replaced.is_new_signer, replaced.kept.name[:15]) == (changed, True, "approver-until-")
    back = signing_identity.replace_by_import(home, made.path, PASSPHRASE, NOON, Holder.APPROVER)
    assert back.identity == changed
    home.approver.with_suffix(".crt").unlink()
    assert refused(lambda: signing_identity.current_identity(home, Holder.APPROVER)).code is Code.IDENTITY_UNMATCHED
    assert signing_identity.repair_identity(home, PASSPHRASE, NOON, Holder.APPROVER) == changed
    assert (signing_identity.shown_identity(home), home.identity.read_bytes()) == (own, key)


def test_the_dated_files_are_no_identities_of_this_home(home: Home) -> None:
    signing_identity.replace_identity(home, OWN, NEW, NOON)
    assert signing_identity.shown_identity(home, Holder.APPROVER).name == "Bea Long"


def test_a_home_copied_as_a_whole_signs_elsewhere(home: Home, tmp_path: Path) -> None:
    moved = Home(home.folder.rename(tmp_path / "moved"))
    assert signing_identity.right_passphrase(moved, PASSPHRASE)
    assert signing_identity.shown_identity(moved).name == "Amina Yusuf"

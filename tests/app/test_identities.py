"""Two identities in one home, each looked after by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from s11desk.app.identity import signing_identity
from s11desk.app.identity.signing_identity import Holder, identity_path
from s11desk.errors import UserError
from s11desk.errors.identity_errors import IdentityExists, IdentityMissing, IdentityNotValid, IdentityUnmatched
from s11desk.signing.identity import keyfile, lifecycle
from s11desk.signing.identity.self_signed import IdentityDetails
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
    lifecycle.create_identity(made.identity, OWN, PASSPHRASE, NOON)
    lifecycle.create_identity(made.approver, APPROVER, PASSPHRASE, NOON)
    return made


def refused(action: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as refusal:
        action()
    return refusal.value


def test_before_a_passphrase_is_asked_for_an_identity_is_known_to_be_usable(home: Home, tmp_path: Path) -> None:
    for holder in Holder:
        lifecycle.require_valid(identity_path(home, holder), NOON)
        error = refused(partial(lifecycle.require_valid, identity_path(home, holder), LATER))
        assert isinstance(error, IdentityNotValid)
        assert isinstance(error.not_after, dt.datetime)
    error = refused(lambda: lifecycle.require_valid(Home(tmp_path / "none").identity, NOON))
    assert isinstance(error, IdentityMissing)


def test_there_is_one_or_there_is_none(home: Home, tmp_path: Path) -> None:
    empty = Home(tmp_path / "empty")
    assert signing_identity.current_identity(empty) is None
    lifecycle.require_no_identity(empty.identity)
    lifecycle.require_identity(home.approver)
    assert isinstance(refused(lambda: lifecycle.require_identity(empty.identity)), IdentityMissing)
    assert isinstance(refused(lambda: lifecycle.require_no_identity(home.approver)), IdentityExists)


def test_what_is_done_with_one_leaves_the_other(home: Home, tmp_path: Path) -> None:
    own = lifecycle.show(home.identity)
    key = home.identity.read_bytes()
    made = lifecycle.back_up(home.approver, tmp_path / "bea.p12")
    changed = lifecycle.change_passphrase(home.approver, PASSPHRASE, NEW)
    assert changed.name == "Bea Long"
    lifecycle.require_passphrase(home.approver, NEW)
    lifecycle.require_passphrase(home.identity, PASSPHRASE)
    replaced = lifecycle.replace_identity(home.approver, APPROVER, NEW, NOON)
    assert (replaced.before, replaced.is_new_signer, replaced.kept.name[:15]) == (changed, True, "approver-until-")
    back = lifecycle.replace_by_import(made.path, home.approver, PASSPHRASE, NOON)
    assert back.identity == changed
    home.approver.with_suffix(".crt").unlink()
    assert isinstance(refused(lambda: signing_identity.current_identity(home, Holder.APPROVER)), IdentityUnmatched)
    assert lifecycle.repair(home.approver, PASSPHRASE, NOON) == changed
    assert (lifecycle.show(home.identity), home.identity.read_bytes()) == (own, key)


def test_the_dated_files_are_no_identities_of_this_home(home: Home) -> None:
    lifecycle.replace_identity(home.identity, OWN, NEW, NOON)
    assert lifecycle.show(home.approver).name == "Bea Long"


def test_a_home_copied_as_a_whole_signs_elsewhere(home: Home, tmp_path: Path) -> None:
    moved = Home(home.folder.rename(tmp_path / "moved"))
    lifecycle.require_passphrase(moved.identity, PASSPHRASE)
    assert lifecycle.show(moved.identity).name == "Amina Yusuf"

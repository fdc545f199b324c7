"""Two identities in one home, each independent of the other."""

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
    """Encrypt keys with few rounds, because many take long. The tests of signing use the real number."""
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


def test_validity_is_checked_without_the_passphrase(home: Home, tmp_path: Path) -> None:
    for holder in Holder:
        lifecycle.require_valid(identity_path(home, holder), NOON)
        error = refused(partial(lifecycle.require_valid, identity_path(home, holder), LATER))
        assert isinstance(error, IdentityNotValid)
        assert isinstance(error.not_after, dt.datetime)
    error = refused(lambda: lifecycle.require_valid(Home(tmp_path / "none").identity, NOON))
    assert isinstance(error, IdentityMissing)


def test_a_missing_and_an_existing_identity_are_told_apart(home: Home, tmp_path: Path) -> None:
    empty = Home(tmp_path / "empty")
    assert signing_identity.current_identity(empty) is None
    lifecycle.require_no_identity(empty.identity)
    lifecycle.require_identity(home.approver)
    assert isinstance(refused(lambda: lifecycle.require_identity(empty.identity)), IdentityMissing)
    assert isinstance(refused(lambda: lifecycle.require_no_identity(home.approver)), IdentityExists)


def test_changes_to_the_approver_leave_the_own_identity_unchanged(home: Home, tmp_path: Path) -> None:
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


def test_a_replaced_identity_file_is_not_taken_for_an_identity(home: Home) -> None:
    lifecycle.replace_identity(home.identity, OWN, NEW, NOON)
    assert lifecycle.show(home.approver).name == "Bea Long"


def test_the_identity_of_a_moved_home_still_works(home: Home, tmp_path: Path) -> None:
    moved = Home(home.folder.rename(tmp_path / "moved"))
    lifecycle.require_passphrase(moved.identity, PASSPHRASE)
    assert lifecycle.show(moved.identity).name == "Amina Yusuf"

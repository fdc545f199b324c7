"""``s11desk identity``: create, import, show, change the passphrase, back up, replace, repair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
import msgspec

from s11desk.app.home.workspace import system_clock
from s11desk.app.identity import signing_identity
from s11desk.app.identity.signing_identity import Holder, IdentityDetails, IdentitySummary, Replacement, Validity
from s11desk.cli.passphrase import (
    new_passphrase_file_option,
    passphrase_file_option,
    with_new_passphrase,
    with_passphrase,
)
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.amounts import file_size
from s11desk.wording.dates import local_day

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

VALIDITY_WORDS = {
    Validity.NOT_YET_VALID: (
        "It cannot sign yet: it is valid from {since} on. If that day has come, check this computer's date."
    ),
    Validity.VALID: "It can sign returns.",
    Validity.EXPIRES_SOON: (
        "It can sign returns until {until}, which is soon. Another can take its place: “s11desk identity replace”, or "
        "your organisation's new file with “s11desk identity import FILE --replace”."
    ),
    Validity.EXPIRED: (
        "It cannot sign any more: it expired on {until}. Check this computer's date. If the date is right, put another "
        "in its place: “s11desk identity replace”, or “s11desk identity import FILE --replace”."
    ),
}

holder_option = click.option(
    "--approver",
    "holder",
    flag_value=Holder.APPROVER,
    default=Holder.OWN,
    type=Holder,
    help="The identity of an approver who signs on this computer.",
)


class Shown(IdentitySummary, frozen=True):
    """What ``--json`` prints of an identity."""

    validity: Validity


def details_options(command: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """The four details of a new identity, named as the fields of :class:`IdentityDetails`."""
    for option, told in (
        ("--email", None),
        ("--organisation", None),
        ("--job-title", None),
        ("--name", "Your name, as it should stand on the return."),
    ):
        command = click.option(option, required=True, help=told)(command)
    return wraps(command)(command)


@click.group("identity")
def identity() -> None:
    """The key and certificate that sign returns on this computer."""


@identity.command("create")
@details_options
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def create(session: Session, /, passphrase_file: Path | None, holder: Holder, **given: str) -> None:
    """Make a new identity, kept under a passphrase. A forgotten passphrase cannot be recovered."""
    home, details = session.home_or_default(), signing_identity.accepted_details(IdentityDetails(**given))
    signing_identity.require_none(home, holder)

    def make(typed: str) -> IdentitySummary:
        return signing_identity.create_identity(home, details, typed, system_clock(), holder)

    _show(session, with_passphrase(passphrase_file, make, is_new=True))


@identity.command("replace")
@details_options
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def replace(session: Session, /, passphrase_file: Path | None, holder: Holder, **given: str) -> None:
    """Make a new identity in place of the present one.

    The present one's files are kept beside it under the date; its passphrase is not needed. Your partnership will see a
    signer it does not know: tell it the new fingerprint.
    """
    home, details = session.home_or_default(), signing_identity.accepted_details(IdentityDetails(**given))
    signing_identity.require_some(home, holder)

    def make(typed: str) -> Replacement:
        return signing_identity.replace_identity(home, details, typed, system_clock(), holder)

    _show_replaced(session, with_passphrase(passphrase_file, make, is_new=True))


@identity.command("import")
@click.argument("file", metavar="FILE.p12", type=click.Path(path_type=Path))
@click.option("--replace", "is_replacing", is_flag=True, help="In place of the present identity, which is kept aside.")
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def take_over(
    session: Session, file: Path, passphrase_file: Path | None, holder: Holder, *, is_replacing: bool
) -> None:
    """Use your organisation's own .p12 or .pfx file, or a backup. Its passphrase stays the same."""
    home = session.home_or_default()

    def take(typed: str) -> IdentitySummary:
        return signing_identity.import_identity(home, file, typed, holder)

    def put_in_place(typed: str) -> Replacement:
        return signing_identity.replace_by_import(home, file, typed, system_clock(), holder)

    if is_replacing:
        signing_identity.require_some(home, holder)
        _show_replaced(session, with_passphrase(passphrase_file, put_in_place))
    else:
        signing_identity.require_none(home, holder)
        _show(session, with_passphrase(passphrase_file, take))


@identity.command("show")
@holder_option
@shared_options
@pass_session
def show(session: Session, holder: Holder) -> None:
    """Show whose identity it is.

    Also whether it can sign now, and its fingerprint to read out over the telephone.
    """
    _show(session, signing_identity.shown_identity(session.home_or_default(), holder))


@identity.command("passphrase")
@passphrase_file_option
@new_passphrase_file_option
@holder_option
@shared_options
@pass_session
def passphrase(
    session: Session, passphrase_file: Path | None, new_passphrase_file: Path | None, holder: Holder
) -> None:
    """Change the passphrase. The key and its fingerprint stay the same."""
    home = session.home_or_default()
    signing_identity.require_some(home, holder)

    def tried(typed: str) -> str:
        return signing_identity.right_passphrase(home, typed, holder)

    old = with_passphrase(passphrase_file, tried)

    def change(typed: str) -> IdentitySummary:
        return signing_identity.change_passphrase(home, old, typed, holder)

    changed = with_new_passphrase(new_passphrase_file, change)
    session.step("The passphrase was changed. Backups made before still open with the old one: make a new backup.")
    _show(session, changed)


@identity.command("backup")
@click.argument("file", metavar="FILE.p12", type=click.Path(path_type=Path))
@holder_option
@shared_options
@pass_session
def backup(session: Session, file: Path, holder: Holder) -> None:
    """Copy the identity to a file.

    The copy is sealed with the same passphrase. It is read back, and its path printed.
    """
    made = signing_identity.back_up_identity(session.home_or_default(), file.absolute(), holder)
    session.step(
        f"Backed up and read back, {file_size(made.size)}. It opens with the same passphrase, and “s11desk identity "
        "import” brings it back. Keep it away from this computer."
    )
    session.show(made, [str(made.path)])


@identity.command("repair")
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def repair(session: Session, passphrase_file: Path | None, holder: Holder) -> None:
    """Put the certificate beside the key right.

    Needed only where it is missing, or somebody put another one there.
    """
    home = session.home_or_default()
    signing_identity.require_some(home, holder)

    def put_right(typed: str) -> IdentitySummary:
        return signing_identity.repair_identity(home, typed, system_clock(), holder)

    _show(session, with_passphrase(passphrase_file, put_right))


def _show_replaced(session: Session, made: Replacement) -> None:
    session.step(f"The identity before is kept in {made.kept}.")
    if made.is_new_signer:
        session.step("Your partnership will see a signer it does not know: tell it the new fingerprint.")
    session.show(made, _lines(_judged(made.identity)))


def _show(session: Session, summary: IdentitySummary) -> None:
    judged = _judged(summary)
    session.show(judged, _lines(judged))


def _judged(summary: IdentitySummary) -> Shown:
    return Shown(**msgspec.structs.asdict(summary), validity=signing_identity.validity(summary, system_clock()))


def _lines(shown: Shown) -> Iterator[str]:
    since, until = local_day(shown.not_before), local_day(shown.not_after)
    yield ", ".join(filter(None, (shown.name, shown.job_title, shown.organisation, shown.email)))
    yield f"Key: {shown.kind}, valid from {since} to {until}"
    yield VALIDITY_WORDS[shown.validity].format(since=since, until=until)
    yield f"Fingerprint: {shown.spoken}"

"""``s11desk identity``: create, import, show, back up, replace or repair an identity, or change its passphrase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
import msgspec

from s11desk.app.home.workspace import system_clock
from s11desk.app.identity.signing_identity import Holder, identity_path
from s11desk.cli.passphrase import (
    new_passphrase_file_option,
    passphrase_file_option,
    with_new_passphrase,
    with_passphrase,
)
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.signing.identity import lifecycle
from s11desk.signing.identity.identity_summary import IdentitySummary, Replacement, Validity, validity
from s11desk.signing.identity.self_signed import IdentityDetails, check_details
from s11desk.wording.amounts import file_size
from s11desk.wording.dates import local_day

_Params = ParamSpec("_Params")
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


class PrintedIdentity(IdentitySummary, frozen=True, kw_only=True):
    """An identity as ``--json`` prints it."""

    validity: Validity


def details_options(command: Callable[_Params, _Result]) -> Callable[_Params, _Result]:
    """Add an option for each of the four fields of :class:`IdentityDetails`, under the field's name."""
    for option, help_text in (
        ("--email", None),
        ("--organisation", None),
        ("--job-title", None),
        ("--name", "Your name, as the return should show it."),
    ):
        command = click.option(option, required=True, help=help_text)(command)
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
def create(session: Session, /, passphrase_file: Path | None, holder: Holder, **fields: str) -> None:
    """Make a new identity, locked with a passphrase. A forgotten passphrase cannot be recovered."""
    key, details = identity_path(session.home_or_default(), holder), check_details(IdentityDetails(**fields))
    lifecycle.require_no_identity(key)
    session.workspace().close()  # an identity in a home without drafts would look as if these were lost

    def make(typed: str) -> IdentitySummary:
        return lifecycle.create_identity(key, details, typed, system_clock())

    _show(session, with_passphrase(passphrase_file, make, is_new=True))


@identity.command("replace")
@details_options
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def replace(session: Session, /, passphrase_file: Path | None, holder: Holder, **fields: str) -> None:
    """Make a new identity in place of the present one.

    The present one's files are kept beside it under the date; its passphrase is not needed. Your partnership will see a
    signer it does not know: tell it the new fingerprint.
    """
    key, details = identity_path(session.home_or_default(), holder), check_details(IdentityDetails(**fields))
    lifecycle.require_identity(key)

    def make(typed: str) -> Replacement:
        return lifecycle.replace_identity(key, details, typed, system_clock())

    _show_replaced(session, with_passphrase(passphrase_file, make, is_new=True))


@identity.command("import")
@click.argument("file", metavar="FILE.p12", type=click.Path(path_type=Path))
@click.option(
    "--replace", "is_replacing", is_flag=True, help="Replace the present identity, which is set aside and not deleted."
)
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def import_file(
    session: Session, file: Path, passphrase_file: Path | None, holder: Holder, *, is_replacing: bool
) -> None:
    """Use your organisation's own .p12 or .pfx file, or a backup. Its passphrase stays the same."""
    key = identity_path(session.home_or_default(), holder)

    def import_identity(typed: str) -> IdentitySummary:
        return lifecycle.import_identity(file, key, typed)

    def replace_identity(typed: str) -> Replacement:
        return lifecycle.replace_by_import(file, key, typed, system_clock())

    if is_replacing:
        lifecycle.require_identity(key)
        _show_replaced(session, with_passphrase(passphrase_file, replace_identity))
    else:
        lifecycle.require_no_identity(key)
        _show(session, with_passphrase(passphrase_file, import_identity))


@identity.command("show")
@holder_option
@shared_options
@pass_session
def show(session: Session, holder: Holder) -> None:
    """Show whose identity it is.

    Shows whether it can sign now, and its fingerprint to read out over the telephone.
    """
    _show(session, lifecycle.show(identity_path(session.home_or_default(), holder)))


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
    key = identity_path(session.home_or_default(), holder)
    lifecycle.require_identity(key)

    def check(typed: str) -> str:
        lifecycle.require_passphrase(key, typed)
        return typed

    old = with_passphrase(passphrase_file, check)

    def change(typed: str) -> IdentitySummary:
        return lifecycle.change_passphrase(key, old, typed)

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

    The copy has the same passphrase. The program reads it back and prints its path.
    """
    copy = lifecycle.back_up(identity_path(session.home_or_default(), holder), file.absolute())
    session.step(
        f"Backed up and read back, {file_size(copy.size)}. It opens with the same passphrase, and “s11desk identity "
        "import” brings it back. Keep it away from this computer."
    )
    session.show(copy, [str(copy.path)])


@identity.command("repair")
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def repair(session: Session, passphrase_file: Path | None, holder: Holder) -> None:
    """Repair the certificate beside the key.

    This is needed only if the certificate is missing, or if somebody put another one there.
    """
    key = identity_path(session.home_or_default(), holder)
    lifecycle.require_identity(key)

    def repair_certificate(typed: str) -> IdentitySummary:
        return lifecycle.repair(key, typed, system_clock())

    _show(session, with_passphrase(passphrase_file, repair_certificate))


def _show_replaced(session: Session, replacement: Replacement) -> None:
    session.step(f"The earlier identity is kept in {replacement.kept}.")
    if replacement.is_new_signer:
        session.step("Your partnership will see a signer it does not know: tell it the new fingerprint.")
    session.show(replacement, _lines(_with_validity(replacement.identity)))


def _show(session: Session, summary: IdentitySummary) -> None:
    printed = _with_validity(summary)
    session.show(printed, _lines(printed))


def _with_validity(summary: IdentitySummary) -> PrintedIdentity:
    return PrintedIdentity(**msgspec.structs.asdict(summary), validity=validity(summary, system_clock()))


def _lines(shown: PrintedIdentity) -> Iterator[str]:
    since, until = local_day(shown.not_before), local_day(shown.not_after)
    yield ", ".join(filter(None, (shown.name, shown.job_title, shown.organisation, shown.email)))
    yield f"Key: {shown.kind}, valid from {since} to {until}"
    yield VALIDITY_WORDS[shown.validity].format(since=since, until=until)
    yield f"Fingerprint: {shown.fingerprint_spoken}"

"""``s11desk identity``: create, import, show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from s11desk.app.identities import (
    Holder,
    IdentityDetails,
    IdentitySummary,
    create_identity,
    import_identity,
    shown_identity,
)
from s11desk.app.workspace import system_clock
from s11desk.cli.context import Session, pass_session, shared_options
from s11desk.cli.passphrase import ask_passphrase, passphrase_file_option

holder_option = click.option(
    "--approver",
    "holder",
    flag_value=Holder.APPROVER,
    default=Holder.OWN,
    type=Holder,
    help="The identity of an approver who signs on this computer.",
)


@click.group("identity")
def identity() -> None:
    """The key and certificate that sign returns on this computer."""


@identity.command("create")
@click.option("--name", required=True, help="Your name, as it should stand on the return.")
@click.option("--job-title", required=True)
@click.option("--organisation", required=True)
@click.option("--email", required=True)
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def create(
    session: Session,
    name: str,
    job_title: str,
    organisation: str,
    email: str,
    passphrase_file: Path | None,
    holder: Holder,
) -> None:
    """Make a new identity, kept under a passphrase. A forgotten passphrase cannot be recovered."""
    details = IdentityDetails(name=name, job_title=job_title, organisation=organisation, email=email)
    passphrase = ask_passphrase(passphrase_file, is_new=True)
    made = create_identity(session.home_or_default(), details, passphrase, system_clock(), holder)
    session.show(made, _shown(made))


@identity.command("import")
@click.argument("file", metavar="FILE.p12", type=click.Path(path_type=Path))
@passphrase_file_option
@holder_option
@shared_options
@pass_session
def take_over(session: Session, file: Path, passphrase_file: Path | None, holder: Holder) -> None:
    """Use your organisation's own .p12 or .pfx file. Its passphrase stays the same."""
    taken = import_identity(session.home_or_default(), file, ask_passphrase(passphrase_file), holder)
    session.show(taken, _shown(taken))


@identity.command("show")
@holder_option
@shared_options
@pass_session
def show(session: Session, holder: Holder) -> None:
    """Show whose identity it is, and its fingerprint to read out over the telephone."""
    found = shown_identity(session.home_or_default(), holder)
    session.show(found, _shown(found))


def _shown(summary: IdentitySummary) -> Iterator[str]:
    yield ", ".join(filter(None, (summary.name, summary.job_title, summary.organisation, summary.email)))
    yield f"Key: {summary.kind}, valid from {summary.not_before:%d %b %Y} to {summary.not_after:%d %b %Y}"
    yield f"Fingerprint: {summary.spoken}"

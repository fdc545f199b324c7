"""``s11desk identity``: create, import, show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from s11desk.app.identities import IdentityDetails, IdentitySummary, create_identity, import_identity, shown_identity
from s11desk.cli.context import Session, pass_session, shared_options
from s11desk.cli.passphrase import ask_passphrase, passphrase_file_option


@click.group("identity")
def identity() -> None:
    """The key and certificate that sign returns on this computer."""


@identity.command("create")
@click.option("--name", required=True, help="Your name, as it should stand on the return.")
@click.option("--job-title", required=True)
@click.option("--organisation", required=True)
@click.option("--email", required=True)
@passphrase_file_option
@shared_options
@pass_session
def create(
    session: Session, name: str, job_title: str, organisation: str, email: str, passphrase_file: Path | None
) -> None:
    """Make a new identity, kept under a passphrase. A forgotten passphrase cannot be recovered."""
    details = IdentityDetails(name=name, job_title=job_title, organisation=organisation, email=email)
    with session.workspace() as workspace:
        made = create_identity(workspace, details, ask_passphrase(passphrase_file, is_new=True))
    session.show(made, _shown(made))


@identity.command("import")
@click.argument("file", metavar="FILE.p12", type=click.Path(path_type=Path))
@passphrase_file_option
@shared_options
@pass_session
def take_over(session: Session, file: Path, passphrase_file: Path | None) -> None:
    """Use your organisation's own .p12 or .pfx file. Its passphrase stays the same."""
    with session.workspace() as workspace:
        taken = import_identity(workspace, file, ask_passphrase(passphrase_file))
    session.show(taken, _shown(taken))


@identity.command("show")
@shared_options
@pass_session
def show(session: Session) -> None:
    """Show whose identity it is, and its fingerprint to read out over the telephone."""
    with session.workspace() as workspace:
        found = shown_identity(workspace)
    session.show(found, _shown(found))


def _shown(summary: IdentitySummary) -> Iterator[str]:
    yield ", ".join(filter(None, (summary.name, summary.job_title, summary.organisation, summary.email)))
    yield f"Key: {summary.kind}, valid from {summary.not_before:%d %b %Y} to {summary.not_after:%d %b %Y}"
    yield f"Fingerprint: {summary.spoken}"

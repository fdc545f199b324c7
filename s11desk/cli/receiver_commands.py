"""``s11desk receiver``: make a partnership's key. Agencies encrypt their returns to it."""

from __future__ import annotations

from pathlib import Path

import click

from s11desk.app.home.workspace import system_clock
from s11desk.app.returns.making.encrypt import create_receiver, receiver_certificate
from s11desk.cli.passphrase import ask_passphrase, passphrase_file_option
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.signing.identity.self_signed import IdentityDetails


@click.group("receiver")
def receiver() -> None:
    """A key for receiving encrypted returns, for a partnership."""


@receiver.command("create")
@click.option("--name", required=True, help="The partnership's or its officer's name.")
@click.option("--job-title", required=True)
@click.option("--organisation", required=True)
@click.option("--email", required=True)
@passphrase_file_option
@shared_options
@pass_session
def create(
    session: Session, name: str, job_title: str, organisation: str, email: str, passphrase_file: Path | None
) -> None:
    """Make the key, locked with a passphrase, and print the path of its certificate, which goes into topic packs."""
    details = IdentityDetails(name=name, job_title=job_title, organisation=organisation, email=email)
    home = session.home_or_default()
    session.workspace().close()  # a key in a home without drafts would look as if these were lost
    receiver = create_receiver(home, details, ask_passphrase(passphrase_file, is_new=True), system_clock())
    session.step(f"Key {receiver.kind}, fingerprint {receiver.fingerprint_spoken}")
    session.show({"certificate": receiver_certificate(home)}, [str(receiver_certificate(home))])

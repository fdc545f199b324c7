"""``s11desk signers``: the list of signers that a receiver knows."""

from __future__ import annotations

import click

from s11desk.app.home.workspace import system_clock
from s11desk.app.identity.known_signers import (
    KnownSigner,
    add_known_signer,
    known_signers,
    remove_known_signer,
    rename_known_signer,
)
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.wording.dates import local_day


@click.group("signers", invoke_without_command=True)
@shared_options
@pass_session
@click.pass_context
def signers(context: click.Context, session: Session) -> None:
    """List the signers you know, each with the name you gave them."""
    if context.invoked_subcommand is None:
        signers = known_signers(session.home_or_default())
        session.show(signers, [_line(signer) for signer in signers] or ["No signers are on the list yet."])


@signers.command("add")
@click.argument("name")
@click.argument("value", metavar="FINGERPRINT_OR_CERT")
@shared_options
@pass_session
def add(session: Session, name: str, value: str) -> None:
    """Add a signer whose fingerprint you have checked with them, or whose certificate file you have."""
    added = add_known_signer(session.home_or_default(), name, value, system_clock())
    session.show(added, [_line(added)])


@signers.command("rename")
@click.argument("which", metavar="NAME_OR_FINGERPRINT")
@click.argument("name", metavar="NEW_NAME")
@shared_options
@pass_session
def rename(session: Session, which: str, name: str) -> None:
    """Give a signer on the list another name."""
    renamed = rename_known_signer(session.home_or_default(), which, name)
    session.show(renamed, [_line(renamed)])


@signers.command("remove")
@click.argument("which", metavar="NAME_OR_FINGERPRINT")
@shared_options
@pass_session
def remove(session: Session, which: str) -> None:
    """Take a signer off the list."""
    removed = remove_known_signer(session.home_or_default(), which)
    session.show(removed, [f"Removed: {_line(removed)}"])


def _line(signer: KnownSigner) -> str:
    return f"{signer.fingerprint_spoken}  {signer.name}, added {local_day(signer.added)}"

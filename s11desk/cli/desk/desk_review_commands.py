"""``s11desk desk``: accept a return, send it back, and write what goes to the agencies."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from s11desk.app.home.known_desks import known_desks, note_officer
from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.replies.send_replies import write_due_replies
from s11desk.app.receiving.returns.review_return import (
    accept_return,
    leave_out,
    review_history,
    send_return_back,
    undo_review,
)
from s11desk.cli.desk.desk_session import DAY, desk_argument, open_desk
from s11desk.cli.passphrase import passphrase_file_option, with_passphrase
from s11desk.cli.session import Session, pass_session, shared_options
from s11desk.domain.receiving.desk_values import Review, ReviewReason
from s11desk.signing.identity.lifecycle import unlock
from s11desk.wording.dates import day, local_moment
from s11desk.wording.one_word_states import REVIEWS
from s11desk.wording.plain_text import one_line

which_argument = click.argument("which", metavar="REFERENCE")


@click.command("show")
@desk_argument
@which_argument
@shared_options
@pass_session
def show(session: Session, desk_folder: Path, which: str) -> None:
    """Show one return: where its file is, and every decision on it."""
    with open_desk(session, desk_folder) as opened:
        received, history = require_return(opened, which), review_history(opened, which)
        path = opened.files.path(received.sha256)
    lines = [
        f"{received.facts.reference} of {received.agency}",
        f"Signed by {received.signer}. Taken in {local_moment(received.taken)}.",
        received.reason,
        str(path),
        *map(_review_line, history),
    ]
    session.show({"return": received, "file": path, "history": history}, [one_line(line) for line in lines if line])


def _review_line(review: Review) -> str:
    reasons = " ".join(f"[{one.question}] {one.text}" if one.question else one.text for one in review.reasons)
    by = f", by {day(review.due)}" if review.due is not None else ""
    return f"{local_moment(review.at)}, {review.who}: {REVIEWS[review.state]}{by}. {reasons}".rstrip()


@click.command("accept")
@desk_argument
@click.argument("which", metavar="REFERENCES", nargs=-1, required=True)
@shared_options
@pass_session
def accept(session: Session, desk_folder: Path, which: tuple[str, ...]) -> None:
    """Accept returns, even held ones: from now on they count."""
    with open_desk(session, desk_folder) as opened:
        accepted = [accept_return(opened, one) for one in which]
    session.show(accepted, [one_line(f"{one.facts.reference} of {one.agency}: accepted") for one in accepted])


@click.command("send-back")
@desk_argument
@which_argument
@click.option("--reason", "reasons", multiple=True, help="Why, for the return as a whole.")
@click.option("--question", "questions", multiple=True, nargs=2, metavar="QUESTION TEXT", help="Why, for one question.")
@click.option("--by", "due", type=DAY, help="By when the agency is asked to send the next return (YYYY-MM-DD).")
@shared_options
@pass_session
def return_to_agency(
    session: Session,
    desk_folder: Path,
    which: str,
    reasons: tuple[str, ...],
    questions: tuple[tuple[str, str], ...],
    due: dt.datetime | None,
) -> None:
    """Send a return back, with reasons. “replies” writes the letter and the file for the agency."""
    given = (*(ReviewReason(text) for text in reasons), *(ReviewReason(text, name) for name, text in questions))
    with open_desk(session, desk_folder) as opened:
        sent = send_return_back(opened, which, given, due.date() if due is not None else None)
    by = f", by {day(due)}" if due is not None else ""
    session.show(sent, [one_line(f"{sent.facts.reference} of {sent.agency}: sent back{by}")])


@click.command("set-aside")
@desk_argument
@which_argument
@click.option("--why", required=True, help="Why it does not count.")
@shared_options
@pass_session
def set_aside(session: Session, desk_folder: Path, which: str, why: str) -> None:
    """Decide that a return does not count, without asking the agency for anything."""
    with open_desk(session, desk_folder) as opened:
        left = leave_out(opened, which, why)
    session.show(left, [one_line(f"{left.facts.reference} of {left.agency}: not counted")])


@click.command("undo")
@desk_argument
@which_argument
@shared_options
@pass_session
def undo(session: Session, desk_folder: Path, which: str) -> None:
    """Take the decision on a return back."""
    with open_desk(session, desk_folder) as opened:
        undone = undo_review(opened, which)
    session.show(undone, [one_line(f"{undone.facts.reference} of {undone.agency}: received")])


@click.command("replies")
@desk_argument
@passphrase_file_option
@shared_options
@pass_session
def replies(session: Session, desk_folder: Path, passphrase_file: Path | None) -> None:
    """Write a signed receipt for each accepted return, and a request for each that was sent back.

    They are signed with the identity of this home, and lie in the desk's folder “outgoing”.
    """
    home = session.home_or_default()
    with open_desk(session, desk_folder) as opened:
        signer = with_passphrase(passphrase_file, lambda given: unlock(home.identity, given, opened.now()))
        written = write_due_replies(opened, signer)
    session.show(written, [str(path) for one in written for path in (one.file, one.letter)] or ["Nothing is due."])


@click.command("officer")
@click.argument("name", required=False)
@shared_options
@pass_session
def officer(session: Session, name: str | None) -> None:
    """Show the NAME that your decisions, letters and receipts have at the desks of this computer, or change it."""
    home = session.home_or_default()
    if name is not None:
        note_officer(home, name)
    known = known_desks(home).officer
    session.show({"officer": known}, [one_line(known) or "No name is kept. Decisions have the name of your login."])

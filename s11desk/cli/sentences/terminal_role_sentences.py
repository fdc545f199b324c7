"""The sentences of the terminal for errors about the role in which somebody approves a return."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import RoleError
from s11desk.cli.sentences.fact_words import printable, printable_names
from s11desk.errors.return_errors import ApproverSignedAlready, RoleNotAsked, RoleNotChosen, RoleSigned


def role_sentence(error: RoleError) -> str:
    """The sentence for an error about the role of an approver."""
    match error:
        case RoleSigned():
            return (
                f"Somebody has already signed {printable(error.path)} as {printable(error.title) or 'its approver'}. "
                "Nothing was signed, and the file was left as it is."
            )
        case RoleNotAsked():
            if not error.roles:
                return f"The questions of this return name no role “{printable(error.role)}”. Leave out --role."
            return (
                f"The questions of this return ask for no signature of “{printable(error.role)}”. Nothing was signed. "
                f"Still to sign: {printable_names(error.roles)}. Give one of them with --role."
            )
        case RoleNotChosen():
            return (
                f"More than one person can still sign this return: {printable_names(error.roles)}. Nothing was "
                "signed. Say with --role what you sign as."
            )
        case ApproverSignedAlready():
            return (
                f"{printable(error.name)} has already signed this return, so someone else must sign it now. Nothing was "
                "signed. That person needs an identity of their own: name its file with --identity."
            )
    assert_never(error)

"""The messages of the window for errors about the role in which somebody approves a return."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import RoleError
from s11desk.errors.return_errors import ApproverSignedAlready, RoleNotAsked, RoleNotChosen, RoleSigned


def role_message(error: RoleError) -> tuple[str, str]:
    """Return headline and text for an error about the role of an approver."""
    match error:
        case RoleSigned():
            return (
                "This signature is there already",
                f"Somebody has signed {error.path.name} as {error.title or 'its approver'}. It was left as it is. Choose "
                "another role if you sign in one.",
            )
        case RoleNotAsked():
            return (
                "This return asks for no such signature",
                f"Nothing was signed: its questions name no role “{error.role}”. Choose one of the roles on the page.",
            )
        case RoleNotChosen():
            return (
                "Choose what you approve as",
                "More than one person can still sign this return. Nothing was signed. Choose your role, then try again.",
            )
        case ApproverSignedAlready():
            return (
                "Someone else must sign now",
                f"{error.name} has already signed this return, so nothing was signed. The next person needs a "
                "signature of their own.",
            )
    assert_never(error)

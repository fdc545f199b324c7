"""How strong a new passphrase is, in words, while a person types it."""

from __future__ import annotations

from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH, is_easy_to_guess
from s11desk.wording.amounts import counted

_STRONG_LENGTH = 16
"""Characters. About three or four words; NIST SP 800-63B, appendix A.2, counts length above everything else."""


def strength_words(passphrase: str) -> str:
    """Say how hard ``passphrase`` is to guess; empty if nothing is typed."""
    if not passphrase:
        return ""
    missing = MIN_PASSPHRASE_LENGTH - len(passphrase)
    if missing > 0:
        return f"{counted(missing, 'more character')} needed."
    if is_easy_to_guess(passphrase):
        return "Easy to guess. Use words that do not belong together."
    if len(passphrase) < _STRONG_LENGTH:
        return "It will do. Another word makes it stronger."
    return "Strong."

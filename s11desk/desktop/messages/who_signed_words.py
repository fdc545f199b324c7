"""Who signed a return, for its reader: what is sure, and what they have to do about it, if anything.

A name in a signature is what the signer typed. Only one that the reader has checked is said without "in the name of".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.domain.returns.return_verdict import Standing
from s11desk.wording.amounts import listed
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.home.known_returns import KnownReturn
    from s11desk.app.returns.verifying.verify import Verdict

_OWN = "You signed it on this computer."
_CHECKED = "{who} signed it. You have checked who that is, so there is nothing more to do."
_YOURS_AND = "Your signature is in it, and {names}."
_IN_NAME = "It is signed in {names}."
_EXPECTED = (
    "Did you expect this file from {whom}? Then there is nothing more to check. If not, ring them first, on a number "
    "that you already have."
)
_SAME = (
    "It has the same signature as return {number}, which you read on {day}, in {names}. So you need "
    "not check again who signed it."
)
_ANSWERS = "It answers what you sent to be approved on {day}: your signature is in it, and {names}."


def who_signed(verdict: Verdict, *, asked: dt.datetime | None = None, is_settled: bool = False) -> str:
    """Say who signed an unchanged return, and what its reader has to do about it.

    ``asked``: when the reader sent it to be approved; None if that is not known, or not theirs. ``is_settled``: they
    have signed it themselves, so nothing is asked of them any more.
    """
    found = _signers(verdict)
    unknown = [name for name, standing in found if standing is Standing.UNKNOWN]
    is_own = any(standing is Standing.OWN for _, standing in found)
    if not unknown:
        others = [name for name, standing in found if standing is not Standing.OWN]
        named = ["You", *others] if is_own else others
        return _CHECKED.format(who=listed(named, "and")) if others else _OWN
    whom = listed([name for name in unknown if name], "or") or "somebody"
    expected = "" if is_settled else _EXPECTED.format(whom=whom)
    if asked is not None:
        names = _in_the_name(unknown, is_one_more=True)
        return f"{_ANSWERS.format(day=local_day(asked), names=names)} {expected}".rstrip()
    signed = (_YOURS_AND if is_own else _IN_NAME).format(names=_in_the_name(unknown, is_one_more=is_own))
    return f"{signed} {expected}".rstrip()


def same_signer(verdict: Verdict, before: KnownReturn) -> str:
    """Say that the key of an earlier return signed this one too: ``before`` was found by that key."""
    first = _signers(verdict)[0][0]
    return _SAME.format(number=before.number, day=local_day(before.opened), names=_in_the_name([first]))


def _signers(verdict: Verdict) -> list[tuple[str, Standing]]:
    """The name of each signer, as the reader knows it if they do, and what they know of it."""
    pairs = zip(verdict.read.signatures, verdict.standings, strict=False)
    return [
        (
            short_line(found.name) or (short_line(one.cms.signer.name) if one.cms.signer is not None else ""),
            found.standing,
        )
        for one, found in pairs
    ]


def _in_the_name(names: list[str], *, is_one_more: bool = False) -> str:
    """Such as: the name of Sue Harper. ``is_one_more``: beside the signature of the reader."""
    whose = listed([name for name in names if name] or ["nobody"], "and")
    if is_one_more:
        return f"{'one' if len(names) == 1 else 'others'} in the name of {whose}"
    return f"the {'name' if len(names) == 1 else 'names'} of {whose}"

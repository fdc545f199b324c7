"""One example of every error that a person can act on. Its facts have a given text."""

from __future__ import annotations

import functools
import inspect
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import msgspec

from s11desk.app.every_error import EveryError
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.domain.audits.answer_rules import AnswerProblemKind
from s11desk.domain.audits.completeness import Gap, GapCode
from s11desk.domain.receiving.expected_agencies import ListProblem, ListProblemKind
from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.errors import UserError
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.errors.draft_errors import AgencyMissing
from s11desk.errors.evidence_errors import OfficeProgram, StandIn
from s11desk.errors.identity_errors import DetailProblem, Unsuitable
from s11desk.errors.move_errors import DraftFileFault
from s11desk.errors.reader_errors import StopReason
from s11desk.errors.reply_errors import ReplyFault
from s11desk.signing.envelope.envelope_facts import Addressee, EnvelopeFault, RecipientProblem
from tests.samples import NOON, small_topic

EVERY_ERROR: tuple[type[UserError], ...] = get_args(EveryError)


@functools.cache
def _not_verified() -> Verdict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.zip"
        path.write_bytes(b"no return")
        return verify_return(path)


_BY_TYPE: dict[str, Callable[[str], object]] = {
    "str": str,
    "int": lambda _: 7,
    "bool": lambda _: True,
    "Path": Path,
    "Path | None": Path,
    "dt.datetime": lambda _: NOON,
    "dt.date": lambda _: NOON.date(),
    "tuple[str, ...]": lambda text: (text, text),
    "tuple[str, ...] | None": lambda text: (text, text),
    "tuple[UserError, ...]": lambda text: (AgencyMissing(), QuestionUnknown(text)),
    "Topic": lambda _: small_topic(),
    "tuple[Gap, ...]": lambda text: (Gap(GapCode.REASON_MISSING, "policy", detail=text),),
    "tuple[Problem, ...]": lambda text: (Problem(ProblemCode.KEY_UNKNOWN, text, found=text, nearest=text),),
    "tuple[Addressee, ...]": lambda text: (Addressee(text, text, "1f"),),
    "tuple[ListProblem, ...]": lambda text: (ListProblem(ListProblemKind.NAME_TWICE, 2, text),),
    "AnswerProblemKind": lambda _: AnswerProblemKind.FIELD,
    "DetailField": lambda _: "email",
    "DetailProblem": lambda _: DetailProblem.TOO_LONG,
    "OfficeProgram": lambda _: OfficeProgram.WORD,
    "StandIn": lambda _: StandIn.ONLINE,
    "Unsuitable": lambda _: Unsuitable.NO_KEY,
    "RecipientProblem": lambda _: RecipientProblem.KEY_KIND,
    "StopReason": lambda _: StopReason.MEMORY,
    "DraftFileFault": lambda _: DraftFileFault.ANSWERS,
    "EnvelopeFault": lambda _: EnvelopeFault.TRUNCATED,
    "ReplyFault": lambda _: ReplyFault.SIGNATURE,
    "Verdict": lambda text: msgspec.structs.replace(_not_verified(), path=Path(text)),
}


def example(error_class: type[UserError], text: str = "minutes.pdf") -> UserError:
    """An error of the class, with ``text`` in each fact that is a text or contains one."""
    facts = inspect.get_annotations(error_class)
    return error_class(**{name: _BY_TYPE[annotation](text) for name, annotation in facts.items()})

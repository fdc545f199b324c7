"""Every reason why a return is not verified comes from a fault, has one sentence, and both shells say it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.returns.verifying.check_claims import ClaimsCheck
from s11desk.app.returns.verifying.compare_parts import PartsComparison
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.container.container_facts import ContainerFacts, Fault, FaultKind
from s11desk.bundle.read_return import ContentFault, ReadReturn, ReadSignature
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.domain.audits.completeness import Gap, GapCode
from s11desk.domain.returns.foreign_file import ForeignFile, ForeignKind
from s11desk.domain.returns.return_verdict import (
    ClaimRemarkKind,
    Outcome,
    PagesCompared,
    Standing,
    TopicStanding,
    Unverified,
    UnverifiedReason,
)
from s11desk.domain.topics.signer_role import Role
from s11desk.signing.signature_facts import CmsFacts, CmsFault, PdfFacts
from s11desk.wording.returns.verdict_sentences import (
    CLAIM_REMARKS,
    OUTCOMES,
    PAGES,
    ROLES,
    STANDINGS,
    UNVERIFIED,
    reason_sentence,
    unverified_sentence,
)
from tests.samples import small_topic

SOUND = CmsFacts(True, True, True, True, True, True)
WHOLE = ContainerFacts(9)
CHECKS = dict(zip(CmsFault, CmsFacts.__struct_fields__, strict=False))
CLAIMS = (
    UnverifiedReason.SIGN_OFF_DIFFERS,
    UnverifiedReason.REFERENCE_DIFFERS,
    UnverifiedReason.AGENCY_UNNAMED,
    UnverifiedReason.PROGRAM_UNKNOWN,
    UnverifiedReason.EVIDENCE_PATH,
    UnverifiedReason.ACTIONS_DIFFER,
    UnverifiedReason.REPLACED_DIFFERS,
    UnverifiedReason.HISTORY_DIFFERS,
    UnverifiedReason.MADE_DIFFERS,
    UnverifiedReason.LANGUAGE_DIFFERS,
    UnverifiedReason.PDF_TIME_DIFFERS,
    UnverifiedReason.APPROVED_EARLIER,
)
GAP = Gap(GapCode.UNANSWERED, "policy")


def signed(cms: CmsFacts = SOUND) -> tuple[ReadSignature, ...]:
    return (ReadSignature(Role.COMPLETER, cms, ("audit.pdf",)),)


def verdict_of(read: ReadReturn) -> Verdict:
    return Verdict(Path("return.zip"), read)


def every_verdict() -> dict[UnverifiedReason, Verdict]:
    """One return that fails for each reason."""
    sound, topic = ReadReturn(WHOLE, signed()), small_topic()
    faults = {
        UnverifiedReason(kind.value): verdict_of(ReadReturn(ContainerFacts(9, Fault(kind, "evidence/x.pdf"))))
        for kind in FaultKind
    }
    signatures = {
        UnverifiedReason(fault.value): verdict_of(
            ReadReturn(WHOLE, signed(msgspec.structs.replace(SOUND, **{CHECKS[fault]: False})))
        )
        for fault in CmsFault
    }
    contents = {
        UnverifiedReason(fault.value): verdict_of(ReadReturn(WHOLE, signed(), content_fault=fault))
        for fault in ContentFault
    }
    no_zip = ContainerFacts(9, Fault(FaultKind.NOT_A_ZIP))
    foreign = {
        UnverifiedReason(kind.value): verdict_of(ReadReturn(no_zip, foreign=ForeignFile(kind, noun="a picture")))
        for kind in ForeignKind
    }
    path = Path("return.zip")
    return {
        **foreign,
        **faults,
        **signatures,
        **contents,
        UnverifiedReason.NO_SIGNATURE: verdict_of(ReadReturn(WHOLE)),
        UnverifiedReason.TOPIC_UNUSABLE: verdict_of(sound),
        UnverifiedReason.ANSWERS_NOT_ALLOWED: Verdict(path, sound, topic, has_unfit_answers=True),
        UnverifiedReason.INCOMPLETE: Verdict(path, sound, topic, gaps=(GAP, GAP)),
        UnverifiedReason.PDF_SIGNATURES: Verdict(path, sound, topic, pdf=PdfFacts()),
        UnverifiedReason.TOPIC_OTHER: Verdict(path, sound, topic, topic_standing=TopicStanding.OTHER),
        **{reason: Verdict(path, sound, topic, claims=ClaimsCheck((reason,))) for reason in CLAIMS},
        **{
            reason: Verdict(path, sound, topic, comparison=PartsComparison(PagesCompared.DIFFERENT, Unverified(reason)))
            for reason in (UnverifiedReason.PAGES_DIFFER, UnverifiedReason.WORKBOOK_DIFFERS)
        },
    }


def test_every_reason_comes_from_some_return() -> None:
    verdicts = every_verdict()
    assert set(verdicts) == set(UnverifiedReason)
    faults = len({one.value for kind in (FaultKind, CmsFault, ContentFault, ForeignKind) for one in kind})
    assert faults + len(CLAIMS) + 8 == len(UnverifiedReason)


@pytest.mark.parametrize("reason", UnverifiedReason)
def test_both_shells_give_the_reason_in_the_same_sentence(reason: UnverifiedReason) -> None:
    verdict = every_verdict()[reason]
    why = verdict.unverified
    assert why is not None
    assert why.reason is reason
    assert not verdict.is_verified
    sentence, window = reason_sentence(why), verdict_words(verdict)
    assert "{" not in sentence
    assert sentence.endswith(".")
    assert sentence in verdict_paragraph(verdict)
    assert sentence in window.text
    if why.part and not why.is_foreign:  # its name means nothing to most people: below, for whoever helps them
        assert why.part not in window.text
        assert why.part in window.facts[-1]


def test_the_first_fault_is_the_reason() -> None:
    read = ReadReturn(WHOLE, signed(CmsFacts()), content_fault=ContentFault.SIGNER_DIFFERS)
    assert verdict_of(read).unverified == Unverified(UnverifiedReason.SIGNATURE_UNREADABLE)


def test_a_reason_says_where_it_is_and_how_much_is_missing() -> None:
    missing_file = Unverified(UnverifiedReason.MISSING_PART, "audit.pdf")
    assert unverified_sentence(missing_file) == "A file is missing from it. The part is called audit.pdf."
    assert unverified_sentence(Unverified(UnverifiedReason.INCOMPLETE, missing=1)).endswith(": 1 thing is missing.")
    assert unverified_sentence(Unverified(UnverifiedReason.INCOMPLETE, missing=3)).endswith(": 3 things are missing.")


def test_every_word_table_is_complete() -> None:
    assert set(UNVERIFIED) == set(UnverifiedReason)
    assert set(STANDINGS) == set(Standing)
    assert set(OUTCOMES) == set(Outcome)
    assert set(ROLES) == set(Role)
    assert set(CLAIM_REMARKS) == set(ClaimRemarkKind)
    assert set(PAGES) == {PagesCompared.UNKNOWN_LAYOUT, PagesCompared.TOO_LARGE}

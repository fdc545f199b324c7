"""Every error of the core has a sentence, and no sentence has an unfilled gap."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.desktop.messages import origin_words, state_words
from s11desk.desktop.messages.errors.error_messages import UNEXPECTED, message
from s11desk.domain.audits.audit import ActionStatus
from s11desk.domain.audits.completeness import PERSON_GAPS, Gap, GapCode
from s11desk.domain.audits.flow import StepKind, StepState
from s11desk.domain.topics.topic import ActionPlanForm, Detail, Origin, OriginKind, Source, Topic
from s11desk.errors import Cancelled, IntegrityError, S11Error, UserError
from s11desk.errors.evidence_errors import EvidenceTooLarge
from s11desk.files.write_warnings import WarningKind, WriteWarning
from s11desk.wording import field_words
from s11desk.wording.write_warning_sentences import HEADLINE, write_warning_sentence
from tests.error_examples import EVERY_ERROR, example
from tests.gui.conftest import Bench
from tests.samples import small_topic


@pytest.mark.parametrize("error_class", EVERY_ERROR)
def test_every_error_has_a_complete_message(error_class: type[UserError]) -> None:
    shown = message(example(error_class))
    assert shown.headline
    assert shown.text.endswith(".")
    for hole in ("{", "}", "None", "  ", " .", ".."):
        assert hole not in shown.whole


def test_a_message_uses_the_facts_of_its_error() -> None:
    shown = message(EvidenceTooLarge(name="film.png", size=12_300_000, limit=10_000_000)).text
    assert "film.png is 12.3 MB. One file can have up to 10 MB." in shown


@pytest.mark.parametrize("error", [Cancelled(), IntegrityError("the bundle"), S11Error()])
def test_other_errors_have_a_message_without_technical_text(error: S11Error) -> None:
    assert message(error).headline
    assert "bundle" not in message(error).whole


def test_a_bug_has_the_message_for_the_unexpected() -> None:
    assert message(S11Error()) == UNEXPECTED


def test_every_word_table_is_complete() -> None:
    assert set(state_words.STATES) == set(state_words.STATE_ICONS) == set(StepState)
    assert set(state_words.STEP_TITLES) == set(StepKind)
    assert set(field_words.DETAILS) == set(field_words.DETAILS_IN_SENTENCES) == set(Detail)
    assert set(field_words.STATUSES) == set(ActionStatus)
    assert set(state_words.GAPS) == set(GapCode)
    assert set(origin_words.ORIGINS) == set(OriginKind)


@pytest.mark.parametrize(
    ("origin", "credited", "sentence"),
    [
        (
            Origin("form", OriginKind.CARRIED_OVER),
            origin_words.QUESTION,
            "The question comes from the 2023 form: Audit form, Sample Partnership, 2023.",
        ),
        (
            Origin("form", OriginKind.QUOTED),
            origin_words.TEXT_ABOVE,
            "The text above is in the partnership's own words: Audit form, Sample Partnership, 2023.",
        ),
        (
            Origin("own", OriginKind.PROJECT_CHOICE),
            origin_words.OPTIONS,
            "The list of options was written for this program, not by the partnership.",
        ),
        (
            Origin("form", OriginKind.WRITTEN),
            origin_words.MEANING,
            "This meaning was written for this program, not by the partnership.",
        ),
    ],
    ids=["carried-over", "quoted", "chosen", "written"],
)
def test_the_origin_of_a_text_is_a_sentence(origin: Origin, credited: origin_words.Credited, sentence: str) -> None:
    assert origin_words.origin_text(sourced_topic(), origin, credited) == sentence


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (OriginKind.WRITTEN, "The help was written for this program, not by the partnership."),
        (OriginKind.PROJECT_CHOICE, "The help was written for this program, not by the partnership."),
        (OriginKind.QUOTED, "The help comes from: Audit form, Sample Partnership, 2023."),
    ],
)
def test_a_page_says_who_wrote_its_help(how: OriginKind, words: str) -> None:
    text = origin_words.help_text(sourced_topic(), (Origin("form", how), Origin("own", OriginKind.WRITTEN)))
    assert text.startswith(words)
    assert ("blank form" in text) is (how not in {OriginKind.QUOTED})
    assert origin_words.help_text(sourced_topic(), ()) == ""


def sourced_topic() -> Topic:
    sources = (
        Source("form", "Audit form", "Sample Partnership", "2023", "None stated."),
        Source("own", "Texts of the project", "The project", "2026", "As the project."),
    )
    plan = ActionPlanForm(columns=small_topic().plan_columns, origin=Origin("own", OriginKind.PROJECT_CHOICE))
    return msgspec.structs.replace(small_topic(), sources=sources, action_plan=plan)


@pytest.mark.parametrize("code", GapCode)
def test_every_gap_is_a_sentence(code: GapCode) -> None:
    detail = "completer.email" if code in PERSON_GAPS else "Due"
    text = state_words.gap_text(small_topic(), Gap(code, "people", detail=detail))
    assert "{" not in text
    assert text[0].isupper()


def test_a_missing_detail_names_the_person() -> None:
    gap = Gap(GapCode.PERSON_DETAIL_MISSING, "people", detail="completer.email")
    assert state_words.gap_text(small_topic(), gap) == "Fill in the e-mail address (Person completing this audit)"


def test_a_warning_about_a_written_file_is_shown_once(bench: Bench, tmp_path: Path) -> None:
    bench.answers.expect_messages = True
    warnings = (WriteWarning(WarningKind.UNCONFIRMED, tmp_path), WriteWarning(WarningKind.LEFT_BEHIND, tmp_path / "x"))
    for shown in (warnings[:1], warnings, warnings):
        bench.window.jobs.warned.emit(shown)
    assert [text.partition(".")[0] for text in bench.answers.messages] == [HEADLINE, HEADLINE]
    assert write_warning_sentence(warnings[0]) in bench.answers.messages[0]
    assert write_warning_sentence(warnings[1]) in bench.answers.messages[1]
    assert write_warning_sentence(warnings[0]) not in bench.answers.messages[1]

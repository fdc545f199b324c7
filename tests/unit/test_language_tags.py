"""Tags of languages are matched as BCP 47 says, everywhere where words are chosen by one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.home.paths import resources_folder
from s11desk.app.returns.making.return_pages import is_known_layout, page_facts, with_lowest_layout
from s11desk.bundle.audit_file import decode_audit_file
from s11desk.bundle.container.file_layout import AUDIT_JSON
from s11desk.domain.topics.language_tags import find_language, is_same_language
from s11desk.domain.topics.questions import QuestionKind
from s11desk.domain.topics.topic import label_of
from s11desk.report.page.page_layout import PLAIN_LAYOUT, REGION_LAYOUT
from s11desk.topics.workbook.reading.question_cells import about_question
from s11desk.wording.form_words import words_in
from tests.bundle.forging import files_of
from tests.samples import question, small_topic
from tests.topics.test_translations import in_welsh

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-2-layout-2" / "one-signature.zip"
PLAIN = small_topic(question("works", QuestionKind.YES_NO))


@pytest.mark.parametrize(
    ("wanted", "offered", "found"),
    [
        ("cy", ("en", "cy"), "cy"),
        ("cy-GB", ("en", "cy"), "cy"),
        ("CY-gb", ("en", "cy"), "cy"),
        ("cy", ("en-GB", "cy-GB"), "cy-GB"),
        ("cy-AR", ("cy-GB", "en"), "cy-GB"),
        ("en-GB", ("en-US", "en-GB"), "en-GB"),
        ("en-AU", ("en-US", "en"), "en"),
        ("cyx", ("cy", "en"), None),
        ("c", ("cy",), None),
        ("", ("en", "cy"), None),
        ("cy", (), None),
    ],
)
def test_a_language_is_found_whatever_the_region(wanted: str, offered: tuple[str, ...], found: str | None) -> None:
    assert find_language(wanted, offered) == found
    assert is_same_language(wanted, found) if found else all(not is_same_language(wanted, one) for one in offered)


@pytest.mark.parametrize("tag", ["cy", "cy-GB", "cy-AR"])
def test_a_form_in_welsh_has_welsh_words_whatever_its_region(tag: str) -> None:
    own = msgspec.structs.replace(PLAIN, language=tag)
    shown = in_welsh(PLAIN, language=tag).in_language("cy")
    for topic in (own, shown):
        assert [label_of(topic, topic.questions[0], code) for code in ("yes", "no")] == ["Ie", "Na"]
    assert shown.language == tag
    assert words_in(resources_folder() / "words", tag)("Not answered") == "Heb ei ateb"
    assert about_question(tag) == "Am y cwestiwn hwn"
    assert own.language_name(tag) == "Cymraeg"


@pytest.mark.parametrize("tag", ["en", "en-GB", "en-US", "fr", "fr-CA"])
def test_other_languages_have_the_english_words(tag: str) -> None:
    topic = msgspec.structs.replace(PLAIN, language=tag)
    assert label_of(topic, topic.questions[0], "yes") == "Yes"
    assert words_in(resources_folder() / "words", tag)("Not answered") == "Not answered"


@pytest.mark.parametrize(
    ("own", "shown", "layout"),
    [
        ("en-GB", "en-GB", PLAIN_LAYOUT),
        ("cy", "cy", PLAIN_LAYOUT),
        ("cy-GB", "cy-GB", REGION_LAYOUT),
        ("en", "cy-GB", REGION_LAYOUT),
    ],
)
def test_only_a_return_whose_words_changed_states_the_layout_that_has_them(own: str, shown: str, layout: int) -> None:
    plain = msgspec.structs.replace(PLAIN, language=own)
    topic = plain if own == shown else in_welsh(plain, language=shown)
    golden = decode_audit_file(files_of(GOLDEN.read_bytes())[AUDIT_JSON])
    stating = msgspec.structs.replace(golden, pages=page_facts(pictures=False, language=shown))
    made = with_lowest_layout(stating, topic)
    assert made.pages is not None
    assert made.pages.layout == layout
    assert is_known_layout(made, topic)
    before = msgspec.structs.replace(made, pages=msgspec.structs.replace(made.pages, layout=PLAIN_LAYOUT))
    assert is_known_layout(before, topic) is (layout == PLAIN_LAYOUT)

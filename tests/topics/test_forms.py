"""Fourteen workbooks after real forms: each becomes a topic, is answered, printed, returned and verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.topic_packs import examine_topic
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.topics.pack import decode_topic, encode_topic
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from tests.app.conftest import SteppingClock
from tests.samples import NOON
from tests.topics.form_journey import (
    FORMS,
    add_identity,
    begin_form,
    kinds_of,
    page_count,
    print_form,
    return_form,
    topic_of,
)

SEED = 13
EXPECTED = {"stress-labels": ["text-long", "text-long"], "other-scripts": ["glyph-missing"]}
"""What the check says of a form that can be used all the same."""
RETURNED = {"ey-training-log", "gm-scored-0-3", "indicators-quarterly", "ox-brag", "s175-two-sign", "tiny"}
"""The forms that the suite also prints in all kinds and returns; ``form_journey`` does it with all of them."""
ALL_FORMS = pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A home with one identity for all forms, because encrypting the key takes long."""
    with Workspace(Home(tmp_path_factory.mktemp("forms") / "home"), SteppingClock()) as opened:
        add_identity(opened)
        yield opened


def test_there_are_fourteen_forms() -> None:
    assert len(FORMS) == 14


@ALL_FORMS
def test_each_form_becomes_a_topic_without_errors(form: Path) -> None:
    examination = examine_topic(form, NOON.date())
    assert examination.topic is not None
    assert sorted(problem.code for problem in examination.problems) == EXPECTED.get(form.stem, [])


@ALL_FORMS
def test_each_form_is_the_same_after_a_way_through_both_files(form: Path) -> None:
    topic = topic_of(form)
    assert decode_topic(encode_topic(topic)) == topic
    assert examine_workbook_bytes("back.xlsx", topic_workbook(topic, NOON)).topic == topic


@ALL_FORMS
def test_odk_accepts_the_workbook_of_each_form_as_it_is_and_as_it_is_written(form: Path, tmp_path: Path) -> None:
    written = tmp_path / "written.xlsx"
    written.write_bytes(topic_workbook(topic_of(form), NOON))
    for workbook in (form, written):
        assert "<h:html" in convert(xlsform=str(workbook)).xform


@ALL_FORMS
def test_each_form_is_printed_blank_and_answered_completely(form: Path, workspace: Workspace, tmp_path: Path) -> None:
    audit_id = begin_form(workspace, form, tmp_path, SEED)
    fewest = 1 if form.stem == "tiny" else 2
    assert page_count(tmp_path / "blank.pdf") >= fewest
    print_form(workspace, audit_id, tmp_path, [DocumentKind.DRAFT_COPY])
    assert page_count(tmp_path / "draft-copy.pdf") >= fewest


@pytest.mark.parametrize("form", [form for form in FORMS if form.stem in RETURNED], ids=lambda path: path.stem)
def test_forms_are_printed_in_all_kinds_returned_and_verified(form: Path, workspace: Workspace, tmp_path: Path) -> None:
    audit_id = begin_form(workspace, form, tmp_path, SEED + 1)
    draft = open_draft(workspace, audit_id)
    print_form(workspace, audit_id, tmp_path, kinds_of(draft.topic, draft.audit))
    verdict = return_form(workspace, audit_id, tmp_path)
    assert verdict.is_verified, verdict.unverified

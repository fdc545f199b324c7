"""A file and an action read the same in the window, the terminal, the PDF and the e-mail advice."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from s11desk.app.audits.drafts import Draft
from s11desk.cli.draft_commands import _evidence_line
from s11desk.desktop.inputs.evidence.evidence_card import _facts
from s11desk.desktop.messages.plan_words import lead_and_status_words
from s11desk.desktop.messages.sending_words import fit_text
from s11desk.domain.audits.audit import ActionStatus
from s11desk.domain.returns.mail_size import mail_fit
from s11desk.domain.topics.topic import ActionField
from s11desk.report.blocks.table_cells import action_cell, evidence_cells
from tests.samples import audit_with, evidence_on, finished_action, small_topic


@pytest.mark.parametrize(
    ("size", "words"), [(999, "999 bytes"), (31_084, "31 KB"), (10_000_000, "10 MB"), (9_500_000, "9.5 MB")]
)
def test_a_file_has_one_size(size: int, words: str) -> None:
    item = msgspec.structs.replace(evidence_on("policy"), size=size)
    draft = Draft(small_topic(), audit_with(evidence=(item,)))
    assert f"PDF, {words}. Attached" in _facts(item, "policy")
    assert f"({words})" in _evidence_line(draft, item.id)
    assert words in evidence_cells(item)
    assert fit_text(mail_fit(size)).startswith(words)


@pytest.mark.parametrize("status", ActionStatus)
def test_an_action_has_one_status(status: ActionStatus) -> None:
    action = msgspec.structs.replace(finished_action("A1", "policy"), status=status, due=dt.date(2026, 6, 3))
    printed = action_cell(small_topic(), action, ActionField.STATUS)
    assert lead_and_status_words(action).endswith(f". {printed}")

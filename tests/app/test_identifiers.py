"""Identifiers are found and accepted. The journal never has the identifier itself."""

from __future__ import annotations

import sqlite3

import msgspec

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import draft_history
from s11desk.app.audits.identifier_review import accept_identifier, review_identifiers
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import Answer
from s11desk.store.rows.journal import EventKind, Stamp
from tests.samples import NOON

NUMBER = "943 476 5919"
STAMP = Stamp(NOON, "amina")


def test_a_decision_covers_an_identifier_in_every_place(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("policy", choice="yes", comment=f"see {NUMBER}, CH41 6RY"))
    number, postcode = review_identifiers(workspace, audit_id)
    assert (number.finding.excerpt, number.decision, postcode.decision) == (NUMBER, None, None)
    number, postcode = accept_identifier(workspace, audit_id, number.finding, STAMP)
    assert number.decision is not None
    assert (number.decision.who, number.decision.at, postcode.decision) == ("amina", NOON, None)
    save_answer(workspace, audit_id, Answer("story", text="again 9434765919 and 943 476 5870"))
    with Workspace(workspace.home) as second:
        decided = {item.finding.excerpt: item.decision is not None for item in review_identifiers(second, audit_id)}
    assert decided == {NUMBER: True, "CH41 6RY": False, "9434765919": True, "943 476 5870": False}


def test_the_journal_records_a_decision_once_without_the_identifier(workspace: Workspace, audit_id: str) -> None:
    save_answer(workspace, audit_id, Answer("policy", choice="yes", comment=NUMBER))
    (number,) = review_identifiers(workspace, audit_id)
    accept_identifier(workspace, audit_id, number.finding, STAMP)
    accept_identifier(workspace, audit_id, number.finding, STAMP)
    (entry,) = [entry for entry in draft_history(workspace, audit_id) if entry.what is EventKind.ACCEPTED]
    assert (entry.at, entry.who, entry.new) == (NOON, "amina", '{"kind":"nhs-number"}')
    encoded = msgspec.json.encode(entry).decode()
    assert NUMBER not in encoded
    assert "5919" not in encoded


def test_two_drafts_have_different_fingerprints_of_one_identifier(workspace: Workspace, audit_id: str) -> None:
    from s11desk.app.audits.drafts import begin_draft

    fingerprints = set()
    for draft in (audit_id, begin_draft(workspace, "sample", "Another").audit.id):
        save_answer(workspace, draft, Answer("policy", choice="yes", comment=NUMBER))
        (number,) = review_identifiers(workspace, draft)
        (decided,) = accept_identifier(workspace, draft, number.finding, STAMP)
        assert decided.decision is not None
        fingerprints.add(decided.decision.fingerprint)
    assert len(fingerprints) == 2


def test_a_review_writes_nothing(workspace: Workspace, audit_id: str) -> None:
    """A person can review answers while another program has locked the drafts, or while the disk is full."""
    save_answer(workspace, audit_id, Answer("policy", choice="yes", comment="Ring Amina on 0151 496 0000"))
    other = sqlite3.connect(workspace.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    found = review_identifiers(workspace, audit_id)
    other.close()
    assert [one.decision for one in found] == [None]

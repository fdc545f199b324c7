"""The sample as a return and as a draft, and the folder of the typeface."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.topic import Topic
from s11desk.report.kinds.documents import DraftCopy, ReturnDocument, Signatory
from tests.report.sample import AUDIT, MADE, SIGNATORY, TOPIC


@pytest.fixture
def topic() -> Topic:
    return TOPIC


@pytest.fixture
def audit() -> Audit:
    return AUDIT


@pytest.fixture
def signatory() -> Signatory:
    return SIGNATORY


@pytest.fixture
def document() -> ReturnDocument:
    return ReturnDocument(TOPIC, AUDIT, "WSCP-EH23-RIVERS-001", 1, MADE, SIGNATORY)


@pytest.fixture
def draft() -> DraftCopy:
    return DraftCopy(TOPIC, AUDIT, MADE)


@pytest.fixture(scope="session")
def all_of() -> tuple[ReturnDocument, DraftCopy]:
    """A return with its data and the draft it was made from, for tests that share one printed copy."""
    document = ReturnDocument(TOPIC, AUDIT, "WSCP-EH23-RIVERS-001", 1, MADE, SIGNATORY, attachment=b'{"format": 1}\n')
    return document, DraftCopy(TOPIC, AUDIT, MADE)


@pytest.fixture(scope="session")
def fonts() -> Path:
    return Path(__file__).parents[2] / "resources" / "fonts"

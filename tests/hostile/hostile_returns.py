"""Signed returns that ask their reader for endless work: with any PDF, or of the largest size that is read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import msgspec

from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic
from tests.bundle.forging import (
    GOLDEN,
    audit_file_of,
    files_of,
    pack,
    signed_by,
    signed_off_by,
    with_audit_changes,
    with_file,
)
from tests.bundle.test_large_contents import Large


def return_with_pdf(pdf: bytes, signer: Signer, now: dt.datetime) -> bytes:
    """A return whose parts agree, and whose PDF is ``pdf``."""
    files = signed_off_by(signer, files_of((GOLDEN / "one-signature.zip").read_bytes()))
    return pack(signed_by(signer, with_file(files, "audit.pdf", pdf), now))


def large_return(build: Callable[[], Large], signer: Signer, now: dt.datetime) -> bytes:
    """A return with the topic and the answers that ``build`` makes."""
    topic, values = build()
    body = encode_topic(topic)
    files = signed_off_by(signer, files_of((GOLDEN / "one-signature.zip").read_bytes()))
    digest = hashlib.sha256(body).hexdigest()
    named = msgspec.structs.replace(audit_file_of(files).topic, digest=digest, id="sample", version=1)
    changed = with_audit_changes(files, topic=named, evidence=(), **values)
    return pack(signed_by(signer, with_file(changed, "topic.json", body), now))

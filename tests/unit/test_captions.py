"""A return carries the caption of a file; without captions, its bytes are as before captions existed."""

from __future__ import annotations

import msgspec

from s11desk.bundle.audit_file import AttachedFile, AuditFile, ReturnFacts, TopicNamed, audit_of, decode_audit_file
from s11desk.bundle.audit_file import encode_audit_file as encode
from tests.samples import NOON

FILE = AttachedFile("E1", "evidence/E1-a.png", "a.png", "png", 3, "a" * 64, ("policy",), NOON)


def audit_file(file: AttachedFile) -> AuditFile:
    return AuditFile(
        format=1,
        return_facts=ReturnFacts("K7M3-9QXD-1", 1, NOON, "s11desk"),
        topic=TopicNamed("sample", 1, "0" * 64, "Sample", "2026", "SP"),
        audit_id="k7m3-9qxd",
        agency="Riverside Trust",
        begun=NOON,
        changed=NOON,
        answers=(),
        evidence=(file,),
        action_plan=(),
        sign_offs=(),
    )


def test_a_caption_is_written_and_read_back_into_the_audit() -> None:
    captioned = audit_file(msgspec.structs.replace(FILE, caption="The board in the hall"))
    read = decode_audit_file(encode(captioned))
    assert read == captioned
    assert audit_of(read).evidence[0].caption == "The board in the hall"


def test_a_file_without_a_caption_has_no_caption_key_in_the_return() -> None:
    assert b"caption" not in encode(audit_file(FILE))
    assert decode_audit_file(encode(audit_file(FILE))) == audit_file(FILE)

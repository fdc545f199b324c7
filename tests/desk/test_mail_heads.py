"""Of an e-mail without a return, the sender and the subject are read; what breaks the rules is left out."""

from __future__ import annotations

import pytest

from s11desk.app.receiving.arrivals.mail_heads import MailHead, mail_head
from s11desk.evidence.office.compound_file import MAGIC


@pytest.mark.parametrize(
    ("content", "head"),
    [
        (b"From: Kim <kim@hub.example>\nSubject: A question\n\nHello", MailHead("Kim <kim@hub.example>", "A question")),
        (b"Subject: =?utf-8?q?Caf=C3=A9?=\n =?utf-8?q?_two?=\n\n", MailHead("", "Café two")),
        (b"From: =?nowhere?b?!!!?=\nSubject: =?utf-8?b?A?=\n\n", MailHead()),
        (b"Subject: one\x00two\xff\r\n\r\n", None),
        (b"no header at all", MailHead()),
        (MAGIC + b"\0" * 600, MailHead()),
        (b"Subject: " + b"a" * 100_000 + b"\n\n", None),
    ],
)
def test_a_head_is_one_short_line_each(content: bytes, head: MailHead | None) -> None:
    found = mail_head(content)
    assert head is None or found == head
    assert all("\n" not in one and "\0" not in one and len(one) < 1000 for one in (found.sender, found.subject))

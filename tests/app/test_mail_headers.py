"""An e-mail has the headers that we write, whatever a title, an agency or a file's name holds.

The results are parsed with the standard library of the Python that runs the tests; 3.11.7 has CVE-2024-6923.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from base64 import b64encode
from email.header import decode_header, make_header
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.app.returns.mailing.mail import Mail, mailto_link, write_mail_draft
from s11desk.app.returns.mailing.mail_headers import header_text, subject_line
from s11desk.domain.returns.mail_size import mail_fit

HOSTILE = (
    "=?utf-8?q?x=0D=0ABcc:_spy=40elsewhere.example=0D=0A=0D=0Abody?=",
    "=?utf-8?b?" + b64encode(b"x\r\nBcc: spy@elsewhere.example\r\n\r\nbody").decode() + "?=",
    "=?iso-8859-1?Q?=0ABcc:_spy=40elsewhere.example?= and more",
    "=?utf-16?b?" + b64encode("x\r\nBcc: spy".encode("utf-16")).decode() + "?=",
    "a\r\nBcc: spy@elsewhere.example",
    "a\u2028Bcc: spy@elsewhere.example\u2029\x0b\x0c\x1c\x1d\x1e\x85b",
    "=?utf-8?q?a?= =?utf-8?q?=0D=0ABcc:_spy?=",
    "= ?utf-8?q?=0D=0ABcc:_spy?=",
    "==??utf-8?q?=0D=0ABcc:_spy?=",
    "x" * 5_000 + "\r\nBcc: spy",
    "Zoë 🎓 " * 200,
    "\u202egpj.exe",
    "",
)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]")
EXPECTED = {"Subject", "X-Unsent", "To", "Content-Type", "MIME-Version"}


def written(subject: str, attachment: Path) -> bytes:
    out = attachment.with_name("draft.eml")
    sha256 = hashlib.sha256(attachment.read_bytes()).hexdigest()
    mail = Mail(("returns@sp.example",), header_text(subject), "Body\n", attachment, sha256, mail_fit(2))
    write_mail_draft(mail, out)
    return out.read_bytes()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("policy", [email.policy.default, email.policy.compat32, email.policy.SMTPUTF8])
def test_a_subject_adds_no_header_and_holds_no_control(tmp_path: Path, text: str, policy: email.policy.Policy) -> None:
    (tmp_path / "r.zip").write_bytes(b"PK")
    message = email.message_from_bytes(written(text, tmp_path / "r.zip"), policy=policy)
    assert set(message.keys()) == EXPECTED
    decoded = str(make_header(decode_header(str(message["Subject"]))))
    again = str(make_header(decode_header(decoded)))
    assert decoded == again == header_text(text)
    assert not CONTROLS.search(decoded)
    assert message.defects == []
    assert email.message_from_bytes(message.as_bytes(), policy=policy).keys() == message.keys()


@pytest.mark.parametrize("name", ["=_utf-8_q_x.zip", 'a"; x="b.zip', "a\r\nBcc: spy@e.example.zip", "é\u202epiz.exe"])
def test_a_files_name_adds_no_header(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    message = email.message_from_bytes(written("Return", tmp_path / name), policy=email.policy.default)
    assert set(message.keys()) == EXPECTED
    (attached,) = message.iter_attachments()
    assert set(attached.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}
    assert re.fullmatch(r"[A-Za-z0-9._-]+", attached.get_filename() or "")
    assert attached.get_content() == b"PK"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_to_a_new_message_has_no_other_field(tmp_path: Path, text: str) -> None:
    mail = Mail(("returns@sp.example",), header_text(text), "Body\n", tmp_path / "r.zip", "", mail_fit(2))
    fields = parse_qs(urlsplit(mailto_link(mail)).query, keep_blank_values=True)
    assert set(fields) == {"subject", "body"}
    assert not CONTROLS.search(fields["subject"][0])
    assert "=?" not in fields["subject"][0]


@given(st.text())
def test_every_subject_line_is_short_ascii_and_decodes_to_its_text(text: str) -> None:
    line = subject_line(text)
    assert line.endswith(b"\r\n")
    rows = line[:-2].split(b"\r\n ")
    assert all(row.isascii() and len(row) <= 76 and not re.search(rb"[\r\n]", row) for row in rows)
    assert str(make_header(decode_header(line[9:-2].decode()))) == header_text(text)

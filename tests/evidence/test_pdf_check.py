"""PDFs: what locks one, what is a program in one, and what is none."""

from __future__ import annotations

import base64
import contextlib
import io
import zlib
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import StandardSecurityHandler, StandardSecuritySettingsRevision
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from s11desk.errors.evidence_errors import (
    EvidenceDamaged,
    EvidenceEncrypted,
    EvidenceHasProgram,
    EvidenceRightsManaged,
)
from tests.evidence import samples
from tests.evidence.test_sniff import refusal, sniffed

SPEC = "3 0 obj\n<</Type/Filespec/F(%s)/EF<</F 7 0 R>>>>\nendobj\n"


def restricted(revision: int, *, user: str = "", attached: str = "note.txt") -> bytes:
    """A PDF with an attachment that pyHanko encrypts under an owner's password, and under ``user`` if one is given."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(samples.pdf())))
    stream = writer.add_object(generic.StreamObject(stream_data=b"x"))
    name = generic.pdf_name
    embedded = generic.DictionaryObject({name("/F"): stream})  # type: ignore[no-untyped-call]
    entries = {name("/Type"): name("/Filespec"), name("/F"): generic.pdf_string(attached), name("/EF"): embedded}
    spec = generic.DictionaryObject(entries)  # type: ignore[no-untyped-call]
    writer.root["/AF"] = generic.ArrayObject([writer.add_object(spec)])
    if revision == 6:
        writer.encrypt(owner_pass="chair", user_pass=user)  # type: ignore[no-untyped-call]
    else:
        assert writer.document_id is not None
        handler = StandardSecurityHandler.build_from_pw_legacy(
            StandardSecuritySettingsRevision(revision),
            id1=writer.document_id[0],
            desired_owner_pass="chair",
            desired_user_pass=user,
            keylen_bytes=5 if revision == 2 else 16,
        )
        writer._assign_security_handler(handler)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_pdf_that_only_an_owners_password_restricts_is_accepted(revision: int) -> None:
    assert sniffed(restricted(revision), "policy.pdf") == "pdf"


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_pdf_that_needs_a_password_is_refused(revision: int) -> None:
    assert isinstance(refusal(restricted(revision, user="secret"), "policy.pdf"), EvidenceEncrypted)


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_program_in_a_restricted_pdf_is_found(revision: int) -> None:
    error = refusal(restricted(revision, attached="setup.exe"), "policy.pdf")
    assert error == EvidenceHasProgram(name="policy.pdf", program="setup.exe")


FOREIGN = {
    "a rights management handler": b"trailer<</Encrypt<</Filter/MicrosoftIRMServices/V 1>>/Root 1 0 R>>",
    "the wrapper of an encrypted document": b"5 0 obj<</Type/Filespec/F(a.pdf)/AFRelationship/EncryptedPayload"
    b"/EF<</F 7 0 R>>>>endobj",
    "the wrapper, in escapes": b"5 0 obj<</AFRelationship/Encrypted#50ayload/EF<</F 7 0 R>>>>endobj",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_rights_managed_pdf_is_named_as_one(what: str) -> None:
    assert isinstance(refusal(samples.pdf_with("", FOREIGN[what]), "policy.pdf"), EvidenceRightsManaged)


@pytest.mark.parametrize(
    "objects",
    [
        '<</S/JavaScript/JS(AFDate_FormatEx\\("dd/mm/yyyy"\\);)>>',
        "<</S/Launch/F(Training log.xlsx)>>",
        "<</S/Launch/F(www.example.com)>>",
        "<</S/URI/URI(https://example.org/setup.exe)>>",
        "<</S/GoToR/F(help.exe)/D[0/Fit]>>",
        "<</S/SubmitForm/F<</FS/URL/F(https://example.org/collect.js)>>/Flags 4>>",
        "<</Type/Filespec/F(template.docm)>>",
        "<</Type/Filespec/F(audit.json)/UF(audit.json)/AFRelationship/Data/EF<</F 7 0 R>>>>",
        "3 0 obj<</F(Notes.pdf)/EF<</F 7 0 R>>>>endobj 4 0 obj<</A<</S/URI/URI(a.exe)>>>>endobj",
        "<</Length 30>>\nstream\n(Put /Encrypt 5 0 R there) Tj\nendstream",
        "<</Length 30>>\nstream\n(It has /S/Launch/F\\(a.exe\\)) Tj\nendstream",
    ],
)
def test_harmless_parts_of_a_pdf_are_accepted(objects: str) -> None:
    assert sniffed(samples.pdf_with(objects), "form.pdf") == "pdf"


def packed(content: bytes, *filters: tuple[str, Callable[[bytes], bytes]]) -> bytes:
    """An object stream under several filters, the first of which readers undo first."""
    for _, pack in reversed(filters):
        content = pack(content)
    names = "".join(f"/{name}" for name, _ in filters)
    head = f"9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[{names}]/Length {len(content)}>>\nstream\r\n"
    return head.encode() + content + b"\nendstream\nendobj\n"


FLATE = ("FlateDecode", zlib.compress)
HEX = ("ASCIIHexDecode", lambda raw: raw.hex().encode() + b">")
PACKED = b"7 0 <</Type/Filespec/F(setup.vbs)/EF<</F 8 0 R>>>>"
EXECUTABLE = b"8 0 obj<</Type/EmbeddedFile>>stream\n" + samples.PROGRAM + b"\nendstream endobj\n"

PROGRAMS = {
    "that it starts": b"3 0 obj\n<</S/Launch/F(C:\\\\Windows\\\\cmd.exe)>>\nendobj\n",
    "that it starts, in hex": b"<</S/Launch/F <" + b"Setup.EXE ".hex().encode() + b"0>>>\n",
    "that it starts, for Windows alone": b"<</S/Launch/Win<</F(mshta.exe)/P(x)>>>>",
    "that it starts, without an ending": b"<</S/Launch/F(C:\\\\Windows\\\\System32\\\\cmd)>>",
    "that it starts with arguments": b"<</S/Launch/Win<</F(run)/P(/c start)>>>>",
    "that it starts through a specification": b"<</S/Launch/F<</Type/Filespec/F(a.scr)>>>>",
    "that it starts through a reference": b"3 0 obj<</S/Launch/F 4 0 R>>endobj 4 0 obj(a.bat)endobj\n",
    "in UTF-16": b"<</Type/Filespec/UF(\xfe\xff\0s\0e\0t\0u\0p\0.\0j\0s)/EF<</F 7 0 R>>>>",
    "in UTF-8": b"<</Type/Filespec/UF(\xef\xbb\xbfs\xc3\xa9tup.js)/EF<</F 7 0 R>>>>",
    "with escapes in the string": b"<</Type/Filespec/F(setup\\056e\\170e)/EF<</F 7 0 R>>>>",
    "with a broken line in the string": b"<</Type/Filespec/F(setup.e\\\nxe)/EF<</F 7 0 R>>>>",
    "with escapes in the keys": b"3 0 obj<</Type/Filespec/#46(setup.exe)/#45F<</F 7 0 R>>>>endobj\n",
    "with escapes in the action": b"3 0 obj<</S/L#61unch/F(setup.exe)>>endobj\n",
    "by references": b"3 0 obj<</F 4 0 R/EF 5 0 R>>endobj 4 0 obj(a.lnk)endobj 5 0 obj<</F 7 0 R>>endobj\n",
    "by two references": b"3 0 obj<</F 4 0 R/EF 5 0 R>>endobj 4 0 obj 6 0 R endobj 6 0 obj(a.hta)endobj\n",
    "with a comment between": b"3 0 obj<</F %)(\n(a.exe)/EF<</F 7 0 R>>>>endobj\n",
    "after an open bracket": b"3 0 obj<</X ( /F(a.exe)/EF<</F 7 0 R>>>>endobj\n",
    "with two names": b"3 0 obj<</F(a.txt)/F(a.exe)/EF<</F 7 0 R>>>>endobj\n",
    "with dots at its end": b"3 0 obj<</F(a.exe. .)/EF<</F 7 0 R>>>>endobj\n",
    "with a stream of NTFS": b"3 0 obj<</F(a.exe::$DATA)/EF<</F 7 0 R>>>>endobj\n",
    "in an object stream": samples.object_stream(PACKED),
    "in an object stream that breaks off": samples.object_stream(PACKED + bytes(range(256)) * 99).replace(
        b"\nendstream", b"", 1
    )[:-60],
    "in an object stream with an escaped type": samples.object_stream(PACKED).replace(b"/ObjStm", b"/Obj#53tm"),
    "in an object stream in hex": packed(PACKED, HEX, FLATE),
    "in an object stream of 85 signs": packed(PACKED, ("A85", lambda raw: base64.a85encode(raw) + b"~>")),
    "whose name is in an object stream": b"3 0 obj<</F 7 0 R/EF<</F 8 0 R>>>>endobj\n"
    + samples.object_stream(b"7 0 (a.exe)"),
    "under the name of a text": b"3 0 obj<</F(a.txt)/EF<</F 8 0 R>>>>endobj\n" + EXECUTABLE,
}


@pytest.mark.parametrize("what", PROGRAMS)
def test_a_program_in_a_pdf_is_found(what: str) -> None:
    assert isinstance(refusal(samples.pdf_with("", PROGRAMS[what]), "form.pdf"), EvidenceHasProgram)


RUN_BY_WINDOWS = "xll iso img vhd vhdx url scf msc jnlp settingcontent-ms one.js appref-ms com"


@pytest.mark.parametrize("ending", RUN_BY_WINDOWS.split())
def test_an_attachment_that_windows_runs_is_refused(ending: str) -> None:
    assert isinstance(refusal(samples.pdf_with(SPEC % f"a.{ending.upper()}"), "form.pdf"), EvidenceHasProgram)


ENDS = {
    "without a table": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "behind a header of MacBinary": b"\0\x05a.pdf".ljust(65, b"\0") + b"PDF CARO".ljust(63, b"\0") + samples.pdf(),
    "behind a header of AppleSingle": b"\0\5\x16\0\0\2\0\0".ljust(90, b"\0") + samples.pdf(),
}


@pytest.mark.parametrize("what", ENDS)
def test_a_pdf_that_readers_open_is_accepted(what: str) -> None:
    assert sniffed(ENDS[what], "policy.pdf") == "pdf"


def test_a_pdf_that_is_cut_in_its_last_change_is_refused() -> None:
    changed = samples.pdf() + b"7 0 obj<</Type/Page/Contents 8 0 R>>endobj\n8 0 obj<</Length 900>>stream\nBT"
    assert isinstance(refusal(changed, "policy.pdf"), EvidenceDamaged)


@pytest.mark.parametrize(
    "objects",
    [
        b"/EF endobj " * 100_000,
        b"3 0 obj<<" + b"/EF<<" * 100_000,
        b"(" * 1_000_000 + b"/EF",
        b"3 0 obj<</Type/ObjStm>>stream\n" * 100_000,
        b"3 0 obj<</F 3 0 R/EF 3 0 R>>endobj\n" * 20_000,
        b"".join(b"%d 0 obj %d 0 R endobj\n" % (n, n + 1) for n in range(50_000)) + b"<</F 1 0 R/EF 1 0 R>>",
        b"/Encrypt 1 0 R trailer" * 50_000,
    ],
    ids=["mentions", "depth", "strings", "streams", "references", "chain", "locks"],
)
def test_a_crafted_pdf_ends_in_a_verdict(objects: bytes) -> None:
    """Without the limits each of these takes minutes; the suite's own limit of time would show it."""
    with contextlib.suppress(EvidenceDamaged, EvidenceEncrypted):
        assert sniffed(samples.pdf_with("", objects), "form.pdf") == "pdf"

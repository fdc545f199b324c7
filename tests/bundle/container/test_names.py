"""Names inside a return."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.bundle.safe_names import MAX_SEGMENT, NameFault, first_clash, name_fault, safe_name, safe_name_before


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("Résumé – café (1).PDF", "Resume-cafe-1.pdf"),
        ("Re\u0301sume\u0301.pdf", "Resume.pdf"),  # as macOS spells it
        ("policy.docx", "policy.docx"),
        ("Safeguarding policy v2.1 FINAL.docx", "Safeguarding-policy-v2-1-FINAL.docx"),
        ("under_score.png", "under_score.png"),
        ("archive.tar.gz", "archive-tar.gz"),
        ("invoice.pdf.exe", "invoice-pdf.exe"),
        ("Straße Ærø Łódź.jpg", "Strasse-AEro-Lodz.jpg"),
        ("ﬁnal ½.pdf", "final-1-2.pdf"),
        ("保護者.pdf", "file.pdf"),
        ("保護者", "file"),
        ("", "file"),
        ("...", "file"),
        (".pdf", "file.pdf"),
        ("no extension", "no-extension"),
        ("Minutes 12.03.2024", "Minutes-12-03.2024"),
        ("notes.not an extension", "notes-not-an-extension"),
        ("For Kim.s11questions", "For-Kim.s11questions"),
        ("notes.notanextension", "notes-notanextension"),
        ("trailing.pdf. ", "trailing.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Users\\jo\\x.pdf", "C-Users-jo-x.pdf"),
        ("con.pdf", "file-con.pdf"),
        ("COM1", "file-COM1"),
        ("console.pdf", "console.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("x\u202efdp.exe", "x-fdp.exe"),
        ("a\x00b\n.pdf", "a-b.pdf"),
        ("'; DROP TABLE--.pdf", "DROP-TABLE.pdf"),
    ],
)
def test_any_name_becomes_a_safe_name(original: str, expected: str) -> None:
    assert safe_name(original, ()) == expected
    assert name_fault(expected) is None


def test_a_taken_name_gets_a_number_even_in_another_case() -> None:
    taken = ["Policy.pdf"]
    taken.append(safe_name("POLICY.PDF", taken))
    taken.append(safe_name("policy.pdf", taken))
    taken.append(safe_name("policy.docx", taken))
    assert taken == ["Policy.pdf", "POLICY-2.pdf", "policy-3.pdf", "policy.docx"]


def test_long_names_keep_extension_and_number() -> None:
    first = safe_name("x" * 300 + ".pdf", ())
    second = safe_name("x" * 300 + ".pdf", [first])
    assert (len(first), first[-5:]) == (MAX_SEGMENT, "x.pdf")
    assert (len(second), second[-7:]) == (MAX_SEGMENT, "x-2.pdf")


@given(st.lists(st.text(max_size=120), max_size=8))
def test_safe_names_are_allowed_and_unique(originals: list[str]) -> None:
    given_names: list[str] = []
    for original in originals:
        given_names.append(safe_name(original, given_names))
    assert all(name_fault(name) is None and "/" not in name for name in given_names)
    assert first_clash(given_names) is None


@given(st.text(max_size=30))
def test_a_safe_name_is_not_changed(original: str) -> None:
    name = safe_name(original, ())
    assert safe_name(name, ()) == name


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("audit.json", None),
        ("META-INF/ASiCManifest001.xml", None),
        ("a/b/c/d", None),
        ("evidence/" + "x" * 80, None),
        ("x" * 81, NameFault.TOO_LONG),
        ("x" * 70 + "/" + "y" * 58, NameFault.TOO_LONG),
        ("a/b/c/d/e", NameFault.TOO_DEEP),
        ("", NameFault.CHARACTER),
        ("a//b", NameFault.CHARACTER),
        ("/a", NameFault.CHARACTER),
        ("a/", NameFault.CHARACTER),
        ("a/../b", NameFault.CHARACTER),
        (".a", NameFault.CHARACTER),
        ("a.", NameFault.CHARACTER),
        ("a b", NameFault.CHARACTER),
        ("a\\b", NameFault.CHARACTER),
        ("é", NameFault.CHARACTER),
        ("a\n", NameFault.CHARACTER),
        ("nul", NameFault.DEVICE),
        ("x/LPT9.tar.gz", NameFault.DEVICE),
        ("Con.d/x", NameFault.DEVICE),
    ],
)
def test_name_fault_finds_the_names_that_are_not_allowed(name: str, fault: NameFault | None) -> None:
    assert name_fault(name) is fault


@pytest.mark.parametrize(
    ("names", "clash"),
    [
        (["a", "b", "d/a", "d/b"], None),
        (["a", "A"], "A"),
        (["d/a", "D/b"], "D/b"),
        (["d/a", "d"], "d"),
        (["d", "d/a"], "d/a"),
        (["d/e/a", "D/E/b"], "D/E/b"),
        (["d/e/a", "d/E"], "d/E"),
    ],
)
def test_first_clash_finds_names_that_clash_when_unpacked(names: list[str], clash: str | None) -> None:
    assert first_clash(names) == clash


@pytest.mark.parametrize("agency", ["Riverside", "A" * 60, "ﬃ" * 60, "\u540d" * 60, "St. Mary's. " * 5, "", "CON"])
@pytest.mark.parametrize("topic", ["sample", "t" * 50])
def test_the_end_of_a_name_is_never_cut_off(agency: str, topic: str) -> None:
    end = f"{topic}-CBHA-9E4X-12.zip"
    name = safe_name_before(agency, f" {topic} CBHA-9E4X-12.zip")
    assert name.endswith(end)
    assert name_fault(name) is None
    if agency == "Riverside":
        assert name == f"{agency[: 80 - len(end) - 1]}-{end}"

"""Making a return: it has the content of the draft, or there is no return."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import openpyxl
import pypdfium2 as pdfium
import pytest
from PIL import Image

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, detach
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import KnownSigner
from s11desk.app.identity.signer_standings import HomeSigners, SignerStanding
from s11desk.app.returns.making import new_audit_file
from s11desk.app.returns.making.make import MadeReturn, make_return
from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.bundle import audit_file
from s11desk.bundle.audit_schema import audit_schema_text
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.completeness import AuditIncomplete, Gap, GapCode
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.topic import Detail, PersonAsked, QuestionKind
from s11desk.errors import Cancelled, UserError
from s11desk.errors.evidence_errors import EvidenceAltered, EvidenceGone, EvidenceTooMany, EvidenceUnwanted
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.report.page.page_layout import LAYOUT, PLAIN_LAYOUT
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, question, small_topic

PASSPHRASE = "correct horse battery"
PERSON = IdentityDetails(name="Amina Yusuf", job_title="Lead", organisation="Riverside", email="a@riverside.example")
TOPIC = small_topic(
    question("policy", QuestionKind.JUDGEMENT, scale="judgement"),
    question("story", QuestionKind.LONG_TEXT, required=False),
    question("example", QuestionKind.FILE, required=False),
)
STORY = '=HYPERLINK("http://x") _x0041_\n<b>Zoë</b> & <para> …'


@pytest.fixture(scope="module")
def signed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an identity. It is made once for all tests, because encrypting the key takes long."""
    home = tmp_path_factory.mktemp("signed") / "home"
    with Workspace(Home(home), SteppingClock()) as workspace:
        keep(workspace, TOPIC)
        create_identity(workspace.home.identity, PERSON, PASSPHRASE, NOON)
    return home


@pytest.fixture
def workspace(signed_home: Path) -> Iterator[Workspace]:
    with Workspace(Home(signed_home), SteppingClock()) as opened:
        yield opened


def picture(folder: Path, name: str, colour: str = "red") -> Path:
    path = folder / name
    Image.new("RGB", (40, 30), colour).save(path)
    return path


def answered(workspace: Workspace, folder: Path) -> str:
    audit_id = begin_draft(workspace, "sample", "Riverside / Trust").audit.id
    save_answer(workspace, audit_id, Answer("policy", choice="yes", comment="+1 for it"))
    save_answer(workspace, audit_id, Answer("story", text=STORY))
    attach(workspace, audit_id, "example", picture(folder, "Café – plan (1).png"))
    return audit_id


@pytest.fixture
def exported(workspace: Workspace, tmp_path: Path) -> MadeReturn:
    return make_return(workspace, answered(workspace, tmp_path), tmp_path / "out", PASSPHRASE)


def test_a_return_verifies_and_has_the_content_of_the_draft(workspace: Workspace, exported: MadeReturn) -> None:
    verdict = verify_return(exported.path, deep=True)
    assert verdict.is_verified
    assert verdict.read.signatures[0].cms.signer is not None
    assert verdict.read.signatures[0].cms.signer.name == "Amina Yusuf"
    read = verdict.read.audit_file
    assert read is not None
    (line,) = [line for line in list_drafts(workspace) if line.id == read.audit_id]
    assert (line.exported is not None, line.changed_since) == (True, False)
    assert [answer.text for answer in read.answers] == ["", STORY]
    assert read.evidence[0].name == "Café – plan (1).png"
    with zipfile.ZipFile(exported.path) as bundle:
        assert bundle.testzip() is None
        assert bundle.namelist()[:6] == [
            "mimetype", "audit.pdf", "audit.json", "topic.json", "answers.xlsx", "evidence/E1-Cafe-plan-1.png",
        ]  # fmt: skip
    assert exported.path.name.isascii()
    assert not list(workspace.home.work.iterdir())


def test_a_new_format_leaves_the_number_of_a_return_that_does_not_need_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (audit_file, new_audit_file):
        monkeypatch.setattr(module, "FORMAT", 3)
    made = make_return(workspace, answered(workspace, tmp_path), tmp_path / "out", PASSPHRASE)
    with zipfile.ZipFile(made.path) as bundle:
        assert json.loads(bundle.read("audit.json"))["format"] == 2


@pytest.mark.parametrize(("typed", "layout"), [("Łódź \u2713 中文", 2), ("שלום", 3), ("q\u0307", 3)])
def test_a_return_states_the_lowest_layout_that_can_show_it(
    typed: str, layout: int, workspace: Workspace, tmp_path: Path
) -> None:
    audit_id = answered(workspace, tmp_path)
    save_answer(workspace, audit_id, Answer("story", text=typed))
    verdict = verify_return(make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE).path)
    assert verdict.is_verified
    assert verdict.read.audit_file is not None
    assert verdict.read.audit_file.pages is not None
    assert verdict.read.audit_file.pages.layout == layout


def layout_of(workspace: Workspace, audit_id: str, out: Path) -> int:
    verdict = verify_return(make_return(workspace, audit_id, out, PASSPHRASE).path, deep=True)
    assert verdict.is_verified
    assert verdict.read.audit_file is not None
    assert verdict.read.audit_file.pages is not None
    return verdict.read.audit_file.pages.layout


def test_a_return_states_layout_6_if_its_signatures_were_on_two_pages(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    found = []
    for lines in range(0, 40, 4):
        save_answer(workspace, audit_id, Answer("story", text="line\n" * lines + "end"))
        found.append(layout_of(workspace, audit_id, tmp_path / "out"))
    assert set(found) == {PLAIN_LAYOUT, LAYOUT}


def test_a_return_states_layout_6_if_an_optional_question_is_left_empty(workspace: Workspace, tmp_path: Path) -> None:
    topic = small_topic(
        question("story", QuestionKind.LONG_TEXT), question("more", QuestionKind.LONG_TEXT, required=False)
    )
    keep(workspace, msgspec.structs.replace(topic, id="with-optional"))
    audit_id = begin_draft(workspace, "with-optional", "Riverside Trust").audit.id
    save_answer(workspace, audit_id, Answer("story", text=STORY))
    assert layout_of(workspace, audit_id, tmp_path / "out") == LAYOUT
    save_answer(workspace, audit_id, Answer("more", text="Nothing"))
    assert layout_of(workspace, audit_id, tmp_path / "out") == PLAIN_LAYOUT


def test_the_pdf_has_the_audit_json_of_the_bundle(exported: MadeReturn) -> None:
    with zipfile.ZipFile(exported.path) as bundle:
        data, printed = bundle.read("audit.json"), bundle.read("audit.pdf")
    document = pdfium.PdfDocument(printed)
    try:
        (carried,) = [document.get_attachment(number) for number in range(document.count_attachments())]
        assert (carried.get_name(), bytes(carried.get_data())) == ("audit.json", data)
    finally:
        document.close()


def test_the_pdf_has_pictures_only_if_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    for pictures in (False, True):
        made = make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE, pictures=pictures)
        assert verify_return(made.path, deep=True).is_verified
        with zipfile.ZipFile(made.path) as bundle:
            assert (b"/DCTDecode" in bundle.read("audit.pdf")) is pictures


def decoded(stored: str) -> str:
    """The text that a spreadsheet program shows for a cell (ECMA-376, 22.9.2.19). openpyxl does not decode it."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), stored)


def test_no_typed_text_becomes_a_formula(exported: MadeReturn) -> None:
    with zipfile.ZipFile(exported.path) as bundle:
        workbook = openpyxl.load_workbook(io.BytesIO(bundle.read("answers.xlsx")))
    sheet = workbook["Answers"]
    rows = list(sheet.iter_rows())
    columns = [cell.value for cell in rows[0]]
    story = rows[2][columns.index("text")]
    assert (decoded(str(story.value)), story.data_type, story.quotePrefix) == (STORY, "s", True)
    assert rows[1][columns.index("comment")].value == "+1 for it"
    assert all(
        cell.data_type in {"s", "n"} and (cell.data_type == "s" or cell.value is None) for row in rows for cell in row
    )


def test_audit_json_and_topic_json_match_their_schemas(exported: MadeReturn) -> None:
    import jsonschema

    with zipfile.ZipFile(exported.path) as bundle:
        for part, schema in (("audit.json", "audit.schema.json"), ("topic.json", "topic.schema.json")):
            rules = json.loads((resources_folder() / "schemas" / schema).read_text("utf-8"))
            jsonschema.Draft202012Validator.check_schema(rules)
            jsonschema.Draft202012Validator(rules).validate(json.loads(bundle.read(part)))


def test_the_schema_in_the_repository_matches_the_types() -> None:
    checked_in = resources_folder() / "schemas" / "audit.schema.json"
    assert checked_in.read_text("utf-8") == audit_schema_text(), "run: python tools/make_schemas.py"


def test_a_return_with_a_changed_byte_is_not_verified(exported: MadeReturn, tmp_path: Path) -> None:
    whole = exported.path.read_bytes()
    changed = tmp_path / "changed.zip"
    for place in range(0, len(whole), len(whole) // 60):
        content = bytearray(whole)
        content[place] ^= 0x10
        changed.write_bytes(content)
        assert not verify_return(changed).is_verified, place
    changed.write_bytes(whole[:-1])
    assert not verify_return(changed).is_verified
    changed.write_bytes(whole)
    assert verify_return(changed).is_verified


def test_a_signer_is_known_by_fingerprint_and_not_by_name(exported: MadeReturn) -> None:
    signer = verify_return(exported.path).read.signatures[0].cms.signer
    assert signer is not None

    def standing(*known: KnownSigner) -> SignerStanding:
        return verify_return(exported.path, signers=HomeSigners(known)).standings[0]

    spoken = KnownSigner("Amina at Riverside", signer.fingerprint[:32], NOON)
    assert standing() == SignerStanding(Standing.UNKNOWN)
    assert standing(spoken) == SignerStanding(Standing.KNOWN, "Amina at Riverside")
    assert standing(KnownSigner("Someone", "0" * 64, NOON)) == SignerStanding(Standing.UNKNOWN)
    assert standing(KnownSigner("amina YUSUF", "0" * 64, NOON)) == SignerStanding(Standing.OTHER_KEY, "amina YUSUF")


def test_a_second_return_names_the_first_and_a_later_edit_is_reported(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    first = make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    save_answer(workspace, audit_id, Answer("story", text="Other words"))
    assert next(line for line in list_drafts(workspace) if line.id == audit_id).changed_since
    second = make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    assert (first.number, second.number) == (1, 2)
    audit_file = verify_return(second.path).read.audit_file
    assert audit_file is not None
    assert audit_file.return_facts.replaces == first.sha256
    assert first.path.exists()


def test_an_incomplete_draft_makes_no_return(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
    with pytest.raises(AuditIncomplete):
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    assert not (tmp_path / "out").exists()


def test_an_impossible_detail_makes_no_return(workspace: Workspace, tmp_path: Path) -> None:
    asked = question("people", QuestionKind.PEOPLE, people=(PersonAsked("lead", "Lead", (Detail.NAME,)),))
    keep(workspace, msgspec.structs.replace(small_topic(asked), id="contacts"))
    audit_id = begin_draft(workspace, "contacts", "Riverside").audit.id
    given = Person("lead", name="Sam", email="sam at example")
    save_answer(workspace, audit_id, Answer("people", people=(given,)))
    with pytest.raises(AuditIncomplete) as refused:
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    assert refused.value.gaps == (Gap(GapCode.PERSON_DETAIL_IMPOSSIBLE, "people", detail="lead.email"),)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("content", "error_class"), [(b"other bytes", EvidenceAltered), (None, EvidenceGone)])
def test_altered_or_missing_evidence_stops_the_return(
    workspace: Workspace, tmp_path: Path, content: bytes | None, error_class: type[UserError]
) -> None:
    audit_id = answered(workspace, tmp_path)
    draft = attach(workspace, audit_id, "policy", picture(tmp_path, "doomed.png", colour=f"#00{content is None:02x}ff"))
    kept = workspace.vault.path(draft.audit.evidence[-1].sha256)
    kept.chmod(0o600)
    original = kept.read_bytes()
    kept.unlink()
    if content is not None:
        kept.write_bytes(content.ljust(len(original), b"!"))
    with pytest.raises(error_class) as refused:
        make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE)
    assert refused.value == error_class(draft.audit.evidence[-1].sha256, "doomed.png")
    assert list((tmp_path / "out").iterdir()) == []
    assert open_draft(workspace, audit_id).audit == draft.audit


def test_a_wrong_passphrase_signs_nothing(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    with pytest.raises(PassphraseWrong):
        make_return(workspace, audit_id, tmp_path / "out", "not this one")
    assert not (tmp_path / "out").exists()
    assert open_draft(workspace, audit_id).audit.exports == ()


def test_a_cancelled_return_leaves_no_file(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    times = 0

    def count() -> bool:
        nonlocal times
        times += 1
        return False

    make_return(workspace, audit_id, tmp_path / "whole", PASSPHRASE, cancel=count)
    assert times > 4
    for allowed in range(times):
        asked = iter([False] * allowed)
        with pytest.raises(Cancelled):
            make_return(workspace, audit_id, tmp_path / "out", PASSPHRASE, cancel=lambda asked=asked: next(asked, True))
        assert list((tmp_path / "out").glob("*")) == []
    assert len(open_draft(workspace, audit_id).audit.exports) == 1


def test_the_same_content_is_cited_and_not_stored_twice(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    draft = attach(workspace, audit_id, "policy", picture(tmp_path, "Café – plan (1).png"))
    assert [(item.id, item.name, item.questions) for item in draft.audit.evidence] == [
        ("E1", "Café – plan (1).png", ("example", "policy"))
    ]
    draft = detach(workspace, audit_id, "e1", "example")
    assert draft.audit.evidence[0].questions == ("policy",)
    assert detach(workspace, audit_id, "E1").audit.evidence == ()
    draft = attach(workspace, audit_id, "policy", picture(tmp_path, "again.png", "blue"))
    assert [item.id for item in draft.audit.evidence] == ["E2"]


def test_a_question_takes_no_more_files_than_its_rule_allows(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    attach(workspace, audit_id, "example", picture(tmp_path, "b.png", "blue"))
    with pytest.raises(EvidenceTooMany):
        attach(workspace, audit_id, "example", picture(tmp_path, "c.png", "green"))
    with pytest.raises(EvidenceUnwanted):
        attach(workspace, audit_id, "story", picture(tmp_path, "d.png"))


def test_the_signed_pdf_is_copied_only_from_an_intact_return(exported: MadeReturn, tmp_path: Path) -> None:
    save_signed_pdf(exported.seen, tmp_path / "copy.pdf")
    with zipfile.ZipFile(exported.path) as bundle:
        assert (tmp_path / "copy.pdf").read_bytes() == bundle.read("audit.pdf")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(exported.path.read_bytes()[:-30])
    with pytest.raises(ValueError, match="intact"):
        save_signed_pdf(verify_return(broken).seen, tmp_path / "no.pdf")
    assert not (tmp_path / "no.pdf").exists()


def test_the_sign_off_has_the_digest_of_the_content(exported: MadeReturn) -> None:
    audit_file = verify_return(exported.path).read.audit_file
    assert audit_file is not None
    sign_off = audit_file.sign_offs[0]
    again = msgspec.json.decode(msgspec.json.encode(audit_file), type=type(audit_file))
    assert again == audit_file
    assert len(sign_off.content) == 64


def test_a_file_left_by_a_killed_export_is_not_overwritten(workspace: Workspace, tmp_path: Path) -> None:
    audit_id = answered(workspace, tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    usual = folder / f"Riverside-Trust-sample-{audit_id.upper()}-1.zip"
    usual.write_bytes(b"left behind")
    made = make_return(workspace, audit_id, folder, PASSPHRASE)
    assert (made.path.name, usual.read_bytes()) == (f"{usual.stem}-2.zip", b"left behind")
    assert verify_return(made.path).is_verified


def test_the_next_return_removes_the_hidden_file_of_a_killed_export(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    left, mine = out / ".s11desk-0123456789ab.part", out / "holiday.part"
    for path in (left, mine):
        path.write_bytes(b"half")
        os.utime(path, (0, 0))
    made = make_return(workspace, answered(workspace, tmp_path), out, PASSPHRASE)
    assert sorted(path.name for path in out.iterdir()) == sorted([made.path.name, mine.name])

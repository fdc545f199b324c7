"""The way of one form: from its workbook to the verified return, with every document on the way.

``python -m tests.topics.form_journey FOLDER [SEEDS]`` goes it with every form of ``forms/`` and keeps all that is made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
from PIL import Image

from s11desk.app.audits.answers_file import AnswersFile, apply_answers_file
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.app.topic_packs import examine_topic, keep_pack
from s11desk.app.write_documents import write_document
from s11desk.domain.audits.action_plan import plan_for_answers
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.completeness import GapCode, find_gaps
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.returns.document_kind import ACTION_PLANS, DocumentKind
from s11desk.domain.topics.topic import Topic
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.wording.topics.pack_sentences import problem_sentence
from tests.app.conftest import SteppingClock
from tests.complete_answers import CompleteAnswers
from tests.samples import NOON

FORMS = sorted((Path(__file__).parent / "forms").glob("*.xlsx"))
PASSPHRASE = "three plain words"
DETAILS = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "amina@riverside.example")


def topic_of(form: Path) -> Topic:
    """The topic that the workbook says. Fails with all sentences if it says none."""
    examination = examine_topic(form, NOON.date())
    assert examination.topic is not None, [problem_sentence(problem) for problem in examination.problems]
    return examination.topic


def add_identity(workspace: Workspace) -> None:
    """Make the identity that signs every form."""
    create_identity(workspace.home.identity, DETAILS, PASSPHRASE, NOON)


def answer_completely(workspace: Workspace, audit_id: str, folder: Path, seed: int) -> None:
    """Answer every question that is asked, in order; attach files and fill the action plan where that is needed."""
    draft = open_draft(workspace, audit_id)
    answers = CompleteAnswers(draft.topic, seed, NOON.date())
    audit = draft.audit
    for question in draft.topic.questions:
        if question.id in {asked.id for asked in asked_questions(draft.topic, audit)}:
            audit = msgspec.structs.replace(audit, answers=(*audit.answers, answers.answer(question)))
    actions = tuple(answers.action(action) for action in plan_for_answers(draft.topic, audit))
    content = msgspec.json.encode(AnswersFile(audit.answers, actions))
    apply_answers_file(workspace, audit_id, content, "answers.json")
    for gap in find_gaps(draft.topic, open_draft(workspace, audit_id).audit):
        if gap.code in {GapCode.FILE_MISSING, GapCode.EVIDENCE_MISSING}:
            picture = folder / "minutes.png"
            Image.new("RGB", (90, 60), "red").save(picture)
            attach(workspace, audit_id, gap.question, picture)


def kinds_of(topic: Topic, audit: Audit) -> Iterator[DocumentKind]:
    """The kinds of document that a filled-in audit of ``topic`` has."""
    for kind in DocumentKind:
        has_plan = topic.action_plan is not None
        is_dated = any(action.due for action in audit.actions)
        if kind is DocumentKind.ACTION_PLAN_CALENDAR and not is_dated:
            continue
        if has_plan or kind not in ACTION_PLANS:
            yield kind


def page_count(path: Path) -> int:
    document = pdfium.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def begin_form(workspace: Workspace, form: Path, folder: Path, seed: int) -> str:
    """Install the form, print it blank, and answer it completely. Return the id of the audit."""
    topic = topic_of(form)
    keep_pack(workspace, topic, form, confirmed=True)
    audit_id = begin_draft(workspace, topic.id, "Riverside Trust").audit.id
    write_document(workspace, audit_id, folder / "blank.pdf", DocumentKind.BLANK_FORM)
    answer_completely(workspace, audit_id, folder, seed)
    assert find_gaps(topic, open_draft(workspace, audit_id).audit) == ()
    return audit_id


def print_form(workspace: Workspace, audit_id: str, folder: Path, kinds: Iterable[DocumentKind]) -> None:
    """Write these documents of the audit into ``folder``."""
    question = open_draft(workspace, audit_id).topic.questions[0].id
    for kind in kinds:
        write_document(workspace, audit_id, folder / f"{kind}{kind.ending}", kind, question=question)


def return_form(workspace: Workspace, audit_id: str, folder: Path) -> Verdict:
    """Make the return and verify it with every check."""
    return verify_return(make_return(workspace, audit_id, folder / "out", PASSPHRASE).path, deep=True)


def _main(folder: Path, seeds: int) -> None:
    with Workspace(Home(folder / "home"), SteppingClock()) as workspace:
        add_identity(workspace)
        for form in FORMS:
            for seed in range(seeds):
                out = folder / f"{form.stem}-{seed}"
                out.mkdir()
                audit_id = begin_form(workspace, form, out, seed)
                draft = open_draft(workspace, audit_id)
                print_form(workspace, audit_id, out, kinds_of(draft.topic, draft.audit))
                verdict = return_form(workspace, audit_id, out)
                print(form.stem, seed, verdict.outcome)  # noqa: T201 - a command


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
